//! A history told from a command line: what every program prints that executes one.

use crate::{Execute, History};
use clap::Args;
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256};
use serde_json::json;
use std::{io::Write, time::Instant};

/// Which history, and how much of it.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Blocks of history
    #[arg(long, default_value_t = 2_000)]
    pub blocks: u32,
    /// Which history
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Executes the history and prints one JSON object: the state root of every block, one
/// fingerprint of them all, what became of the calls, and how long the blocks took.
pub fn print(options: &Options, runtime: &mut dyn Execute) -> std::io::Result<()> {
    let mut history = History::new(options.seed);
    let started = Instant::now();
    let roots: Vec<H256> = (0..options.blocks).map(|_| history.next_block(runtime)).collect();
    let seconds = started.elapsed().as_secs_f64();
    let tally = history.tally;
    let report = json!({
        "fingerprint": hex::encode(fingerprint(&roots)),
        "calls": { "done": tally.done, "failed": tally.failed, "invalid": tally.invalid },
        "seconds": seconds,
        "roots": roots.iter().map(hex::encode).collect::<Vec<_>>(),
    });
    writeln!(std::io::stdout(), "{report}")
}

/// All state roots of a history as one hash, to compare at a glance.
pub fn fingerprint(roots: &[H256]) -> H256 {
    let bytes: Vec<u8> = roots.iter().flat_map(|root| root.0).collect();
    H256(blake2_256(&bytes))
}
