//! Real subnets in the simulator: what implements `Subnet` and `Miner` runs there as it is, without
//! a chain and without a network.
//!
//! ```no_run
//! # use myelin_simulator_subnets::{Played, vision};
//! # use myelin_simulator::{run, scoring::Tasks, Program, SimArgs};
//! # fn with<S: myelin_subnet::Subnet, M: myelin_subnet::Miner<S>>(sums: S, adder: fn() -> Result<M, String>, args: SimArgs) {
//! let tasks = Tasks::default().with("vision", vision()).with("sums", Played::new(sums).with("adder", adder));
//! let _ = run(args, &Program { tasks, runtime: None });
//! # }
//! ```
#![forbid(unsafe_code)]

mod played;
mod vision;

pub use played::Played;
pub use vision::vision;

use myelin_simulator::scoring::Tasks;

/// The subnets that are shipped.
pub fn tasks() -> Tasks {
    Tasks::default().with("vision", vision())
}
