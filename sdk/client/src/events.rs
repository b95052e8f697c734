//! What a block announced.

use crate::{runtime::Runtime, ReadError};
use myelin_wallet::AccountId;
use subxt::{
    dynamic::Value,
    events::Phase,
    ext::scale_value::{Composite, ValueDef},
};

/// Something the chain announced, with its fields as the metadata names them.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainEvent {
    pub pallet: String,
    pub name: String,
    /// Fields by name; of those without names, the position is the name.
    pub fields: Vec<(String, Value)>,
    /// The position in the block of the extrinsic it belongs to; none for what blocks do themselves.
    pub extrinsic: Option<u32>,
}

impl ChainEvent {
    /// Whether it is this one.
    pub fn is(&self, pallet: &str, name: &str) -> bool {
        self.pallet == pallet && self.name == name
    }

    /// A field by its name, or by its position where it has none (`"0"`).
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    /// A field that is a number.
    pub fn number(&self, name: &str) -> Option<u128> {
        self.field(name).and_then(crate::runtime::number)
    }

    /// A field that is an account.
    pub fn account(&self, name: &str) -> Option<AccountId> {
        let mut bytes = Vec::new();
        flatten(self.field(name)?, &mut bytes)?;
        bytes.try_into().ok().map(AccountId)
    }

    /// The error in a field that is a `Result`, or the error itself.
    pub(crate) fn error_in(&self, name: &str) -> Option<&Value> {
        let value = self.field(name)?;
        match &value.value {
            ValueDef::Variant(variant) if variant.name == "Ok" => None,
            ValueDef::Variant(variant) if variant.name == "Err" => variant.values.values().next(),
            _ => Some(value),
        }
    }
}

/// The bytes of a value that is made of nothing else; none where it is made of more.
fn flatten(value: &Value, bytes: &mut Vec<u8>) -> Option<()> {
    match &value.value {
        ValueDef::Composite(inner) => inner.values().try_for_each(|value| flatten(value, bytes)),
        _ => {
            bytes.push(value.as_u128().and_then(|byte| u8::try_from(byte).ok())?);
            Some(())
        }
    }
}

/// The events of a block from the bytes it keeps of them.
pub(crate) fn decode(runtime: &Runtime, bytes: Vec<u8>) -> Result<Vec<ChainEvent>, ReadError> {
    let unreadable = |cause: &dyn std::fmt::Display| ReadError::undecodable("events", cause);
    let events = runtime.rules().events().from_bytes(bytes);
    events
        .iter()
        .map(|event| {
            let event = event.map_err(|cause| unreadable(&cause))?;
            let fields = event.decode_fields_unchecked_as::<Composite<()>>().map_err(|cause| unreadable(&cause))?;
            let extrinsic = match event.phase() {
                Phase::ApplyExtrinsic(index) => Some(index),
                _ => None,
            };
            let (pallet, name) = (event.pallet_name().to_owned(), event.event_name().to_owned());
            Ok(ChainEvent { pallet, name, fields: named(fields), extrinsic })
        })
        .collect()
}

fn named(fields: Composite<()>) -> Vec<(String, Value)> {
    match fields {
        Composite::Named(fields) => fields,
        Composite::Unnamed(values) => {
            values.into_iter().enumerate().map(|(position, value)| (position.to_string(), value)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(fields: Vec<(&str, Value)>) -> ChainEvent {
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        ChainEvent { pallet: "Sudo".into(), name: "Sudid".into(), fields, extrinsic: Some(1) }
    }

    #[test]
    fn an_account_is_found_in_whatever_wraps_its_bytes() {
        let wrapped = Value::unnamed_composite([Value::from_bytes([7; 32])]);
        let event = event(vec![("who", wrapped), ("short", Value::from_bytes([7; 31])), ("amount", Value::u128(7))]);
        assert_eq!(event.account("who"), Some(AccountId([7; 32])));
        assert_eq!(event.account("short"), None);
        assert_eq!(event.account("amount"), None);
        assert_eq!(event.number("amount"), Some(7));
    }

    #[test]
    fn only_a_result_that_is_bad_has_an_error_in_it() {
        let bad = Value::unnamed_variant("BadOrigin", []);
        let event = event(vec![
            ("good", Value::unnamed_variant("Ok", [Value::unnamed_composite([])])),
            ("result", Value::unnamed_variant("Err", [bad.clone()])),
            ("error", bad.clone()),
        ]);
        assert_eq!(event.error_in("good"), None);
        assert_eq!(event.error_in("result"), Some(&bad));
        assert_eq!(event.error_in("error"), Some(&bad));
        assert_eq!(event.error_in("missing"), None);
    }
}
