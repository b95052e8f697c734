//! How much of a stranger's an axon puts up with.

use std::time::Duration;

/// The bounds of an axon. The defaults suit a miner asked by the validators of one subnet.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Connections open at once; the next one is closed unread.
    pub connections: usize,
    /// Requests whose body is being read or answered at once; the next one gets 503.
    pub requests: usize,
    /// Bytes of a request's head.
    pub header_bytes: usize,
    /// Headers of a request.
    pub headers: usize,
    /// How long a connection may take over the next request's head, idle time included.
    pub header_time: Duration,
    /// Bytes of a body.
    pub body_bytes: usize,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// How long a handler may work, however long the caller says it will wait.
    pub handling_time: Duration,
    /// How long an answer may wait for the caller to take the next part of it.
    pub write_time: Duration,
    /// How old a connection may get; it ends after the request it is in.
    pub connection_time: Duration,
    /// How old a nonce may be beyond four seconds: the caller's own timeout, but no more than this.
    pub nonce_age: Duration,
    /// How far a nonce may be ahead of this machine's clock.
    pub nonce_ahead: Duration,
    /// Callers whose nonces are remembered.
    pub callers: usize,
    /// Clients remembered of one caller.
    pub clients_per_caller: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            requests: 256,
            header_bytes: 16 * 1024,
            headers: 64,
            header_time: Duration::from_secs(10),
            body_bytes: 1024 * 1024,
            body_time: Duration::from_secs(10),
            handling_time: Duration::from_secs(120),
            write_time: Duration::from_secs(10),
            connection_time: Duration::from_secs(600),
            nonce_age: Duration::from_secs(60),
            nonce_ahead: Duration::from_secs(16),
            callers: 1024,
            clients_per_caller: 64,
        }
    }
}
