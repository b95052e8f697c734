//! Weight games a subnet runs side by side, and their shares in its emission.

use crate::{Config, MechanismCountCurrent, MechanismEmissionSplit};
use alloc::vec::Vec;
use myelin_primitives::{MechId, NetUid};

/// Weight games the subnet runs: at least one.
pub fn mechanism_count<T: Config>(netuid: NetUid) -> u8 {
    MechanismCountCurrent::<T>::get(netuid).0.max(1)
}

/// Sets the number of weight games. What belonged to the ones taken away is forgotten, and shares
/// that were meant for another number of games no longer hold.
pub fn set_mechanism_count<T: Config>(netuid: NetUid, count: MechId) {
    let before = mechanism_count::<T>(netuid);
    if count.0 == before {
        return;
    }
    for mechanism in (count.0..before).map(MechId) {
        crate::weights::forget_mechanism::<T>(netuid, mechanism);
        crate::epoch::forget_mechanism::<T>(netuid, mechanism);
    }
    MechanismEmissionSplit::<T>::remove(netuid);
    MechanismCountCurrent::<T>::insert(netuid, count);
}

/// Sets the shares of the weight games, of 65535; without any they share evenly.
pub fn set_mechanism_emission_split<T: Config>(netuid: NetUid, split: Option<Vec<u16>>) {
    MechanismEmissionSplit::<T>::set(netuid, split);
}
