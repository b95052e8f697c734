//! Wallets: a coldkey that owns and hotkeys that work, as files in a folder.
//! `ROOT/NAME/coldkey`, `ROOT/NAME/coldkeypub.txt`, `ROOT/NAME/hotkeys/HOTKEY` and `HOTKEYpub.txt`.
//! Always: files are 0600 and appear whole or not at all; folders made here are 0700; a file that
//! exists is replaced only when asked.

mod error;
mod list;
mod store;

pub use error::{CreateError, NameError, WalletError, Warning};
pub use list::{list, WalletEntry};

use crate::keyfile::{self, Keyfile, Public, Sealing};
use crate::{AccountId, Keypair, Secret};
use secrecy::SecretString;
use std::{
    env,
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// The name of a wallet, and of a hotkey, unless one says another.
pub const DEFAULT_NAME: &str = "default";
const PUBLIC_SUFFIX: &str = "pub.txt";
const HOTKEYS: &str = "hotkeys";
/// What a keyfile may weigh; an honest one is below two kilobytes.
const MOST_BYTES: u64 = 64 * 1024;

/// Whether a file that exists may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Overwrite {
    #[default]
    No,
    Yes,
}

/// Where a coldkey and one of its hotkeys lie. Nothing is read before it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wallet {
    root: PathBuf,
    name: String,
    hotkey: String,
}

impl Wallet {
    /// The wallet `name` under `root`, with its hotkey `hotkey`.
    pub fn at(root: impl Into<PathBuf>, name: &str, hotkey: &str) -> Self {
        Self { root: root.into(), name: name.to_owned(), hotkey: hotkey.to_owned() }
    }

    /// The wallet's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The hotkey's name.
    pub fn hotkey_name(&self) -> &str {
        &self.hotkey
    }

    /// The wallet's folder.
    pub fn folder(&self) -> PathBuf {
        self.root.join(&self.name)
    }

    /// The private file of the coldkey.
    pub fn coldkey_path(&self) -> PathBuf {
        self.folder().join("coldkey")
    }

    /// The public file of the coldkey.
    pub fn coldkey_public_path(&self) -> PathBuf {
        public_beside(&self.coldkey_path())
    }

    /// The private file of the hotkey.
    pub fn hotkey_path(&self) -> PathBuf {
        self.folder().join(HOTKEYS).join(&self.hotkey)
    }

    /// The public file of the hotkey.
    pub fn hotkey_public_path(&self) -> PathBuf {
        public_beside(&self.hotkey_path())
    }

    /// Whose wallet it is; needs no password.
    pub fn coldkey_account(&self) -> Result<AccountId, WalletError> {
        self.coldkey_public().map(|public| public.account)
    }

    /// Who works for it; needs no password, unless an old wallet has no public file of a sealed hotkey.
    pub fn hotkey_account(&self) -> Result<AccountId, WalletError> {
        self.hotkey_public().map(|public| public.account)
    }

    /// The public half of the coldkey.
    pub fn coldkey_public(&self) -> Result<Public, WalletError> {
        self.check_names()?;
        read_public(&self.coldkey_path())
    }

    /// The public half of the hotkey.
    pub fn hotkey_public(&self) -> Result<Public, WalletError> {
        self.check_names()?;
        read_public(&self.hotkey_path())
    }

    /// The coldkey, to sign with. Without a password a sealed file is opened with the environment's.
    pub fn coldkey(&self, password: Option<&SecretString>) -> Result<Keypair, WalletError> {
        self.coldkey_secret(password).map(|secret| secret.keypair().clone())
    }

    /// The hotkey, to sign with. Without a password a sealed file is opened with the environment's.
    pub fn hotkey(&self, password: Option<&SecretString>) -> Result<Keypair, WalletError> {
        self.hotkey_secret(password).map(|secret| secret.keypair().clone())
    }

    /// All the coldkey's file holds: for those who show or move it.
    pub fn coldkey_secret(&self, password: Option<&SecretString>) -> Result<Secret, WalletError> {
        self.check_names()?;
        read_secret(&self.coldkey_path(), password)
    }

    /// All the hotkey's file holds: for those who show or move it.
    pub fn hotkey_secret(&self, password: Option<&SecretString>) -> Result<Secret, WalletError> {
        self.check_names()?;
        read_secret(&self.hotkey_path(), password)
    }

    /// Whether the coldkey's file needs a password.
    pub fn coldkey_is_sealed(&self) -> Result<bool, WalletError> {
        self.check_names()?;
        read(&self.coldkey_path()).map(|content| Sealing::of(&content).is_sealed())
    }

    /// Whether the hotkey's file needs a password.
    pub fn hotkey_is_sealed(&self) -> Result<bool, WalletError> {
        self.check_names()?;
        read(&self.hotkey_path()).map(|content| Sealing::of(&content).is_sealed())
    }

    /// Writes the coldkey, sealed if there is a password, and its public file.
    pub fn create_coldkey(
        &self,
        secret: &Secret,
        password: Option<&SecretString>,
        overwrite: Overwrite,
    ) -> Result<(), CreateError> {
        self.check_names()?;
        store::write_pair(&self.coldkey_path(), secret, password, overwrite)
    }

    /// Writes the hotkey, sealed if there is a password, and its public file.
    pub fn create_hotkey(
        &self,
        secret: &Secret,
        password: Option<&SecretString>,
        overwrite: Overwrite,
    ) -> Result<(), CreateError> {
        self.check_names()?;
        store::write_pair(&self.hotkey_path(), secret, password, overwrite)
    }

    /// Writes only the coldkey's public file: a wallet to look at and be paid to.
    pub fn create_coldkey_public(&self, public: &Public, overwrite: Overwrite) -> Result<(), CreateError> {
        self.check_names()?;
        store::write_public(&self.coldkey_public_path(), public, overwrite)
    }

    /// Writes only the hotkey's public file.
    pub fn create_hotkey_public(&self, public: &Public, overwrite: Overwrite) -> Result<(), CreateError> {
        self.check_names()?;
        store::write_public(&self.hotkey_public_path(), public, overwrite)
    }

    /// What is unsafe about the private files that exist. They are read all the same: a key copied into
    /// a container with loose permissions should work, and its owner should know.
    pub fn warnings(&self) -> Vec<Warning> {
        if self.check_names().is_err() {
            return Vec::new();
        }
        [self.coldkey_path(), self.hotkey_path()].iter().filter_map(|path| store::exposure(path)).collect()
    }

    /// Names are one plain step below their folder, whatever a caller was given as a name.
    fn check_names(&self) -> Result<(), NameError> {
        check_name(&self.name)?;
        check_name(&self.hotkey)?;
        if self.hotkey.ends_with(PUBLIC_SUFFIX) {
            return Err(NameError { name: self.hotkey.clone(), reason: "it ends like a public file" });
        }
        Ok(())
    }
}

/// The folder of wallets: `$BT_WALLET_PATH`, else `~/.bittensor/wallets`.
pub fn default_root() -> PathBuf {
    match env::var_os("BT_WALLET_PATH").filter(|path| !path.is_empty()) {
        Some(path) => expand_home(Path::new(&path)),
        None => expand_home(Path::new("~/.bittensor/wallets")),
    }
}

/// `path` with a leading `~` replaced by the user's home.
pub fn expand_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), env::var_os("HOME")) {
        (Ok(rest), Some(home)) => Path::new(&home).join(rest),
        _ => path.to_owned(),
    }
}

fn check_name(name: &str) -> Result<(), NameError> {
    let reason = match name {
        "" => "it is empty",
        "." | ".." => "it means another folder",
        _ if name.contains(['/', '\\', '\0']) => "it has a slash",
        _ if name.starts_with('.') => "it begins with a dot, which hides it",
        _ => return Ok(()),
    };
    Err(NameError { name: name.to_owned(), reason })
}

fn public_beside(private: &Path) -> PathBuf {
    let mut path = private.to_owned().into_os_string();
    path.push(PUBLIC_SUFFIX);
    path.into()
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, WalletError> {
    match store::read(path, MOST_BYTES) {
        Ok(Some(content)) => Ok(content),
        Ok(None) => Err(WalletError::TooLarge { path: path.to_owned() }),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            Err(WalletError::Missing { path: path.to_owned() })
        }
        Err(cause) => Err(WalletError::Unreadable { path: path.to_owned(), cause }),
    }
}

/// The public file's answer; without one, that of a private file nobody sealed.
fn read_public(private: &Path) -> Result<Public, WalletError> {
    let public = public_beside(private);
    let (path, content) = match read(&public) {
        Err(WalletError::Missing { .. }) => (private, read(private)?),
        other => (public.as_path(), other?),
    };
    if Sealing::of(&content).is_sealed() {
        return Err(WalletError::NeedsPassword { path: path.to_owned() });
    }
    Ok(parse(path, &content)?.public())
}

fn read_secret(path: &Path, password: Option<&SecretString>) -> Result<Secret, WalletError> {
    let mut content = read(path)?;
    if Sealing::of(&content).is_sealed() {
        let from_environment = match password {
            Some(_) => None,
            None => keyfile::from_environment(path)
                .map_err(|cause| WalletError::Environment { path: path.to_owned(), cause })?,
        };
        let password = password
            .or(from_environment.as_ref())
            .ok_or_else(|| WalletError::NeedsPassword { path: path.to_owned() })?;
        content =
            keyfile::open(&content, password).map_err(|cause| WalletError::Sealed { path: path.to_owned(), cause })?;
    }
    match parse(path, &content)? {
        Keyfile::Secret(secret) => Ok(*secret),
        Keyfile::Public(_) => Err(WalletError::PublicOnly { path: path.to_owned() }),
    }
}

fn parse(path: &Path, content: &[u8]) -> Result<Keyfile, WalletError> {
    keyfile::parse(content).map_err(|cause| WalletError::Content { path: path.to_owned(), cause })
}
