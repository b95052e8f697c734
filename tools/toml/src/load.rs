//! From a path to what the file says.

use crate::Invalid;
use std::{fmt, fs, path::Path, str::FromStr};

/// A file that cannot be used.
#[derive(Debug)]
pub enum LoadError {
    Unreadable {
        path: String,
        cause: std::io::Error,
        /// What to do about a file that is not there.
        hint: &'static str,
    },
    Invalid {
        path: String,
        cause: Invalid,
    },
}

impl LoadError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &str {
        match self {
            Self::Unreadable { hint, .. } => hint,
            Self::Invalid { cause, .. } => &cause.hint,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, cause, .. } => write!(f, "could not read {path}: {cause}"),
            Self::Invalid { path, cause } => match cause.line {
                Some(line) => write!(f, "{path}:{line}: {}", cause.what),
                None => write!(f, "{path}: {}", cause.what),
            },
        }
    }
}

impl std::error::Error for LoadError {}

/// What the file says. `hint` is for whoever names one that cannot be read.
pub fn load<T: FromStr<Err = Invalid>>(path: &Path, hint: &'static str) -> Result<T, LoadError> {
    let shown = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => text.parse().map_err(|cause| LoadError::Invalid { path: shown, cause }),
        Err(cause) => Err(LoadError::Unreadable { path: shown, cause, hint }),
    }
}
