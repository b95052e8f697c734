//! What is said when a wallet cannot be read or written, and when it can but should be looked after.

use crate::keyfile::{EnvironmentError, KeyfileError, OpenError, SealError};
use std::{fmt, io, path::PathBuf};

/// A wallet or hotkey cannot have that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` cannot name a wallet or hotkey: {reason}")]
pub struct NameError {
    pub name: String,
    pub reason: &'static str,
}

const NAME_HINT: &str = "use letters, digits, dashes and underscores";

/// Why a key could not be read.
#[derive(Debug, thiserror::Error)]
pub enum WalletError {
    #[error(transparent)]
    Name(#[from] NameError),
    #[error("there is no key at {}", path.display())]
    Missing { path: PathBuf },
    #[error("{} cannot be read: {cause}", path.display())]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("{} is too large for a keyfile", path.display())]
    TooLarge { path: PathBuf },
    #[error("{} is sealed and no password was given", path.display())]
    NeedsPassword { path: PathBuf },
    #[error("{} is sealed, and {cause}", path.display())]
    Environment { path: PathBuf, cause: EnvironmentError },
    #[error("{} did not open: {cause}", path.display())]
    Sealed { path: PathBuf, cause: OpenError },
    #[error("{} is no usable keyfile: {cause}", path.display())]
    Content { path: PathBuf, cause: KeyfileError },
    #[error("{} holds only the public half of the key", path.display())]
    PublicOnly { path: PathBuf },
}

impl WalletError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> String {
        match self {
            Self::Name(_) => NAME_HINT.to_owned(),
            Self::Missing { .. } => {
                "check the wallet's and the hotkey's name and the wallets' folder, or create the key".to_owned()
            }
            Self::Unreadable { .. } => "check the file's owner and permissions".to_owned(),
            Self::TooLarge { .. } => {
                "another file lies where the key should be; restore the key from a copy".to_owned()
            }
            Self::NeedsPassword { .. } => "give its password".to_owned(),
            Self::Environment { cause, .. } => cause.hint(),
            Self::Sealed { cause: OpenError::WrongPassword, .. } => {
                "passwords tell large letters from small; try again".to_owned()
            }
            Self::Sealed { .. } => "restore the file from a copy, or make the key again from its phrase".to_owned(),
            Self::Content { cause, .. } => cause.hint().to_owned(),
            Self::PublicOnly { .. } => "signing needs the private key: make it again from its phrase".to_owned(),
        }
    }

    /// Whether another password may help.
    pub fn is_wrong_password(&self) -> bool {
        matches!(self, Self::Sealed { cause: OpenError::WrongPassword, .. })
    }
}

/// Why a key could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error(transparent)]
    Name(#[from] NameError),
    #[error("{} exists already", path.display())]
    Exists { path: PathBuf },
    #[error("the key could not be sealed: {0}")]
    Seal(#[from] SealError),
    #[error("{} cannot be written: {cause}", path.display())]
    Unwritable { path: PathBuf, cause: io::Error },
}

impl CreateError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Name(_) => NAME_HINT,
            Self::Exists { .. } => "choose another name; replacing a key that has no other copy loses what it owns",
            Self::Seal(SealError::EmptyPassword) => "give a password, or ask for a file without one",
            Self::Seal(SealError::NoRandomness) => "",
            Self::Unwritable { .. } => "check the folder's owner, its permissions and the space left",
        }
    }
}

/// Something about a private file its owner should change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The private file.
    pub path: PathBuf,
    /// Its permission bits.
    pub mode: u32,
    /// Whether a password still stands between a reader and the key.
    pub is_sealed: bool,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let danger = if self.is_sealed { "copy it and try passwords" } else { "take the key, which has no password" };
        let path = self.path.display();
        write!(f, "{path} has the permissions {:o}: others on this machine can {danger}; `chmod 600 {path}`", self.mode)
    }
}
