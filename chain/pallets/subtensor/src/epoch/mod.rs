//! Epoch: when a subnet's consensus runs, what goes into it and what it leaves behind.
//! Owns the schedule and the consensus vectors; nobody else writes them.
//! Always: every vector has one entry a seat, except the stake weights, which grow only when an
//! epoch runs (see `checks`).

pub mod checks;
mod run;
mod schedule;
pub(crate) mod storage;

pub use run::{has_double_seat, run, Earned, Outcome};
pub(crate) use schedule::OWNER_TEMPO;
pub use schedule::{
    advance, blocks_to_next, defer, index_with_lookahead, is_due, is_frozen_by_trigger, note_step, open,
    owner_set_tempo, restart_cycle, tick, trigger,
};

use crate::{
    neurons::{self, Renumbering},
    Active, BlocksSinceLastStep, Bonds, BondsResetOn, Config, Consensus, Dividends, Emission, Incentive,
    LastEpochBlock, LastMechanismStepBlock, PendingEpochAt, StakeWeight, SubnetEpochIndex, ValidatorPermit,
    ValidatorTrust,
};
use alloc::vec::Vec;
use myelin_primitives::{Alpha, MechId, NetUid, StorageIndex, Uid};

/// What a seat earned in the last epoch, as miner and validator together.
pub fn emission_of<T: Config>(netuid: NetUid, uid: Uid) -> Alpha {
    Emission::<T>::get(netuid).get(uid.index()).copied().unwrap_or_default()
}

/// Whether the seat's weights count.
pub fn has_permit<T: Config>(netuid: NetUid, uid: Uid) -> bool {
    ValidatorPermit::<T>::get(netuid).get(uid.index()).copied().unwrap_or_default()
}

/// Gives the seat a permit until the next epoch awards them anew.
pub fn permit<T: Config>(netuid: NetUid, uid: Uid) {
    ValidatorPermit::<T>::mutate(netuid, |of| put(of, uid, true));
}

/// A new seat at the end of the vectors: active, and nothing earned.
pub fn seat_appended<T: Config>(netuid: NetUid) {
    Active::<T>::append(netuid, true);
    Emission::<T>::append(netuid, Alpha::ZERO);
    Consensus::<T>::append(netuid, 0u16);
    Dividends::<T>::append(netuid, 0u16);
    ValidatorTrust::<T>::append(netuid, 0u16);
    ValidatorPermit::<T>::append(netuid, false);
    let seats = usize::from(neurons::count::<T>(netuid));
    for mechanism in mechanisms::<T>(netuid) {
        // A younger mechanism may lack entries of older seats, which earned nothing under it.
        Incentive::<T>::mutate(StorageIndex::of(netuid, mechanism), |of| of.resize(seats, 0));
    }
}

/// A seat changed hands: what the old hotkey earned is not the new one's. Bonds of others toward
/// the seat stay; the epoch masks them by the registration block.
pub fn seat_replaced<T: Config>(netuid: NetUid, uid: Uid) {
    Active::<T>::mutate(netuid, |of| put(of, uid, true));
    Emission::<T>::mutate(netuid, |of| put(of, uid, Alpha::ZERO));
    Consensus::<T>::mutate(netuid, |of| put(of, uid, 0));
    Dividends::<T>::mutate(netuid, |of| put(of, uid, 0));
    StakeWeight::<T>::mutate(netuid, |of| put(of, uid, 0));
    ValidatorTrust::<T>::mutate(netuid, |of| put(of, uid, 0));
    ValidatorPermit::<T>::mutate(netuid, |of| put(of, uid, false));
    for mechanism in mechanisms::<T>(netuid) {
        let index = StorageIndex::of(netuid, mechanism);
        Incentive::<T>::mutate(index, |of| put(of, uid, 0));
        Bonds::<T>::remove(index, uid);
    }
}

/// Seats were given up and the others moved: vectors and bonds follow.
pub fn seats_renumbered<T: Config>(netuid: NetUid, seats: &Renumbering) {
    Active::<T>::mutate(netuid, |of| *of = seats.vector(of));
    Emission::<T>::mutate(netuid, |of| *of = seats.vector(of));
    Consensus::<T>::mutate(netuid, |of| *of = seats.vector(of));
    Dividends::<T>::mutate(netuid, |of| *of = seats.vector(of));
    StakeWeight::<T>::mutate(netuid, |of| *of = seats.vector(of));
    ValidatorTrust::<T>::mutate(netuid, |of| *of = seats.vector(of));
    ValidatorPermit::<T>::mutate(netuid, |of| *of = seats.vector(of));
    for mechanism in mechanisms::<T>(netuid) {
        let index = StorageIndex::of(netuid, mechanism);
        Incentive::<T>::mutate(index, |of| *of = seats.vector(of));
        let bonds: Vec<(Uid, Vec<(u16, u16)>)> = Bonds::<T>::drain_prefix(index).collect();
        for (uid, row) in bonds {
            if let Some(uid) = seats.new_uid(uid) {
                Bonds::<T>::insert(index, uid, seats.row(&row));
            }
        }
    }
}

/// Forgets what anybody bonded to the seat, where the subnet lets its miners ask for that.
pub fn forget_bonds_toward<T: Config>(netuid: NetUid, uid: Uid) {
    if !BondsResetOn::<T>::get(netuid) {
        return;
    }
    for mechanism in mechanisms::<T>(netuid) {
        let index = StorageIndex::of(netuid, mechanism);
        let bonds: Vec<(Uid, Vec<(u16, u16)>)> = Bonds::<T>::iter_prefix(index).collect();
        for (holder, mut row) in bonds {
            let before = row.len();
            row.retain(|(seat, _)| *seat != uid.0);
            if row.len() < before {
                Bonds::<T>::insert(index, holder, row);
            }
        }
    }
}

impl<T: Config> pallet_commitments::Seats<T::AccountId> for crate::Pallet<T> {
    fn is_seated(netuid: NetUid, hotkey: &T::AccountId) -> bool {
        neurons::uid_of::<T>(netuid, hotkey).is_some()
    }

    fn epoch_index(netuid: NetUid) -> u64 {
        SubnetEpochIndex::<T>::get(netuid)
    }

    fn forget_bonds_toward(netuid: NetUid, hotkey: &T::AccountId) {
        if let Some(uid) = neurons::uid_of::<T>(netuid, hotkey) {
            forget_bonds_toward::<T>(netuid, uid);
        }
    }
}

/// Writes one entry of a vector that may be too short to have it.
fn put<V>(vector: &mut [V], uid: Uid, value: V) {
    if let Some(entry) = vector.get_mut(uid.index()) {
        *entry = value;
    }
}

/// Forgets everything about a dissolved subnet.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    for mechanism in mechanisms::<T>(netuid) {
        forget_mechanism::<T>(netuid, mechanism);
    }
    Active::<T>::remove(netuid);
    Emission::<T>::remove(netuid);
    Consensus::<T>::remove(netuid);
    Dividends::<T>::remove(netuid);
    StakeWeight::<T>::remove(netuid);
    ValidatorTrust::<T>::remove(netuid);
    ValidatorPermit::<T>::remove(netuid);
    LastEpochBlock::<T>::remove(netuid);
    PendingEpochAt::<T>::remove(netuid);
    SubnetEpochIndex::<T>::remove(netuid);
    BlocksSinceLastStep::<T>::remove(netuid);
    LastMechanismStepBlock::<T>::remove(netuid);
}

/// Forgets what one mechanism earned and bought, when it is taken away.
pub fn forget_mechanism<T: Config>(netuid: NetUid, mechanism: MechId) {
    let index = StorageIndex::of(netuid, mechanism);
    Incentive::<T>::remove(index);
    let _ = Bonds::<T>::clear_prefix(index, u32::MAX, None);
}

/// The mechanisms a subnet runs.
fn mechanisms<T: Config>(netuid: NetUid) -> impl Iterator<Item = MechId> {
    (0..crate::params::mechanism_count::<T>(netuid)).map(MechId)
}
