//! Stories told to the real binary.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod bad_starts;
mod cli;
mod contributions;
mod dev;
mod dev_handle;
mod dev_node;
mod development_only;
mod explain;
mod local_to_main;
mod localnet;
mod nested_calls;
mod network;
mod scenarios;
mod sdk_client;
mod simulator;
mod up;
mod upgrade;
mod wallet;
