//! What a person keeps to get a key back, with the key it gives.

use super::{mnemonic, KeyError, Keypair, Scheme};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use zeroize::Zeroizing;

/// A key and, where they are known, the phrase and the seed it came from. This is what a keyfile
/// holds; `Debug` shows only the address.
#[derive(Clone)]
pub struct Secret {
    keypair: Keypair,
    phrase: Option<SecretString>,
    seed: Option<Zeroizing<[u8; 32]>>,
}

impl Secret {
    /// A new phrase of `words` words and its key.
    pub fn generate(words: usize, scheme: Scheme) -> Result<Self, KeyError> {
        Self::from_mnemonic(mnemonic::generate(words)?.expose_secret(), scheme)
    }

    /// The key of a phrase; kept with single spaces.
    pub fn from_mnemonic(phrase: &str, scheme: Scheme) -> Result<Self, KeyError> {
        let seed = mnemonic::to_seed(phrase, "")?;
        let phrase = mnemonic::normalise(phrase)?;
        Ok(Self { phrase: Some(phrase), ..Self::from_seed(&seed, scheme) })
    }

    /// The key of a seed.
    pub fn from_seed(seed: &[u8; 32], scheme: Scheme) -> Self {
        let keypair = Keypair::from_seed(seed, scheme);
        Self { keypair, phrase: None, seed: Some(Zeroizing::new(*seed)) }
    }

    /// The key of a seed written in hex, with or without `0x`.
    pub fn from_seed_hex(text: &str, scheme: Scheme) -> Result<Self, KeyError> {
        let bytes = unhex("seed", text)?;
        let seed = bytes.as_slice().try_into().map_err(|_| KeyError::SeedLength { found: bytes.len() })?;
        Ok(Self::from_seed(seed, scheme))
    }

    /// The key of a secret URI. The URI itself is not kept: a keyfile has no place for it.
    pub fn from_uri(uri: &str, scheme: Scheme) -> Result<Self, KeyError> {
        Keypair::from_uri(uri, scheme).map(Self::from)
    }

    /// The key of a private key in a keyfile's form; see [`Keypair::from_private_key`].
    pub fn from_private_key(private_key: &[u8], scheme: Scheme) -> Result<Self, KeyError> {
        Keypair::from_private_key(private_key, scheme).map(Self::from)
    }

    /// The key of a private key written in hex, with or without `0x`.
    pub fn from_private_key_hex(text: &str, scheme: Scheme) -> Result<Self, KeyError> {
        Self::from_private_key(&unhex("private key", text)?, scheme)
    }

    /// The key.
    pub fn keypair(&self) -> &Keypair {
        &self.keypair
    }

    /// The phrase, if the key was made from one.
    pub fn phrase(&self) -> Option<&SecretString> {
        self.phrase.as_ref()
    }

    /// The seed, if the key was made from a phrase or a seed.
    pub fn expose_seed(&self) -> Option<&[u8; 32]> {
        self.seed.as_deref()
    }
}

impl From<Keypair> for Secret {
    fn from(keypair: Keypair) -> Self {
        Self { keypair, phrase: None, seed: None }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({}, {})", self.keypair.account(), self.keypair.scheme())
    }
}

fn unhex(what: &'static str, text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let text = text.trim();
    let digits = text.strip_prefix("0x").unwrap_or(text);
    hex::decode(digits).map(Zeroizing::new).map_err(|_| KeyError::NotHex { what })
}
