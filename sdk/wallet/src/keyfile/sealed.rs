//! Keyfiles under a password. Three ways to seal one are read, and one is written.

use super::{legacy, nacl};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// How a keyfile is sealed; its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// Not at all.
    Plain,
    /// XSalsa20-Poly1305 under an Argon2i key: what is written today.
    NaCl,
    /// Ansible Vault 1.1, of old wallets.
    Ansible,
    /// Fernet, of the oldest.
    Fernet,
}

impl Sealing {
    /// How `content` is sealed.
    pub fn of(content: &[u8]) -> Self {
        [(nacl::PREFIX, Self::NaCl), (legacy::ANSIBLE_PREFIX, Self::Ansible), (legacy::FERNET_PREFIX, Self::Fernet)]
            .into_iter()
            .find_map(|(prefix, sealing)| content.starts_with(prefix).then_some(sealing))
            .unwrap_or(Self::Plain)
    }

    /// Whether a password is needed.
    pub fn is_sealed(self) -> bool {
        self != Self::Plain
    }
}

/// Why a sealed keyfile did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("the password is wrong, or the file was changed after it was sealed")]
    WrongPassword,
    #[error("the file is damaged: {reason}")]
    Damaged { reason: &'static str },
    #[error("the file is not sealed")]
    NotSealed,
}

/// Why a keyfile could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("an empty password protects nothing")]
    EmptyPassword,
    #[error("the system gave no random bytes")]
    NoRandomness,
}

/// Seals `plain` under `password`. Takes seconds and half a gigabyte of memory, on purpose.
pub fn seal(plain: &[u8], password: &SecretString) -> Result<Vec<u8>, SealError> {
    if password.expose_secret().is_empty() {
        return Err(SealError::EmptyPassword);
    }
    nacl::seal(plain, password.expose_secret().as_bytes())
}

/// Opens what [`seal`] or an older tool sealed.
pub fn open(content: &[u8], password: &SecretString) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let password = password.expose_secret().as_bytes();
    match Sealing::of(content) {
        Sealing::Plain => Err(OpenError::NotSealed),
        Sealing::NaCl => nacl::open(content, password),
        Sealing::Ansible => legacy::open_ansible(content, password),
        Sealing::Fernet => legacy::open_fernet(content, password),
    }
}
