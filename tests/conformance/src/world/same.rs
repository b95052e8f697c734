//! Holding what a chain stores against what was recorded of it.

use crate::report::{compare, Checked, Difference};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::Value;
use std::fmt::Display;

/// Compares what is stored with what was recorded of it.
pub fn same(field: &str, recorded: &Value, stored: &impl Serialize) -> Checked {
    let stored = serde_json::to_value(stored).map_err(|error| obstacle(field, error))?;
    compare(field, recorded, &stored)
}

/// Reads a part of a case.
pub fn read<A: DeserializeOwned>(field: &str, recorded: &Value) -> Result<A, Difference> {
    A::deserialize(recorded).map_err(|error| obstacle(field, error))
}

/// What keeps a case from being run at all.
pub fn obstacle(field: impl Display, why: impl Display) -> Difference {
    Difference { field: field.to_string(), want: Value::Null, got: format!("cannot be run: {why}").into() }
}

/// The same difference, seen from one level further out.
pub fn inside(outer: impl Display, found: Difference) -> Difference {
    let field = if found.field.is_empty() { outer.to_string() } else { format!("{outer}.{}", found.field) };
    Difference { field, ..found }
}
