//! Where what a coldkey mines is staked.

use crate::{neurons, roll, subnets, AutoStakeDestination, AutoStakeDestinationColdkeys, Config, Error, Event, Pallet};
use alloc::vec::Vec;
use myelin_primitives::NetUid;
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchResult},
};

/// The coldkey chooses a hotkey with a seat on the subnet: what its own hotkeys mine there is
/// staked to that one from now on.
pub fn set_destination<T: Config>(coldkey: &AccountId32, netuid: NetUid, hotkey: &AccountId32) -> DispatchResult {
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!(neurons::uid_of::<T>(netuid, hotkey).is_some(), Error::<T>::HotKeyNotRegisteredInSubNet);
    let before = AutoStakeDestination::<T>::get(coldkey, netuid);
    ensure!(before.as_ref() != Some(hotkey), Error::<T>::SameAutoStakeHotkeyAlreadySet);

    if let Some(before) = before {
        let mut coldkeys = AutoStakeDestinationColdkeys::<T>::get(&before, netuid);
        coldkeys.retain(|other| other != coldkey);
        put::<T>(&before, netuid, coldkeys);
    }
    AutoStakeDestination::<T>::insert(coldkey, netuid, hotkey);
    roll::forget::<T>(netuid);
    AutoStakeDestinationColdkeys::<T>::append(hotkey, netuid, coldkey);
    Pallet::<T>::deposit_event(Event::AutoStakeDestinationSet {
        coldkey: coldkey.clone(),
        netuid,
        hotkey: hotkey.clone(),
    });
    Ok(())
}

/// Whoever chose the old hotkey has chosen the new one.
pub fn destination_swapped<T: Config>(old: &AccountId32, new: &AccountId32, netuid: NetUid) {
    let moved = AutoStakeDestinationColdkeys::<T>::take(old, netuid);
    if moved.is_empty() {
        return;
    }
    for coldkey in &moved {
        AutoStakeDestination::<T>::insert(coldkey, netuid, new);
    }
    roll::forget::<T>(netuid);
    AutoStakeDestinationColdkeys::<T>::mutate(new, netuid, |coldkeys| coldkeys.extend(moved));
}

/// Nothing is mined on a subnet that ended.
pub(super) fn forget_destinations<T: Config>(netuid: NetUid) {
    let chosen: Vec<(AccountId32, Vec<AccountId32>)> = AutoStakeDestinationColdkeys::<T>::iter()
        .filter(|(_, on, _)| *on == netuid)
        .map(|(hotkey, _, coldkeys)| (hotkey, coldkeys))
        .collect();
    for (hotkey, coldkeys) in chosen {
        AutoStakeDestinationColdkeys::<T>::remove(hotkey, netuid);
        coldkeys.iter().for_each(|coldkey| AutoStakeDestination::<T>::remove(coldkey, netuid));
    }
}

fn put<T: Config>(hotkey: &AccountId32, netuid: NetUid, coldkeys: Vec<AccountId32>) {
    if coldkeys.is_empty() {
        AutoStakeDestinationColdkeys::<T>::remove(hotkey, netuid);
    } else {
        AutoStakeDestinationColdkeys::<T>::insert(hotkey, netuid, coldkeys);
    }
}

/// Seat and choice; the choice is written, and the lists of both hotkeys.
pub fn cost_of_set_destination<T: Config>() -> Weight {
    crate::cost::Work::of(10, 5).computing(20_000).weight::<T>()
}
