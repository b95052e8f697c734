//! Emission, recomputed block by block from the recorded state before each block and held against
//! the recorded state after it.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod blocks;
mod chain;
mod dividends;
mod vectors;
