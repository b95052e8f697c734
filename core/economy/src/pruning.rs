//! Who makes way when there is no room: a seat of a full subnet, or a whole subnet.

use alloc::vec::Vec;
use myelin_primitives::fixed_point::I96F32;
use myelin_primitives::{Alpha, NetUid, Uid};

/// A seat that may be given to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatCandidate {
    /// What it earned in the last epoch; the least goes first.
    pub emission: Alpha,
    /// The older goes first.
    pub registered_at: u64,
    pub uid: Uid,
    /// Too young to be judged.
    pub is_immune: bool,
}

/// The seat to give away: the least deserving of those out of immunity, so long as more than
/// `min_non_immune` are; else of the immune, so that a flood of newcomers replaces itself and not
/// the established.
pub fn seat(candidates: &[SeatCandidate], min_non_immune: u16) -> Option<Uid> {
    let (immune, established): (Vec<SeatCandidate>, Vec<SeatCandidate>) =
        candidates.iter().partition(|candidate| candidate.is_immune);
    let judged = if established.len() > usize::from(min_non_immune) { established } else { immune };
    let order = |candidate: &SeatCandidate| (candidate.emission, candidate.registered_at, candidate.uid);
    judged.into_iter().min_by_key(order).map(|candidate| candidate.uid)
}

/// The seats that a trimming may take, the lowest earners first; among equals the lower uid.
pub fn removable_seats(candidates: &[SeatCandidate]) -> Vec<Uid> {
    let mut established: Vec<&SeatCandidate> = candidates.iter().filter(|candidate| !candidate.is_immune).collect();
    established.sort_by_key(|candidate| (candidate.emission, candidate.uid));
    established.into_iter().map(|candidate| candidate.uid).collect()
}

/// The seats an owner never loses, of those it holds by registration block: its oldest ones, as
/// many as the subnet grants, and before them that of the hotkey it named for the subnet.
pub fn spared_seats(mut owned: Vec<(u64, Uid)>, named: Option<Uid>, limit: u16) -> Vec<Uid> {
    owned.sort_unstable();
    let limit = usize::from(limit);
    let mut spared: Vec<Uid> = owned.into_iter().map(|(_, uid)| uid).take(limit).collect();
    if let Some(named) = named {
        if !spared.contains(&named) {
            spared.insert(0, named);
            spared.truncate(limit);
        }
    }
    spared
}

/// A subnet, as far as its ending depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubnetCandidate {
    pub netuid: NetUid,
    pub moving_price: I96F32,
    pub registered_at: u64,
}

/// The subnet that would be the first to end: the cheapest of those older than `immunity_blocks`,
/// the oldest of equals, and of those the first in the list.
pub fn subnet(candidates: &[SubnetCandidate], now: u64, immunity_blocks: u64) -> Option<NetUid> {
    candidates
        .iter()
        .filter(|candidate| now >= candidate.registered_at.saturating_add(immunity_blocks))
        .min_by_key(|candidate| (candidate.moving_price, candidate.registered_at))
        .map(|candidate| candidate.netuid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    /// Seats that earned `emission` each, of which the first `established` are out of immunity.
    fn seats(emission: &[u64], established: usize) -> Vec<SeatCandidate> {
        (0u16..)
            .zip(emission)
            .zip(100u64..)
            .map(|((uid, emission), registered_at)| SeatCandidate {
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
        assert_eq!(seat(&seats(&emission, 10), 10), Some(Uid(200)));
        assert_eq!(seat(&seats(&emission, 11), 10), Some(Uid(3)));
    }

    #[test]
    fn of_equal_earners_the_oldest_goes() {
        let mut equal = seats(&[7, 7, 7], 3);
        assert_eq!(seat(&equal, 0), Some(Uid(0)));
        equal[2].registered_at = 1;
        assert_eq!(seat(&equal, 0), Some(Uid(2)));
        equal[1].registered_at = 1;
        assert_eq!(seat(&equal, 0), Some(Uid(1)));
    }

    #[test]
    fn nobody_goes_when_all_are_spared() {
        assert_eq!(seat(&[], 0), None);
        assert_eq!(seat(&seats(&[1, 2], 2), 10), None);
    }

    #[test]
    fn trimming_takes_the_lowest_earners_out_of_immunity() {
        assert_eq!(removable_seats(&seats(&[5, 3, 9, 3, 1], 4)), [Uid(1), Uid(3), Uid(0), Uid(2)]);
    }

    #[test]
    fn an_owner_keeps_its_oldest_seats_and_the_named_one_first() {
        let owned = vec![(7, Uid(2)), (9, Uid(9)), (7, Uid(4)), (1, Uid(8))];
        assert_eq!(spared_seats(owned.clone(), None, 3), [Uid(8), Uid(2), Uid(4)]);
        assert_eq!(spared_seats(owned.clone(), Some(Uid(2)), 2), [Uid(8), Uid(2)]);
        assert_eq!(spared_seats(owned.clone(), Some(Uid(9)), 2), [Uid(9), Uid(8)]);
        assert_eq!(spared_seats(owned, Some(Uid(0)), 1), [Uid(0)]);
    }

    #[test]
    fn the_cheapest_subnet_out_of_immunity_ends() {
        let subnet_of = |netuid, price: u32, registered_at| SubnetCandidate {
            netuid: NetUid(netuid),
            moving_price: I96F32::from_num(price),
            registered_at,
        };
        let subnets = [subnet_of(1, 5, 10), subnet_of(2, 3, 20), subnet_of(3, 3, 15), subnet_of(4, 1, 900)];
        assert_eq!(subnet(&subnets, 1000, 500), Some(NetUid(3)), "the oldest of the cheapest");
        assert_eq!(subnet(&subnets, 1400, 500), Some(NetUid(4)), "once it has no immunity left");
        assert_eq!(subnet(&subnets, 100, 500), None);
        assert_eq!(subnet(&[subnet_of(7, 3, 15), subnet_of(3, 3, 15)], 1000, 0), Some(NetUid(7)), "the first");
    }
}
