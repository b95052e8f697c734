//! Text as Python writes it: the body hash is taken over `str(value)`, so every byte counts.

use serde_json::{Map, Number, Value};

/// `str(value)`: a text stays bare, everything else is its [`repr`].
pub fn str(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => repr(other),
    }
}

/// `repr(value)`: what a value looks like inside a list or a dict.
pub fn repr(value: &Value) -> String {
    let mut text = String::new();
    write_repr(value, &mut text);
    text
}

/// `repr` of a float: the shortest digits that read back the same, `1.0`, `2.5e-07`, `1e+16`.
pub fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf".into() } else { "-inf".into() };
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{value}");
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}

/// `repr` of a text: single quotes, unless it holds one and no double quote.
pub fn quoted(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().saturating_add(2));
    write_quoted(text, &mut shown);
    shown
}

fn write_repr(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("None"),
        Value::Bool(true) => text.push_str("True"),
        Value::Bool(false) => text.push_str("False"),
        Value::Number(number) => text.push_str(&self::number(number)),
        Value::String(inner) => write_quoted(inner, text),
        Value::Array(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    text.push_str(", ");
                }
                write_repr(item, text);
            }
            text.push(']');
        }
        Value::Object(entries) => write_dict(entries, text),
    }
}

fn write_dict(entries: &Map<String, Value>, text: &mut String) {
    text.push('{');
    for (position, (key, value)) in entries.iter().enumerate() {
        if position > 0 {
            text.push_str(", ");
        }
        write_quoted(key, text);
        text.push_str(": ");
        write_repr(value, text);
    }
    text.push('}');
}

/// A JSON number is a float when it is spelled like one, whatever its value.
fn number(number: &Number) -> String {
    let spelled = number.to_string();
    if spelled.contains(['.', 'e', 'E']) {
        return spelled.parse().map_or(spelled, float);
    }
    // Python has one integer zero.
    if spelled == "-0" {
        "0".into()
    } else {
        spelled
    }
}

fn write_quoted(inner: &str, text: &mut String) {
    let quote = if inner.contains('\'') && !inner.contains('"') { '"' } else { '\'' };
    text.push(quote);
    for character in inner.chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            _ if character == quote => text.extend(['\\', quote]),
            _ if is_printable(character) => text.push(character),
            _ => text.push_str(&escape(character)),
        }
    }
    text.push(quote);
}

fn escape(character: char) -> String {
    match u32::from(character) {
        code @ 0..=0xff => format!("\\x{code:02x}"),
        code @ 0x100..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

/// Whether Python shows the character as it is.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    // Rust's debug text and Python's repr draw the line at the same Unicode categories. Rust hides
    // combining marks too, but only at the start of a text: hence the letter before it.
    let probe = ['a', character].iter().collect::<String>();
    probe.escape_debug().nth(1) == Some(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn floats_look_as_in_python() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (12.5, "12.5"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (-3e-7, "-3e-07"),
            (9999999999999998.0, "9999999999999998.0"),
            (1e16, "1e+16"),
            (1.2345678901234568e17, "1.2345678901234568e+17"),
            (5e-324, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ];
        for (value, shown) in cases {
            assert_eq!(float(value), shown);
        }
    }

    #[test]
    fn numbers_keep_the_kind_they_are_spelled_in() {
        let parsed: Value = serde_json::from_str("[1, 1.0, 1E2, -0, -0.0, 123456789012345678901234567890]").unwrap();
        assert_eq!(repr(&parsed), "[1, 1.0, 100.0, 0, -0.0, 123456789012345678901234567890]");
    }

    #[test]
    fn combining_marks_are_shown_and_separators_escaped() {
        assert_eq!(quoted("e\u{301}"), "'e\u{301}'");
        assert_eq!(quoted("\u{301}"), "'\u{301}'");
        assert_eq!(quoted("\u{a0}\u{ad}\u{200b}\u{e000}\u{10ffff}"), "'\\xa0\\xad\\u200b\\ue000\\U0010ffff'");
        assert_eq!(quoted("日本🦀"), "'日本🦀'");
        assert_eq!(quoted("\u{7f}\u{0}"), "'\\x7f\\x00'");
    }

    #[test]
    fn quotes_are_chosen_as_python_chooses_them() {
        assert_eq!(quoted("it's"), "\"it's\"");
        assert_eq!(quoted("it's \"it\""), "'it\\'s \"it\"'");
        assert_eq!(str(&json!("it's")), "it's");
        assert_eq!(str(&json!({"b": null, "a": [true, "x"]})), "{'b': None, 'a': [True, 'x']}");
    }
}
