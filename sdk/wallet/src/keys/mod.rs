//! Keys: how they are made from what people keep, and what they sign.
//! Always: no secret leaves this module except through a method that says so in its name.

pub mod mnemonic;
mod pair;
mod sealed_box;
mod secret;
mod uri;

pub use mnemonic::MnemonicError;
pub use pair::{verify, Keypair, Scheme};
pub use sealed_box::{open_sealed, seal_for};
pub use secret::Secret;

/// Why a key could not be made or used. None of them quotes the secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error(transparent)]
    Mnemonic(#[from] MnemonicError),
    #[error("the secret URI is malformed: {reason}")]
    Uri { reason: &'static str },
    #[error("the secret URI has the soft junction number {position}, which an ed25519 key cannot take")]
    SoftJunction { position: usize },
    #[error("the {what} is not hex")]
    NotHex { what: &'static str },
    #[error("the seed has {found} bytes instead of 32")]
    SeedLength { found: usize },
    #[error("the private key has {found} bytes, which no key of scheme {scheme} has")]
    PrivateKeyLength { found: usize, scheme: Scheme },
    #[error("the private key's scalar is out of range")]
    PrivateKeyScalar,
    #[error("the scheme is {found}, but only ed25519 keys open sealed messages")]
    CannotOpen { found: Scheme },
    #[error("the account is not an ed25519 public key, so nothing can be sealed for it")]
    CannotSeal,
    #[error("the sealed message was damaged or made for another key")]
    NotSealedForUs,
}

impl KeyError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Mnemonic(error) => error.hint(),
            Self::Uri { .. } => {
                "a secret URI is a phrase or 0x and 64 hex digits, then /soft or //hard parts, then ///password"
            }
            Self::SoftJunction { .. } => "write the junction with two slashes, or use an sr25519 key",
            Self::NotHex { .. } => "hex has the digits 0 to 9 and a to f, two for each byte",
            Self::SeedLength { .. } => "a seed is 64 hex digits",
            Self::PrivateKeyLength { .. } | Self::PrivateKeyScalar => {
                "an sr25519 private key is 128 hex digits, an ed25519 one 64; check the scheme"
            }
            Self::CannotOpen { .. } | Self::CannotSeal => "make an ed25519 key for encrypted messages",
            Self::NotSealedForUs => "",
        }
    }
}
