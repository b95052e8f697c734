//! The body hash: what of a body its sender has signed.

use super::python;
use serde_json::{Map, Value};
use sha3::{Digest, Sha3_256};

/// The hash over the named fields, in that order; a field the body lacks counts as `None`.
pub fn body_hash(fields: &Map<String, Value>, names: &[&str]) -> String {
    let hashes = names.iter().map(|name| sha3_hex(&python::str(fields.get(*name).unwrap_or(&Value::Null))));
    sha3_hex(&hashes.collect::<String>())
}

/// SHA3-256 of a text, in lower-case hex.
fn sha3_hex(text: &str) -> String {
    hex::encode(Sha3_256::digest(text.as_bytes()))
}
