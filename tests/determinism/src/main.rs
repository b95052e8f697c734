//! Executes one random history with the runtime of this build and reports its state roots.
#![forbid(unsafe_code)]

use clap::Parser;
use myelin_determinism::{
    report::{self, Options},
    Native,
};

/// Executes one random history natively and reports its state roots.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

fn main() -> std::io::Result<()> {
    report::print(&Arguments::parse().options, &mut Native)
}
