//! What a keyfile says, once it is open: a JSON object with a secret or only a public key, or one of
//! the bare texts people put into such files by hand.
//! Always: a file that names its address gives a key of that address, or is refused.

mod json;
mod legacy;
mod nacl;
mod password;
mod polkadot_js;
mod sealed;

pub use json::{write_public, write_secret};
pub use password::{from_environment, variable_for, EnvironmentError};
pub use polkadot_js::{import, ImportError};
pub use sealed::{open, seal, OpenError, SealError, Sealing};

use crate::{mnemonic, AccountId, KeyError, Keypair, Scheme, Secret};
use json::Fields;
use std::str;
use zeroize::Zeroizing;

/// The public half of a key: whose it is and how it signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Public {
    pub account: AccountId,
    pub scheme: Scheme,
}

impl From<&Keypair> for Public {
    fn from(keypair: &Keypair) -> Self {
        Self { account: keypair.account(), scheme: keypair.scheme() }
    }
}

/// What an open keyfile holds.
#[derive(Clone, Debug)]
pub enum Keyfile {
    /// Enough to sign.
    Secret(Box<Secret>),
    /// Enough to be paid.
    Public(Public),
}

impl Keyfile {
    /// Whose file it is.
    pub fn public(&self) -> Public {
        match self {
            Self::Secret(secret) => secret.keypair().into(),
            Self::Public(public) => *public,
        }
    }
}

/// Why the content of an open keyfile is no key. None of them quotes the content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyfileError {
    #[error("it is neither a JSON object nor a phrase, a seed or a private key")]
    NotAKeyfile,
    #[error("its JSON is malformed at line {line}, column {column}")]
    Json { line: usize, column: usize },
    #[error("it has no secretPhrase, secretSeed, privateKey or ss58Address")]
    Empty,
    #[error("its {field} is not hex")]
    NotHex { field: &'static str },
    #[error("its cryptoType is neither 0 (ed25519) nor 1 (sr25519)")]
    Scheme,
    #[error("its address is unreadable: {0}")]
    Address(#[from] crate::AddressError),
    #[error("its {field} is unusable: {cause}")]
    Key { field: &'static str, cause: KeyError },
    #[error("it names the address {named}, but its {field} gives {derived}")]
    Mismatch { field: &'static str, named: AccountId, derived: AccountId },
    #[error("it is a browser wallet's export")]
    BrowserExport,
    #[error("it belongs to an account with rotating keys, which this version cannot use")]
    Hashed,
}

impl KeyfileError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotAKeyfile | Self::Json { .. } | Self::Empty | Self::NotHex { .. } | Self::Scheme => {
                "restore the file from a copy, or make the key again from its phrase"
            }
            Self::Address(error) => error.hint(),
            Self::Key { cause, .. } => cause.hint(),
            Self::Mismatch { .. } => {
                "the file was changed by hand or mixed up with another; make the key again from its phrase"
            }
            Self::BrowserExport => "import it with its password instead of using it as a keyfile",
            Self::Hashed => "",
        }
    }
}

/// Reads the content of an open keyfile.
pub fn parse(content: &[u8]) -> Result<Keyfile, KeyfileError> {
    let text = str::from_utf8(content).map_err(|_| KeyfileError::NotAKeyfile)?.trim();
    if text.starts_with('{') {
        return from_fields(&Fields::read(text)?);
    }
    bare(text).map(|secret| Keyfile::Secret(Box::new(secret)))
}

/// A phrase, a seed or a private key, written by hand. Such a file has no place to name a scheme.
fn bare(text: &str) -> Result<Secret, KeyfileError> {
    let is_phrase = text.split_whitespace().count() > 1
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_whitespace());
    if is_phrase && mnemonic::is_word_count(text.split_whitespace().count()) {
        return Secret::from_mnemonic(text, Scheme::Sr25519)
            .map_err(|cause| KeyfileError::Key { field: "phrase", cause });
    }
    let bytes = unhex("text", text).map_err(|_| KeyfileError::NotAKeyfile)?;
    match (<&[u8; 32]>::try_from(bytes.as_slice()), bytes.len()) {
        (Ok(seed), _) => Ok(Secret::from_seed(seed, Scheme::Sr25519)),
        (_, 64) => Secret::from_private_key(&bytes, Scheme::Sr25519)
            .map_err(|cause| KeyfileError::Key { field: "private key", cause }),
        _ => Err(KeyfileError::NotAKeyfile),
    }
}

fn from_fields(fields: &Fields) -> Result<Keyfile, KeyfileError> {
    if fields.is_browser_export() {
        return Err(KeyfileError::BrowserExport);
    }
    if fields.is_hashed() {
        return Err(KeyfileError::Hashed);
    }
    let scheme = fields.scheme()?;
    let named = fields.address()?;
    let Some((field, secret)) = secret_of(fields, scheme)? else {
        let account = named.ok_or(KeyfileError::Empty)?;
        return Ok(Keyfile::Public(Public { account, scheme }));
    };
    let derived = secret.keypair().account();
    let Some(named) = named.filter(|named| *named != derived) else {
        return Ok(Keyfile::Secret(Box::new(secret)));
    };
    // Some tools wrote every key down as sr25519; the address tells which scheme was meant.
    match secret_of(fields, scheme.other()) {
        Ok(Some((_, other))) if other.keypair().account() == named => Ok(Keyfile::Secret(Box::new(other))),
        _ => Err(KeyfileError::Mismatch { field, named, derived }),
    }
}

/// The key of the first field that has one: the phrase before the seed before the private key.
fn secret_of(fields: &Fields, scheme: Scheme) -> Result<Option<(&'static str, Secret)>, KeyfileError> {
    if let Some(phrase) = &fields.secret_phrase {
        let secret = Secret::from_mnemonic(&phrase.0, scheme);
        return named("secretPhrase", secret).map(Some);
    }
    if let Some(seed) = &fields.secret_seed {
        match (unhex("secretSeed", &seed.0), &fields.private_key) {
            (Ok(bytes), _) => return named("secretSeed", from_seed_bytes(&bytes, scheme)).map(Some),
            // A tool in wide use writes some seeds as raw text; the private key beside them is sound.
            (Err(_), Some(_)) => (),
            (Err(error), None) => return Err(error),
        }
    }
    let Some(private_key) = &fields.private_key else { return Ok(None) };
    let bytes = unhex("privateKey", &private_key.0)?;
    named("privateKey", Secret::from_private_key(&bytes, scheme)).map(Some)
}

fn from_seed_bytes(bytes: &[u8], scheme: Scheme) -> Result<Secret, KeyError> {
    let seed = bytes.try_into().map_err(|_| KeyError::SeedLength { found: bytes.len() })?;
    Ok(Secret::from_seed(seed, scheme))
}

fn named(field: &'static str, secret: Result<Secret, KeyError>) -> Result<(&'static str, Secret), KeyfileError> {
    secret.map(|secret| (field, secret)).map_err(|cause| KeyfileError::Key { field, cause })
}

fn unhex(field: &'static str, text: &str) -> Result<Zeroizing<Vec<u8>>, KeyfileError> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    hex::decode(digits).map(Zeroizing::new).map_err(|_| KeyfileError::NotHex { field })
}
