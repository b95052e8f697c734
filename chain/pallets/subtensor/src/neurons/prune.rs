//! Which seat a newcomer takes when all are taken.

use super::{registered_at, uid_of};
use crate::{keys, now, subnets, Config, Emission, ImmuneOwnerUidsLimit, ImmunityPeriod, MinNonImmuneUids};
use alloc::vec::Vec;
use myelin_economy::pruning::{self, SeatCandidate};
use myelin_primitives::{NetUid, Uid};

/// The seat to give away, if any may be.
pub(super) fn choose<T: Config>(netuid: NetUid) -> Option<Uid> {
    pruning::seat(&candidates::<T>(netuid), MinNonImmuneUids::<T>::get(netuid))
}

/// Every seat that may be given away at all: not the owner's own.
fn candidates<T: Config>(netuid: NetUid) -> Vec<SeatCandidate> {
    let now = now::<T>();
    let immunity = u64::from(ImmunityPeriod::<T>::get(netuid));
    // Read once: the vector has an entry for every seat.
    let earned = Emission::<T>::get(netuid);
    let immortal = immortal_seats::<T>(netuid);
    (0..super::count::<T>(netuid))
        .map(Uid)
        .filter(|uid| !immortal.contains(uid))
        .map(|uid| {
            let registered_at = registered_at::<T>(netuid, uid);
            SeatCandidate {
                emission: earned.get(uid.index()).copied().unwrap_or_default(),
                registered_at,
                uid,
                is_immune: now.saturating_sub(registered_at) < immunity,
            }
        })
        .collect()
}

/// Seats that trimming may take, the lowest earners first: neither the owner's own nor immune.
pub(super) fn removable<T: Config>(netuid: NetUid) -> Vec<Uid> {
    pruning::removable_seats(&candidates::<T>(netuid))
}

/// The owner's seats that are never given away: its oldest ones, as many as the subnet grants, and
/// before them that of the hotkey it named for the subnet.
fn immortal_seats<T: Config>(netuid: NetUid) -> Vec<Uid> {
    let owned = subnets::owner::<T>(netuid).map(|coldkey| keys::owned_by::<T>(&coldkey)).unwrap_or_default();
    let seats = owned
        .iter()
        .filter_map(|hotkey| uid_of::<T>(netuid, hotkey))
        .map(|uid| (registered_at::<T>(netuid, uid), uid))
        .collect();
    let named = subnets::owner_hotkey::<T>(netuid).and_then(|hotkey| uid_of::<T>(netuid, &hotkey));
    pruning::spared_seats(seats, named, ImmuneOwnerUidsLimit::<T>::get(netuid))
}
