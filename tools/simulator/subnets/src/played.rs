//! A subnet and its miners, asked without a network.

use futures::executor::block_on;
use myelin_simulator::scoring::{Seed, Task};
use myelin_subnet::{Miner, Score, Subnet};
use std::{
    any::Any,
    panic::{catch_unwind, AssertUnwindSafe},
    sync::{
        mpsc::{sync_channel, RecvTimeoutError, SyncSender},
        Arc,
    },
    thread,
    time::Duration,
};

/// A subnet with the miners that can be asked.
pub struct Played<S: Subnet> {
    subnet: Arc<S>,
    ways: Vec<(&'static str, Make<S>)>,
}

/// Makes a miner; training may take a while.
type Make<S> = Arc<dyn Fn() -> Result<Answers<S>, String> + Send + Sync>;

/// What a miner does with a question.
type Answers<S> = Box<dyn Fn(<S as Subnet>::Question) -> Result<<S as Subnet>::Answer, String> + Send>;

impl<S: Subnet> Played<S> {
    pub fn new(subnet: S) -> Self {
        Self { subnet: Arc::new(subnet), ways: Vec::new() }
    }

    /// The same, and one more way of answering, under the name that scenarios give it. The miner is
    /// made when a scenario first asks for it.
    pub fn with<M: Miner<S>>(
        mut self,
        name: &'static str,
        make: impl Fn() -> Result<M, String> + Send + Sync + 'static,
    ) -> Self {
        let make = move || {
            let miner = make()?;
            Ok(Box::new(move |question| block_on(miner.answer(question))) as Answers<S>)
        };
        self.ways.push((name, Arc::new(make)));
        self
    }
}

impl<S: Subnet> Task for Played<S> {
    fn ways(&self) -> Vec<&str> {
        self.ways.iter().map(|(name, _)| *name).collect()
    }

    fn scores(&self, way: &str, seeds: &[Seed], timeout: Duration, told: &dyn Fn()) -> Result<Vec<f64>, String> {
        let found = self.ways.iter().find(|(name, _)| *name == way);
        let (_, make) = found.ok_or_else(|| format!("nobody answers in the way `{way}`"))?;
        let answers = caught(|| make()).map_err(|panic| format!("could not be made, it panicked: {panic}"))??;
        let (subnet, seeds) = (Arc::clone(&self.subnet), seeds.to_vec());
        let count = seeds.len();
        let (tell, judged) = sync_channel(count);
        // A miner that never comes back keeps its thread, which ends with the program; nobody waits for it.
        thread::spawn(move || ask_all(subnet.as_ref(), &answers, &seeds, &tell));
        let mut scores = Vec::with_capacity(count);
        for question in 0..count {
            let score = judged.recv_timeout(timeout).map_err(|fault| match fault {
                RecvTimeoutError::Timeout => {
                    format!("no answer to question {question} within {} s", timeout.as_secs_f64())
                }
                RecvTimeoutError::Disconnected => format!("question {question} was not asked"),
            })?;
            scores.push(score.map_err(|panic| format!("question {question}: {panic}"))?.as_f64());
            told();
        }
        Ok(scores)
    }

    fn merit(&self, mean: f64) -> f64 {
        // Between nothing and a million, as every mean of scores is; rounded as validators do it.
        self.subnet.merit(Score::from_ppm((mean * f64::from(Score::FULL.ppm())).round() as u32))
    }
}

/// Asks about one item after the other, and stops at the first that panics.
fn ask_all<S: Subnet>(subnet: &S, answers: &Answers<S>, seeds: &[Seed], tell: &SyncSender<Result<Score, String>>) {
    for seed in seeds {
        let score = judged(subnet, answers, seed);
        let is_last = score.is_err();
        if tell.send(score).is_err() || is_last {
            break;
        }
    }
}

/// What one answer scores; one that does not come scores nothing.
fn judged<S: Subnet>(subnet: &S, answers: &Answers<S>, seed: &Seed) -> Result<Score, String> {
    let item = caught(|| subnet.item(seed)).map_err(|panic| format!("making the item panicked: {panic}"))?;
    let question = caught(|| subnet.question(&item)).map_err(|panic| format!("asking panicked: {panic}"))?;
    let answer = caught(|| answers(question)).map_err(|panic| format!("answering panicked: {panic}"))?;
    let Ok(answer) = answer else { return Ok(Score::ZERO) };
    caught(|| subnet.score(&item, &answer)).map_err(|panic| format!("scoring panicked: {panic}"))
}

/// What comes of it, or what it said when it panicked.
fn caught<T>(does: impl FnOnce() -> T) -> Result<T, String> {
    // What a panic leaves half done is not used any more.
    catch_unwind(AssertUnwindSafe(does)).map_err(|panic: Box<dyn Any + Send>| {
        let said = panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
        said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a word".to_owned())
    })
}
