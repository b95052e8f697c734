//! Setting weights on several subnets at once.

use super::set;
use crate::{Config, Error, Event, Pallet};
use alloc::vec::Vec;
use codec::Compact;
use myelin_primitives::{MechId, NetUid};
use polkadot_sdk::{
    frame_support::ensure,
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

    let mut some_failed = false;
    for ((netuid, row), version_key) in netuids.iter().zip(weights).zip(version_keys) {
        let (dests, values) = row.into_iter().map(|(uid, value)| (uid.0, value.0)).unzip();
        if let Err(error) = set::<T>(hotkey, netuid.0, MechId::MAIN, dests, values, version_key.0) {
            some_failed = true;
            Pallet::<T>::deposit_event(Event::BatchWeightItemFailed(netuid.0, error));
        }
    }

    if some_failed {
        Pallet::<T>::deposit_event(Event::BatchCompletedWithErrors);
    }
    Pallet::<T>::deposit_event(Event::BatchWeightsCompleted(netuids, hotkey.clone()));
    Ok(())
}
