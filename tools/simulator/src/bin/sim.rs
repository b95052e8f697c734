//! `myelin sim` on its own, without the rest of the binary and what that takes to build.
#![forbid(unsafe_code)]

use clap::Parser;
use myelin_simulator::Program;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "sim")]
struct Cli {
    #[command(flatten)]
    args: myelin_simulator::SimArgs,
}

fn main() -> ExitCode {
    match myelin_simulator::run(Cli::parse().args, &Program::default()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}
