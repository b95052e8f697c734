//! Stake of a coldkey that another takes the place of.

use super::hotkeys_of;
use crate::{
    AlphaV2, AutoStakeDestination, AutoStakeDestinationColdkeys, Config, LastColdkeyHotkeyStakeBlock, StakingHotkeys,
};
use alloc::vec::Vec;
use myelin_primitives::NetUid;
use polkadot_sdk::sp_runtime::AccountId32;

/// Everything the old coldkey holds, and what it chose for its mined alpha, is the new one's, which
/// holds nothing yet. Shares go over as they are: nothing is rounded.
pub fn coldkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32) {
    let hotkeys = hotkeys_of::<T>(old);
    for hotkey in &hotkeys {
        for netuid in crate::subnets::all::<T>() {
            let share = AlphaV2::<T>::take((hotkey, old, netuid));
            if !share.is_zero() {
                AlphaV2::<T>::insert((hotkey, new, netuid), share);
            }
        }
        if let Some(block) = LastColdkeyHotkeyStakeBlock::<T>::take(old, hotkey) {
            LastColdkeyHotkeyStakeBlock::<T>::insert(new, hotkey, block);
        }
    }
    StakingHotkeys::<T>::remove(old);
    if !hotkeys.is_empty() {
        StakingHotkeys::<T>::insert(new, hotkeys);
    }
    let chosen: Vec<(NetUid, AccountId32)> = AutoStakeDestination::<T>::drain_prefix(old).collect();
    for (netuid, hotkey) in chosen {
        let has_its_own = AutoStakeDestination::<T>::contains_key(new, netuid);
        AutoStakeDestinationColdkeys::<T>::mutate_exists(&hotkey, netuid, |coldkeys| {
            let mut those = coldkeys.take().unwrap_or_default();
            those.retain(|coldkey| coldkey != old);
            if !has_its_own {
                those.push(new.clone());
            }
            *coldkeys = (!those.is_empty()).then_some(those);
        });
        if !has_its_own {
            AutoStakeDestination::<T>::insert(new, netuid, hotkey);
        }
    }
}
