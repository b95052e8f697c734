//! What went wrong, for the person at the terminal: what failed and why, then a way forward.

use myelin_client::{ConnectError, ReadError, SubmitError};
use myelin_subnet::{MinerError, ValidatorError};
use std::fmt;

/// A reason to stop, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What could not be done and why, in one line.
    pub what: String,
    /// What to try next, in one line; empty where nothing sensible can be said.
    pub hint: String,
}

impl Failure {
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }

    /// A failure of something that has no reason to fail; the cause is all there is to say.
    pub fn unexpected(doing: &str, cause: impl fmt::Display) -> Self {
        Self::new(format!("could not {doing}: {cause}"), "")
    }

    /// The same failure, with what was being done in front.
    pub fn while_doing(self, doing: &str) -> Self {
        Self { what: format!("could not {doing}: {}", self.what), hint: self.hint }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        if self.hint.is_empty() {
            return Ok(());
        }
        write!(f, "\nhint: {}", self.hint)
    }
}

impl std::error::Error for Failure {}

impl From<myelin_node::Failure> for Failure {
    fn from(failure: myelin_node::Failure) -> Self {
        Self::new(failure.what, failure.hint)
    }
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<SubmitError> for Failure {
    fn from(error: SubmitError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<MinerError> for Failure {
    fn from(error: MinerError) -> Self {
        match error {
            MinerError::Read(error) => error.into(),
            MinerError::Submit(error) => Self::from(error).while_doing("announce the axon"),
            other => Self::new(other.to_string(), ""),
        }
    }
}

impl From<ValidatorError> for Failure {
    fn from(error: ValidatorError) -> Self {
        match error {
            ValidatorError::Read(error) => error.into(),
            ValidatorError::Submit(error) => error.into(),
            other => Self::new(other.to_string(), ""),
        }
    }
}

impl From<myelin_explain::ExplainError> for Failure {
    fn from(error: myelin_explain::ExplainError) -> Self {
        Self::new(format!("could not explain the epoch: {error}"), error.hint())
    }
}
