//! `myelin`: the chain, and everything people do with it, in one binary.

#![forbid(unsafe_code)]

mod audit;
mod balance;
mod connect;
mod dev;
mod explain;
mod metagraph;
mod miner;
mod neuron;
mod sim;
mod stake;
mod subnet;
mod tables;
mod validator;
mod verify;
mod wallet;

use clap::{Parser, Subcommand};
use myelin_node::command::{self, BuildSpecArgs, NodeArgs};
use myelin_up::Failure;
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
    /// Show what an account has, free and staked.
    Balance(balance::BalanceArgs),
    /// Check that all a chain counts is what is there.
    Audit(audit::AuditArgs),
    /// Show the neurons of a subnet.
    Metagraph(metagraph::MetagraphArgs),
    /// Stake to hotkeys, take stake back, see what is staked.
    Stake(stake::StakeArgs),
    /// See subnets, create one, start it, take a seat.
    Subnet(subnet::SubnetArgs),
    /// Keys and the wallets they are kept in.
    Wallet(wallet::WalletArgs),
    /// Answer a subnet's questions.
    Miner(miner::MinerArgs),
    /// Ask a subnet's miners, judge them, and set weights.
    Validator(validator::ValidatorArgs),
    /// Hold what a validator says it asked and judged against the chain, and judge again.
    Verify(verify::VerifyArgs),
    /// Start a chain of your own whose time you control, or give orders to one that runs.
    Dev(Box<dev::DevArgs>),
    /// Start a whole network here: chain, subnet, miners, validators.
    Up(myelin_up::UpArgs),
    /// Find out, offline, whether an incentive mechanism can be gamed.
    Sim(myelin_simulator::SimArgs),
}

/// Runs what waits for networks and clocks.
fn in_background<T>(task: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let threads = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    threads.map_err(|cause| Failure::unexpected("start threads", cause))?.block_on(task)
}

fn main() -> ExitCode {
    let outcome: Result<(), Failure> = match Cli::parse().command {
        Command::Explain(args) => in_background(explain::run(args)),
        Command::Balance(args) => in_background(balance::run(args)),
        Command::Audit(args) => in_background(audit::run(args)),
        Command::Metagraph(args) => in_background(metagraph::run(args)),
        Command::Stake(args) => in_background(stake::run(args)),
        Command::Subnet(args) => in_background(subnet::run(args)),
        Command::Wallet(args) => wallet::run(args),
        Command::Node(args) => command::node(*args).map_err(Failure::from),
        Command::BuildSpec(args) => command::build_spec(&args).map_err(Failure::from),
        Command::Miner(args) => in_background(miner::run(args)),
        Command::Validator(args) => in_background(validator::run(args)),
        Command::Verify(args) => in_background(verify::run(args)),
        Command::Dev(args) => return dev::main(*args),
        Command::Up(args) => in_background(myelin_up::run(args)),
        Command::Sim(args) => sim::run(args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
