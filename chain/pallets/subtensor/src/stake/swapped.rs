//! Stake behind a hotkey that another takes the place of.

use super::{add, credit, credit_holders, of_hotkey};
use crate::{
    roll, subnets, AlphaV2, Config, StakingHotkeys, TotalHotkeyAlpha, TotalHotkeyAlphaLastEpoch, TotalHotkeySharesV2,
};
use alloc::{collections::BTreeMap, vec::Vec};
use myelin_economy::shares::SafeFloat;
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::sp_runtime::AccountId32;

/// A coldkey and its share.
type Share = (AccountId32, SafeFloat);

/// Everybody's stake at the old hotkey is at the new one, on one subnet or on all. No alpha is made
/// or lost by it. Says how many positions went over.
pub fn hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32, only: Option<NetUid>) -> u64 {
    let mut moved = 0u64;
    for (netuid, holders) in shares_by_subnet::<T>(old, only) {
        if of_hotkey::<T>(new, netuid).is_zero() {
            rename::<T>(old, new, netuid, &holders);
        } else {
            merge::<T>(old, new, netuid, &holders);
        }
        if netuid.is_root() {
            roll::rooted::<T>(new);
        } else {
            roll::forget::<T>(netuid);
        }
        for (coldkey, _) in &holders {
            relist::<T>(coldkey, old, new, only.is_none());
        }
        moved = moved.saturating_add(crate::cost::count(holders.len()));
    }
    for netuid in only.map_or_else(subnets::all::<T>, |netuid| alloc::vec![netuid]) {
        let noted = TotalHotkeyAlphaLastEpoch::<T>::take(old, netuid);
        if !noted.is_zero() {
            TotalHotkeyAlphaLastEpoch::<T>::mutate(new, netuid, |total| *total = total.saturating_add(noted));
        }
    }
    moved
}

fn shares_by_subnet<T: Config>(hotkey: &AccountId32, only: Option<NetUid>) -> BTreeMap<NetUid, Vec<Share>> {
    let mut shares: BTreeMap<NetUid, Vec<Share>> = BTreeMap::new();
    for ((coldkey, netuid), share) in AlphaV2::<T>::iter_prefix((hotkey,)) {
        if only.is_none_or(|only| only == netuid) {
            shares.entry(netuid).or_default().push((coldkey, share));
        }
    }
    shares
}

/// Where nothing is staked to the new hotkey, total and shares go over as they are. Residues of
/// full exits from the new one, worth nothing, give way.
fn rename<T: Config>(old: &AccountId32, new: &AccountId32, netuid: NetUid, holders: &[Share]) {
    for (coldkey, _) in shares_by_subnet::<T>(new, Some(netuid)).into_values().flatten() {
        AlphaV2::<T>::remove((new, &coldkey, netuid));
    }
    for (coldkey, share) in holders {
        AlphaV2::<T>::remove((old, coldkey, netuid));
        AlphaV2::<T>::insert((new, coldkey, netuid), *share);
    }
    TotalHotkeySharesV2::<T>::insert(new, netuid, TotalHotkeySharesV2::<T>::take(old, netuid));
    let total = TotalHotkeyAlpha::<T>::take(old, netuid);
    if !total.is_zero() {
        TotalHotkeyAlpha::<T>::insert(new, netuid, total);
    }
}

/// Where both have stake, each holder is credited what its share is worth. What rounding leaves
/// over goes to all holders of the new hotkey together.
fn merge<T: Config>(old: &AccountId32, new: &AccountId32, netuid: NetUid, holders: &[Share]) {
    let mut left = of_hotkey::<T>(old, netuid);
    let worth: Vec<(&AccountId32, Alpha)> =
        holders.iter().map(|(coldkey, _)| (coldkey, super::of::<T>(old, coldkey, netuid))).collect();
    for (coldkey, alpha) in worth {
        // A residue may be worth a rao that the total no longer has.
        let alpha = alpha.min(left);
        left = left.saturating_sub(alpha);
        AlphaV2::<T>::remove((old, coldkey, netuid));
        credit::<T>(new, coldkey, netuid, alpha);
    }
    credit_holders::<T>(new, netuid, left);
    TotalHotkeySharesV2::<T>::remove(old, netuid);
    TotalHotkeyAlpha::<T>::remove(old, netuid);
}

/// The coldkey stakes to the new hotkey; in place of the old one, where nothing stays there.
fn relist<T: Config>(coldkey: &AccountId32, old: &AccountId32, new: &AccountId32, leaves_old: bool) {
    if !leaves_old {
        return add::list::<T>(coldkey, new);
    }
    StakingHotkeys::<T>::mutate(coldkey, |hotkeys| {
        let Some(place) = hotkeys.iter().position(|hotkey| hotkey == old) else {
            if !hotkeys.contains(new) {
                hotkeys.push(new.clone());
            }
            return;
        };
        if hotkeys.contains(new) {
            hotkeys.remove(place);
        } else if let Some(listed) = hotkeys.get_mut(place) {
            *listed = new.clone();
        }
    });
}
