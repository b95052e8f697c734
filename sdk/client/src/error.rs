//! What can go wrong between here and the chain, in words for whoever reads the message.

use crate::Hash;
use myelin_primitives::NetUid;
use std::{fmt, time::Duration};

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("`{url}` is not the address of a node: {reason}")]
    Url { url: String, reason: String },
    #[error("no node answered at {url} within {}: {reason}", seconds(*.deadline))]
    Unreachable { url: String, deadline: Duration, reason: String },
    #[error("what answers at {url} is not a node of this network: {reason}")]
    Foreign { url: String, reason: String },
}

impl ConnectError {
    /// What to try next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Url { .. } => "an address begins with ws:// or wss://, as in ws://127.0.0.1:9944",
            Self::Unreachable { .. } => "start a node there, or name another with its URL",
            Self::Foreign { .. } => "name the RPC address of a node of this network",
        }
    }
}

/// Why something could not be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the node did not answer {method} within {}", seconds(*.deadline))]
    TimedOut { method: String, deadline: Duration },
    #[error("the connection to the node is lost: {0}")]
    Disconnected(String),
    #[error("the node refused {method}: {message} (code {code})")]
    Refused { method: String, code: i32, message: String, data: String },
    /// A development chain would not do it, in its own words.
    #[error("{reason}")]
    Declined { reason: String, hint: String },
    #[error("the node knows no {method}: it is not a development chain, or an older one")]
    NotForDevelopment { method: String },
    #[error("the chain has no block {0}")]
    NoSuchBlock(String),
    #[error("the node no longer keeps the state of {0}")]
    Pruned(String),
    #[error("the chain has no {pallet}.{item}: {reason}")]
    NoSuchItem { pallet: String, item: String, reason: String },
    #[error("there is no subnet {0}")]
    NoSuchSubnet(NetUid),
    #[error("the node answered {what} in a way we do not understand: {reason}")]
    Undecodable { what: String, reason: String },
}

impl ReadError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &str {
        match self {
            Self::TimedOut { .. } | Self::Disconnected(_) => "see whether the node still runs, then try again",
            Self::NoSuchBlock(_) => "ask for a block up to the head",
            Self::Pruned(_) => "ask a node that keeps all states (`--state-pruning archive`)",
            Self::NoSuchItem { .. } => "the node's runtime is older or newer than this program",
            Self::NoSuchSubnet(_) => "`myelin subnet list` shows those there are",
            Self::Undecodable { .. } => "the node's runtime is older or newer than this program",
            Self::Refused { .. } => "",
            Self::Declined { hint, .. } => hint,
            Self::NotForDevelopment { .. } => "`myelin dev` starts a development chain",
        }
    }

    pub(crate) fn undecodable(what: impl Into<String>, reason: impl fmt::Display) -> Self {
        Self::Undecodable { what: what.into(), reason: reason.to_string() }
    }
}

/// An error that a pallet, or the runtime itself, gave a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispatchFailure {
    /// The pallet it comes from, or the kind of error for those of the runtime itself (`Token`).
    pub pallet: String,
    /// Its name on the chain.
    pub name: String,
    /// What the chain's metadata says about it, in one line.
    pub docs: String,
}

impl DispatchFailure {
    /// What happened: the part of the documentation before the way out.
    pub fn reason(&self) -> &str {
        self.docs.split_once("; ").map_or(self.docs.as_str(), |(fact, _)| fact)
    }

    /// The way out, where the documentation names one.
    pub fn hint(&self) -> &str {
        self.docs.split_once("; ").map_or("", |(_, way_out)| way_out.trim_end_matches('.'))
    }
}

impl fmt::Display for DispatchFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.pallet, self.name)?;
        if self.docs.is_empty() {
            return Ok(());
        }
        write!(f, ": {}", self.reason().trim_end_matches('.'))
    }
}

/// Why a call did not do what it says.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SubmitError {
    /// It never came into a block, and cost nothing.
    #[error("the node refused the call: {reason}")]
    Refused { reason: String, hint: String },
    /// It came into a block and failed there.
    #[error("the call failed: {failure}")]
    Failed { failure: Box<DispatchFailure>, block: Hash },
    /// It succeeded itself, but the call it carries did not.
    #[error("the call inside {carrier} failed: {failure}")]
    Inner { carrier: String, failure: Box<DispatchFailure>, block: Hash },
    #[error("the call {extrinsic} was not in a block after {}", seconds(*.deadline))]
    TimedOut { extrinsic: Hash, deadline: Duration, valid_until: u64 },
    /// The pool let go of it.
    #[error("the node dropped the call {extrinsic}: {reason}")]
    Dropped { extrinsic: Hash, reason: String },
    /// The chain has no such call, or it takes other arguments.
    #[error("the chain does not know the call {call}: {reason}")]
    UnknownCall { call: String, reason: String },
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl SubmitError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> String {
        match self {
            Self::Refused { hint, .. } => hint.clone(),
            Self::Failed { failure, .. } | Self::Inner { failure, .. } => failure.hint().to_owned(),
            Self::TimedOut { valid_until, .. } => {
                format!("it may still come until block {valid_until}: look before you send it again")
            }
            Self::Dropped { .. } => "see whether it took effect, then send it again".to_owned(),
            Self::UnknownCall { .. } => "the node's runtime is older or newer than this program".to_owned(),
            Self::Read(cause) => cause.hint().to_owned(),
        }
    }

    /// The name of the error on the chain, where the call came into a block.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Failed { failure, .. } | Self::Inner { failure, .. } => Some(&failure.name),
            _ => None,
        }
    }
}

/// A span of time as people write it.
fn seconds(span: Duration) -> String {
    if span < Duration::from_secs(1) {
        format!("{} ms", span.as_millis())
    } else {
        format!("{} s", span.as_secs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_splits_into_the_fact_and_the_way_out() {
        let failure = |docs: &str| DispatchFailure {
            pallet: "SubtensorModule".into(),
            name: "NotEnoughStake".into(),
            docs: docs.into(),
        };
        let both = failure("The hotkey holds less; ask for less.");
        assert_eq!((both.reason(), both.hint()), ("The hotkey holds less", "ask for less"));
        assert_eq!(both.to_string(), "SubtensorModule.NotEnoughStake: The hotkey holds less");
        let fact = failure("Only the owner may do this.");
        assert_eq!((fact.reason(), fact.hint()), ("Only the owner may do this.", ""));
        assert_eq!(failure("").to_string(), "SubtensorModule.NotEnoughStake");
    }

    #[test]
    fn a_call_that_may_still_come_says_until_when() {
        let error = SubmitError::TimedOut {
            extrinsic: Hash::default(),
            deadline: Duration::from_millis(1500),
            valid_until: 77,
        };
        assert!(error.to_string().ends_with("after 1 s"), "{error}");
        assert!(error.hint().contains("block 77"));
    }
}
