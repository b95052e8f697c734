//! The arithmetic of the economy: how much is issued, what a pool pays, what a share is worth,
//! what a seat or a subnet costs. Values in, values out: no chain, no storage, no floats.
//!
//! | module | question it answers |
//! |---|---|
//! | [`issuance`] | how much a block may emit |
//! | [`emission`] | how a block and an epoch divide what is issued |
//! | [`pool`] | what a trade against a subnet's reserves pays, and which fee it costs |
//! | [`shares`] | which part of a hotkey's alpha belongs to which coldkey |
//! | [`burn_price`] | what a seat costs now, after a block, after a registration |
//! | [`lock_cost`] | what a new subnet costs now |
//! | [`median_price`] | at which price a new subnet's pool opens |
//! | [`pruning`] | which seat or subnet makes way for a new one |
//! | [`refund`] | how a dissolved subnet's pool is divided |
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))] // a panic is a message there

extern crate alloc;

pub mod burn_price;
pub mod emission;
pub mod issuance;
pub mod lock_cost;
pub mod median_price;
pub mod pool;
pub mod pruning;
pub mod refund;
pub mod shares;

mod power;
mod wide;
