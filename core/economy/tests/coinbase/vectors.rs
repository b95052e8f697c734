//! Reading the recorded vectors of the conformance tests.

use serde_json::Value;

/// The whole of one file of vectors.
pub fn file(name: &str) -> Value {
    let path = format!("{}/../../tests/conformance/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// An amount that fits 64 bits.
pub fn amount(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no amount"))
}

/// A number wider than 64 bits, written as a decimal string.
pub fn wide(value: &Value) -> u128 {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{value} is no wide number"))
}
