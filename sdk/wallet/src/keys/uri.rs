//! Secret URIs: a phrase or seed, and the way down from it to one key.

use super::{mnemonic, KeyError, Keypair, Scheme};
use crate::blake2b;
use codec::Encode;
use schnorrkel::{
    derive::{ChainCode, Derivation},
    ExpansionMode, MiniSecretKey, SecretKey,
};
use zeroize::Zeroizing;

/// The phrase everybody knows, meant when a URI begins with a slash. Worthless on purpose.
const WELL_KNOWN: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

/// One step down: a number or name, and whether the parent's public key alone can follow it.
struct Junction {
    is_hard: bool,
    chain_code: [u8; 32],
}

/// What a URI says, still borrowing its text.
struct Parts<'a> {
    root: &'a str,
    junctions: Vec<Junction>,
    password: &'a str,
}

pub(super) fn keypair(uri: &str, scheme: Scheme) -> Result<Keypair, KeyError> {
    let parts = split(uri)?;
    let seed = root_seed(&parts)?;
    match scheme {
        Scheme::Sr25519 => Ok(sr25519(&seed, &parts.junctions)),
        Scheme::Ed25519 => ed25519(seed, &parts.junctions),
    }
}

fn split(uri: &str) -> Result<Parts<'_>, KeyError> {
    let (root, mut rest) = uri.split_at(uri.find('/').unwrap_or(uri.len()));
    if !root.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == ' ') {
        return Err(KeyError::Uri { reason: "its phrase has a character no phrase has" });
    }
    let mut junctions = Vec::new();
    while !rest.is_empty() {
        if let Some(password) = rest.strip_prefix("///") {
            return Ok(Parts { root, junctions, password });
        }
        let (is_hard, tail) = match rest.strip_prefix("//") {
            Some(tail) => (true, tail),
            None => (false, rest.strip_prefix('/').unwrap_or(rest)),
        };
        let (name, after) = tail.split_at(tail.find('/').unwrap_or(tail.len()));
        if name.is_empty() {
            return Err(KeyError::Uri { reason: "it ends in a slash" });
        }
        junctions.push(Junction { is_hard, chain_code: chain_code(name) });
        rest = after;
    }
    Ok(Parts { root, junctions, password: "" })
}

/// Numbers count as numbers, everything else as text; long text as its hash.
fn chain_code(name: &str) -> [u8; 32] {
    let bytes = name.parse::<u64>().map_or_else(|_| name.encode(), |number| number.encode());
    if bytes.len() > 32 {
        return blake2b(&[&bytes]);
    }
    let mut code = [0; 32];
    for (slot, byte) in code.iter_mut().zip(bytes) {
        *slot = byte;
    }
    code
}

fn root_seed(parts: &Parts<'_>) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    if let Some(digits) = parts.root.strip_prefix("0x") {
        let mut seed = Zeroizing::new([0; 32]);
        hex::decode_to_slice(digits, seed.as_mut_slice())
            .map_err(|_| KeyError::Uri { reason: "after 0x come 64 hex digits" })?;
        return Ok(seed);
    }
    let phrase = if parts.root.is_empty() { WELL_KNOWN } else { parts.root };
    Ok(mnemonic::to_seed(phrase, parts.password)?)
}

fn sr25519(seed: &[u8; 32], junctions: &[Junction]) -> Keypair {
    let seed = MiniSecretKey::from_bytes(seed).expect("any 32 bytes are a mini secret; qed");
    let secret: SecretKey = junctions.iter().fold(seed.expand(ExpansionMode::Ed25519), |parent, junction| {
        let code = ChainCode(junction.chain_code);
        if junction.is_hard {
            parent.hard_derive_mini_secret_key(Some(code), b"").0.expand(ExpansionMode::Ed25519)
        } else {
            parent.derived_key_simple(code, b"").0
        }
    });
    Keypair::from_sr25519(secret)
}

fn ed25519(mut seed: Zeroizing<[u8; 32]>, junctions: &[Junction]) -> Result<Keypair, KeyError> {
    for (index, junction) in junctions.iter().enumerate() {
        if !junction.is_hard {
            return Err(KeyError::SoftJunction { position: index.saturating_add(1) });
        }
        let child = blake2b(&[&"Ed25519HDKD".encode(), seed.as_slice(), &junction.chain_code]);
        *seed = child;
    }
    Ok(Keypair::from_seed(&seed, Scheme::Ed25519))
}
