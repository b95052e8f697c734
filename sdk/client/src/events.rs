//! What a block announced.

use crate::{runtime::Runtime, ReadError};
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
