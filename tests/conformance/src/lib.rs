//! The recorded vectors of the reference chain, run through this implementation and compared to
//! the last unit. A file says by its `format` what it holds:
//!
//! | module | what it repeats |
//! |---|---|
//! | [`epoch`] | epochs of one subnet, by `core/yuma` |
//! | [`shares`] | share pools and their decimal float, by `core/economy` |
//! | [`swap`] | quotes, trades and liquidity, by `core/economy`; staking [`calls`], by the runtime |
//! | [`coinbase`] | the emission curve, by `core/economy`; whole blocks, by the runtime |
//!
//! [`story`] is the chain as people live on it, one block after another; [`dispatched`] makes every
//! call there, once as it is meant and once as it is refused.
//! [`wire`] holds what our runtime shows of itself against what clients expect.
//! [`world`] is the runtime on the storage that a case describes. [`folder`] and [`file`] check whole files; [`report`] is what comes of it, [`reading`] how a
//! case is read. Whatever cannot be read or run differs: nothing is left out in silence.
#![forbid(unsafe_code)]
// None of this runs on a chain, and what breaks is reported as a difference.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

pub mod calls;
pub mod coinbase;
pub mod dispatched;
pub mod epoch;
mod files;
pub mod reading;
pub mod report;
pub mod shares;
pub mod story;
mod subnet;
pub mod swap;
pub mod wire;
pub mod world;

pub use files::{file, folder, BadFile, Finding};
