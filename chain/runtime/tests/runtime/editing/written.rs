//! An edit on its way into a block: written by root, after the step of the block it was made for.

use super::*;
use myelin_runtime::{utility, Executive, UncheckedExtrinsic};
use polkadot_sdk::sp_keyring::Sr25519Keyring::Alice;
use std::collections::BTreeMap;

type State = BTreeMap<Vec<u8>, Vec<u8>>;

fn differences(before: &State, after: &State) -> (Vec<(Vec<u8>, Vec<u8>)>, Vec<Vec<u8>>) {
    let set = after.iter().filter(|(key, value)| before.get(*key) != Some(*value));
    let killed = before.keys().filter(|key| !after.contains_key(*key));
    (set.map(|(key, value)| (key.clone(), value.clone())).collect(), killed.cloned().collect())
}

/// What the edit changes on the chain at genesis, once the first block has begun.
fn changes(edit: impl FnOnce()) -> (Vec<(Vec<u8>, Vec<u8>)>, Vec<Vec<u8>>) {
    genesis_state().execute_with(|| {
        open_block();
        let before = state();
        edit();
        differences(&before, &state())
    })
}

fn written(edit: impl FnOnce(), read: impl FnOnce()) {
    let (items, keys) = changes(edit);
    let system = |item: &str| frame_support::storage::storage_prefix(b"System", item.as_bytes());
    for item in ["Events", "EventCount", "Number", "ExecutionPhase"] {
        assert!(items.iter().all(|(key, _)| key[..] != system(item)), "System::{item} is the block's own");
    }
    genesis_state().execute_with(|| {
        open_block();
        let calls = vec![
            RuntimeCall::System(frame_system::Call::set_storage { items }),
            RuntimeCall::System(frame_system::Call::kill_storage { keys }),
        ];
        let batch = RuntimeCall::Utility(utility::Call::batch_all { calls });
        let call = RuntimeCall::Sudo(pallet_sudo::Call::sudo { call: Box::new(batch) });
        let transaction: UncheckedExtrinsic = signed(Alice, 0, call);
        Executive::apply_extrinsic(transaction).unwrap().unwrap();
        let sudid = System::events().into_iter().any(|record| {
            matches!(
                record.event,
                myelin_runtime::RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result: Ok(()) })
            )
        });
        assert!(sudid, "root wrote it");
        check();
        read();
        pass(12);
        check();
    });
}

#[test]
fn root_stake_made_for_a_block_does_not_undo_its_step() {
    let (hotkey, coldkey) = (person("hotkey"), person("coldkey"));
    written(
        || editing::set_stake(&hotkey, &coldkey, NetUid::ROOT, 1_000 * TAO).unwrap(),
        || assert_eq!(subtensor::stake::of::<Runtime>(&hotkey, &coldkey, NetUid::ROOT).rao(), 1_000 * TAO),
    );
}

#[test]
fn a_populated_subnet_fits_into_one_block() {
    let somebody = |name: &str| editing::Person { coldkey: person(name), hotkey: person(&format!("{name}'s hotkey")) };
    let people = |role: &str, count| (0..count).map(|number| somebody(&format!("{role} {number}"))).collect();
    let full = editing::Population {
        owner: somebody("owner"),
        validators: people("validator", 64),
        miners: people("miner", 191),
        cabals: 3,
        cabal_stake_ppm: 300_000,
        commit_reveal: true,
        tempo: 10,
        weights: true,
    };
    written(
        || assert_eq!(editing::populate(&full), Ok(NetUid(2))),
        || assert_eq!(subtensor::neurons::count::<Runtime>(NetUid(2)), 256),
    );
}
