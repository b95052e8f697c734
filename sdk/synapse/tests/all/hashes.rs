//! The recorded body hashes.

use crate::fixture::vectors;
use myelin_synapse::wire::{body_hash, python, EMPTY_BODY_HASH};
use serde_json::{Map, Value};

#[test]
fn values_are_written_and_hashed_as_recorded() {
    let vectors = vectors();
    let cases = vectors["body_hash_single_field"].as_array().unwrap();
    assert_eq!(cases.len(), 28);
    for case in cases {
        let value = &case["json_value"];
        if case["python_str"] == "inf" {
            // No JSON number is infinite: the recording has a text in its place.
            assert_eq!(python::float(f64::INFINITY), "inf");
            continue;
        }
        assert_eq!(python::str(value), case["python_str"].as_str().unwrap());
        let fields = Map::from_iter([("field".to_string(), value.clone())]);
        assert_eq!(body_hash(&fields, &["field"]), case["body_hash"].as_str().unwrap());
    }
}

#[test]
fn several_fields_are_hashed_in_their_order() {
    let vectors = vectors();
    let body = r#"{"text": "hello", "numbers": [1, 2, 3], "flag": false, "options": {}, "maybe": null}"#;
    let fields: Map<String, Value> = serde_json::from_str(body).unwrap();
    let names = ["text", "numbers", "flag", "options", "maybe"];
    for (name, recorded) in names.iter().zip(vectors["multi_field_body_hash"]["fields_in_order"].as_array().unwrap()) {
        assert_eq!(*name, recorded[0]);
        assert_eq!(python::str(&fields[*name]), recorded[1].as_str().unwrap());
    }
    assert_eq!(body_hash(&fields, &names), vectors["multi_field_body_hash"]["body_hash"].as_str().unwrap());
    assert_eq!(body_hash(&fields, &[]), EMPTY_BODY_HASH);
    assert_eq!(vectors["empty_body_hash"], EMPTY_BODY_HASH);
}

#[test]
fn tensors_are_hashed_as_recorded() {
    for case in vectors()["tensor_vectors"].as_array().unwrap() {
        let mut tensor = Map::new();
        for key in ["buffer", "dtype", "shape"] {
            tensor.insert(key.into(), case[key].clone());
        }
        assert_eq!(python::str(&Value::Object(tensor)), case["str_of_model_dump"].as_str().unwrap());
    }
}
