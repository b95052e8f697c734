//! A subnet is a task: make an item, ask, judge. [`Subnet`] is what its designer writes, and the
//! miners' and validators' loops here do the rest.
//!
//! | module | what it holds |
//! |---|---|
//! | [`task`](Subnet) | what a designer writes |
//! | [`schedule`] | when in an epoch a validator asks and reports |
//! | [`seeds`] | where a question's seed comes from |
//! | [`standing`] | what a validator thinks of each miner, and the weights made of it |
//! | [`record`] | what was asked and answered, as it is committed on chain and judged again |
//! | [`validator`], [`miner`] | the loops |
//! | [`state`] | what of a validator outlives a restart |
//! | [`fetch`], [`verify`] | reading a record and holding it against the chain |
#![forbid(unsafe_code)]

pub mod fetch;
pub mod library;
pub mod miner;
pub mod publish;
pub mod record;
pub mod schedule;
mod score;
pub mod seats;
pub mod seeds;
pub mod standing;
pub mod state;
mod task;
pub mod validator;
pub mod verify;
mod wire;

pub use library::{Library, Published};
pub use miner::{MinerError, MinerNode};
pub use record::{Leaf, Record};
pub use schedule::{Duty, Schedule};
pub use score::Score;
pub use seeds::{EpochSecret, Secret};
pub use standing::Standing;
pub use task::{Miner, Seed, Subnet};
pub use validator::{Conduct, Validator, ValidatorError};
pub use wire::Ask;
