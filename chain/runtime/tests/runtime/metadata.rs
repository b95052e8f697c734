//! What clients read before they can say anything: names, indices, types, versions.

use crate::world::*;
use codec::Decode;
use frame_metadata::{v15::RuntimeMetadataV15, RuntimeMetadataPrefixed};
use myelin_runtime::VERSION;
use polkadot_sdk::{sp_core::OpaqueMetadata, sp_version::RuntimeVersion};
use scale_info::{form::PortableForm, TypeDef};

const EXTENSIONS: [&str; 13] = [
    "CheckNonZeroSender",
    "CheckSpecVersion",
    "CheckTxVersion",
    "CheckGenesis",
    "CheckMortality",
    "CheckNonce",
    "CheckWeight",
    "ChargeTransactionPayment",
    "SudoTransactionExtension",
    "CheckShieldedTxValidity",
    "SubtensorTransactionExtension",
    "DrandPriority",
    "CheckMetadataHash",
];

/// The wire's pallets and their indices; this runtime may lack some, but moves none.
const PALLETS: [(&str, u8); 28] = [
    ("System", 0),
    ("RandomnessCollectiveFlip", 1),
    ("Timestamp", 2),
    ("Aura", 3),
    ("Grandpa", 4),
    ("Balances", 5),
    ("TransactionPayment", 6),
    ("SubtensorModule", 7),
    ("Utility", 11),
    ("Sudo", 12),
    ("Multisig", 13),
    ("Preimage", 14),
    ("Scheduler", 15),
    ("Proxy", 16),
    ("Commitments", 18),
    ("AdminUtils", 19),
    ("SafeMode", 20),
    ("Ethereum", 21),
    ("EVM", 22),
    ("EVMChainId", 23),
    ("BaseFee", 25),
    ("Drand", 26),
    ("Crowdloan", 27),
    ("Swap", 28),
    ("Contracts", 29),
    ("MevShield", 30),
    ("AlphaAssets", 31),
    ("LimitOrders", 32),
];

fn metadata_v15() -> RuntimeMetadataV15 {
    genesis_state().execute_with(metadata)
}

/// The type without the composites of a single field around it.
fn unwrapped(metadata: &RuntimeMetadataV15, id: u32) -> scale_info::Type<PortableForm> {
    let ty = metadata.types.resolve(id).unwrap();
    match &ty.type_def {
        TypeDef::Composite(composite) if composite.fields.len() == 1 => unwrapped(metadata, composite.fields[0].ty.id),
        _ => ty.clone(),
    }
}

/// Whether values of the type take no bytes.
fn is_empty(metadata: &RuntimeMetadataV15, id: u32) -> bool {
    match unwrapped(metadata, id).type_def {
        TypeDef::Tuple(tuple) => tuple.fields.is_empty(),
        TypeDef::Composite(composite) => composite.fields.iter().all(|field| is_empty(metadata, field.ty.id)),
        _ => false,
    }
}

fn path_of(metadata: &RuntimeMetadataV15, id: u32) -> String {
    metadata.types.resolve(id).unwrap().path.segments.join("::")
}

#[test]
fn the_version_is_the_wires() {
    let answer = genesis_state().execute_with(|| ask("Core_version", &[]));
    let version = RuntimeVersion::decode(&mut answer.as_slice()).unwrap();
    assert_eq!(version, VERSION);
    assert_eq!((&*version.spec_name, &*version.impl_name), ("node-subtensor", "node-subtensor"));
    assert_eq!((version.authoring_version, version.spec_version, version.impl_version), (1, 425, 1));
    assert_eq!((version.transaction_version, version.system_version), (1, 1));
}

#[test]
fn versions_14_and_15_are_served() {
    let answer = genesis_state().execute_with(|| ask("Metadata_metadata_versions", &[]));
    let versions = Vec::<u32>::decode(&mut answer.as_slice()).unwrap();
    assert!(versions.contains(&14) && versions.contains(&15));

    let answer = genesis_state().execute_with(|| ask("Metadata_metadata", &[]));
    let opaque = OpaqueMetadata::decode(&mut answer.as_slice()).unwrap();
    let latest = RuntimeMetadataPrefixed::decode(&mut opaque.as_slice()).unwrap().1;
    assert_eq!(latest.version(), 14);
}

#[test]
fn pallets_stand_at_the_wires_indices() {
    let metadata = metadata_v15();
    for pallet in &metadata.pallets {
        let (name, index) = (pallet.name.as_str(), pallet.index);
        match PALLETS.iter().find(|(wire_name, wire_index)| *wire_name == name || *wire_index == index) {
            Some(wire) => assert_eq!((name, index), *wire),
            None => assert_eq!((name, index), ("ChainParameters", 200)),
        }
    }
    let is_there = |name: &str| metadata.pallets.iter().any(|pallet| pallet.name == name);
    for stock in ["System", "Timestamp", "Aura", "Grandpa", "Balances", "TransactionPayment", "Utility", "Sudo"] {
        assert!(is_there(stock), "{stock} is missing");
    }
    for stock in ["Multisig", "Preimage", "Scheduler", "Proxy"] {
        assert!(is_there(stock), "{stock} is missing");
    }
}

#[test]
fn the_thirteen_extensions_stand_in_the_wires_order() {
    let metadata = metadata_v15();
    let found: Vec<&str> =
        metadata.extrinsic.signed_extensions.iter().map(|extension| extension.identifier.as_str()).collect();
    assert_eq!(found, EXTENSIONS);
    assert_eq!(metadata.extrinsic.version, 4);
}

#[test]
fn extensions_carry_the_era_the_nonce_the_tip_and_the_mode_and_nothing_else() {
    let metadata = metadata_v15();
    for extension in &metadata.extrinsic.signed_extensions {
        let carried = unwrapped(&metadata, extension.ty.id);
        match extension.identifier.as_str() {
            "CheckMortality" => {
                assert_eq!(carried.path.segments.join("::"), "sp_runtime::generic::era::Era")
            }
            "CheckNonce" => assert_eq!(compact_of(&metadata, &carried), "U32"),
            "ChargeTransactionPayment" => assert_eq!(compact_of(&metadata, &carried), "U64"),
            "CheckMetadataHash" => {
                assert_eq!(carried.path.ident().as_deref(), Some("Mode"))
            }
            other => assert!(is_empty(&metadata, extension.ty.id), "{other} carries bytes"),
        }
    }
}

fn compact_of(metadata: &RuntimeMetadataV15, ty: &scale_info::Type<PortableForm>) -> String {
    match &ty.type_def {
        TypeDef::Compact(compact) => match unwrapped(metadata, compact.type_param.id).type_def {
            TypeDef::Primitive(primitive) => format!("{primitive:?}"),
            other => panic!("compact of {other:?}"),
        },
        other => panic!("not compact: {other:?}"),
    }
}

#[test]
fn a_signature_covers_the_versions_the_genesis_the_era_and_the_metadata_hash() {
    let metadata = metadata_v15();
    for extension in &metadata.extrinsic.signed_extensions {
        let implied = unwrapped(&metadata, extension.additional_signed.id);
        let named = metadata.types.resolve(extension.additional_signed.id).unwrap();
        match extension.identifier.as_str() {
            "CheckSpecVersion" | "CheckTxVersion" => {
                assert_eq!(format!("{:?}", implied.type_def), "Primitive(U32)")
            }
            "CheckGenesis" | "CheckMortality" => {
                assert_eq!(named.path.segments.join("::"), "primitive_types::H256")
            }
            "CheckMetadataHash" => assert_eq!(named.path.ident().as_deref(), Some("Option")),
            other => {
                assert!(is_empty(&metadata, extension.additional_signed.id), "{other} implies bytes")
            }
        }
    }
}

#[test]
fn the_types_clients_look_for_have_the_paths_they_look_for() {
    let metadata = metadata_v15();
    let paths: Vec<String> = metadata.types.types.iter().map(|entry| entry.ty.path.segments.join("::")).collect();
    for wanted in [
        "sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic",
        "sp_runtime::multiaddress::MultiAddress",
        "sp_runtime::MultiSignature",
        "sp_runtime::generic::era::Era",
        "sp_runtime::generic::digest::DigestItem",
        "sp_core::crypto::AccountId32",
        "frame_system::EventRecord",
        "myelin_runtime::RuntimeCall",
        "myelin_runtime::RuntimeEvent",
    ] {
        assert!(paths.iter().any(|path| path == wanted), "{wanted} is missing");
    }
}

#[test]
fn the_extrinsic_names_its_parts() {
    let metadata = metadata_v15();
    let extrinsic = metadata
        .types
        .types
        .iter()
        .map(|entry| &entry.ty)
        .find(|ty| ty.path.ident().as_deref() == Some("UncheckedExtrinsic"))
        .unwrap();
    let names: Vec<&str> = extrinsic.type_params.iter().map(|parameter| parameter.name.as_str()).collect();
    assert_eq!(names, ["Address", "Call", "Signature", "Extra"]);
    assert_eq!(path_of(&metadata, metadata.extrinsic.call_ty.id), "myelin_runtime::RuntimeCall");
}
