//! Root dividends of a key that another takes the place of.

use crate::{roll, stake, Config, RootClaimType, RootClaimable, RootClaimed};
use alloc::vec::Vec;
use myelin_primitives::NetUid;
use polkadot_sdk::sp_runtime::AccountId32;

/// Whether nothing was ever earned or staked on root through the hotkey, so that it can take over
/// what another has.
pub fn is_clean<T: Config>(hotkey: &AccountId32) -> bool {
    RootClaimable::<T>::get(hotkey).is_empty()
        && stake::of_hotkey::<T>(hotkey, NetUid::ROOT).is_zero()
        && RootClaimed::<T>::iter_key_prefix((NetUid::ROOT, hotkey)).next().is_none()
}

/// What the old hotkey's stakers may claim, and what they have, is the new one's. Says of how many
/// amounts that is.
pub fn hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32) -> u64 {
    let rates = RootClaimable::<T>::take(old);
    let mut moved = crate::cost::count(rates.len());
    if rates.is_empty() {
        return moved;
    }
    for netuid in rates.keys() {
        let claimed: Vec<(AccountId32, u128)> = RootClaimed::<T>::drain_prefix((netuid, old)).collect();
        moved = moved.saturating_add(crate::cost::count(claimed.len()));
        for (coldkey, amount) in claimed {
            RootClaimed::<T>::insert((netuid, new, coldkey), amount);
        }
    }
    RootClaimable::<T>::insert(new, rates);
    roll::hotkey_changed::<T>(old);
    moved
}

/// What the old coldkey has claimed, its number and its choice are the new one's. Asked before the
/// stake itself moves: the list of its hotkeys says where to look.
pub fn coldkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32) {
    for hotkey in stake::hotkeys_of::<T>(old) {
        for netuid in RootClaimable::<T>::get(&hotkey).keys() {
            let claimed = RootClaimed::<T>::take((netuid, &hotkey, old));
            if claimed > 0 {
                RootClaimed::<T>::insert((netuid, &hotkey, new), claimed);
            }
        }
    }
    if let Ok(wanted) = RootClaimType::<T>::try_get(old) {
        RootClaimType::<T>::remove(old);
        RootClaimType::<T>::insert(new, wanted);
    }
    super::index::renumber::<T>(old, new);
}
