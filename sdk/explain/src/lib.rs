//! How an epoch came about: what every seat of a subnet earned, and why.
//!
//! An epoch's inputs are read at the block before it and the chain's own arithmetic
//! (`myelin-yuma`) runs on them again; what comes out is compared with what the chain stored. No
//! rule is written here a second time, and an [`Epoch`] that differs from the chain says so.
//!
//! | question | answer |
//! |---|---|
//! | what did everybody earn, and from which weights | [`Epoch`], by [`epoch`] from a chain, by [`Epoch::explain`] from what one has |
//! | how one seat's numbers came about, to the last bit | [`Epoch::explanation`] |
//! | what did a validator's disagreement cost it | [`cost_of_disagreement`] |
//! | the same, told to people | [`story`] |
#![forbid(unsafe_code)]

mod compare;
mod disagreement;
mod emission;
mod inputs;
mod read;
mod result;
mod story;

pub use compare::Difference;
pub use disagreement::{cost_of_disagreement, Loss};
pub use inputs::{Inputs, MechanismInputs, Recorded, Sitting};
pub use read::{epoch, ExplainError};
pub use result::{Bond, Clip, Epoch, Mechanism, Seat, Weight};
pub use story::{story, Names};
