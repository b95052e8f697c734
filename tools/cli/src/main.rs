//! `myelin`: the chain, and everything people do with it, in one binary.

#![forbid(unsafe_code)]

use clap::{Parser, Subcommand};
use myelin_node::{
    command::{self, BuildSpecArgs, NodeArgs},
    Failure,
};
use std::process::ExitCode;

/// Myelin: networks that produce and price machine intelligence.
#[derive(Parser)]
#[command(name = "myelin", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a node of a chain.
    Node(Box<NodeArgs>),
    /// Print a chain's specification, for `node --chain FILE`.
    BuildSpec(BuildSpecArgs),
}

fn main() -> ExitCode {
    let outcome: Result<(), Failure> = match Cli::parse().command {
        Command::Node(args) => command::node(*args),
        Command::BuildSpec(args) => command::build_spec(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
