//! Facts of single items, read from metadata.

use super::chain::{hexed, plain, prefix};
use super::types::{self, Name};
use super::{Choice, Fact, Facts, Part};
use codec::Decode;
use frame_metadata::v15::{PalletConstantMetadata, StorageEntryMetadata, StorageEntryModifier, StorageEntryType};
use myelin_runtime::RuntimeCall;
use polkadot_sdk::frame_support::dispatch::{GetDispatchInfo, Pays};
use scale_info::{form::PortableForm, Field, Type, TypeDef, TypeDefPrimitive, Variant};

pub type Registry = scale_info::PortableRegistry;

/// Fields with their names and types, in order.
pub fn parts(types: &Registry, fields: &[Field<PortableForm>]) -> Vec<Part> {
    let part = |field: &Field<PortableForm>| Part {
        name: field.name.as_deref().map(plain).unwrap_or_default(),
        ty: types::in_registry(types, field.ty.id),
    };
    fields.iter().map(part).collect()
}

pub fn storage(types: &Registry, pallet: &str, entry: &StorageEntryMetadata<PortableForm>) -> Facts {
    let (hashers, keys, value) = match &entry.ty {
        StorageEntryType::Plain(value) => (Vec::new(), Vec::new(), value.id),
        StorageEntryType::Map { hashers, key, value } => {
            (hashers.clone(), keys(types, key.id, hashers.len()), value.id)
        }
    };
    let hashers: Vec<String> = hashers.iter().map(|hasher| format!("{hasher:?}")).collect();
    let query = match entry.modifier {
        StorageEntryModifier::Optional => "OptionQuery",
        StorageEntryModifier::Default => "ValueQuery",
    };
    Facts::from([
        ("hashers", Fact::Word(hashers.join(" "))),
        ("keys", Fact::Parts(keys)),
        ("value", Fact::Type(types::in_registry(types, value))),
        ("query", Fact::word(query)),
        ("default", Fact::Word(hexed(&entry.default))),
        ("prefix", Fact::Word(prefix(pallet, &entry.name))),
    ])
}

/// The keys of a map: several hashers hash the parts of a tuple each.
fn keys(types: &Registry, key: u32, hashers: usize) -> Vec<Part> {
    let unnamed = |id: u32| Part { name: String::new(), ty: types::in_registry(types, id) };
    match types.resolve(key).map(|ty| &ty.type_def) {
        Some(TypeDef::Tuple(tuple)) if hashers > 1 => tuple.fields.iter().map(|field| unnamed(field.id)).collect(),
        _ => vec![unnamed(key)],
    }
}

/// A record's fields, or the variants of an enum each with its fields.
pub fn record(types: &Registry, ty: &Type<PortableForm>) -> Facts {
    match &ty.type_def {
        TypeDef::Composite(composite) => Facts::from([("fields", Fact::Parts(parts(types, &composite.fields)))]),
        TypeDef::Variant(all) => {
            let choice = |one: &Variant<PortableForm>| Choice {
                index: one.index.to_string(),
                name: one.name.clone(),
                parts: parts(types, &one.fields),
            };
            Facts::from([("variants", Fact::Choices(all.variants.iter().map(choice).collect()))])
        }
        _ => Facts::new(),
    }
}

/// A constant's type and bytes; of an integer the number as well.
pub fn constant(types: &Registry, constant: &PalletConstantMetadata<PortableForm>) -> Facts {
    let mut facts = Facts::from([
        ("type", Fact::Type(types::in_registry(types, constant.ty.id))),
        ("value", Fact::Word(hexed(&constant.value))),
    ]);
    let is_integer = matches!(types.resolve(constant.ty.id).map(|ty| &ty.type_def), Some(TypeDef::Primitive(_)));
    if let (true, 1..=16) = (is_integer, constant.value.len()) {
        let mut bytes = [0; 16];
        bytes[..constant.value.len()].copy_from_slice(&constant.value);
        facts.insert("number", Fact::word(u128::from_le_bytes(bytes)));
    }
    facts
}

/// What a transaction extension's data is made of: a record of one field is that field, a choice
/// without fields is its byte, and what takes no bytes is nothing.
pub fn carried(types: &Registry, id: u32) -> Name {
    let nothing = Name::generic("()", Vec::new());
    let name = types::in_registry(types, id);
    match types.resolve(id).map(|ty| &ty.type_def) {
        Some(TypeDef::Composite(composite)) => match composite.fields.as_slice() {
            [] => nothing,
            [only] => carried(types, only.ty.id),
            _ => name,
        },
        Some(TypeDef::Tuple(tuple)) if tuple.fields.iter().all(|field| carried(types, field.id) == nothing) => nothing,
        Some(TypeDef::Variant(all)) if all.variants.iter().all(|one| one.fields.is_empty()) => Name::word("u8"),
        _ => name,
    }
}

/// What dispatching a call costs and how urgent it is, asked of the runtime for a call whose
/// every argument is the least there is: zero, nothing, the first of several.
pub fn dispatch(types: &Registry, pallet: u8, call: &Variant<PortableForm>) -> Facts {
    let mut bytes = vec![pallet, call.index];
    call.fields.iter().for_each(|field| least(types, field.ty.id, &mut bytes));
    match RuntimeCall::decode(&mut bytes.as_slice()) {
        Ok(call) => {
            let info = call.get_dispatch_info();
            let pays = if info.pays_fee == Pays::Yes { "fee" } else { "Pays::No" };
            Facts::from([("pays", Fact::word(pays)), ("class", Fact::Word(format!("{:?}", info.class)))])
        }
        // Some types have no value made of least ones; what such a call costs is not compared.
        Err(_) => Facts::new(),
    }
}

/// Appends the least value of a type.
fn least(types: &Registry, id: u32, bytes: &mut Vec<u8>) {
    let Some(ty) = types.resolve(id) else { return };
    match &ty.type_def {
        TypeDef::Primitive(primitive) => bytes.resize(bytes.len() + width(primitive), 0),
        TypeDef::Sequence(_) | TypeDef::Compact(_) | TypeDef::BitSequence(_) => bytes.push(0),
        TypeDef::Array(array) => (0..array.len).for_each(|_| least(types, array.type_param.id, bytes)),
        TypeDef::Tuple(tuple) => tuple.fields.iter().for_each(|field| least(types, field.id, bytes)),
        TypeDef::Composite(composite) => composite.fields.iter().for_each(|field| least(types, field.ty.id, bytes)),
        TypeDef::Variant(all) => {
            let Some(first) = all.variants.iter().min_by_key(|variant| variant.index) else { return };
            bytes.push(first.index);
            first.fields.iter().for_each(|field| least(types, field.ty.id, bytes));
        }
    }
}

/// In bytes.
fn width(primitive: &TypeDefPrimitive) -> usize {
    match primitive {
        TypeDefPrimitive::Bool | TypeDefPrimitive::U8 | TypeDefPrimitive::I8 | TypeDefPrimitive::Str => 1,
        TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => 2,
        TypeDefPrimitive::U32 | TypeDefPrimitive::I32 | TypeDefPrimitive::Char => 4,
        TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => 8,
        TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => 16,
        TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => 32,
    }
}
