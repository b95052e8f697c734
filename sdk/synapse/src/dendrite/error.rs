//! Why a call brought no answer: one reason per miner, each with the protocol's status.

use super::Target;
use crate::wire::python;
use std::time::Duration;

/// The longest text of a stranger's that a reason repeats.
const LONGEST: usize = 600;

/// Why a call brought no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CallError {
    /// Nobody listens there.
    #[error("Service unavailable at {address}/{synapse}")]
    Unreachable {
        /// Where it was looked for.
        address: std::net::SocketAddr,
        /// What it was to be asked.
        synapse: &'static str,
    },
    /// The time was up before the answer was complete.
    #[error("Request timeout after {} seconds", python::float(timeout.as_secs_f64()))]
    TimedOut {
        /// How long it was waited for.
        timeout: Duration,
    },
    /// The connection broke off.
    #[error("Service disconnected: {0}")]
    Disconnected(String),
    /// The answer is longer than is read.
    #[error("Payload error: the answer is larger than {most} bytes")]
    TooLarge {
        /// How much is read.
        most: usize,
    },
    /// The answer makes no sense.
    #[error("Failed to parse response: {0}")]
    Malformed(String),
    /// The axon refused, or failed.
    #[error("{message}")]
    Refused {
        /// The status it gave.
        code: u16,
        /// Its reason, on one line.
        message: String,
    },
    /// The question could not be put.
    #[error("Client error: {0}")]
    Unasked(String),
}

impl CallError {
    /// The status the protocol gives to this.
    pub fn code(&self) -> u16 {
        match self {
            Self::Unreachable { .. } | Self::Disconnected(_) => 503,
            Self::TimedOut { .. } => 408,
            Self::TooLarge { .. } => 400,
            Self::Malformed(_) => 422,
            Self::Refused { code, .. } => *code,
            Self::Unasked(_) => 500,
        }
    }

    pub(super) fn refused(code: u16, message: Option<String>) -> Self {
        let message = message.map_or_else(|| format!("status {code} without a reason"), |text| one_line(&text));
        Self::Refused { code, message }
    }

    pub(super) fn malformed(why: impl std::fmt::Display) -> Self {
        Self::Malformed(one_line(&why.to_string()))
    }

    /// What the HTTP client's error means for a call to that target.
    pub(super) fn from_http(error: &reqwest::Error, target: &Target, synapse: &'static str, timeout: Duration) -> Self {
        if error.is_connect() {
            Self::Unreachable { address: target.address, synapse }
        } else if error.is_timeout() {
            Self::TimedOut { timeout }
        } else if error.is_builder() {
            Self::Unasked(one_line(&root_cause(error)))
        } else {
            Self::broken(error)
        }
    }

    /// The connection went before the answer was complete.
    pub(super) fn broken(error: &reqwest::Error) -> Self {
        Self::Disconnected(one_line(&root_cause(error)))
    }
}

/// The innermost reason; the outer ones only repeat the address.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// A stranger's words, fit to print: short and without control characters.
fn one_line(text: &str) -> String {
    text.chars().take(LONGEST).map(|character| if character.is_control() { ' ' } else { character }).collect()
}
