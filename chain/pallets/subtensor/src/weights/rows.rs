//! Reading weights back.

use crate::{neurons, Config, LastUpdate, Weights};
use alloc::vec::Vec;
use myelin_primitives::{StorageIndex, Uid};

/// The weights a seat gave, in the order it gave them: uid and value.
pub fn row<T: Config>(index: StorageIndex, uid: Uid) -> Vec<(u16, u16)> {
    Weights::<T>::get(index, uid)
}

/// The weights of the seats that count, by uid; empty for the others, which are not looked up, and
/// for seats that gave none.
pub fn rows<T: Config>(index: StorageIndex, counts: impl Iterator<Item = bool>) -> Vec<Vec<(u16, u16)>> {
    (0u16..).zip(counts).map(|(uid, counts)| if counts { row::<T>(index, Uid(uid)) } else { Vec::new() }).collect()
}

/// Block in which each seat last set or committed weights, by uid; 0 for never.
pub fn last_update<T: Config>(index: StorageIndex) -> Vec<u64> {
    let mut updates = LastUpdate::<T>::get(index);
    // A mechanism younger than its subnet may know fewer seats than there are.
    updates.resize(usize::from(neurons::count::<T>(index.netuid())), 0);
    updates
}

/// Block in which one seat last set or committed weights; 0 for never.
pub fn last_set<T: Config>(index: StorageIndex, uid: Uid) -> u64 {
    LastUpdate::<T>::get(index).get(uid.index()).copied().unwrap_or_default()
}
