//! Stories the chain must tell: the real runtime, real blocks, no mock.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod emission;
mod guard;
mod market;
mod views;
mod weights;
mod world;
