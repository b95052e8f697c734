//! Every row of the table by decree, and what becomes of its storage item.

use super::*;
use frame_metadata::v15::{RuntimeMetadataV15, StorageEntryType, StorageHasher};
use myelin_primitives::{
    fixed_point::{I64F64, I96F32, U64F64},
    hyperparameters::{Parameter, Row, Scope, Value, ROWS},
    Tao,
};
use myelin_runtime::editing::{set_hyperparameter, Setting};
use polkadot_sdk::{
    frame_support::storage::{with_transaction, TransactionOutcome},
    sp_core::crypto::Ss58Codec,
    sp_io::hashing::{blake2_128, twox_128, twox_64},
    sp_runtime::DispatchError,
};

/// What the table holds and nothing on this chain would heed.
const MISSING: [&str; 1] = ["owner_cut_auto_lock_enabled"];

/// The key a client would compute for the row's item, if the chain has it.
fn key_of(metadata: &RuntimeMetadataV15, row: &Row) -> Option<Vec<u8>> {
    let storages = metadata.pallets.iter().filter_map(|pallet| pallet.storage.as_ref());
    let (prefix, entry) = storages
        .flat_map(|storage| storage.entries.iter().map(|entry| (&storage.prefix, entry)))
        .find(|(_, entry)| entry.name == row.storage)?;
    let mut key = [twox_128(prefix.as_bytes()), twox_128(entry.name.as_bytes())].concat();
    if let StorageEntryType::Map { hashers, .. } = &entry.ty {
        assert_eq!((row.scope, hashers.len()), (Scope::Subnet, 1), "{}", row.name);
        let netuid = ALPHA_NET.encode();
        match hashers[0] {
            StorageHasher::Identity => {}
            StorageHasher::Twox64Concat => key.extend(twox_64(&netuid)),
            StorageHasher::Blake2_128Concat => key.extend(blake2_128(&netuid)),
            ref other => panic!("{}: {other:?}", row.name),
        }
        key.extend(netuid);
    } else {
        assert_eq!(row.scope, Scope::Network, "{}", row.name);
    }
    Some(key)
}

/// A legal value other than the default, as somebody would write it, and its bytes on the chain.
fn legal(row: &Row) -> (String, Vec<u8>) {
    /// One more than the default, or one less where that would be out of bounds.
    fn near<N: Copy + ToString + Encode>(
        row: &Row,
        more: Option<N>,
        less: Option<N>,
        value: fn(N) -> Value,
    ) -> (String, Vec<u8>) {
        let number = [more, less].into_iter().flatten().find(|number| row.admits(value(*number))).unwrap();
        (number.to_string(), number.encode())
    }
    match (row.parameter, row.default) {
        (Parameter::RecycleOrBurn, _) => ("recycle".into(), vec![1]),
        (Parameter::MechanismEmissionSplit, _) => ("[65535]".into(), vec![65_535u16].encode()),
        (Parameter::SubnetOwnerHotkey, _) => {
            let hotkey = person("another hotkey");
            (hotkey.to_ss58check(), hotkey.encode())
        }
        (Parameter::MaxAllowedUids | Parameter::Trim, _) => ("200".into(), 200u16.encode()),
        (Parameter::MaxAllowedValidators, _) => ("100".into(), 100u16.encode()),
        (Parameter::MinAllowedUids, _) => ("3".into(), 3u16.encode()),
        (Parameter::MaxBurn, _) => ("100000001".into(), Tao(100_000_001).encode()),
        (Parameter::AlphaValues, _) => ("[2000, 3000]".into(), (2_000u16, 3_000u16).encode()),
        (_, Value::Bool(flag)) => ((!flag).to_string(), (!flag).encode()),
        (_, Value::U8(number)) => near(row, number.checked_add(1), number.checked_sub(1), Value::U8),
        (_, Value::U16(number)) => near(row, number.checked_add(1), number.checked_sub(1), Value::U16),
        (_, Value::U32(number)) => near(row, number.checked_add(1), number.checked_sub(1), Value::U32),
        (_, Value::U64(number)) => near(row, number.checked_add(1), number.checked_sub(1), Value::U64),
        (_, Value::I16(_)) => ("-12".into(), (-12i16).encode()),
        (_, Value::Tao(amount)) => near(row, Some(amount.rao() + 1), None, |rao| Value::Tao(Tao(rao))),
        (_, Value::U64F64(_)) => ("1.5".into(), U64F64::from_num(1.5).to_bits().encode()),
        (_, Value::I64F64(_)) => ("1.5".into(), I64F64::from_num(1.5).to_bits().encode()),
        (_, Value::I96F32(_)) => ("1.5".into(), I96F32::from_num(1.5).to_bits().encode()),
        (_, other) => panic!("{}: {other:?}", row.name),
    }
}

/// Tells the story and takes it back.
fn aside(tell: impl FnOnce()) {
    with_transaction(|| {
        tell();
        TransactionOutcome::Rollback(Ok::<(), DispatchError>(()))
    })
    .unwrap();
}

fn set(row: &Row, setting: &str) -> Result<(), Refusal> {
    let netuid = (row.scope == Scope::Subnet).then_some(ALPHA_NET);
    set_hyperparameter(netuid, row.name, Setting::parse(setting))
}

#[test]
fn every_row_is_written_under_the_key_clients_read() {
    story(|| {
        let metadata = metadata();
        // Two mechanisms need as many seats.
        for (name, value) in [("min_allowed_uids", 1i128), ("max_allowed_uids", 128), ("min_allowed_uids", 64)] {
            editing::set_hyperparameter(Some(ALPHA_NET), name, value.into()).unwrap();
        }
        for row in ROWS {
            let (setting, bytes) = legal(row);
            let Some(key) = key_of(&metadata, row).filter(|_| !MISSING.contains(&row.name)) else {
                assert!(MISSING.contains(&row.name), "{} has no item on this chain", row.name);
                assert_eq!(refused(|| set(row, &setting)), format!("this chain does not have `{}` yet", row.name));
                continue;
            };
            aside(|| {
                set(row, &setting).unwrap_or_else(|refusal| panic!("{}: {refusal}", row.name));
                let stored = sp_io::storage::get(&key).unwrap_or_else(|| panic!("{} is not stored", row.name));
                assert_eq!(stored.to_vec(), bytes, "{}", row.name);
                check();
            });
        }
    });
}

#[test]
fn a_default_can_be_set_too() {
    story(|| {
        for row in ROWS.iter().filter(|row| row.default != Value::Absent && !MISSING.contains(&row.name)) {
            let text = match row.default {
                Value::Bool(flag) => flag.to_string(),
                Value::U8(number) => number.to_string(),
                Value::U16(number) => number.to_string(),
                Value::I16(number) => number.to_string(),
                Value::U32(number) => number.to_string(),
                Value::U64(number) => number.to_string(),
                Value::Tao(amount) => amount.rao().to_string(),
                Value::Pair(low, high) => format!("[{low},{high}]"),
                Value::U64F64(bits) => format!("\"bits:{bits}\""),
                Value::I64F64(bits) | Value::I96F32(bits) => format!("bits:{bits}"),
                Value::Absent => continue,
            };
            set(row, &text).unwrap_or_else(|refusal| panic!("{} = {text}: {refusal}", row.name));
        }
    });
}

#[test]
fn who_may_and_when_is_not_asked() {
    story(|| {
        // The window before an epoch is closed, root may not set it, and nobody may set that.
        editing::set_hyperparameter(Some(ALPHA_NET), "tempo", 5.into()).unwrap();
        assert!(!subtensor::params::window_is_open::<Runtime>(ALPHA_NET));
        for (name, value) in [("kappa", 1i128), ("kappa", 2), ("max_weights_limit", 7)] {
            editing::set_hyperparameter(Some(ALPHA_NET), name, value.into()).unwrap();
        }
        assert_eq!(subtensor::Kappa::<Runtime>::get(ALPHA_NET), 2);
        // A cycle begins with its tempo.
        assert_eq!(subtensor::epoch::blocks_to_next::<Runtime>(ALPHA_NET, 1), 5);
    });
}

#[test]
fn names_scopes_types_and_bounds_are_refused_by_name() {
    story(|| {
        let said = |netuid: Option<u16>, name: &str, text: &str| {
            refused(|| set_hyperparameter(netuid.map(NetUid), name, Setting::parse(text)))
        };
        assert_eq!(said(Some(1), "tempoo", "5"), "there is no hyperparameter `tempoo`; there is tempo");
        assert_eq!(said(Some(7), "tempo", "5"), "there is no subnet 7");
        assert_eq!(said(None, "tempo", "5"), "`tempo` is each subnet's own; name the subnet");
        assert_eq!(said(Some(1), "subnet_limit", "5"), "`subnet_limit` is the network's; name no subnet");
        assert_eq!(said(Some(1), "tempo", "0.5"), "`tempo` is a whole number of 16 bits");
        assert_eq!(said(Some(1), "tempo", "65536"), "`tempo` is a whole number of 16 bits");
        assert_eq!(said(Some(1), "tempo", "true"), "`tempo` is a whole number of 16 bits");
        assert_eq!(said(Some(1), "fee_rate", "10001"), "`fee_rate` is a whole number of 16 bits from 0 to 10000");
        assert_eq!(said(Some(1), "yuma3_enabled", "yes"), "`yuma3_enabled` is true or false");
        assert_eq!(said(Some(1), "burn_increase_mult", "0.5"), "`burn_increase_mult` is a number from 1 to 3");
        assert_eq!(said(Some(1), "recycle_or_burn", "eat"), "`recycle_or_burn` is burn or recycle");
        assert!(said(Some(1), "subnet_owner_hotkey", "nobody").contains("`nobody` is none"));
        assert!(said(Some(1), "mechanism_emission_split", "[1, 2]").contains("add up to 65535"));
        assert!(
            said(Some(1), "mechanism_emission_split", "[65534, 1]").contains("the mechanisms of subnet 1 are 1, not 2")
        );
    });
}

#[test]
fn values_that_contradict_each_other_are_refused() {
    story(|| {
        let said = |name: &str, text: &str| refused(|| set_hyperparameter(Some(ALPHA_NET), name, Setting::parse(text)));
        assert!(said("alpha_values", "[3000, 2000]").contains("above the higher"));
        assert_eq!(said("mechanism_count", "2"), "2 mechanisms of 256 seats make 512 on subnet 1, above 256");
        assert_eq!(
            said("mechanism_count", "3"),
            "`mechanism_count` must not be above the network's `max_mechanism_count`, 2"
        );
        assert_eq!(
            said("max_allowed_uids", "5"),
            "`max_allowed_uids` of subnet 1 must not be below its `min_allowed_uids`, 64"
        );
        assert_eq!(said("max_allowed_uids", "0"), "`max_allowed_uids` of subnet 1 must not be below its neurons, 1; `trim_to_max_allowed_uids` takes some away");
        assert!(said("min_allowed_uids", "257").contains("must not be above its `max_allowed_uids`, 256"));
        assert!(said("max_allowed_validators", "257").contains("too few for 257 validators"));

        editing::set_hyperparameter(Some(ALPHA_NET), "max_burn", 200_000_000.into()).unwrap();
        assert!(said("min_burn", "200000000").contains("below its `max_burn`, 200000000 rao"));
        editing::set_hyperparameter(Some(ALPHA_NET), "min_burn", 150_000_000.into()).unwrap();
        assert!(said("max_burn", "150000000").contains("above its `min_burn`"));
    });
}

#[test]
fn trimming_takes_seats_away() {
    story(|| {
        for number in 0..6 {
            subtensor::neurons::append::<Runtime>(ALPHA_NET, &person(&number.to_string())).unwrap();
        }
        editing::set_hyperparameter(Some(ALPHA_NET), "min_allowed_uids", 2.into()).unwrap();
        let said = refused(|| set_hyperparameter(Some(ALPHA_NET), "trim_to_max_allowed_uids", 4.into()));
        assert_eq!(said, "subnet 1 cannot be cut down to 4 seats: too many of them are immune or the owner's");
        editing::set_hyperparameter(Some(ALPHA_NET), "immunity_period", 0.into()).unwrap();
        editing::set_hyperparameter(Some(ALPHA_NET), "trim_to_max_allowed_uids", 4.into()).unwrap();
        assert_eq!(subtensor::neurons::count::<Runtime>(ALPHA_NET), 4);
    });
}
