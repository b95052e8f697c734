//! Prints the state roots of one random history, as this build executes it.
#![forbid(unsafe_code)]

use clap::Parser;
use myelin_determinism::{fingerprint, History, Native};

/// Prints the state roots of one random history, as this build executes it.
#[derive(Parser)]
struct Arguments {
    /// Blocks of history.
    #[arg(long, default_value_t = 2_000)]
    blocks: u32,
    /// Which history.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print the root of every block, not only the hash of all.
    #[arg(long)]
    every: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let mut history = History::new(arguments.seed);
    let roots: Vec<_> = (0..arguments.blocks).map(|_| history.next_block(&mut Native)).collect();
    if arguments.every {
        for (number, root) in roots.iter().enumerate() {
            println!("{} {root:?}", number.saturating_add(1));
        }
    }
    println!("{}", hex::encode(fingerprint(&roots)));
    eprintln!("{} calls, {} of them refused", history.calls(), history.refused());
}
