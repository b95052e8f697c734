//! `myelin`: the chain, and everything people do with it, in one binary.

#![forbid(unsafe_code)]

mod explain;

use clap::{Parser, Subcommand};
use myelin_node::{
    command::{self, BuildSpecArgs, NodeArgs},
    Failure,
};
use std::{future::Future, process::ExitCode};

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
    /// Tell why the seats of a subnet earned what they earned in an epoch.
    Explain(explain::ExplainArgs),
}

/// Runs what waits for networks and clocks.
fn in_background(task: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let threads = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    threads.map_err(|cause| Failure::unexpected("start threads", cause))?.block_on(task)
}

fn main() -> ExitCode {
    let outcome: Result<(), Failure> = match Cli::parse().command {
        Command::Node(args) => command::node(*args),
        Command::BuildSpec(args) => command::build_spec(&args),
        Command::Explain(args) => in_background(explain::run(args)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
