//! Seats as they are taken, change hands and end with their subnet.

use super::{count, hotkey_at, hotkeys, prune};
use crate::{
    epoch, now, roll, subnets, weights, Axons, BlockAtRegistration, Burn, BurnRegistrationsThisInterval, Config, Error,
    IsNetworkMember, Keys, MaxAllowedUids, NeuronCertificates, Prometheus, RAORecycledForRegistration,
    RegistrationsThisBlock, RegistrationsThisInterval, SubnetworkN, Uids,
};
use myelin_primitives::{NetUid, Tao, Uid};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, ArithmeticError, DispatchError},
};

/// What the first seat of a new subnet costs.
const FIRST_PRICE: Tao = Tao::whole(1);

/// A subnet begins: no seats, and the price of the first.
pub fn open<T: Config>(netuid: NetUid) {
    SubnetworkN::<T>::insert(netuid, 0);
    Burn::<T>::insert(netuid, FIRST_PRICE);
    RAORecycledForRegistration::<T>::insert(netuid, Tao::ZERO);
    RegistrationsThisBlock::<T>::insert(netuid, 0);
    RegistrationsThisInterval::<T>::insert(netuid, 0);
    BurnRegistrationsThisInterval::<T>::insert(netuid, 0);
}

/// Where a newcomer can sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On a new seat at the end.
    New,
    /// On that of whoever deserves it least.
    Of(Uid),
}

/// Finds a place for a newcomer.
pub(super) fn find<T: Config>(netuid: NetUid) -> Result<Place, DispatchError> {
    let capacity = MaxAllowedUids::<T>::get(netuid);
    ensure!(capacity > 0, Error::<T>::NoNeuronIdAvailable);
    if count::<T>(netuid) < capacity {
        return Ok(Place::New);
    }
    let uid = prune::choose::<T>(netuid).ok_or(Error::<T>::NoNeuronIdAvailable)?;
    Ok(Place::Of(uid))
}

/// Seats the hotkey there.
pub(super) fn sit<T: Config>(netuid: NetUid, hotkey: &AccountId32, place: Place) -> Result<Uid, DispatchError> {
    match place {
        Place::New => append::<T>(netuid, hotkey),
        Place::Of(uid) => replace::<T>(netuid, uid, hotkey, now::<T>()).map(|()| uid),
    }
}

/// Seats the hotkey wherever there is a place.
pub fn seat<T: Config>(netuid: NetUid, hotkey: &AccountId32) -> Result<Uid, DispatchError> {
    let place = find::<T>(netuid)?;
    sit::<T>(netuid, hotkey, place)
}

/// Adds a seat at the end for the hotkey.
pub fn append<T: Config>(netuid: NetUid, hotkey: &AccountId32) -> Result<Uid, DispatchError> {
    let uid = count::<T>(netuid);
    let seats = uid.checked_add(1).ok_or(ArithmeticError::Overflow)?;
    let now = now::<T>();
    SubnetworkN::<T>::insert(netuid, seats);
    take::<T>(netuid, Uid(uid), hotkey, now);
    epoch::seat_appended::<T>(netuid);
    weights::seat_appended::<T>(netuid, now);
    Ok(Uid(uid))
}

/// Gives the seat to another hotkey. What the old one announced is forgotten; its stake stays with
/// it. The hotkey an owner named for its subnet keeps its seat, and nothing happens.
pub fn replace<T: Config>(netuid: NetUid, uid: Uid, hotkey: &AccountId32, block: u64) -> Result<(), DispatchError> {
    let former = hotkey_at::<T>(netuid, uid).ok_or(Error::<T>::NoNeuronIdAvailable)?;
    ensure!(!Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyAlreadyRegisteredInSubNet);
    if subnets::owner_hotkey::<T>(netuid).as_ref() == Some(&former) {
        return Ok(());
    }
    Uids::<T>::remove(netuid, &former);
    IsNetworkMember::<T>::remove(&former, netuid);
    Axons::<T>::remove(netuid, &former);
    NeuronCertificates::<T>::remove(netuid, &former);
    Prometheus::<T>::remove(netuid, &former);

    take::<T>(netuid, uid, hotkey, block);
    epoch::seat_replaced::<T>(netuid, uid);
    weights::seat_replaced::<T>(netuid, uid, block);
    Ok(())
}

fn take<T: Config>(netuid: NetUid, uid: Uid, hotkey: &AccountId32, block: u64) {
    Keys::<T>::insert(netuid, uid, hotkey);
    Uids::<T>::insert(netuid, hotkey, uid);
    IsNetworkMember::<T>::insert(hotkey, netuid, true);
    BlockAtRegistration::<T>::insert(netuid, uid, block);
    roll::seat_taken::<T>(netuid, uid, hotkey, block);
}

/// Forgets every seat of a dissolved subnet.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    for hotkey in hotkeys::<T>(netuid) {
        IsNetworkMember::<T>::remove(hotkey, netuid);
    }
    let _ = Keys::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = Uids::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = BlockAtRegistration::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = Axons::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = NeuronCertificates::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = Prometheus::<T>::clear_prefix(netuid, u32::MAX, None);
    SubnetworkN::<T>::remove(netuid);
    roll::forget::<T>(netuid);
    Burn::<T>::remove(netuid);
    RAORecycledForRegistration::<T>::remove(netuid);
    RegistrationsThisBlock::<T>::remove(netuid);
    RegistrationsThisInterval::<T>::remove(netuid);
    BurnRegistrationsThisInterval::<T>::remove(netuid);
}
