//! Putting a chain's state where no call would: what it becomes, what is refused, what still holds.

mod hyperparameters;
mod populate;
mod stake;
mod weights;
mod written;

use crate::world::*;
use codec::Encode;
use myelin_primitives::NetUid;
use myelin_runtime::{
    editing::{self, Refusal},
    AccountId, AllPalletsWithSystem, Balances, Runtime, RuntimeCall, RuntimeOrigin, System,
};
use pallet_subtensor as subtensor;
use polkadot_sdk::{
    frame_support::traits::{OnFinalize, OnInitialize},
    sp_consensus_aura::AURA_ENGINE_ID,
    sp_core::H256,
    sp_io::hashing::blake2_256,
    sp_runtime::{traits::Dispatchable, Digest, DigestItem},
    *,
};

const ALPHA_NET: NetUid = NetUid(1);

/// An account by its name. Nobody has its key.
fn person(name: &str) -> AccountId {
    AccountId::new(blake2_256(name.as_bytes()))
}

/// The chain at genesis with its first block begun; whatever the story does must leave it sound.
fn story<R>(tell: impl FnOnce() -> R) -> R {
    genesis_state().execute_with(|| {
        open_block();
        let told = tell();
        check();
        told
    })
}

/// Every room's invariants, and that no TAO is on nobody's account.
fn check() {
    if let Err(broken) = myelin_runtime::checks::all() {
        panic!("block {}: {broken}", System::block_number());
    }
    let held: u64 = frame_system::Account::<Runtime>::iter_values().map(|who| who.data.free + who.data.reserved).sum();
    assert_eq!(held, Balances::total_issuance(), "accounts hold what exists");
    assert_eq!(subtensor::TotalIssuance::<Runtime>::get().rao(), held, "and the emission counts the same");
    let on_root: u64 = subtensor::stake::holders::<Runtime>(NetUid::ROOT).iter().map(|(_, _, worth)| worth.rao()).sum();
    assert_eq!(subtensor::pool::reserves::<Runtime>(NetUid::ROOT).0.rao(), on_root, "root holds what is staked on it");
}

/// Lets blocks pass: the real step of each, without headers.
fn pass(blocks: u32) {
    for _ in 0..blocks {
        let number = System::block_number();
        <AllPalletsWithSystem as OnFinalize<_>>::on_finalize(number);
        let (next, slot) = (number + 1, SLOT + u64::from(number));
        let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
        System::reset_events();
        System::initialize(&next, &H256(blake2_256(&number.encode())), &digest);
        <AllPalletsWithSystem as OnInitialize<_>>::on_initialize(next);
        let now = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: slot * SLOT_DURATION_MS });
        now.dispatch(RuntimeOrigin::none()).unwrap();
    }
}

/// The sentence of a refusal, which must have left everything as it was.
fn refused<T: std::fmt::Debug>(edit: impl FnOnce() -> Result<T, Refusal>) -> String {
    let before = state();
    let sentence = edit().unwrap_err().to_string();
    assert_eq!(before, state(), "refused, and yet something changed");
    assert!(!sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    sentence
}

/// Everything the chain stores.
fn state() -> std::collections::BTreeMap<Vec<u8>, Vec<u8>> {
    let mut entries = std::collections::BTreeMap::new();
    let mut key = Vec::new();
    while let Some(next) = sp_io::storage::next_key(&key) {
        entries.insert(next.clone(), sp_io::storage::get(&next).unwrap().to_vec());
        key = next;
    }
    entries
}
