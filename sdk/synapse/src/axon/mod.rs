//! The answering side: a small HTTP server that verifies first and reads later.
//!
//! A request passes, in this order: its name is known; its headers make sense; it is timely, new and
//! signed for this axon ([`verify`]); the gate lets its caller in; its nonce is used up. Only then
//! is the body read, compared with the hash that was signed, and handed to the handler.
//!
//! The protocol's own program asks its blacklist before it verifies, about a caller who may be lying.
//! Here the gate sees proven callers only, and what it refuses leaves no trace in the replay state,
//! so strangers with fresh keys cannot fill it.

mod builder;
mod connection;
mod limits;
mod pipeline;
mod refusal;
mod replay;
mod route;
mod serve;
mod verify;

pub use builder::{Axon, AxonError, Builder};
pub use limits::Limits;
pub use route::Request;
pub use serve::Serving;

use myelin_wallet::AccountId;
use refusal::Refusal;
use std::net::SocketAddr;
use std::time::Duration;

/// Who wants in: a caller whose signature is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The key that signed the request.
    pub account: AccountId,
    /// What it asks for, by the name of the synapse.
    pub synapse: &'static str,
    /// Where the connection comes from.
    pub address: SocketAddr,
}

/// What became of a request, for whoever watches the axon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The name asked for, if there is such a synapse.
    pub synapse: Option<&'static str>,
    /// Whose key signed it, if that was proven.
    pub caller: Option<AccountId>,
    /// Where the connection comes from.
    pub address: SocketAddr,
    /// The HTTP status of the answer.
    pub status: u16,
    /// What went wrong, where the caller is not told.
    pub cause: Option<String>,
    /// From the end of the head to the start of the answer.
    pub took: Duration,
}
