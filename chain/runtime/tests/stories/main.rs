//! Stories the chain must tell: the real runtime, real blocks, no mock.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod administration;
mod coldkey_swaps;
mod commit_reveal;
mod commitments;
mod delegation;
mod emission;
mod guard;
mod hotkey_swaps;
mod identities;
mod keys;
mod market;
mod neurons;
mod serving;
mod shifts;
mod stake;
mod subnets;
mod subnets_end;
mod timelocked;
mod trimming;
mod views;
mod weights;
mod world;
