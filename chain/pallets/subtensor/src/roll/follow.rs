//! Keeping rolls up with what they were made from. Where that is more work than making the roll
//! anew, it is forgotten.

use super::{
    entry::{Entry, ALONE, NOT_ON_ROOT},
    storage::{MyelinSeatAlpha, MyelinSeats},
};
use crate::{neurons, subnets, Config};
use alloc::collections::BTreeMap;
use myelin_primitives::{Alpha, NetUid, Uid};
use polkadot_sdk::sp_runtime::AccountId32;

/// The roll is made anew when somebody asks for it.
pub fn forget<T: Config>(netuid: NetUid) {
    MyelinSeats::<T>::remove(netuid);
    MyelinSeatAlpha::<T>::remove(netuid);
}

/// Every roll is made anew.
pub fn everything_changed<T: Config>() {
    subnets::all::<T>().into_iter().for_each(forget::<T>);
}

/// The rolls in which the hotkey stands are made anew.
pub fn hotkey_changed<T: Config>(hotkey: &AccountId32) {
    neurons::seats_of::<T>(hotkey).into_iter().for_each(forget::<T>);
}

/// The hotkey took the seat, at the end of the roll or from another; nobody has looked at it yet.
pub fn seat_taken<T: Config>(netuid: NetUid, uid: Uid, hotkey: &AccountId32, block: u64) {
    let Some((mut entries, mut alpha)) = super::stored::<T>(netuid) else { return forget::<T>(netuid) };
    let entry = Entry::learn::<T>(netuid, hotkey.clone(), block);
    let staked = crate::stake::of_hotkey::<T>(hotkey, netuid);
    if uid.index() == entries.len() {
        entries.push(entry);
        alpha.push(staked);
    } else if let (Some(seat), Some(its_alpha)) = (entries.get_mut(uid.index()), alpha.get_mut(uid.index())) {
        *seat = entry;
        *its_alpha = staked;
    } else {
        return forget::<T>(netuid);
    }
    MyelinSeats::<T>::insert(netuid, entries);
    MyelinSeatAlpha::<T>::insert(netuid, alpha);
}

/// The hotkey got or lost links on the subnet: its family is looked up from now on.
pub fn family_changed<T: Config>(hotkey: &AccountId32, netuid: NetUid) {
    doubt::<T>(hotkey, netuid, ALONE);
}

/// The hotkey has stake on root: that is looked up from now on.
pub fn rooted<T: Config>(hotkey: &AccountId32) {
    for netuid in neurons::seats_of::<T>(hotkey) {
        doubt::<T>(hotkey, netuid, NOT_ON_ROOT);
    }
}

fn doubt<T: Config>(hotkey: &AccountId32, netuid: NetUid, flag: u8) {
    let Some(uid) = neurons::uid_of::<T>(netuid, hotkey) else { return };
    let Some(mut entries) = MyelinSeats::<T>::get(netuid) else { return };
    if let Some(entry) = entries.get_mut(uid.index()) {
        entry.doubt(flag);
        MyelinSeats::<T>::insert(netuid, entries);
    }
}

/// The hotkey's alpha on the subnet is now `total`, and was `before`.
pub fn staked<T: Config>(hotkey: &AccountId32, netuid: NetUid, before: Alpha, total: Alpha) {
    if netuid.is_root() {
        if before.is_zero() && !total.is_zero() {
            rooted::<T>(hotkey);
        }
        return;
    }
    let Some(uid) = neurons::uid_of::<T>(netuid, hotkey) else { return };
    let Some(mut alpha) = MyelinSeatAlpha::<T>::get(netuid) else { return };
    if let Some(of_seat) = alpha.get_mut(uid.index()) {
        *of_seat = total;
        MyelinSeatAlpha::<T>::insert(netuid, alpha);
    }
}

/// An epoch was paid out: many hotkeys' alpha at once, on a subnet that is not root. What can be
/// known of a seat since its first payment is known from now on.
pub fn paid<T: Config>(netuid: NetUid, totals: &BTreeMap<AccountId32, Alpha>) {
    let Some((mut entries, mut alpha)) = super::stored::<T>(netuid) else { return };
    let mut has_learned = false;
    for (entry, alpha) in entries.iter_mut().zip(&mut alpha) {
        has_learned |= entry.look_again::<T>(netuid);
        if let Some(total) = totals.get(&entry.hotkey) {
            *alpha = *total;
        }
    }
    MyelinSeatAlpha::<T>::insert(netuid, alpha);
    if has_learned {
        MyelinSeats::<T>::insert(netuid, entries);
    }
}
