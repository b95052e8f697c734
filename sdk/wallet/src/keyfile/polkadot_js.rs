//! Accounts exported by browser wallets: version 3 of their JSON, under a password.

use crate::{AccountId, KeyError, Keypair, Scheme, Secret};
use base64::{engine::general_purpose::STANDARD, Engine};
use crypto_secretbox::{aead::Aead, KeyInit, XSalsa20Poly1305};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use zeroize::Zeroizing;

const VERSION: &str = "3";
const HEADER: [u8; 16] =
    [0x30, 0x53, 0x02, 0x01, 0x01, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
const DIVIDER: [u8; 5] = [0xa1, 0x23, 0x03, 0x21, 0x00];
/// A file may ask for any cost; more than half a gigabyte or 16 lanes is not an honest one.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
const MOST_LANES: u32 = 16;

/// Why an export could not be imported. None of them quotes its content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error("it is not a browser wallet's export")]
    NotAnExport,
    #[error("its version is not {VERSION}")]
    Version,
    #[error("its keys are of a scheme other than sr25519 and ed25519")]
    Scheme,
    #[error("the password is wrong, or the export was changed")]
    WrongPassword,
    #[error("it is damaged: {reason}")]
    Damaged { reason: &'static str },
    #[error("its key is unusable: {0}")]
    Key(#[from] KeyError),
    #[error("its secret gives {derived}, which is not the account it names")]
    Mismatch { derived: AccountId },
}

impl ImportError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotAnExport | Self::Version => "export the account again as JSON from a current browser wallet",
            Self::Scheme => "Ethereum keys have no account here; create an sr25519 one",
            Self::WrongPassword => "it is the password given when the account was exported",
            Self::Damaged { .. } | Self::Mismatch { .. } => "export the account again",
            Self::Key(error) => error.hint(),
        }
    }
}

#[derive(Deserialize)]
struct Export {
    encoded: String,
    encoding: Encoding,
    address: Option<String>,
}

#[derive(Deserialize)]
struct Encoding {
    content: Vec<String>,
    r#type: OneOrMore,
    version: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn has(&self, wanted: &str) -> bool {
        match self {
            Self::One(name) => name == wanted,
            Self::More(names) => names.iter().any(|name| name == wanted),
        }
    }
}

/// The key inside a browser wallet's export.
pub fn import(json: &[u8], password: &SecretString) -> Result<Secret, ImportError> {
    let export: Export = serde_json::from_slice(json).map_err(|_| ImportError::NotAnExport)?;
    if export.encoding.version != VERSION {
        return Err(ImportError::Version);
    }
    let scheme = scheme_of(&export.encoding.content)?;
    let sealed = STANDARD.decode(&export.encoded).map_err(|_| damaged("it is not base 64"))?;
    let plain = open(&sealed, password.expose_secret().as_bytes(), export.encoding.r#type.has("scrypt"))?;
    let keypair = keypair_of(&plain, scheme)?;
    let derived = keypair.account();
    let named = export.address.as_deref().map(crate::ss58::decode);
    match named {
        Some(Ok((_, key))) if key != derived.0 => Err(ImportError::Mismatch { derived }),
        _ => Ok(Secret::from(keypair)),
    }
}

fn scheme_of(content: &[String]) -> Result<Scheme, ImportError> {
    if !content.iter().any(|name| name == "pkcs8") {
        return Err(ImportError::NotAnExport);
    }
    let is = |name: &str| content.iter().any(|found| found == name);
    match (is("sr25519"), is("ed25519")) {
        (true, false) => Ok(Scheme::Sr25519),
        (false, true) => Ok(Scheme::Ed25519),
        _ => Err(ImportError::Scheme),
    }
}

fn open(sealed: &[u8], password: &[u8], is_stretched: bool) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let too_short = || damaged("it ends before its content begins");
    let mut key = Zeroizing::new([0_u8; 32]);
    let mut rest = sealed;
    if is_stretched {
        let (salt, after) = rest.split_first_chunk::<32>().ok_or_else(too_short)?;
        let (costs, after) = after.split_first_chunk::<12>().ok_or_else(too_short)?;
        stretch(password, salt, costs, &mut key)?;
        rest = after;
    } else {
        for (place, byte) in key.iter_mut().zip(password) {
            *place = *byte;
        }
    }
    let (nonce, body) = rest.split_first_chunk::<24>().ok_or_else(too_short)?;
    let cipher = XSalsa20Poly1305::new((&*key).into());
    cipher.decrypt(nonce.into(), body).map(Zeroizing::new).map_err(|_| ImportError::WrongPassword)
}

/// The three costs stand in the order N, p, r.
fn stretch(password: &[u8], salt: &[u8], costs: &[u8; 12], key: &mut [u8; 32]) -> Result<(), ImportError> {
    let [n, p, r] = [0, 4, 8].map(|from| {
        let mut number = [0; 4];
        for (place, byte) in number.iter_mut().zip(costs.iter().skip(from)) {
            *place = *byte;
        }
        u32::from_le_bytes(number)
    });
    let memory = u64::from(n).saturating_mul(u64::from(r)).saturating_mul(128);
    if !n.is_power_of_two() || memory > MOST_MEMORY || p > MOST_LANES {
        return Err(damaged("the costs of its password are out of range"));
    }
    let log_n = u8::try_from(n.trailing_zeros()).unwrap_or(u8::MAX);
    scrypt::Params::new(log_n, r, p, key.len())
        .ok()
        .and_then(|params| scrypt::scrypt(password, salt, &params, key).ok())
        .ok_or_else(|| damaged("the costs of its password are out of range"))
}

/// Header, 64 secret bytes, divider, public key. An sr25519 scalar is kept multiplied by eight, as
/// Ed25519 has it.
fn keypair_of(plain: &[u8], scheme: Scheme) -> Result<Keypair, ImportError> {
    let malformed = || damaged("what it holds is not a key");
    let body = plain.strip_prefix(HEADER.as_slice()).ok_or_else(malformed)?;
    let (secret, rest) = body.split_first_chunk::<64>().ok_or_else(malformed)?;
    let public = rest.strip_prefix(DIVIDER.as_slice()).ok_or_else(malformed)?;
    let keypair = match scheme {
        Scheme::Sr25519 => Keypair::from_ed25519_form(secret)?,
        Scheme::Ed25519 => {
            let (seed, _) = secret.split_first_chunk::<32>().ok_or_else(malformed)?;
            Keypair::from_seed(seed, Scheme::Ed25519)
        }
    };
    if public != keypair.public() {
        return Err(ImportError::Mismatch { derived: keypair.account() });
    }
    Ok(keypair)
}

fn damaged(reason: &'static str) -> ImportError {
    ImportError::Damaged { reason }
}
