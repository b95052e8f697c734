//! `myelin dev`: a chain of one's own, whose time one controls, and orders to one that runs.

mod act;
mod banner;
mod calls;
mod cast;
mod clock;
mod desk;
mod goal;
mod interrupt;
mod jump;
mod keep;
mod parse;
mod recipe;
mod scenario;
mod set;
mod start;
mod status;
mod wallets;

use crate::connect::ChainArgs;
use clap::{Args, Subcommand};
use desk::Desk;
use myelin_up::Failure;
use serde_json::Value;
use start::StartArgs;
use std::process::ExitCode;

/// Start a chain of your own whose time you control, or give orders to one that runs.
#[derive(Args)]
pub struct DevArgs {
    #[command(flatten)]
    chain: ChainArgs,
    #[command(flatten)]
    start: StartArgs,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    #[command(flatten)]
    Order(Order),
    /// Tell scenarios to a chain, and see whether what they expect comes true.
    Run(scenario::RunArgs),
}

/// What a development chain that runs can be told.
#[derive(Subcommand)]
enum Order {
    /// Make blocks, which take no time but chain time.
    Mine(jump::MineArgs),
    /// Make blocks until something holds.
    Until(jump::UntilArgs),
    /// End the order that is under way.
    CallOff,
    /// Show, set or advance the clock.
    Time(clock::TimeArgs),
    /// Remember this moment, to come back to any number of times.
    Snapshot,
    /// Come back to a snapshot.
    Revert(keep::RevertArgs),
    /// Let an account own exactly so much.
    Balance(set::AmountArgs),
    /// Give an account so much more.
    Faucet(set::AmountArgs),
    /// Let a stake be exactly so much.
    Stake(set::StakeArgs),
    /// Let the weights of a seat be these.
    Weights(set::WeightsArgs),
    /// Set a hyperparameter.
    Set(set::SetArgs),
    /// Show or write raw storage.
    Storage(act::StorageArgs),
    /// Make a call as any account, without its key.
    ActAs(act::ActArgs),
    /// List everybody on the chain.
    Accounts,
    /// Write the whole state to a file.
    Dump(keep::FileArgs),
    /// Take the whole state from a file.
    Load(keep::FileArgs),
    /// Build a subnet with everybody on it.
    Populate(recipe::PopulateArgs),
}

/// Does what the arguments say; how a scenario ended is the process' own end.
pub fn main(args: DevArgs) -> ExitCode {
    match crate::in_background(run(args)) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: DevArgs) -> Result<ExitCode, Failure> {
    let DevArgs { chain, start, verb } = args;
    let Some(verb) = verb else { return start::run(&chain, &start).await.map(|()| ExitCode::SUCCESS) };
    if start != StartArgs::default() {
        return Err(Failure::new(
            "an order was given together with options of a new chain",
            "`myelin dev OPTIONS` starts a chain; give the order alone, with `--url` if need be",
        ));
    }
    match verb {
        Verb::Run(args) => scenario::run(&chain, &args).await,
        Verb::Order(order) => carry_out(&Desk::at(&chain).await?, order).await.map(|()| ExitCode::SUCCESS),
    }
}

async fn carry_out(desk: &Desk<'_>, order: Order) -> Result<(), Failure> {
    match order {
        Order::Mine(args) => jump::mine(desk, &args).await,
        Order::Until(args) => jump::until(desk, &args).await,
        Order::CallOff => call_off(desk).await,
        Order::Time(args) => clock::time(desk, &args).await,
        Order::Snapshot => keep::snapshot(desk).await,
        Order::Revert(args) => keep::revert(desk, &args).await,
        Order::Balance(args) => set::balance(desk, &args).await,
        Order::Faucet(args) => set::faucet(desk, &args).await,
        Order::Stake(args) => set::stake(desk, &args).await,
        Order::Weights(args) => set::weights(desk, &args).await,
        Order::Set(args) => set::hyperparameter(desk, &args).await,
        Order::Storage(args) => act::storage(desk, &args).await,
        Order::ActAs(args) => act::act_as(desk, &args).await,
        Order::Accounts => accounts(desk).await,
        Order::Dump(args) => keep::dump(desk, &args).await,
        Order::Load(args) => keep::load(desk, &args).await,
        Order::Populate(args) => populate(desk, &args).await,
    }
}

async fn call_off(desk: &Desk<'_>) -> Result<(), Failure> {
    desk.dev.call_off().await.map_err(|error| desk.refused(error))?;
    let at = desk.client.at_head().await.map_err(|error| desk.refused(error))?;
    let data = serde_json::json!({ "number": at.number(), "hash": at.hash() });
    desk.chain.answer(&format!("block {}", at.number()), &data);
    Ok(())
}

async fn populate(desk: &Desk<'_>, args: &recipe::PopulateArgs) -> Result<(), Failure> {
    let recipe = args.recipe()?;
    let built =
        desk.dev.populate(&recipe).await.map_err(|error| desk.refused(error).while_doing("build the subnet"))?;
    let text = format!("subnet {} with {} seats, in block {}", built.netuid, recipe.uids, built.head.number);
    desk.chain.answer(&text, &serde_json::json!(built));
    Ok(())
}

async fn accounts(desk: &Desk<'_>) -> Result<(), Failure> {
    let at = desk.client.at_head().await.map_err(|error| desk.refused(error))?;
    let cast = cast::Cast::of(&at).await.map_err(|error| desk.refused(error))?;
    let people: Vec<&cast::Person> = cast.people.iter().collect();
    let data = Value::Array(people.iter().map(|person| person.data()).collect());
    desk.chain.answer(&banner::table(&people), &data);
    Ok(())
}
