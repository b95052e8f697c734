//! What our runtime shows of itself, read from its own metadata.

use super::chain_facts::{self, Registry};
use super::{types, Fact, Facts, Items, Part, Section};
use codec::{Decode, Encode};
use frame_metadata::v15::{PalletMetadata, RuntimeMetadataV15};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use myelin_runtime::{Runtime, RUNTIME_API_VERSIONS, VERSION};
use polkadot_sdk::sp_io::{self, hashing::twox_128};
use scale_info::{form::PortableForm, TypeDef, Variant};

/// The version official clients ask for: the first that describes runtime APIs.
const METADATA_VERSION: u32 = 15;

/// Our runtime's metadata.
pub fn metadata() -> RuntimeMetadataV15 {
    let opaque = Runtime::metadata_at_version(METADATA_VERSION).expect("this version is served");
    let metadata = RuntimeMetadataPrefixed::decode(&mut opaque.as_slice()).expect("metadata is valid");
    match metadata.1 {
        RuntimeMetadata::V15(metadata) => metadata,
        other => panic!("asked for version {METADATA_VERSION}, got {}", other.version()),
    }
}

/// Everything our runtime shows. Some constants and prices are read from storage; here they are
/// those of a chain that has none.
pub fn items() -> Items {
    sp_io::TestExternalities::default().execute_with(shown)
}

fn shown() -> Items {
    let metadata = metadata();
    let mut items = Items::new();
    version(&mut items);
    extensions(&metadata, &mut items);
    for pallet in &metadata.pallets {
        of_pallet(&metadata, pallet, &mut items);
    }
    apis(&metadata, &mut items);
    all_types(&metadata, &mut items);
    items
}

fn version(items: &mut Items) {
    let facts = [
        ("spec_name", VERSION.spec_name.to_string()),
        ("impl_name", VERSION.impl_name.to_string()),
        ("authoring_version", VERSION.authoring_version.to_string()),
        ("spec_version", VERSION.spec_version.to_string()),
        ("impl_version", VERSION.impl_version.to_string()),
        ("transaction_version", VERSION.transaction_version.to_string()),
        ("system_version", VERSION.system_version.to_string()),
    ];
    for (name, value) in facts {
        items.insert((Section::Version, name.into()), Facts::from([("value", Fact::Word(value))]));
    }
}

fn extensions(metadata: &RuntimeMetadataV15, items: &mut Items) {
    for (order, extension) in metadata.extrinsic.signed_extensions.iter().enumerate() {
        let facts = Facts::from([
            ("order", Fact::word(order)),
            ("extra", Fact::Type(chain_facts::carried(&metadata.types, extension.ty.id))),
            ("signed", Fact::Type(chain_facts::carried(&metadata.types, extension.additional_signed.id))),
        ]);
        items.insert((Section::Extension, extension.identifier.clone()), facts);
    }
}

fn of_pallet(metadata: &RuntimeMetadataV15, pallet: &PalletMetadata<PortableForm>, items: &mut Items) {
    let types = &metadata.types;
    // Without storage: where it would lie.
    let prefix = pallet.storage.as_ref().map_or(&pallet.name, |storage| &storage.prefix);
    let facts =
        Facts::from([("index", Fact::word(pallet.index)), ("prefix", Fact::Word(hexed(&twox_128(prefix.as_bytes()))))]);
    items.insert((Section::Pallet, pallet.name.clone()), facts);
    let mut add = |section, name: &str, facts| items.insert((section, format!("{}.{name}", pallet.name)), facts);

    for call in pallet.calls.iter().flat_map(|calls| variants(types, calls.ty.id)) {
        let mut facts = described(types, call, "args");
        facts.extend(chain_facts::dispatch(types, pallet.index, call));
        add(Section::Call, &call.name, facts);
    }
    if let Some(storage) = &pallet.storage {
        for entry in &storage.entries {
            add(Section::Storage, &entry.name, chain_facts::storage(types, &storage.prefix, entry));
        }
    }
    for constant in &pallet.constants {
        add(Section::Constant, &constant.name, chain_facts::constant(types, constant));
    }
    for event in pallet.event.iter().flat_map(|events| variants(types, events.ty.id)) {
        add(Section::Event, &event.name, described(types, event, "fields"));
    }
    for error in pallet.error.iter().flat_map(|errors| variants(types, errors.ty.id)) {
        add(Section::Error, &error.name, described(types, error, "fields"));
    }
}

pub(crate) fn variants(types: &Registry, id: u32) -> &[Variant<PortableForm>] {
    match types.resolve(id).map(|ty| &ty.type_def) {
        Some(TypeDef::Variant(all)) => &all.variants,
        _ => &[],
    }
}

/// The index of a variant, and its parts under the name that suits them.
fn described(types: &Registry, variant: &Variant<PortableForm>, parts: &'static str) -> Facts {
    let fields = chain_facts::parts(types, &variant.fields);
    Facts::from([("index", Fact::word(variant.index)), (parts, Fact::Parts(fields))])
}

fn apis(metadata: &RuntimeMetadataV15, items: &mut Items) {
    for api in &metadata.apis {
        let id = api_id(&api.name);
        let version = RUNTIME_API_VERSIONS.iter().find(|(ours, _)| *ours == id).map(|(_, version)| *version);
        let facts = Facts::from([
            ("id", Fact::Word(hexed(&id))),
            ("version", Fact::word(version.map_or_else(|| "none".into(), |version| version.to_string()))),
        ]);
        items.insert((Section::Api, api.name.clone()), facts);
        for method in &api.methods {
            let part = |name: &str, id| Part { name: plain(name), ty: types::in_registry(&metadata.types, id) };
            let args = method.inputs.iter().map(|input| part(&input.name, input.ty.id)).collect();
            let facts = Facts::from([
                ("args", Fact::Parts(args)),
                ("returns", Fact::Type(types::in_registry(&metadata.types, method.output.id))),
            ]);
            items.insert((Section::Method, format!("{}.{}", api.name, method.name)), facts);
        }
    }
}

/// Every type with a path, by that path; without the enums whose variants are listed already.
fn all_types(metadata: &RuntimeMetadataV15, items: &mut Items) {
    for ty in &metadata.types.types {
        let path = ty.ty.path.segments.join("::");
        let is_listed = metadata.pallets.iter().any(|pallet| enums(pallet).contains(&Some(ty.id)));
        if path.is_empty() || is_listed {
            continue;
        }
        let name = types::in_registry(&metadata.types, ty.id).to_string();
        let facts = chain_facts::record(&metadata.types, &ty.ty);
        items.insert((Section::Type, format!("{path} = {name}")), facts);
    }
}

/// What the node knows an interface by.
fn api_id(name: &str) -> [u8; 8] {
    let hash = blake2b_simd::Params::new().hash_length(8).hash(name.as_bytes());
    <[u8; 8]>::try_from(hash.as_bytes()).expect("as long as asked for")
}

/// The types of a pallet's calls, events and errors.
fn enums(pallet: &PalletMetadata<PortableForm>) -> [Option<u32>; 3] {
    let calls = pallet.calls.as_ref().map(|calls| calls.ty.id);
    let events = pallet.event.as_ref().map(|events| events.ty.id);
    let errors = pallet.error.as_ref().map(|errors| errors.ty.id);
    [calls, events, errors]
}

/// A name as it is usually written: an underscore in front only says that Rust did not use it.
pub fn plain(name: &str) -> String {
    name.strip_prefix('_').unwrap_or(name).to_string()
}

pub fn hexed(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// The key under which a storage item lies.
pub fn prefix(pallet: &str, item: &str) -> String {
    hexed(&[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].encode())
}
