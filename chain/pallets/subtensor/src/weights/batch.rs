//! Setting weights, or committing to them, on several subnets at once.

use super::{commit, set};
use crate::{Config, Error, Event, Pallet};
use alloc::vec::Vec;
use codec::Compact;
use myelin_primitives::{MechId, NetUid};
use polkadot_sdk::{
    frame_support::ensure,
    sp_core::H256,
    sp_runtime::{AccountId32, DispatchResult},
};

/// Weights as a batch spells them: uid and value.
pub type CompactRow = Vec<(Compact<u16>, Compact<u16>)>;

/// Sets weights on the main mechanism of each subnet. An entry that fails says so in an event and
/// leaves the others standing.
pub fn set_batch<T: Config>(
    hotkey: &AccountId32,
    netuids: Vec<Compact<NetUid>>,
    weights: Vec<CompactRow>,
    version_keys: Vec<Compact<u64>>,
) -> DispatchResult {
    let is_even = netuids.len() == weights.len() && netuids.len() == version_keys.len();
    ensure!(is_even, Error::<T>::InputLengthsUnequal);

    let entries = weights.into_iter().zip(version_keys);
    on_each::<T, _>(hotkey, netuids, entries, |netuid, (row, version_key)| {
        let (dests, values) = row.into_iter().map(|(uid, value)| (uid.0, value.0)).unzip();
        set::<T>(hotkey, netuid, MechId::MAIN, dests, values, version_key.0)
    });
    Ok(())
}

/// Commits to weights on the main mechanism of each subnet, likewise.
pub fn commit_batch<T: Config>(
    hotkey: &AccountId32,
    netuids: Vec<Compact<NetUid>>,
    hashes: Vec<H256>,
) -> DispatchResult {
    ensure!(netuids.len() == hashes.len(), Error::<T>::InputLengthsUnequal);

    on_each::<T, _>(hotkey, netuids, hashes.into_iter(), |netuid, hash| {
        commit::<T>(hotkey, netuid, MechId::MAIN, hash)
    });
    Ok(())
}

/// Does the same on every subnet with the entry meant for it, and announces what failed.
fn on_each<T: Config, Entry>(
    hotkey: &AccountId32,
    netuids: Vec<Compact<NetUid>>,
    entries: impl Iterator<Item = Entry>,
    act: impl Fn(NetUid, Entry) -> DispatchResult,
) {
    let mut some_failed = false;
    for (netuid, entry) in netuids.iter().zip(entries) {
        if let Err(error) = act(netuid.0, entry) {
            some_failed = true;
            Pallet::<T>::deposit_event(Event::BatchWeightItemFailed(netuid.0, error));
        }
    }

    if some_failed {
        Pallet::<T>::deposit_event(Event::BatchCompletedWithErrors);
    }
    Pallet::<T>::deposit_event(Event::BatchWeightsCompleted(netuids, hotkey.clone()));
}
