//! Calls that set hyperparameters, made as the table of hyperparameters describes them.

use super::{
    cast::{hotkey, NOWHERE},
    effects::{announces, sets},
    stage::{Root, Stage},
};
use crate::{
    story::{person, tao},
    wire::chain,
};
use codec::{Decode, Encode};
use frame_metadata::v15::{RuntimeMetadataV15, StorageEntryType, StorageHasher};
use myelin_primitives::{
    fixed_point::{StoredI64F64, StoredI96F32, StoredU64F64},
    hyperparameters::{Call as Named, Parameter, Row, Scope, Setter, Value, Wait, ROWS},
    NetUid,
};
use myelin_runtime::{Runtime, RuntimeCall};
use pallet_admin_utils::{Call as Admin, Error as AdminError};
use pallet_subtensor::{Call, Error, Event};
use polkadot_sdk::{
    sp_io::{
        hashing::{blake2_128, twox_128, twox_64},
        storage,
    },
    sp_runtime::DispatchError::BadOrigin,
};

/// A subnet of `owner` with four seats taken, as it was created.
fn subnet(stage: &mut Stage) -> NetUid {
    stage.fund(&person("owner"), tao(10_000));
    let call = Call::<Runtime>::register_network { hotkey: hotkey("owner") };
    stage.call(&person("owner"), call).expect("the owner can pay");
    let netuid = NetUid(2);
    for name in ["ada", "ben", "cem"] {
        stage.register(netuid, name);
    }
    netuid
}

/// Rows of this scope whose call is there and does something, with the call.
fn rows(metadata: &RuntimeMetadataV15, scope: Scope) -> impl Iterator<Item = (&'static Row, (u8, Named))> + '_ {
    let of_scope = ROWS.iter().filter(move |row| row.scope == scope && row.setter != Setter::Nobody);
    of_scope.filter_map(|row| Some((row, (pallet_of(metadata, row.call?)?, row.call?)))).filter(|(row, _)| {
        // Its call says rao where storage has a fraction; a scene of its own makes it.
        row.parameter != Parameter::RootClaimThreshold
    })
}

/// The index of the pallet that has this call.
fn pallet_of(metadata: &RuntimeMetadataV15, named: Named) -> Option<u8> {
    let pallet = metadata.pallets.iter().find(|pallet| pallet.name == named.pallet)?;
    let calls = chain::variants(&metadata.types, pallet.calls.as_ref()?.ty.id);
    calls.iter().any(|call| call.index == named.index && call.name == named.name).then_some(pallet.index)
}

pub fn of_subnets(stage: &mut Stage) {
    let netuid = subnet(stage);
    let metadata = chain::metadata();
    // Two mechanisms need as many seats.
    let call = Admin::<Runtime>::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 128 };
    stage.as_root(call).expect("root may");
    let call = Admin::<Runtime>::sudo_set_liquid_alpha_enabled { netuid, enabled: true };
    for (row, (pallet, named)) in rows(&metadata, Scope::Subnet) {
        let value = other_value(row);
        let (item, key) = item_of(&metadata, row, netuid);
        let call_for = |netuid: NetUid| decoded(pallet, named, &[netuid.encode(), argument(row, &value)].concat());
        let stored = || storage::get(&key).map(|value| value.to_vec());
        let written = || sets(&item, stored, Some(value.clone()));
        stage.aside(|stage| {
            if row.parameter == Parameter::AlphaValues {
                stage.as_root(call.clone()).expect("root may");
            }
            stage.aside(|stage| stage.succeeds(Root, call_for(netuid), written()));
            if row.setter == Setter::Owner {
                stage.succeeds("owner", call_for(netuid), written());
            }
            if row.wait != Wait::None {
                stage.fails("owner", call_for(netuid), Error::<Runtime>::TxRateLimitExceeded);
            }
        });
        stage.fails("ada", call_for(netuid), BadOrigin);
        with_window(stage, 0, |stage| stage.fails_as(Root, call_for(NOWHERE), not_there(named.pallet)));
        if row.freezes {
            // One of them freezes for its owner alone.
            let who = if row.setter == Setter::Owner { "owner".into() } else { Root };
            let closed = Error::<Runtime>::AdminActionProhibitedDuringWeightsWindow;
            with_window(stage, u16::MAX, |stage| stage.fails(who, call_for(netuid), closed));
        }
        if let Some(beyond) = beyond(row) {
            let call = decoded(pallet, named, &[netuid.encode(), beyond].concat());
            stage.fails_as(Root, call, out_of_bounds(row.parameter));
        }
    }
}

/// Plays on aside, with another freeze window before epochs.
fn with_window(stage: &mut Stage, window: u16, play: impl FnOnce(&mut Stage)) {
    stage.aside(|stage| {
        stage.as_root(Admin::<Runtime>::sudo_set_admin_freeze_window { window }).expect("root may");
        play(stage);
    });
}

/// How the pallets say that there is no such subnet.
fn not_there(pallet: &str) -> &'static str {
    match pallet {
        "AdminUtils" => "AdminUtils.SubnetDoesNotExist",
        "Swap" => "Swap.MechanismDoesNotExist",
        _ => "SubtensorModule.SubnetNotExists",
    }
}

pub fn of_the_network(stage: &mut Stage) {
    stage.fund(&person("ada"), tao(10));
    let metadata = chain::metadata();
    for (row, (pallet, named)) in rows(&metadata, Scope::Network) {
        let value = other_value(row);
        let (item, key) = item_of(&metadata, row, NetUid::ROOT);
        let call_with = |value: &[u8]| decoded(pallet, named, value);
        let stored = || storage::get(&key).map(|value| value.to_vec());
        let written = sets(&item, stored, Some(value.clone()));
        stage.aside(|stage| stage.succeeds(Root, call_with(&value), written));
        stage.fails("ada", call_with(&value), BadOrigin);
        if let Some(beyond) = beyond(row) {
            stage.fails_as(Root, call_with(&beyond), out_of_bounds(row.parameter));
        }
    }
}

/// Bytes of a value past the row's bounds, if it has any.
fn beyond(row: &Row) -> Option<Vec<u8>> {
    let (least, most) = row.bounds?;
    // These two answer to what the subnet is before they come to their bounds.
    if let Parameter::AlphaValues | Parameter::MechanismCount = row.parameter {
        return None;
    }
    stepped(most, 1).or_else(|| stepped(least, -1)).map(bytes)
}

/// What a value out of bounds is refused with.
fn out_of_bounds(parameter: Parameter) -> &'static str {
    use Parameter::*;
    match parameter {
        ActivityCutoff => "SubtensorModule.ActivityCutoffTooLow",
        ActivityCutoffFactor => "SubtensorModule.ActivityCutoffFactorMilliOutOfBounds",
        FeeRate => "Swap.FeeRateTooHigh",
        ImmuneOwnerUidsLimit => "SubtensorModule.InvalidValue",
        MaxAllowedUids => "AdminUtils.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids",
        MinBurn | MaxBurn => "AdminUtils.ValueNotInBounds",
        NumRootClaim => "SubtensorModule.InvalidNumRootClaim",
        RevealPeriodEpochs => "SubtensorModule.RevealPeriodTooLarge",
        _ => "AdminUtils.InvalidValue",
    }
}

/// The call a client would encode.
fn decoded(pallet: u8, named: Named, arguments: &[u8]) -> RuntimeCall {
    let bytes = [&[pallet, named.index][..], arguments].concat();
    RuntimeCall::decode(&mut bytes.as_slice())
        .unwrap_or_else(|why| panic!("{} does not take its row: {why}", named.name))
}

/// A value as the call takes it: as it is stored, but for one.
fn argument(row: &Row, value: &[u8]) -> Vec<u8> {
    match row.parameter {
        // A list may be taken away as well.
        Parameter::MechanismEmissionSplit => [&[1], value].concat(),
        _ => value.to_vec(),
    }
}

/// Bytes of a legal value other than the one a new subnet or chain has.
fn other_value(row: &Row) -> Vec<u8> {
    match row.parameter {
        Parameter::RecycleOrBurn => vec![1],
        Parameter::MechanismEmissionSplit => vec![u16::MAX].encode(),
        Parameter::SubnetOwnerHotkey => hotkey("ada").encode(),
        Parameter::AlphaValues => (2_000u16, 3_000u16).encode(),
        Parameter::MinAllowedUids => 2u16.encode(),
        Parameter::MaxAllowedUids | Parameter::Trim => 100u16.encode(),
        _ => near(row),
    }
}

/// One more than the value now, or one less where that is out of bounds.
fn near(row: &Row) -> Vec<u8> {
    let now = row.for_new_subnet();
    let candidates = [1, -1].map(|step| stepped(now, step));
    let admitted = candidates.into_iter().flatten().find(|value| row.admits_from_owner(*value));
    bytes(admitted.unwrap_or_else(|| panic!("{} has one legal value", row.name)))
}

fn stepped(value: Value, step: i8) -> Option<Value> {
    let long = i64::from(step);
    Some(match value {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::U8(number) => Value::U8(number.checked_add_signed(step)?),
        Value::U16(number) => Value::U16(number.checked_add_signed(step.into())?),
        Value::I16(number) => Value::I16(number.checked_add(step.into())?),
        Value::U32(number) => Value::U32(number.checked_add_signed(step.into())?),
        Value::U64(number) => Value::U64(number.checked_add_signed(long)?),
        Value::Tao(amount) => Value::Tao(myelin_primitives::Tao(amount.rao().checked_add_signed(long)?)),
        Value::U64F64(bits) => Value::U64F64(bits.checked_add_signed(long.into())?),
        Value::I64F64(bits) => Value::I64F64(bits.checked_add(long.into())?),
        Value::I96F32(bits) => Value::I96F32(bits.checked_add(long.into())?),
        Value::Pair(..) | Value::Absent => return None,
    })
}

fn bytes(value: Value) -> Vec<u8> {
    match value {
        Value::Bool(flag) => flag.encode(),
        Value::U8(number) => number.encode(),
        Value::U16(number) => number.encode(),
        Value::I16(number) => number.encode(),
        Value::U32(number) => number.encode(),
        Value::U64(number) => number.encode(),
        Value::Tao(amount) => amount.encode(),
        Value::Pair(low, high) => (low, high).encode(),
        Value::U64F64(bits) => StoredU64F64 { bits }.encode(),
        Value::I64F64(bits) => StoredI64F64 { bits }.encode(),
        Value::I96F32(bits) => StoredI96F32 { bits }.encode(),
        Value::Absent => Vec::new(),
    }
}

/// The name of the row's item, and the key a client would compute for it.
fn item_of(metadata: &RuntimeMetadataV15, row: &Row, netuid: NetUid) -> (String, Vec<u8>) {
    let storages = metadata.pallets.iter().filter_map(|pallet| pallet.storage.as_ref());
    let mut entries = storages.flat_map(|storage| storage.entries.iter().map(move |entry| (&storage.prefix, entry)));
    let (prefix, entry) = entries
        .find(|(_, entry)| entry.name == row.storage)
        .unwrap_or_else(|| panic!("{} has a call and no storage", row.name));
    let mut key = [twox_128(prefix.as_bytes()), twox_128(entry.name.as_bytes())].concat();
    if let StorageEntryType::Map { hashers, .. } = &entry.ty {
        let netuid = netuid.encode();
        match hashers.first() {
            Some(StorageHasher::Twox64Concat) => key.extend(twox_64(&netuid)),
            Some(StorageHasher::Blake2_128Concat) => key.extend(blake2_128(&netuid)),
            _ => {}
        }
        key.extend(netuid);
    }
    (format!("{prefix}.{}", row.storage), key)
}

/// The older name of a call of the table.
pub fn beside_the_table(stage: &mut Stage) {
    let netuid = subnet(stage);
    let name = |netuid| Admin::<Runtime>::sudo_set_subnet_owner_hotkey { netuid, hotkey: hotkey("ada") };
    let named = Event::<Runtime>::SubnetOwnerHotkeySet(netuid, hotkey("ada"));
    stage.succeeds("owner", name(netuid), announces(named));
    stage.fails("ada", name(netuid), BadOrigin);
    stage.fails(Root, name(NOWHERE), AdminError::<Runtime>::SubnetDoesNotExist);
}
