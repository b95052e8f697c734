//! What the node says when it cannot start: what failed and a way forward, a line each.

use std::{fmt, path::Path};

/// A reason not to run, in words for the person at the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What could not be done and why, in one line.
    pub what: String,
    /// What to try next, in one line; empty where nothing sensible can be said.
    pub hint: String,
}

impl Failure {
    /// A failure with a way forward.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: one_line(what.into()), hint: one_line(hint.into()) }
    }

    /// A failure of something that has no reason to fail; the cause is all there is to say.
    pub fn unexpected(doing: &str, cause: impl fmt::Display) -> Self {
        Self::new(format!("could not {doing}: {cause}"), "")
    }

    /// The database at `path` did not open.
    pub fn database(path: Option<&Path>, cause: &str) -> Self {
        let place = path.map_or_else(|| "memory".to_owned(), |path| path.display().to_string());
        if cause.contains("file is in use") || cause.contains("lock") {
            return Self::new(
                format!("another process is using the database at {place}"),
                "stop that node first, or give this one its own `--base-path`",
            );
        }
        if cause.contains("State pruning") || cause.contains("pruning") {
            return Self::new(
                format!("the database at {place} was made with another pruning mode: {cause}"),
                "leave `--state-pruning` out, or give a new `--base-path`",
            );
        }
        Self::new(
            format!("the database at {place} is corrupt or cannot be read: {cause}"),
            "restore it from a copy, or give a new `--base-path` and synchronise again",
        )
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

impl From<polkadot_sdk::sc_service::Error> for Failure {
    fn from(cause: polkadot_sdk::sc_service::Error) -> Self {
        Self::unexpected("run the node", cause)
    }
}

/// Causes from below may span lines; people grep for one.
fn one_line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_line_and_its_hint_another() {
        let failure = Failure::new("it broke:\n  badly", "try again");
        assert_eq!(failure.to_string(), "error: it broke: badly\nhint: try again");
    }

    #[test]
    fn a_failure_without_a_hint_does_not_pretend_to_have_one() {
        assert_eq!(Failure::unexpected("read", "gone").to_string(), "error: could not read: gone");
    }
}
