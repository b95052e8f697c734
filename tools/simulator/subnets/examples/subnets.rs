//! `myelin sim` with the subnets that are shipped, without the rest of the binary.
#![forbid(unsafe_code)]

use clap::Parser;
use myelin_simulator::Program;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "subnets")]
struct Cli {
    #[command(flatten)]
    args: myelin_simulator::SimArgs,
}

fn main() -> ExitCode {
    match myelin_simulator::run(Cli::parse().args, &Program { tasks: myelin_simulator_subnets::tasks(), runtime: None })
    {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}
