//! Trimming: a subnet gives up seats, its lowest earners lose theirs, and the others move up.

use super::{count, prune, registered_at};
use crate::{
    cost::Work, epoch, params, roll, weights, Axons, BlockAtRegistration, Config, Error, IsNetworkMember, Keys,
    NeuronCertificates, Prometheus, SubnetworkN, Uids,
};
use alloc::vec::Vec;
use myelin_primitives::{NetUid, Uid};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::DispatchResult,
};

/// Of the seats that remain, fewer than this many in a hundred may be such as cannot be taken.
pub(crate) const SPARED_PERCENT: u8 = 80;

/// Leaves the subnet `most` seats. Seats in immunity and those granted to the owner are spared; too
/// many of them refuse the trimming.
pub fn trim<T: Config>(netuid: NetUid, most: u16) -> DispatchResult {
    let seats = count::<T>(netuid);
    let surplus = seats.saturating_sub(most);
    if surplus > 0 {
        let earned = prune::removable::<T>(netuid);
        let spared = u32::from(seats).saturating_sub(earned.len() as u32);
        let is_mostly_spared = spared.saturating_mul(100) >= u32::from(most).saturating_mul(u32::from(SPARED_PERCENT));
        ensure!(!is_mostly_spared, Error::<T>::TrimmingWouldExceedMaxImmunePercentage);
        let removed: Vec<Uid> = earned.into_iter().take(usize::from(surplus)).collect();
        renumber::<T>(netuid, &Renumbering::without(&removed, seats));
    }
    params::set_max_allowed_uids::<T>(netuid, most);
    Ok(())
}

/// What trimming costs: every seat's entries and rows are read and written anew.
pub fn cost_of_trim<T: Config>(netuid: NetUid) -> Weight {
    const TRIMMING: Work = Work::of(30, 20).computing(100_000);
    const SEAT: Work = Work::of(8, 9).computing(20_000);
    TRIMMING.and(SEAT.times(count::<T>(netuid).into())).weight::<T>()
}

/// Moves the remaining seats up and forgets the others.
fn renumber<T: Config>(netuid: NetUid, seats: &Renumbering) {
    let before: Vec<_> =
        Keys::<T>::drain_prefix(netuid).map(|(uid, hotkey)| (uid, hotkey, registered_at::<T>(netuid, uid))).collect();
    let _ = BlockAtRegistration::<T>::clear_prefix(netuid, u32::MAX, None);
    for (uid, hotkey, block) in before {
        if let Some(uid) = seats.new_uid(uid) {
            Keys::<T>::insert(netuid, uid, &hotkey);
            Uids::<T>::insert(netuid, &hotkey, uid);
            BlockAtRegistration::<T>::insert(netuid, uid, block);
        } else {
            Uids::<T>::remove(netuid, &hotkey);
            IsNetworkMember::<T>::remove(&hotkey, netuid);
            Axons::<T>::remove(netuid, &hotkey);
            NeuronCertificates::<T>::remove(netuid, &hotkey);
            Prometheus::<T>::remove(netuid, &hotkey);
        }
    }
    SubnetworkN::<T>::insert(netuid, seats.remaining());
    roll::forget::<T>(netuid);
    epoch::seats_renumbered::<T>(netuid, seats);
    weights::seats_renumbered::<T>(netuid, seats);
}

/// Which seats remain, in ascending order: each takes its position as its new number.
pub struct Renumbering {
    kept: Vec<Uid>,
}

impl Renumbering {
    fn without(removed: &[Uid], seats: u16) -> Self {
        Self { kept: (0..seats).map(Uid).filter(|uid| !removed.contains(uid)).collect() }
    }

    /// Seats that remain.
    pub fn remaining(&self) -> u16 {
        u16::try_from(self.kept.len()).unwrap_or(u16::MAX)
    }

    /// The new number of a seat that remains.
    pub fn new_uid(&self, old: Uid) -> Option<Uid> {
        let position = self.kept.binary_search(&old).ok()?;
        u16::try_from(position).ok().map(Uid)
    }

    /// A vector with one entry a seat; seats it had no entry for read as nothing.
    pub fn vector<V: Copy + Default>(&self, before: &[V]) -> Vec<V> {
        self.kept.iter().map(|uid| before.get(uid.index()).copied().unwrap_or_default()).collect()
    }

    /// A row of entries toward seats, in its order.
    pub fn row(&self, before: &[(u16, u16)]) -> Vec<(u16, u16)> {
        before.iter().filter_map(|(uid, value)| Some((self.new_uid(Uid(*uid))?.0, *value))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_remain_move_up_in_order() {
        let seats = Renumbering::without(&[Uid(1), Uid(3)], 5);
        assert_eq!(seats.remaining(), 3);
        let numbers: Vec<_> = (0..5).map(|uid| seats.new_uid(Uid(uid)).map(|uid| uid.0)).collect();
        assert_eq!(numbers, [Some(0), None, Some(1), None, Some(2)]);
        assert_eq!(seats.vector(&[10, 11, 12, 13]), [10, 12, 0]);
        assert_eq!(seats.row(&[(4, 7), (3, 8), (0, 9)]), [(2, 7), (0, 9)]);
    }
}
