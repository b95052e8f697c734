//! A chain seen from outside: everything is read at a block, and whatever is submitted has an
//! outcome.
//!
//! ```no_run
//! # async fn story() -> Result<(), Box<dyn std::error::Error>> {
//! use myelin_client::{calls, Client};
//! use std::time::Duration;
//!
//! let client = Client::connect("ws://127.0.0.1:9944", Duration::from_secs(5)).await?;
//! let alice = myelin_wallet::Keypair::from_uri("//Alice", myelin_wallet::Scheme::Sr25519)?;
//! let at = client.at_head().await?;
//! println!("block {}: Alice has {} rao", at.number(), at.balance(&alice.account()).await?);
//!
//! let call = calls::transfer_keep_alive(&alice.account(), myelin_primitives::Tao::whole(1));
//! let outcome = client.submit(&call, &alice).await?;
//! println!("in block {} for {} rao", outcome.number, outcome.fee);
//! # Ok(()) }
//! ```
//!
//! A [`Client`] reconnects by itself, every request has a deadline, and what the node did not
//! understand or would not do comes back by name with a way forward (`hint`).
#![forbid(unsafe_code)]

pub mod amount;
mod at;
pub mod calls;
mod client;
pub mod dev;
mod error;
mod events;
mod hash;
mod heads;
mod hyperparameters;
mod nonces;
mod outcome;
mod proof;
pub mod refusals;
mod rpc;
mod runtime;
mod submit;

pub use at::{At, Key, Rows};
pub use calls::Call;
pub use client::Client;
pub use dev::Dev;
pub use error::{ConnectError, DispatchFailure, ReadError, SubmitError};
pub use events::ChainEvent;
pub use hash::Hash;
pub use heads::Head;
pub use hyperparameters::Hyperparameters;
/// What the chain's answers are made of.
pub use myelin_views as views;
pub use outcome::Outcome;
pub use proof::StorageProof;
/// A value whose type the chain's metadata knows, in call arguments and event fields.
pub use subxt::dynamic::Value;
