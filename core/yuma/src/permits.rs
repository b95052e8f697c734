//! Which seats are validators.

use crate::epoch::Seat;
use alloc::{vec, vec::Vec};
use core::cmp::Reverse;
use myelin_primitives::{fixed_point::I32F32, Uid};

/// The permits that hold during this epoch: those the previous one awarded, and the owner's.
pub fn in_force(seats: &[Seat], owner: Option<Uid>) -> Vec<bool> {
    let mut permits: Vec<_> = seats.iter().map(|seat| seat.had_permit).collect();
    permit_owner(&mut permits, owner);
    permits
}

/// The permits for the next epoch: the `most` seats with the greatest stake above zero, where the
/// higher uid wins a tie, and the owner's seat on top.
pub fn award(shares: &[I32F32], owner: Option<Uid>, most: u16) -> Vec<bool> {
    let most = usize::from(most);
    let mut staked: Vec<_> = shares
        .iter()
        .enumerate()
        .filter(|(_, share)| **share != I32F32::ZERO)
        .map(|(uid, share)| (*share, uid))
        .collect();
    if most < staked.len() {
        staked.select_nth_unstable_by_key(most, |entry| Reverse(*entry));
        staked.truncate(most);
    }
    let mut permits = vec![false; shares.len()];
    for (_, uid) in staked {
        if let Some(permit) = permits.get_mut(uid) {
            *permit = true;
        }
    }
    permit_owner(&mut permits, owner);
    permits
}

fn permit_owner(permits: &mut [bool], owner: Option<Uid>) {
    if let Some(permit) = owner.and_then(|owner| permits.get_mut(owner.index())) {
        *permit = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn awarded(stakes: &[i64], owner: Option<Uid>, most: u16) -> Vec<bool> {
        let shares: Vec<_> = stakes.iter().map(|stake| I32F32::from_bits(*stake)).collect();
        award(&shares, owner, most)
    }

    #[test]
    fn among_equals_the_higher_uid_keeps_its_permit() {
        assert_eq!(awarded(&[5, 5, 5, 1], None, 2), [false, true, true, false]);
    }

    #[test]
    fn nobody_validates_without_stake() {
        assert_eq!(awarded(&[0, 3, 0], None, 64), [false, true, false]);
        assert_eq!(awarded(&[0, 3, 0], None, 0), [false, false, false]);
    }

    #[test]
    fn the_owner_validates_on_top_of_the_others() {
        assert_eq!(awarded(&[0, 3, 4], Some(Uid(0)), 1), [true, false, true]);
    }
}
