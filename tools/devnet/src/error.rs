//! Why a local network did not do what it was asked.

use myelin_client::{ConnectError, ReadError};
use myelin_node::Failure;
use std::{io, path::PathBuf, time::Duration};

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The chain refused, and says why.
    #[error("{0}")]
    Refused(#[from] Failure),
    /// The chain runs but cannot be reached.
    #[error("the chain was started but not reached")]
    Unreached(#[from] ConnectError),
    /// A verb was refused, or its answer did not come.
    #[error(transparent)]
    Verb(#[from] ReadError),
    /// A file with a state cannot be read or written.
    #[error("{}: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The chain ended before it was ready.
    #[error("the chain stopped while it started")]
    Stopped,
    /// No chain has slots of that length.
    #[error("a slot of {0:?} is too long")]
    SlotTooLong(Duration),
}
