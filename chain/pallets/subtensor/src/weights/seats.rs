//! What becomes of weights when seats, mechanisms and subnets come and go.

use crate::{neurons::Renumbering, params, Config, LastUpdate, TimelockedWeightCommits, WeightCommits, Weights};
use alloc::vec::Vec;
use myelin_primitives::{MechId, NetUid, StorageIndex, Uid};

/// Mechanisms a subnet can ever have; the storage index has no room for more.
const MOST_MECHANISMS: u8 = 16;

/// A seat was added at the end: it counts as having updated its weights now.
pub fn seat_appended<T: Config>(netuid: NetUid, now: u64) {
    let main = StorageIndex::from(netuid);
    LastUpdate::<T>::append(main, now);
    let seats = LastUpdate::<T>::decode_len(main).unwrap_or_default();
    for index in indices::<T>(netuid).filter(|index| *index != main) {
        LastUpdate::<T>::mutate(index, |updates| {
            // A younger mechanism may lack places of older seats, which never updated it.
            updates.resize(seats.saturating_sub(1), 0);
            updates.push(now);
        });
    }
}

/// A seat has a new hotkey: what the old one thought of others is gone, and what others thought
/// of it counts for nothing. Entries toward the seat stay, with value 0, as the wire has it.
pub fn seat_replaced<T: Config>(netuid: NetUid, uid: Uid, now: u64) {
    for index in indices::<T>(netuid) {
        Weights::<T>::remove(index, uid);
        silence_toward::<T>(index, uid);
        note_update::<T>(index, uid, now);
    }
}

/// Seats were given up and the others moved: rows and their entries follow.
pub fn seats_renumbered<T: Config>(netuid: NetUid, seats: &Renumbering) {
    for index in indices::<T>(netuid) {
        LastUpdate::<T>::mutate(index, |updates| *updates = seats.vector(updates));
        let rows: Vec<(Uid, Vec<(u16, u16)>)> = Weights::<T>::drain_prefix(index).collect();
        for (uid, row) in rows {
            if let Some(uid) = seats.new_uid(uid) {
                Weights::<T>::insert(index, uid, seats.row(&row));
            }
        }
    }
}

/// Notes that the seat updated its weights at `now`.
pub(super) fn note_update<T: Config>(index: StorageIndex, uid: Uid, now: u64) {
    LastUpdate::<T>::mutate(index, |updates| {
        // A mechanism younger than the seat has no place for it yet.
        if updates.len() <= uid.index() {
            updates.resize(uid.index().saturating_add(1), 0);
        }
        if let Some(update) = updates.get_mut(uid.index()) {
            *update = now;
        }
    });
}

/// Sets to 0 what every validator gave the seat.
fn silence_toward<T: Config>(index: StorageIndex, uid: Uid) {
    let concerned: Vec<(Uid, Vec<(u16, u16)>)> = Weights::<T>::iter_prefix(index)
        .filter(|(_, row)| row.iter().any(|(dest, value)| *dest == uid.0 && *value != 0))
        .collect();
    for (validator, mut row) in concerned {
        for (_, value) in row.iter_mut().filter(|(dest, _)| *dest == uid.0) {
            *value = 0;
        }
        Weights::<T>::insert(index, validator, row);
    }
}

/// One mechanism of a subnet ended.
pub fn forget_mechanism<T: Config>(netuid: NetUid, mechanism: MechId) {
    let index = StorageIndex::of(netuid, mechanism);
    let _ = Weights::<T>::clear_prefix(index, u32::MAX, None);
    let _ = WeightCommits::<T>::clear_prefix(index, u32::MAX, None);
    let _ = TimelockedWeightCommits::<T>::clear_prefix(index, u32::MAX, None);
    LastUpdate::<T>::remove(index);
}

/// The subnet ended.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    for mechanism in 0..MOST_MECHANISMS {
        forget_mechanism::<T>(netuid, MechId(mechanism));
    }
}

/// The storage keys of a subnet's mechanisms.
fn indices<T: Config>(netuid: NetUid) -> impl Iterator<Item = StorageIndex> {
    (0..params::mechanism_count::<T>(netuid)).map(move |mechanism| StorageIndex::of(netuid, MechId(mechanism)))
}
