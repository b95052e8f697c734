//! Hyperparameters as a scenario names them, and the calls that set them.

use myelin_client::{calls, Call};
use myelin_primitives::{
    hyperparameters::{Row, Scope, Setter, Value, ROWS},
    NetUid, Tao,
};
use myelin_toml::{instead_of, Invalid};
use std::fmt;

/// Shorter names people use for some of them.
const ALSO: [(&str, &str); 4] = [
    ("commit_reveal", "commit_reveal_weights_enabled"),
    ("weights_rate_limit", "weights_set_rate_limit"),
    ("max_validators", "max_allowed_validators"),
    ("subnet_emission", "subnet_emission_enabled"),
];

/// A value as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    Bool(bool),
    Integer(i64),
    Number(f64),
    /// A lower and an upper bound.
    Pair(i64, i64),
}

impl From<bool> for Literal {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Literal {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<i32> for Literal {
    fn from(value: i32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<f64> for Literal {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

/// A hyperparameter and the value it is to have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    row: &'static Row,
    value: Value,
}

impl Setting {
    /// Finds the hyperparameter by its name and sees whether it can have that value.
    pub fn new(name: &str, value: impl Into<Literal>) -> Result<Self, Invalid> {
        let full = ALSO.iter().find(|(short, _)| *short == name).map_or(name, |(_, full)| full);
        let row = ROWS.iter().find(|row| row.name == full).ok_or_else(|| {
            let known = ROWS.iter().filter(|row| row.scope == Scope::Subnet && can_be_set(row)).map(|row| row.name);
            Invalid::new(format!("there is no hyperparameter `{name}`"), instead_of(name, known))
        })?;
        if !can_be_set(row) {
            return Err(Invalid::new(format!("`{name}` cannot be set in a scenario"), ""));
        }
        let literal = value.into();
        let value = typed(row, literal).ok_or_else(|| {
            Invalid::new(format!("`{name}` cannot be {literal}"), format!("it is {}", kind_of(row.default)))
        })?;
        if !row.admits(value) {
            let bounds = row.bounds.map(|(least, most)| format!("it is {} to {}", shown(least), shown(most)));
            return Err(Invalid::new(format!("`{name}` cannot be {literal}"), bounds.unwrap_or_default()));
        }
        Ok(Self { row, value })
    }

    /// Its full name.
    pub fn name(&self) -> &'static str {
        self.row.name
    }

    /// Whether it is one of a subnet's; others are the network's.
    pub fn is_of_subnet(&self) -> bool {
        self.row.scope == Scope::Subnet
    }

    /// Whether the chain leaves it alone in the last blocks before an epoch.
    pub(crate) fn freezes(&self) -> bool {
        self.row.freezes
    }

    pub(crate) fn is_commit_reveal(&self) -> bool {
        self.value == Value::Bool(true) && self.row.name == "commit_reveal_weights_enabled"
    }

    /// The call that sets it, for root.
    pub(crate) fn call(&self, netuid: NetUid) -> Option<Call> {
        let call = self.row.call?;
        let subnet = self.is_of_subnet().then(|| myelin_client::Value::u128(netuid.0.into()));
        Some(Call::in_order(call.pallet, call.name, subnet.into_iter().chain(arguments(self.value)?)))
    }

    /// What a local network decides for every new subnet: weights are in the open, it receives
    /// emission, and there are as many permits as validators, with one for the owner. With more,
    /// miners that earned a permit would outvote the validators by their silence.
    pub(crate) fn of_local_networks(validators: usize) -> Result<[Self; 3], Invalid> {
        let permits = i64::try_from(validators.saturating_add(1)).unwrap_or(i64::MAX);
        Ok([
            Self::new("commit_reveal", false)?,
            Self::new("subnet_emission", true)?,
            Self::new("max_validators", permits)?,
        ])
    }

    /// What lets a subnet be created and started at once.
    pub(crate) fn without_waiting() -> Vec<Call> {
        vec![calls::set_network_rate_limit(0), calls::set_start_call_delay(0)]
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.row.name, shown(self.value))
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Pair(low, high) => write!(f, "[{low}, {high}]"),
        }
    }
}

fn can_be_set(row: &Row) -> bool {
    row.setter != Setter::Nobody && row.call.is_some() && !kind_of(row.default).is_empty()
}

/// The value in the type the chain keeps it in, if it fits.
fn typed(row: &Row, literal: Literal) -> Option<Value> {
    Some(match (row.default, literal) {
        (Value::Bool(_), Literal::Bool(value)) => Value::Bool(value),
        (Value::U8(_), Literal::Integer(value)) => Value::U8(value.try_into().ok()?),
        (Value::U16(_), Literal::Integer(value)) => Value::U16(value.try_into().ok()?),
        (Value::I16(_), Literal::Integer(value)) => Value::I16(value.try_into().ok()?),
        (Value::U32(_), Literal::Integer(value)) => Value::U32(value.try_into().ok()?),
        (Value::U64(_), Literal::Integer(value)) => Value::U64(value.try_into().ok()?),
        (Value::Tao(_), Literal::Integer(value)) => Value::Tao(Tao(value.try_into().ok()?)),
        (Value::Pair(..), Literal::Pair(low, high)) => Value::Pair(low.try_into().ok()?, high.try_into().ok()?),
        _ => return None,
    })
}

/// What a value has to look like; nothing for kinds that scenarios do not set.
fn kind_of(value: Value) -> &'static str {
    match value {
        Value::Bool(_) => "true or false",
        Value::U8(_) => "a whole number up to 255",
        Value::U16(_) => "a whole number up to 65535",
        Value::I16(_) => "a whole number from -32768 to 32767",
        Value::U32(_) | Value::U64(_) => "a whole number, not negative",
        Value::Tao(_) => "an amount in rao, a whole number",
        Value::Pair(..) => "two whole numbers up to 65535, as in [45875, 58982]",
        Value::U64F64(_) | Value::I64F64(_) | Value::I96F32(_) | Value::Absent => "",
    }
}

fn shown(value: Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::U8(value) => value.to_string(),
        Value::U16(value) => value.to_string(),
        Value::I16(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        Value::Tao(value) => format!("{} rao", value.0),
        Value::Pair(low, high) => format!("[{low}, {high}]"),
        other => format!("{other:?}"),
    }
}

fn arguments(value: Value) -> Option<Vec<myelin_client::Value>> {
    let number = |number: u64| myelin_client::Value::u128(number.into());
    Some(match value {
        Value::Bool(value) => vec![myelin_client::Value::bool(value)],
        Value::U8(value) => vec![number(value.into())],
        Value::U16(value) => vec![number(value.into())],
        Value::I16(value) => vec![myelin_client::Value::i128(value.into())],
        Value::U32(value) => vec![number(value.into())],
        Value::U64(value) => vec![number(value)],
        Value::Tao(value) => vec![number(value.0)],
        Value::Pair(low, high) => vec![number(low.into()), number(high.into())],
        Value::U64F64(_) | Value::I64F64(_) | Value::I96F32(_) | Value::Absent => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyperparameter_is_known_by_its_name_and_by_its_short_one() {
        assert_eq!(Setting::new("kappa", 40_000).unwrap().to_string(), "kappa = 40000");
        let short = Setting::new("commit_reveal", false).unwrap();
        assert_eq!(short, Setting::new("commit_reveal_weights_enabled", false).unwrap());
        assert!(!Setting::new("network_rate_limit", 0).unwrap().is_of_subnet());
    }

    #[test]
    fn what_it_cannot_be_is_said() {
        let refusal = |name, literal: Literal| {
            let invalid = Setting::new(name, literal).unwrap_err();
            format!("{invalid}; {}", invalid.hint)
        };
        assert_eq!(refusal("kapa", 1.into()), "there is no hyperparameter `kapa`; did you mean `kappa`?");
        assert_eq!(refusal("kappa", 65_536.into()), "`kappa` cannot be 65536; it is a whole number up to 65535");
        assert_eq!(refusal("kappa", true.into()), "`kappa` cannot be true; it is a whole number up to 65535");
        assert_eq!(refusal("max_allowed_uids", 300.into()), "`max_allowed_uids` cannot be 300; it is 0 to 256");
        assert_eq!(refusal("tempo", (-1).into()), "`tempo` cannot be -1; it is a whole number up to 65535");
        assert!(refusal("max_weights_limit", 5.into()).contains("cannot be set in a scenario"));
    }

    #[test]
    fn whatever_can_be_set_has_a_call() {
        for row in ROWS.iter().filter(|row| can_be_set(row)) {
            let setting = Setting { row, value: row.default };
            assert!(setting.call(NetUid(1)).is_some(), "{}", row.name);
        }
    }
}
