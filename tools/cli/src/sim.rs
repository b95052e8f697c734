//! `myelin sim`: whether an incentive mechanism can be gamed.

use myelin_simulator::{Program, SimArgs};
use myelin_simulator_runtime::InMemory;
use myelin_up::Failure;

/// Does what was asked; a broken threshold is a failure, so that a build can watch for it.
pub fn run(args: SimArgs) -> Result<(), Failure> {
    let program = Program { tasks: myelin_simulator_subnets::tasks(), runtime: Some(&InMemory) };
    match myelin_simulator::run(args, &program) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::new("an attack pays more than the scenario puts up with", "")),
        Err(failure) => Err(Failure::new(failure.what, failure.hint)),
    }
}
