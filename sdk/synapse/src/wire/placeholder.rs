//! Stand-ins for required fields: the receiver builds an empty synapse from the headers alone, so a
//! header tells it the type of each field that has no default.

use base64::{engine::general_purpose::STANDARD, Engine};
use serde_json::Value;

/// The empty value of the same type, as the header writes it; nothing for `null`.
pub fn placeholder(value: &Value) -> Option<String> {
    let empty = match value {
        Value::Null => return None,
        Value::Bool(_) => "false",
        Value::Number(number) if number.to_string().contains(['.', 'e', 'E']) => "0.0",
        Value::Number(_) => "0",
        Value::String(_) => "\"\"",
        Value::Array(_) => "[]",
        Value::Object(_) => "{}",
    };
    Some(STANDARD.encode(empty))
}

/// Whether a header's text is a stand-in: base64 of some JSON.
pub fn is_placeholder(text: &str) -> bool {
    let decoded = STANDARD.decode(text).ok();
    decoded.is_some_and(|json| serde_json::from_slice::<Value>(&json).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_stand_in_is_the_empty_value_of_the_type() {
        let cases = [
            (json!("text"), "IiI="),
            (json!(7), "MA=="),
            (json!(7.5), "MC4w"),
            (json!(true), "ZmFsc2U="),
            (json!([1]), "W10="),
            (json!({"a": 1}), "e30="),
        ];
        for (value, shown) in cases {
            assert_eq!(placeholder(&value).as_deref(), Some(shown));
            assert!(is_placeholder(shown));
        }
        assert_eq!(placeholder(&Value::Null), None);
        assert!(!is_placeholder("not base64!"));
        assert!(!is_placeholder("bm90IGpzb24="));
    }
}
