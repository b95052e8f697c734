//! A subnet's own work in place of skills and noise: items that are made, answers that are given,
//! scores that the subnet's code gives them.
//!
//! There are so many different items. Every way of answering is asked about each of them once, in
//! order, and what the answers scored is written down in a [`Bank`]; validators then draw from it.
//! So an answer costs its time once and not in every run, and a miner that remembers what it was
//! asked before does so in the same order every time.

use crate::{parallel, scenario::Scenario};
use myelin_toml::{instead_of, Invalid};
use rand_chacha::{
    rand_core::{RngCore, SeedableRng},
    ChaCha8Rng,
};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
    time::Duration,
};

/// What an item is made of.
pub type Seed = [u8; 32];

/// A subnet's code, as far as a simulation asks for it.
pub trait Task: Send + Sync {
    /// The ways of answering there are; miners who name none answer in the first.
    fn ways(&self) -> Vec<&str>;

    /// What the answers to the items of these seeds score, each from 0 to 1; `told` hears of each.
    /// An answer that takes longer than `timeout` is a fault, as is one that panics.
    fn scores(&self, way: &str, seeds: &[Seed], timeout: Duration, told: &dyn Fn()) -> Result<Vec<f64>, String>;

    /// What a miner with that mean score deserves, from 0 to 1.
    fn merit(&self, mean: f64) -> f64;
}

/// The subnets a program knows by name.
#[derive(Clone, Default)]
pub struct Tasks(BTreeMap<&'static str, Arc<dyn Task>>);

impl Tasks {
    /// The same, and one more.
    pub fn with(mut self, name: &'static str, task: impl Task + 'static) -> Self {
        self.0.insert(name, Arc::new(task));
        self
    }
}

/// What a scenario says of a subnet's own work.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    pub subnet: String,
    /// How many questions a miner is asked in one look.
    pub questions: u32,
    /// How many different items there are.
    pub items: u32,
    /// How long one answer may take.
    pub timeout: Duration,
    pub line: Option<usize>,
    /// What there is to draw from, when it was prepared.
    pub bank: Option<Bank>,
}

/// The scores of every way of answering. Clones share it.
#[derive(Clone)]
pub struct Bank {
    task: Arc<dyn Task>,
    scores: Arc<BTreeMap<String, Scores>>,
}

/// What a way's answers scored, in the items' order, and the mean of it.
struct Scores {
    of_items: Vec<f64>,
    mean: f64,
}

impl fmt::Debug for Bank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bank").field("ways", &self.scores.keys()).finish_non_exhaustive()
    }
}

impl PartialEq for Bank {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.scores, &other.scores)
    }
}

/// Who asks whom when.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    pub seed: u64,
    pub tempo: u32,
    pub validator: usize,
    pub miner: usize,
}

impl Bank {
    /// The mean score of so many questions.
    pub fn ask(&self, way: &str, asking: Asking, questions: u32) -> f64 {
        let Some(Scores { of_items, .. }) = self.scores.get(way) else { return 0.0 };
        let sum: f64 = (0..questions).map(|question| of_items[asking.item(question, of_items.len())]).sum();
        sum / f64::from(questions.max(1))
    }

    /// How good a way's answers are on the mean.
    pub fn mean(&self, way: &str) -> f64 {
        self.scores.get(way).map_or(0.0, |scores| scores.mean)
    }

    pub fn merit(&self, mean: f64) -> f64 {
        self.task.merit(mean)
    }
}

impl Asking {
    /// Which item a question is about. Nobody else's questions have a part in it.
    fn item(&self, question: u32, items: usize) -> usize {
        let parts = [u64::from(self.tempo), self.validator as u64, self.miner as u64, u64::from(question)];
        let drawn = parts.into_iter().fold(mixed(self.seed), |state, part| mixed(state ^ mixed(part)));
        ((u128::from(drawn) * items as u128) >> 64) as usize
    }
}

/// The finishing steps of SplitMix64, with its increment: every bit of the result hangs on every
/// bit of the value.
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

impl Scenario {
    /// Lets the subnet's code answer and score, if the scenario names a subnet. `done` hears how
    /// many of how many answers are judged.
    pub fn prepare(&mut self, tasks: &Tasks, done: impl Fn(usize, usize) + Sync) -> Result<(), Invalid> {
        let Some(work) = &self.work else { return Ok(()) };
        let (line, known) = (work.line, tasks.0.keys().copied());
        let task = tasks.0.get(work.subnet.as_str()).ok_or_else(|| {
            let hint = match tasks.0.is_empty() {
                true => "this program brings no subnets; `myelin sim` does".to_owned(),
                false => instead_of(&work.subnet, known),
            };
            Invalid::new(format!("there is no subnet `{}`", work.subnet), hint).at(line)
        })?;
        let (items, timeout) = (work.items, work.timeout);
        let ways = self.answer_in_the_ways_of(task.as_ref())?;
        let seeds: Vec<Seed> = (0..items).map(seed_of).collect();
        let (finished, all) = (AtomicUsize::new(0), ways.len() * seeds.len());
        let judge = |way: &String| {
            let told = || done(finished.fetch_add(1, Ordering::Relaxed) + 1, all);
            let scores = task.scores(way, &seeds, timeout, &told);
            let of_items =
                scores.map_err(|fault| Invalid::new(format!("answers = \"{way}\": {fault}"), "").at(line))?;
            match of_items.len() == seeds.len() && of_items.iter().all(|score| (0.0..=1.0).contains(score)) {
                true => {
                    let mean = of_items.iter().sum::<f64>() / of_items.len().max(1) as f64;
                    Ok((way.clone(), Scores { of_items, mean }))
                }
                false => Err(Invalid::new(format!("answers = \"{way}\": a score is not from 0 to 1"), "").at(line)),
            }
        };
        let scores = parallel::map(&ways, judge, |_| {}).into_iter().collect::<Result<_, _>>()?;
        if let Some(work) = &mut self.work {
            work.bank = Some(Bank { task: Arc::clone(task), scores: Arc::new(scores) });
        }
        Ok(())
    }

    /// Tells everybody who named no way of answering the first, and gives back all that are used.
    fn answer_in_the_ways_of(&mut self, task: &dyn Task) -> Result<Vec<String>, Invalid> {
        let known = task.ways();
        let first = *known.first().ok_or_else(|| Invalid::new("the subnet has nobody who answers", ""))?;
        let of_groups = self.miners.iter_mut().map(|group| (&mut group.answers, group.line));
        let mut used = Vec::new();
        for (answers, line) in of_groups {
            let way = answers.get_or_insert_with(|| first.to_owned());
            ensure_known(way, &known, line)?;
            used.push(way.clone());
        }
        let attacker =
            self.attacker.answers.get_or_insert_with(|| used.first().map_or(first, String::as_str).to_owned());
        ensure_known(attacker, &known, None)?;
        used.push(attacker.clone());
        used.sort();
        used.dedup();
        Ok(used)
    }
}

fn ensure_known(way: &str, known: &[&str], line: Option<usize>) -> Result<(), Invalid> {
    match known.contains(&way) {
        true => Ok(()),
        false => {
            let what = format!("nobody answers in the way `{way}`");
            Err(Invalid::new(what, instead_of(way, known.iter().copied())).at(line))
        }
    }
}

/// The seed of the item with that number.
fn seed_of(number: u32) -> Seed {
    let mut seed = [0; 32];
    ChaCha8Rng::seed_from_u64(u64::from(number)).fill_bytes(&mut seed);
    seed
}

#[cfg(test)]
mod tests;
