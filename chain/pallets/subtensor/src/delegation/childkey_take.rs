//! What a child keeps of its parents' dividends.

use super::children::childkey_take_of;
use crate::{
    keys, now,
    params::{self, TransactionType},
    subnets, ChildkeyTake, Config, Error, Event, MaxChildkeyTake, MinChildkeyTake, MinChildkeyTakePerSubnet, Pallet,
};
use myelin_primitives::NetUid;
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchResult},
};

/// The coldkey sets what its hotkey keeps as a child on the subnet. It may fall at any time; each
/// change makes the next raise wait, so that parents have time to leave.
pub fn set_childkey_take<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    take: u16,
) -> DispatchResult {
    ensure!(keys::owns::<T>(coldkey, hotkey), Error::<T>::NonAssociatedColdKey);
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    let least = MinChildkeyTake::<T>::get().max(MinChildkeyTakePerSubnet::<T>::get(netuid));
    ensure!((least..=MaxChildkeyTake::<T>::get()).contains(&take), Error::<T>::InvalidChildkeyTake);
    if take > childkey_take_of::<T>(hotkey, netuid) {
        let may_raise = params::passes_rate_limit::<T>(hotkey, netuid, TransactionType::SetChildkeyTake);
        ensure!(may_raise, Error::<T>::TxChildkeyTakeRateLimitExceeded);
    }

    ChildkeyTake::<T>::insert(hotkey, netuid, take);
    params::note_transaction::<T>(hotkey, netuid, TransactionType::SetChildkeyTake, now::<T>());
    Pallet::<T>::deposit_event(Event::ChildKeyTakeSet(hotkey.clone(), take));
    Ok(())
}

/// Owner, bounds, take and stamp; take and stamp are written.
pub fn cost_of_set_childkey_take<T: Config>() -> Weight {
    crate::cost::Work::of(14, 3).computing(10_000).weight::<T>()
}
