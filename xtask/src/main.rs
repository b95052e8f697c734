//! `cargo xtask`: what a person or a machine does with this repository, one command each.
//! Imports no crate of ours, so it builds in seconds and works when they do not.
#![forbid(unsafe_code)]
// A panic here is a message to whoever typed the command; nothing on a chain runs this.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod bench;
mod conformance;
mod determinism;
mod docs;
mod fuzz;
mod mission;
mod myelin;
mod test;
mod tidy;
mod wasm;
mod wire;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Build, check and run this repository")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the house rules and every test of the workspace
    Test(test::Options),
    /// Check the house rules and print the longest files and functions
    Tidy(tidy::Options),
    /// Prove what Myelin is for, row by row
    Mission(mission::Options),
    /// Measure an area: the bench target of that name
    Bench(bench::Options),
    /// Feed the core random inputs for minutes, led by the code they reach
    Fuzz(fuzz::Options),
    /// Let our programs and the official ones talk to each other, and compare what they say
    Conformance(conformance::Options),
    /// Make the tables and pictures of the documents
    Docs(docs::Options),
    /// Execute one random history in several builds of the runtime, and compare
    Determinism(determinism::Options),
    /// Build the runtime as a Wasm blob; print its size and hash
    Wasm(wasm::Options),
    /// Write down the wire, check what is written, or compare it with a description
    Wire(wire::Options),
    /// Build `myelin` and run `myelin node` with the arguments given
    Node(myelin::Options),
    /// Build `myelin` and start a whole network: `myelin up` with the arguments given
    Up(myelin::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let workspace = Workspace::find()?;
    match command {
        Command::Test(options) => test::run(&workspace, &options),
        Command::Tidy(options) => tidy::run(&workspace, &options),
        Command::Mission(options) => mission::run(&workspace, &options),
        Command::Bench(options) => bench::run(&workspace, &options),
        Command::Fuzz(options) => fuzz::run(&workspace, &options),
        Command::Conformance(options) => conformance::run(&workspace, &options),
        Command::Docs(options) => docs::run(&workspace, &options),
        Command::Determinism(options) => determinism::run(&workspace, &options),
        Command::Wasm(options) => wasm::run(&workspace, &options),
        Command::Wire(options) => wire::run(&workspace, &options),
        Command::Node(options) => myelin::run(&workspace, "node", &options),
        Command::Up(options) => myelin::run(&workspace, "up", &options),
    }
}
