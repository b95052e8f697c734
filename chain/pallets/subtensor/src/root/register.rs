//! Seats on the root network.

use crate::{
    delegation, keys, neurons, now, stake, Config, Error, Event, MaxRegistrationsPerBlock, Pallet,
    TargetRegistrationsPerInterval,
};
use myelin_primitives::{NetUid, Uid};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Seats on root.
const SEATS: u16 = 64;

/// Gives the hotkey a seat on root: a free one, or that of whoever stakes least, if that is less.
pub fn register<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> DispatchResult {
    let root = NetUid::ROOT;
    ensure!(crate::subnets::exists::<T>(root), Error::<T>::RootNetworkDoesNotExist);
    let (this_block, this_interval) = neurons::registrations::<T>(root);
    ensure!(this_block < MaxRegistrationsPerBlock::<T>::get(root), Error::<T>::TooManyRegistrationsThisBlock);
    let per_interval = TargetRegistrationsPerInterval::<T>::get(root).saturating_mul(3);
    ensure!(this_interval < per_interval, Error::<T>::TooManyRegistrationsThisInterval);
    ensure!(neurons::uid_of::<T>(root, hotkey).is_none(), Error::<T>::HotKeyAlreadyRegisteredInSubNet);
    if !keys::exists::<T>(hotkey) {
        keys::associate::<T>(coldkey, hotkey)?;
    }

    let uid = if neurons::count::<T>(root) < SEATS {
        neurons::append::<T>(root, hotkey)?
    } else {
        replace_weakest::<T>(hotkey)?
    };
    neurons::note_registration::<T>(root);
    if !delegation::is_delegate::<T>(hotkey) {
        delegation::become_delegate::<T>(hotkey);
    }
    Pallet::<T>::deposit_event(Event::NeuronRegistered(root, uid.0, hotkey.clone()));
    Ok(())
}

/// Replaces the seat with the least root stake, the first of several, by a newcomer with more.
fn replace_weakest<T: Config>(hotkey: &AccountId32) -> Result<Uid, DispatchError> {
    let root = NetUid::ROOT;
    let weakest = neurons::hotkeys::<T>(root)
        .into_iter()
        .zip(0u16..)
        .map(|(seated, uid)| (stake::of_hotkey::<T>(&seated, root), Uid(uid)))
        .min();
    let Some((least, uid)) = weakest else {
        return Err(Error::<T>::NoNeuronIdAvailable.into());
    };
    ensure!(least < stake::of_hotkey::<T>(hotkey, root), Error::<T>::StakeTooLowForRoot);
    neurons::replace::<T>(root, uid, hotkey, now::<T>())?;
    Ok(uid)
}
