//! Which seat a newcomer takes when all are taken.

use super::{registered_at, uid_of};
use crate::{keys, now, subnets, Config, Emission, ImmuneOwnerUidsLimit, ImmunityPeriod, MinNonImmuneUids};
use alloc::vec::Vec;
use myelin_primitives::{Alpha, NetUid, Uid};

/// A seat that may be given to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Candidate {
    /// What it earned in the last epoch; the least goes first.
    emission: Alpha,
    /// The older goes first.
    registered_at: u64,
    uid: Uid,
    /// Too young to be judged.
    is_immune: bool,
}

/// The seat to give away, if any may be.
pub(super) fn choose<T: Config>(netuid: NetUid) -> Option<Uid> {
    worst(&candidates::<T>(netuid), MinNonImmuneUids::<T>::get(netuid))
}

/// Every seat that may be given away at all: not the owner's own.
fn candidates<T: Config>(netuid: NetUid) -> Vec<Candidate> {
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
            Candidate {
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
    let mut established: Vec<Candidate> =
        candidates::<T>(netuid).into_iter().filter(|candidate| !candidate.is_immune).collect();
    established.sort_by_key(|candidate| (candidate.emission, candidate.uid));
    established.into_iter().map(|candidate| candidate.uid).collect()
}

/// The least deserving of those out of immunity, so long as more than `min_non_immune` are; else of
/// the immune, so that a flood of newcomers replaces itself and not the established.
fn worst(candidates: &[Candidate], min_non_immune: u16) -> Option<Uid> {
    let (immune, established): (Vec<Candidate>, Vec<Candidate>) =
        candidates.iter().partition(|candidate| candidate.is_immune);
    let judged = if established.len() > usize::from(min_non_immune) { established } else { immune };
    let order = |candidate: &Candidate| (candidate.emission, candidate.registered_at, candidate.uid);
    judged.into_iter().min_by_key(order).map(|candidate| candidate.uid)
}

/// The owner's seats that are never given away: its oldest ones, as many as the subnet grants, and
/// before them that of the hotkey it named for the subnet.
fn immortal_seats<T: Config>(netuid: NetUid) -> Vec<Uid> {
    let owned = subnets::owner::<T>(netuid).map(|coldkey| keys::owned_by::<T>(&coldkey)).unwrap_or_default();
    let mut seats: Vec<(u64, Uid)> = owned
        .iter()
        .filter_map(|hotkey| uid_of::<T>(netuid, hotkey))
        .map(|uid| (registered_at::<T>(netuid, uid), uid))
        .collect();
    seats.sort_unstable();
    let oldest = seats.into_iter().map(|(_, uid)| uid).collect();
    let named = subnets::owner_hotkey::<T>(netuid).and_then(|hotkey| uid_of::<T>(netuid, &hotkey));
    spared(oldest, named, ImmuneOwnerUidsLimit::<T>::get(netuid))
}

fn spared(mut oldest: Vec<Uid>, named: Option<Uid>, limit: u16) -> Vec<Uid> {
    let limit = usize::from(limit);
    oldest.truncate(limit);
    if let Some(named) = named {
        if !oldest.contains(&named) {
            oldest.insert(0, named);
            oldest.truncate(limit);
        }
    }
    oldest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seats that earned `emission` each, of which the first `established` are out of immunity.
    fn seats(emission: &[u64], established: usize) -> Vec<Candidate> {
        (0u16..)
            .zip(emission)
            .zip(100u64..)
            .map(|((uid, emission), registered_at)| Candidate {
                emission: Alpha(*emission),
                registered_at,
                uid: Uid(uid),
                is_immune: usize::from(uid) >= established,
            })
            .collect()
    }

    #[test]
    fn ten_established_seats_are_spared_and_eleven_are_not() {
        let mut emission = [50u64; 256];
        emission[3] = 1;
        emission[200] = 2;
        assert_eq!(worst(&seats(&emission, 10), 10), Some(Uid(200)));
        assert_eq!(worst(&seats(&emission, 11), 10), Some(Uid(3)));
    }

    #[test]
    fn of_equal_earners_the_oldest_goes() {
        let mut equal = seats(&[7, 7, 7], 3);
        assert_eq!(worst(&equal, 0), Some(Uid(0)));
        equal[2].registered_at = 1;
        assert_eq!(worst(&equal, 0), Some(Uid(2)));
        equal[1].registered_at = 1;
        assert_eq!(worst(&equal, 0), Some(Uid(1)));
    }

    #[test]
    fn nobody_goes_when_all_are_spared() {
        assert_eq!(worst(&[], 0), None);
        assert_eq!(worst(&seats(&[1, 2], 2), 10), None);
    }

    #[test]
    fn an_owner_keeps_its_oldest_seats_and_the_named_one_first() {
        let oldest = alloc::vec![Uid(4), Uid(2), Uid(9)];
        assert_eq!(spared(oldest.clone(), None, 2), [Uid(4), Uid(2)]);
        assert_eq!(spared(oldest.clone(), Some(Uid(2)), 2), [Uid(4), Uid(2)]);
        assert_eq!(spared(oldest.clone(), Some(Uid(9)), 2), [Uid(9), Uid(4)]);
        assert_eq!(spared(oldest, Some(Uid(0)), 1), [Uid(0)]);
    }
}
