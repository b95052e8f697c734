//! A whole network with one command: a development chain, an owner and its subnet, validators,
//! miners and a nominator, all real and all on loopback.
#![forbid(unsafe_code)]

mod args;
mod cast;
mod failure;
mod lock;
pub mod network;
pub mod report;
mod run;
mod screen;
mod wallets;

pub use args::UpArgs;
pub use failure::Failure;
pub use network::Network;
pub use report::Report;
pub use run::run;
