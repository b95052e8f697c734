//! Reading the recorded vectors of the conformance tests.
#![allow(dead_code)] // each test crate reads a part of them

use serde_json::Value;

/// The whole of one file of vectors.
pub fn file(name: &str) -> Value {
    let path = format!("{}/../../tests/conformance/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The cases of one kind in a file.
pub fn cases_of(name: &str, kind: &str) -> Vec<Value> {
    let cases = file(name)["cases"].as_array().cloned().unwrap_or_default();
    let cases: Vec<Value> = cases.into_iter().filter(|case| case["kind"] == kind).collect();
    assert!(!cases.is_empty(), "{name} has no cases of kind {kind}");
    cases
}

/// An amount that fits 64 bits.
pub fn amount(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no amount"))
}

/// A number wider than 64 bits, written as a decimal string.
pub fn wide(value: &Value) -> u128 {
    text(value).parse().unwrap_or_else(|_| panic!("{value} is no wide number"))
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}
