//! An answer that comes piece by piece.

use super::{lanes::Lane, CallError};
use crate::Terminal;
use bytes::Bytes;
use std::time::Duration;
use tokio::time::{timeout_at, Instant};

/// An answer under way.
#[derive(Debug)]
pub struct Streaming {
    /// What the answering side says of itself.
    pub axon: Terminal,
    /// What it says of the asking side, and the status as seen from here.
    pub dendrite: Terminal,
    response: reqwest::Response,
    most_bytes: usize,
    read_bytes: usize,
    deadline: Option<Instant>,
    timeout: Duration,
    _lane: Lane,
}

impl Streaming {
    pub(super) fn new(
        response: reqwest::Response,
        axon: Terminal,
        dendrite: Terminal,
        most_bytes: usize,
        (began, timeout): (Instant, Duration),
        lane: Lane,
    ) -> Self {
        let deadline = began.checked_add(timeout);
        Self { axon, dendrite, response, most_bytes, read_bytes: 0, deadline, timeout, _lane: lane }
    }

    /// The next piece; nothing once the answer is complete. Pieces may be cut otherwise than they were sent.
    pub async fn next(&mut self) -> Result<Option<Bytes>, CallError> {
        let late = CallError::TimedOut { timeout: self.timeout };
        // A timeout that ends after the end of time is none.
        let piece = match self.deadline {
            None => self.response.chunk().await,
            Some(deadline) => timeout_at(deadline, self.response.chunk()).await.map_err(|_| late)?,
        };
        let piece = piece.map_err(|error| CallError::broken(&error))?;
        self.read_bytes = self.read_bytes.saturating_add(piece.as_ref().map_or(0, Bytes::len));
        if self.read_bytes > self.most_bytes {
            return Err(CallError::TooLarge { most: self.most_bytes });
        }
        Ok(piece)
    }
}
