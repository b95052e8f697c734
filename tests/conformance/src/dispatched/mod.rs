//! Calls made: a call counts as present only once it was seen to do something and seen to refuse.
//!
//! Each scene dispatches calls on the real runtime, each once as it is meant, with an effect or an
//! event looked at, and once so that it fails with an error that has a name. [`Book`] collects what
//! was seen of every call our metadata lists; [`written`] writes it down, one line each.

mod balances;
mod batches;
mod cast;
mod delegation;
mod effects;
mod hyperparameters;
mod keys;
mod names;
mod neurons;
mod others;
mod postponed;
mod proxies;
mod root;
mod seen;
mod stage;
mod stake;
mod subnets;
mod system;
mod weights;

pub use seen::{Book, Seen};

use crate::story;
use names::Names;
use stage::Stage;

/// Everything that is played, each on a chain of its own.
const SCENES: &[fn(&mut Stage)] = &[
    stake::bought_and_sold,
    stake::shifted,
    stake::destroyed,
    weights::set_openly,
    weights::committed_and_revealed,
    weights::encrypted,
    subnets::created_and_dissolved,
    subnets::described_and_paced,
    neurons::seats,
    neurons::announcements,
    neurons::commitments,
    root::registered_and_claimed,
    delegation::takes,
    delegation::children,
    keys::hotkeys,
    keys::coldkeys,
    hyperparameters::of_subnets,
    hyperparameters::of_the_network,
    hyperparameters::beside_the_table,
    balances::transfers,
    balances::by_decree,
    batches::batches,
    batches::on_behalf,
    batches::sudo,
    proxies::added_and_removed,
    proxies::pure,
    proxies::acting,
    proxies::announced,
    postponed::multisigs,
    postponed::preimages,
    postponed::schedules,
    system::remarks,
    system::storage,
    system::upgrades,
    system::clocks,
    others::retired,
];

/// What stands above the lines.
const HEAD: &str = "# What was seen of every call, dispatched on the runtime itself. Written by `cargo xtask wire`.\n";

/// Plays every scene and tells what was seen.
pub fn book() -> Book {
    let names = Names::read();
    let mut book = Book::of(names.calls());
    for scene in SCENES {
        story::story(|world| scene(&mut Stage::new(world, &names, &mut book)));
    }
    book
}

/// The book as it is kept.
pub fn written(book: &Book) -> String {
    let lines = book.calls().map(|(call, seen)| format!("call {call} {seen}\n"));
    std::iter::once(HEAD.to_string()).chain(lines).collect()
}
