//! What checking a file found.

use crate::reading::Place;
use serde::Serialize;
use serde_json::{Map, Value};
use std::any::Any;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// A place where a case and this implementation part.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The way to the place from the case, such as `steps[0].output.emission[3]`.
    pub field: String,
    /// What the file has there.
    pub want: Value,
    /// What we make of it.
    pub got: Value,
}

/// What came of a case, or of a part of one: the first difference ends it.
pub type Checked = Result<(), Difference>;

/// What checking one file found, as it is printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileReport {
    pub file: String,
    pub cases: usize,
    pub exact: usize,
    pub mismatched: usize,
    /// The first difference of the first case that has one.
    pub first: Option<Mismatch>,
}

/// A difference, and the case it is in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mismatch {
    pub case: String,
    pub field: String,
    pub want: Value,
    pub got: Value,
}

impl FileReport {
    pub fn new(file: &str) -> Self {
        Self { file: file.to_string(), cases: 0, exact: 0, mismatched: 0, first: None }
    }

    /// Runs every case of a list with `check`, which sees the case as the root of its paths.
    pub fn each(&mut self, cases: &[Value], check: impl Fn(&Place) -> Checked) {
        for (index, case) in cases.iter().enumerate() {
            let name = case["name"].as_str().map_or_else(|| format!("cases[{index}]"), str::to_string);
            self.case(&name, || check(&Place::root(case)));
        }
    }

    /// Runs one case. A panic is a difference too: whatever cannot be run does not agree.
    pub fn case(&mut self, name: &str, check: impl FnOnce() -> Checked) {
        let checked = catch_unwind(AssertUnwindSafe(check)).unwrap_or_else(|panic| Err(panicked(&panic)));
        self.cases += 1;
        match checked {
            Ok(()) => self.exact += 1,
            Err(Difference { field, want, got }) => {
                self.mismatched += 1;
                self.first.get_or_insert(Mismatch { case: name.to_string(), field, want, got });
            }
        }
    }
}

fn panicked(panic: &Box<dyn Any + Send>) -> Difference {
    let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    let got = format!("panicked: {}", words.unwrap_or("without a word"));
    Difference { field: String::new(), want: Value::Null, got: got.into() }
}

/// Looks for the first place where two values differ. Objects compare by key, and a key that one
/// of them lacks counts as null; an empty row may be left out.
pub fn compare(field: &str, want: &Value, got: &Value) -> Checked {
    match (want, got) {
        (Value::Object(want), Value::Object(got)) => compare_objects(field, want, got),
        (Value::Array(want), Value::Array(got)) => {
            for index in 0..want.len().max(got.len()) {
                let (want, got) = (want.get(index).unwrap_or(&Value::Null), got.get(index).unwrap_or(&Value::Null));
                compare(&format!("{field}[{index}]"), want, got)?;
            }
            Ok(())
        }
        (Value::Null, Value::Array(row)) | (Value::Array(row), Value::Null) if row.is_empty() => Ok(()),
        _ if want == got => Ok(()),
        _ => Err(Difference { field: field.to_string(), want: want.clone(), got: got.clone() }),
    }
}

fn compare_objects(field: &str, want: &Map<String, Value>, got: &Map<String, Value>) -> Checked {
    let unexpected = got.keys().filter(|key| !want.contains_key(*key));
    for key in want.keys().chain(unexpected) {
        let (want, got) = (want.get(key).unwrap_or(&Value::Null), got.get(key).unwrap_or(&Value::Null));
        let field = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
        compare(&field, want, got)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn field_of(want: &Value, got: &Value) -> Option<String> {
        compare("", want, got).err().map(|difference| difference.field)
    }

    #[test]
    fn the_first_difference_is_named_by_its_way() {
        let (want, got) = (json!({"a": [{"b": 1}, {"b": 2}]}), json!({"a": [{"b": 1}, {"b": 3}]}));
        assert_eq!(field_of(&want, &want), None);
        assert_eq!(field_of(&want, &got).as_deref(), Some("a[1].b"));
    }

    #[test]
    fn what_one_side_lacks_is_a_difference_unless_it_is_an_empty_row() {
        assert_eq!(field_of(&json!({"a": [1]}), &json!({"a": [1, 2]})).as_deref(), Some("a[1]"));
        assert_eq!(field_of(&json!({"a": 1}), &json!({})).as_deref(), Some("a"));
        assert_eq!(field_of(&json!({}), &json!({"a": 1})).as_deref(), Some("a"));
        assert_eq!(field_of(&json!({"a": []}), &json!({})), None);
        assert_eq!(field_of(&json!({}), &json!({"a": []})), None);
    }

    #[test]
    fn a_case_that_panics_does_not_agree() {
        let mut report = FileReport::new("one.json");
        report.case("fine", || Ok(()));
        report.case("breaks", || panic!("no {}", "ground"));
        assert_eq!((report.cases, report.exact, report.mismatched), (2, 1, 1));
        let first = report.first.unwrap();
        assert_eq!((first.case.as_str(), first.got), ("breaks", json!("panicked: no ground")));
    }
}
