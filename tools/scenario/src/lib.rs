//! Stories about a subnet, told to a development chain, with what must come of them.
//!
//! A scenario says who is on a subnet, what happens, and what must hold. It is a TOML file
//! (`examples/scenarios/` explains the form by example), or built in code:
//!
//! ```
//! # fn scenario() -> Result<(), myelin_scenario::Invalid> {
//! use myelin_primitives::Alpha;
//! use myelin_scenario::Scenario;
//!
//! let scenario = Scenario::named("better work earns more")
//!     .with("tempo", 100)
//!     .validator("validator-1", Alpha::whole(1000))
//!     .miner_worth("miner-1", 0.9)
//!     .miner_worth("miner-2", 0.3)
//!     .epochs(2)
//!     .expect("miner-1: incentive is about 0.75 ± 0.01 within 2 epochs")?
//!     .expect("miner-1: incentive is above miner-2's")?;
//! # Ok(()) }
//! ```
//!
//! [`run`] tells it to a chain: a new subnet is created, everybody registers and stakes, validators
//! set weights after each epoch, all by the calls that a real network sees, made as accounts
//! whose keys are not needed (`client.dev()`). Nothing ever waits for a clock on a wall.
#![forbid(unsafe_code)]
// A tool: its numbers are shares and seconds, and are shown, not stored.
#![allow(clippy::arithmetic_side_effects)]

mod builder;
mod check;
pub mod expect;
mod model;
mod read;
mod report;
mod run;
mod settings;

pub use model::{Change, Person, Role, Scenario, Step, Verb, Weights};
pub use myelin_toml::{Invalid, LoadError};
pub use report::{Outcome, Report, Seen, StepReport};
pub use run::{run, run_and_restore, Progress};
pub use settings::{Literal, Setting};
