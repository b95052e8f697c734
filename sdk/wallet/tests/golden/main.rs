//! What other tools of the network derive, sign, write and read, byte for byte.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod addresses;
mod exports;
mod keyfiles;
mod keys;
mod layout;
mod signatures;

use myelin_wallet::Scheme;
use serde_json::Value;
use std::sync::LazyLock;

static VECTORS: LazyLock<Value> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance/vectors/wallet.json");
    let text = std::fs::read_to_string(path).expect("the vectors are part of the repository");
    serde_json::from_str(&text).expect("the vectors are JSON")
});

/// The section of that name, which has `cases` cases: a vector that vanished must not pass.
fn section(name: &str, cases: usize) -> &'static [Value] {
    let cases_found = VECTORS[name].as_array().unwrap_or_else(|| panic!("the vectors have no section {name}"));
    assert_eq!(cases_found.len(), cases, "section {name}");
    cases_found
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap_or_else(|| panic!("no text {field} in {case}"))
}

fn bytes(case: &Value, field: &str) -> Vec<u8> {
    unhex(text(case, field))
}

fn unhex(digits: &str) -> Vec<u8> {
    hex::decode(digits.trim_start_matches("0x")).expect("the vector is hex")
}

fn scheme(case: &Value) -> Scheme {
    Scheme::from_code(case["crypto_type"].as_u64().expect("a crypto type")).expect("a known crypto type")
}
