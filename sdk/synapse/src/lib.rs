//! How neurons ask and answer each other: an [`Axon`] answers, a [`Dendrite`] asks, and what goes
//! there and back is a [`Synapse`]. Plain HTTP/1.1 with signed headers, understood by neurons that
//! run the protocol's Python programs of version 10.
//!
//! Requests of any other kind are signed and checked by [`btauth`].
//!
//! Always: an axon runs no handler, and reads no body, for a caller who has not proven its key; a
//! signed request runs at most once; a dendrite's call ends when its time is up; and neither side
//! keeps more of a stranger's bytes than its limits say.
#![forbid(unsafe_code)]

mod axon;
pub mod btauth;
mod clock;
mod dendrite;
mod synapse;
pub mod wire;

pub use axon::{Axon, AxonError, Builder, Caller, Limits, Notice, Request, Serving};
pub use clock::{Clock, ManualClock, SystemClock};
pub use dendrite::{CallError, Dendrite, Prepared, Reply, Streaming, Target};
pub use synapse::{Ping, Synapse};
pub use wire::Terminal;
