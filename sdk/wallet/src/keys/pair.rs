//! A private key with its public half, and what it signs.

use super::{uri, KeyError};
use crate::AccountId;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use schnorrkel::{ExpansionMode, MiniSecretKey, SecretKey};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// The context every sr25519 signature of this family of chains is made in.
const CONTEXT: &[u8] = b"substrate";
const WRAP_BEFORE: &[u8] = b"<Bytes>";
const WRAP_AFTER: &[u8] = b"</Bytes>";

/// How a key signs. Keyfiles and requests call it the crypto type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// Schnorr signatures on Ristretto, the usual choice.
    #[default]
    Sr25519,
    /// Plain Ed25519, the choice of hardware and of encrypted messages.
    Ed25519,
}

impl Scheme {
    /// The number that stands for the scheme on the wire and in keyfiles.
    pub const fn code(self) -> u8 {
        match self {
            Self::Ed25519 => 0,
            Self::Sr25519 => 1,
        }
    }

    /// The scheme a number stands for.
    pub const fn from_code(code: u64) -> Option<Self> {
        match code {
            0 => Some(Self::Ed25519),
            1 => Some(Self::Sr25519),
            _ => None,
        }
    }

    /// The one it is not.
    pub const fn other(self) -> Self {
        match self {
            Self::Ed25519 => Self::Sr25519,
            Self::Sr25519 => Self::Ed25519,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Sr25519 => "sr25519",
            Self::Ed25519 => "ed25519",
        })
    }
}

/// A key that signs. `Debug` shows only its address; the secret half is wiped when dropped.
#[derive(Clone)]
pub struct Keypair(Pair);

// Boxed, so that moving a keypair moves a pointer and leaves no copy of the secret behind.
#[derive(Clone)]
enum Pair {
    Sr25519(Box<schnorrkel::Keypair>),
    Ed25519(Box<SigningKey>),
}

impl Keypair {
    /// The key a secret URI names: `//Alice`, `PHRASE//stash///password`, `0xSEED/soft`.
    pub fn from_uri(uri: &str, scheme: Scheme) -> Result<Self, KeyError> {
        uri::keypair(uri, scheme)
    }

    /// The key of a phrase.
    pub fn from_mnemonic(phrase: &str, scheme: Scheme) -> Result<Self, KeyError> {
        Ok(Self::from_seed(&*super::mnemonic::to_seed(phrase, "")?, scheme))
    }

    /// The key of a 32-byte seed.
    pub fn from_seed(seed: &[u8; 32], scheme: Scheme) -> Self {
        match scheme {
            Scheme::Sr25519 => {
                let seed = MiniSecretKey::from_bytes(seed).expect("any 32 bytes are a mini secret; qed");
                Self::from_sr25519(seed.expand(ExpansionMode::Ed25519))
            }
            Scheme::Ed25519 => Self(Pair::Ed25519(Box::new(SigningKey::from_bytes(seed)))),
        }
    }

    /// The key of a private key as keyfiles hold it: for sr25519 the 64 bytes of scalar and nonce, for
    /// ed25519 the seed; 32 bytes are a seed in both.
    pub fn from_private_key(private_key: &[u8], scheme: Scheme) -> Result<Self, KeyError> {
        let wrong_length = KeyError::PrivateKeyLength { found: private_key.len(), scheme };
        match (private_key.len(), scheme) {
            (32, _) => Ok(Self::from_seed(private_key.try_into().map_err(|_| wrong_length)?, scheme)),
            (64, Scheme::Sr25519) => {
                let secret = SecretKey::from_bytes(private_key).map_err(|_| KeyError::PrivateKeyScalar)?;
                Ok(Self::from_sr25519(secret))
            }
            _ => Err(wrong_length),
        }
    }

    /// The account the key signs for.
    pub fn account(&self) -> AccountId {
        AccountId(self.public())
    }

    /// How the key signs.
    pub fn scheme(&self) -> Scheme {
        match self.0 {
            Pair::Sr25519(_) => Scheme::Sr25519,
            Pair::Ed25519(_) => Scheme::Ed25519,
        }
    }

    /// The public half.
    pub fn public(&self) -> [u8; 32] {
        match &self.0 {
            Pair::Sr25519(pair) => pair.public.to_bytes(),
            Pair::Ed25519(pair) => pair.verifying_key().to_bytes(),
        }
    }

    /// Signs the message as it is: nothing is hashed or wrapped first. An sr25519 signature differs
    /// each time.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        match &self.0 {
            Pair::Sr25519(pair) => pair.sign_simple(CONTEXT, message).to_bytes(),
            Pair::Ed25519(pair) => pair.sign(message).to_bytes(),
        }
    }

    /// The private key in the form of [`Self::from_private_key`], for those who write it to a keyfile.
    pub fn expose_private_key(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(match &self.0 {
            Pair::Sr25519(pair) => Zeroizing::new(pair.secret.to_bytes()).to_vec(),
            Pair::Ed25519(pair) => pair.as_bytes().to_vec(),
        })
    }

    /// The sr25519 key whose scalar is multiplied by eight, as browser wallets export it.
    pub(crate) fn from_ed25519_form(private_key: &[u8; 64]) -> Result<Self, KeyError> {
        let secret = SecretKey::from_ed25519_bytes(private_key).map_err(|_| KeyError::PrivateKeyScalar)?;
        Ok(Self::from_sr25519(secret))
    }

    pub(super) fn from_sr25519(secret: SecretKey) -> Self {
        Self(Pair::Sr25519(Box::new(secret.to_keypair())))
    }

    pub(super) fn as_ed25519(&self) -> Option<&SigningKey> {
        match &self.0 {
            Pair::Ed25519(pair) => Some(pair),
            Pair::Sr25519(_) => None,
        }
    }
}

impl fmt::Debug for Keypair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keypair({}, {})", self.account(), self.scheme())
    }
}

/// Whether `account` signed `message`, as it is or wrapped in `<Bytes>…</Bytes>` as browser wallets do.
pub fn verify(account: &AccountId, scheme: Scheme, message: &[u8], signature: &[u8; 64]) -> bool {
    verify_exactly(account, scheme, message, signature)
        || verify_exactly(account, scheme, &[WRAP_BEFORE, message, WRAP_AFTER].concat(), signature)
}

fn verify_exactly(account: &AccountId, scheme: Scheme, message: &[u8], signature: &[u8; 64]) -> bool {
    match scheme {
        Scheme::Sr25519 => {
            let (Ok(key), Ok(signature)) =
                (schnorrkel::PublicKey::from_bytes(&account.0), schnorrkel::Signature::from_bytes(signature))
            else {
                return false;
            };
            key.verify_simple(CONTEXT, message, &signature).is_ok()
        }
        Scheme::Ed25519 => {
            let Ok(key) = VerifyingKey::from_bytes(&account.0) else { return false };
            key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok()
        }
    }
}
