//! The runtime as its clients meet it: metadata, transactions, fees, limits, genesis.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod acting;
mod batches;
mod delegates;
mod depth;
mod editing;
mod fees;
mod genesis;
mod metadata;
mod proxies;
mod transactions;
mod weights;
mod world;
