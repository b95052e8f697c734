//! Yuma consensus: from the weights validators set and the stake behind them to what every seat of
//! a subnet earns. Values in, values out: no chain, no storage, no clock, no floats. Matrices are
//! sparse from end to end, so an epoch costs what its weights cost, not the square of the seats.
//!
//! | module | question it answers |
//! |---|---|
//! | [`stake`] | how much a seat's word weighs |
//! | [`permits`] | which seats are validators |
//! | [`weights`] | which stored weights count |
//! | [`consensus`] | what half of the stake agrees on |
//! | [`bonds`] | how much of a miner's success a validator may claim |
//! | [`liquid_alpha`] | how fast one bond follows one weight |
//! | [`rewards`] | who gets which part of the emission |
//! | [`mechanisms`] | how the mechanisms of a subnet share and add up |
//! | [`explain`](mod@explain) | how one seat's numbers came about |
//! | [`upscale`] | how submitted weights are scaled before they are stored |
//!
//! [`mechanism_epoch`] runs them in order, [`aggregate`] sums the mechanisms of a subnet.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))] // a panic is a message there

extern crate alloc;

pub mod activity;
pub mod bonds;
pub mod consensus;
pub mod epoch;
pub mod explain;
pub mod liquid_alpha;
pub mod math;
pub mod mechanisms;
mod median;
pub mod permits;
pub mod rewards;
pub mod sparse;
pub mod stake;
pub mod upscale;
pub mod weights;

pub use activity::activity_cutoff;
pub use epoch::{mechanism_epoch, MechanismInput, MechanismOutcome, Seat, StoredRow, SubnetParams, Workings};
pub use explain::{explain, Explainer, Explanation};
pub use liquid_alpha::LiquidAlpha;
pub use mechanisms::{aggregate, split_emission, SubnetOutcome};
pub use upscale::max_upscale;
