//! A subnet is a task: make an item, ask, judge. [`Subnet`] is what its designer writes, and the
//! miners' and validators' loops here do the rest.
#![forbid(unsafe_code)]

mod score;
mod task;

pub use score::Score;
pub use task::{Miner, Seed, Subnet};
