//! What the benches share: criterion behind one way of reporting, and random networks to measure.
#![forbid(unsafe_code)]
// Nothing here runs on a chain: a panic is a message to whoever measures.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

pub mod networks;
pub mod report;

pub use criterion;
