//! Reading a case: every value knows the way to it, so that whatever is amiss can be named.

use crate::report::{compare, Checked, Difference};
use serde_json::Value;
use std::fmt::Display;
use std::str::FromStr;

/// What a field holds that is not there.
static MISSING: Value = Value::Null;

/// A value in a case, and the way to it.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Place<'a> {
    pub fn root(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// The field of that name; one that is not there is missing, not an error.
    pub fn field(&self, name: impl Display) -> Self {
        let name = name.to_string();
        let value = self.value.get(&name).unwrap_or(&MISSING);
        let path = if self.path.is_empty() { name } else { format!("{}.{name}", self.path) };
        Self { value, path }
    }

    /// The entry at that position of a list.
    pub fn at(&self, index: usize) -> Self {
        let value = self.value.get(index).unwrap_or(&MISSING);
        Self { value, path: format!("{}[{index}]", self.path) }
    }

    /// Nothing for a field that is missing or null.
    pub fn given(&self) -> Option<&Self> {
        (!self.value.is_null()).then_some(self)
    }

    /// The entries of a list; a missing list is empty.
    pub fn list(&self) -> Result<Vec<Self>, Difference> {
        match self.value {
            Value::Null => Ok(Vec::new()),
            Value::Array(entries) => Ok((0..entries.len()).map(|index| self.at(index)).collect()),
            _ => Err(self.unreadable("a list")),
        }
    }

    /// A number without sign that fits the type: a JSON integer.
    pub fn number<T: TryFrom<u64>>(&self) -> Result<T, Difference> {
        let number = self.value.as_u64().and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| self.unreadable("a whole number in range"))
    }

    /// A number with a sign that fits the type.
    pub fn signed<T: TryFrom<i64>>(&self) -> Result<T, Difference> {
        let number = self.value.as_i64().and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| self.unreadable("a whole number in range"))
    }

    /// The number, or what holds where none is given.
    pub fn number_or<T: TryFrom<u64>>(&self, default: T) -> Result<T, Difference> {
        self.given().map_or(Ok(default), Self::number)
    }

    /// A number that may not fit 64 bits: a decimal string.
    pub fn wide<T: FromStr>(&self) -> Result<T, Difference> {
        let number = self.value.as_str().and_then(|text| text.parse().ok());
        number.ok_or_else(|| self.unreadable("a whole number as a decimal string"))
    }

    /// An account as a name to compare by: a small number, or its bytes in hex.
    pub fn account(&self) -> Result<String, Difference> {
        match self.value {
            Value::Number(number) if number.is_u64() => Ok(number.to_string()),
            Value::String(bytes) => Ok(bytes.clone()),
            _ => Err(self.unreadable("an account")),
        }
    }

    pub fn flag(&self) -> Result<bool, Difference> {
        self.value.as_bool().ok_or_else(|| self.unreadable("true or false"))
    }

    /// The flag, or false where none is given.
    pub fn flag_or_no(&self) -> Result<bool, Difference> {
        self.given().map_or(Ok(false), Self::flag)
    }

    pub fn text(&self) -> Result<&'a str, Difference> {
        self.value.as_str().ok_or_else(|| self.unreadable("a text"))
    }

    /// Holds what was recorded here against what was found.
    pub fn same(&self, found: impl Into<Value>) -> Checked {
        compare(&self.path, self.value, &found.into())
    }

    /// The difference where the case cannot be run as it stands.
    pub fn unreadable(&self, wanted: &str) -> Difference {
        let got = format!("cannot be run: {wanted} is needed here");
        // Whole lists and objects would say nothing to whoever reads this.
        let want = if self.value.is_object() || self.value.is_array() { Value::Null } else { self.value.clone() };
        Difference { field: self.path.clone(), want, got: got.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_cannot_be_read_is_named() {
        let case = json!({"rows": [[1, 70_000]]});
        let entry = Place::root(&case).field("rows").at(0).at(1);
        assert_eq!(entry.number::<u32>(), Ok(70_000));
        assert_eq!(entry.number::<u16>().unwrap_err().field, "rows[0][1]");
        assert_eq!(entry.text().unwrap_err().want, json!(70_000));
    }

    #[test]
    fn what_is_missing_takes_its_default() {
        let case = json!({"present": 3});
        let place = Place::root(&case);
        assert_eq!(place.field("absent").number_or(7_u64), Ok(7));
        assert_eq!(place.field("present").number_or(7_u64), Ok(3));
        assert!(place.field("absent").list().unwrap().is_empty());
        assert!(place.field("absent").number::<u64>().is_err());
    }
}
