//! A seat whose hotkey another takes the place of.

use super::uid_of;
use crate::{roll, Axons, Config, IsNetworkMember, Keys, NeuronCertificates, Prometheus, Uids};
use myelin_primitives::NetUid;
use polkadot_sdk::sp_runtime::AccountId32;

/// The seat is the new hotkey's, with its number, its age and what was announced from it.
pub fn hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32, netuid: NetUid) {
    let Some(uid) = uid_of::<T>(netuid, old) else { return };
    Keys::<T>::insert(netuid, uid, new);
    roll::forget::<T>(netuid);
    Uids::<T>::remove(netuid, old);
    Uids::<T>::insert(netuid, new, uid);
    IsNetworkMember::<T>::remove(old, netuid);
    IsNetworkMember::<T>::insert(new, netuid, true);
    if let Some(axon) = Axons::<T>::take(netuid, old) {
        Axons::<T>::insert(netuid, new, axon);
    }
    if let Some(certificate) = NeuronCertificates::<T>::take(netuid, old) {
        NeuronCertificates::<T>::insert(netuid, new, certificate);
    }
    if let Some(prometheus) = Prometheus::<T>::take(netuid, old) {
        Prometheus::<T>::insert(netuid, new, prometheus);
    }
}
