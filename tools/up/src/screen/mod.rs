//! The live table: the network runs, the table follows, and keys interfere.

mod draw;
mod scene;

use crate::{
    failure::Failure,
    network::{EpochAudit, Network},
    Report, UpArgs,
};
use myelin_primitives::Tao;
use myelin_subnet::Conduct;
use ratatui::{
    crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers},
    DefaultTerminal,
};
use scene::Scene;
use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc,
    },
    time::Duration,
};
use tokio::sync::mpsc;

/// Blocks between two looks at the keys, and how long they last: an epoch in some twelve seconds.
const STRIDE: u64 = 3;
const STRIDE_LASTS: Duration = Duration::from_millis(100);
/// What `s` stakes.
const MORE: Tao = Tao::whole(100);

enum Key {
    Kill,
    Lie,
    Stake,
    Next,
    Quit,
}

/// Shows the network until `q`, or until so many epochs were paid.
pub async fn watch(network: &mut Network, args: &UpArgs) -> Result<Report, Failure> {
    let mut terminal = ratatui::init();
    let (keys, reader) = read_keys();
    let outcome = follow(&mut terminal, network, args, keys).await;
    drop(reader);
    ratatui::restore();
    outcome?;
    Ok(Report::of(network, args.seed))
}

/// Ends the thread that reads keys when dropped.
struct Reader(Arc<AtomicBool>);

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn read_keys() -> (mpsc::UnboundedReceiver<Key>, Reader) {
    let (sender, keys) = mpsc::unbounded_channel();
    let over = Arc::new(AtomicBool::new(false));
    let reader = Reader(over.clone());
    std::thread::spawn(move || {
        while !over.load(Ordering::Relaxed) {
            match event::poll(Duration::from_millis(100)) {
                Ok(true) => {}
                Ok(false) => continue,
                Err(_) => return,
            }
            let key = match event::read() {
                Ok(Event::Key(key)) if key.kind == KeyEventKind::Press => key,
                Ok(_) => continue,
                Err(_) => return,
            };
            let pressed = match (key.code, key.modifiers) {
                (KeyCode::Char('c'), KeyModifiers::CONTROL) | (KeyCode::Char('q') | KeyCode::Esc, _) => Key::Quit,
                (KeyCode::Char('k'), _) => Key::Kill,
                (KeyCode::Char('l'), _) => Key::Lie,
                (KeyCode::Char('s'), _) => Key::Stake,
                (KeyCode::Char('n'), _) => Key::Next,
                _ => continue,
            };
            if sender.send(pressed).is_err() {
                return;
            }
        }
    });
    (keys, reader)
}

async fn follow(
    terminal: &mut DefaultTerminal,
    network: &mut Network,
    args: &UpArgs,
    mut keys: mpsc::UnboundedReceiver<Key>,
) -> Result<(), Failure> {
    let mut story = vec!["the first paid epoch comes with the first weights".to_string()];
    let (mut notice, mut trouble) = (String::new(), String::new());
    let mut hurries = false;
    loop {
        let schedule = network.schedule().await?;
        let block = network.head().await?.number();
        let scene = Scene {
            story: story.clone(),
            notice: notice.clone(),
            trouble: trouble.clone(),
            ..Scene::of(network, block, schedule.begins, schedule.ends)
        };
        terminal
            .draw(|frame| draw::draw(frame, &scene))
            .map_err(|cause| Failure::unexpected("draw to the terminal", cause))?;
        if args.epochs.is_some_and(|epochs| network.audits().len() >= epochs as usize) {
            return Ok(());
        }
        while let Ok(key) = keys.try_recv() {
            match key {
                Key::Quit => return Ok(()),
                Key::Next => hurries = true,
                other => notice = act(network, other).await,
            }
        }
        let stride = async {
            let advance = network.advance(if hurries { u64::MAX } else { STRIDE }).await?;
            if !hurries {
                tokio::time::sleep(STRIDE_LASTS).await;
            }
            Ok::<_, Failure>(advance)
        };
        let advance = stride.await?;
        if let Some(newest) = advance.troubles.into_iter().next_back() {
            trouble = newest;
        }
        if let Some(epoch) = advance.epoch {
            (hurries, trouble, notice) = (false, String::new(), String::new());
            story = tell(network, &epoch).await;
        }
    }
}

/// Does what the key asks for and says what came of it.
async fn act(network: &mut Network, key: Key) -> String {
    match key {
        Key::Kill => match network.kill_best_miner() {
            Some(name) => format!("{name} is dead: it answers nobody, and will be paid nothing"),
            None => "no miner is left".to_string(),
        },
        Key::Lie => match network.toggle_liar() {
            Some((name, Conduct::Lying)) => format!("{name} lies: all its weight goes to the worst miner"),
            Some((name, Conduct::Honest)) => format!("{name} tells the truth again"),
            None => "no validator here may lie".to_string(),
        },
        Key::Stake => match network.stake_more(MORE).await {
            Ok(name) => format!("the nominator staked 100 τ more on {name}"),
            Err(failure) => failure.what,
        },
        Key::Next | Key::Quit => String::new(),
    }
}

async fn tell(network: &Network, epoch: &EpochAudit) -> Vec<String> {
    match network.explain(epoch.block).await {
        Ok(explained) => network.story(&explained),
        Err(failure) => vec![failure.what],
    }
}
