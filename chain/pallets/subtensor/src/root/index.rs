//! The numbered list of coldkeys with stake on root, from which claims are drawn.

use crate::{stake, Config, NumStakingColdkeys, StakingColdkeys, StakingColdkeysByIndex};
use myelin_primitives::NetUid;
use polkadot_sdk::sp_runtime::AccountId32;

/// Numbers the coldkey, unless it has a number.
pub fn add<T: Config>(coldkey: &AccountId32) {
    if StakingColdkeys::<T>::contains_key(coldkey) {
        return;
    }
    let next = NumStakingColdkeys::<T>::get();
    StakingColdkeysByIndex::<T>::insert(next, coldkey);
    StakingColdkeys::<T>::insert(coldkey, next);
    NumStakingColdkeys::<T>::put(next.saturating_add(1));
}

/// Takes the coldkey off the list when none of its hotkeys holds root stake for it.
pub fn remove_if_gone<T: Config>(coldkey: &AccountId32) {
    let stays =
        stake::hotkeys_of::<T>(coldkey).iter().any(|hotkey| !stake::of::<T>(hotkey, coldkey, NetUid::ROOT).is_zero());
    if !stays {
        remove::<T>(coldkey);
    }
}

/// Takes the coldkey off the list; the last on it takes its number.
fn remove<T: Config>(coldkey: &AccountId32) {
    let Some(number) = StakingColdkeys::<T>::take(coldkey) else {
        return;
    };
    let last = NumStakingColdkeys::<T>::get().saturating_sub(1);
    if let Some(moved) = StakingColdkeysByIndex::<T>::take(last) {
        if last != number {
            StakingColdkeys::<T>::insert(&moved, number);
            StakingColdkeysByIndex::<T>::insert(number, moved);
        }
    }
    NumStakingColdkeys::<T>::put(last);
}

/// The new coldkey has the number of the old one, or keeps its own.
pub(super) fn renumber<T: Config>(old: &AccountId32, new: &AccountId32) {
    if StakingColdkeys::<T>::contains_key(new) {
        return remove::<T>(old);
    }
    if let Some(number) = StakingColdkeys::<T>::take(old) {
        StakingColdkeys::<T>::insert(new, number);
        StakingColdkeysByIndex::<T>::insert(number, new);
    }
}

/// The coldkey with this number.
pub fn at<T: Config>(number: u64) -> Option<AccountId32> {
    StakingColdkeysByIndex::<T>::get(number)
}

/// How many are on the list.
pub fn len<T: Config>() -> u64 {
    NumStakingColdkeys::<T>::get()
}
