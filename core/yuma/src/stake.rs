//! How much a seat's word weighs: its own stake, what it inherits by the links between parents and
//! children, and the part of root stake that counts.

use crate::{epoch::Seat, math};
use alloc::vec::Vec;
use myelin_primitives::fixed_point::{ratio_u64, I32F32, I64F64, U96F32};
use myelin_primitives::Uid;

/// There are at most `2^16` seats, so that many stakes add up when each has lost as many bits.
const EXCESS_BITS: u32 = 16;

/// What a hotkey answers for once its links are counted: `own` less what it gives to children,
/// plus what parents give to it, whole rao, rounded down. The same rule serves alpha and root
/// stake; children are given as proportions, parents as proportion and the parent's own amount.
pub fn inherited(own: u64, children: &[u64], parents: &[(u64, u64)]) -> u64 {
    let part = |amount: u64, proportion: u64| U96F32::from_num(amount).saturating_mul(ratio_u64(proportion));
    let given = children.iter().fold(U96F32::ZERO, |sum, proportion| sum.saturating_add(part(own, *proportion)));
    let received =
        parents.iter().fold(U96F32::ZERO, |sum, (proportion, amount)| sum.saturating_add(part(*amount, *proportion)));
    U96F32::from_num(own).saturating_sub(given).saturating_add(received).saturating_to_num()
}

/// Stake weight of a seat: `alpha + root * tao_weight`, the weight being in parts of `2^64 - 1`.
pub fn weight(alpha: u64, root: u64, tao_weight: u64) -> I64F64 {
    let tao_weight = I64F64::saturating_from_num(ratio_u64(tao_weight));
    let root = I64F64::saturating_from_num(root).saturating_mul(tao_weight);
    I64F64::saturating_from_num(alpha).saturating_add(root)
}

/// Whether a stake weight, in whole rao, reaches the threshold.
pub fn reaches(weight: I64F64, threshold: u64) -> bool {
    weight.saturating_to_num::<u64>() >= threshold
}

/// Each seat's part of all stake, `S_i / sum S`, after seats below `threshold` are set to zero.
/// The owner's seat is exempt.
pub fn shares(seats: &[Seat], owner: Option<Uid>, threshold: u64) -> Vec<I32F32> {
    let owner = owner.map(Uid::index);
    let mut counted: Vec<_> = seats
        .iter()
        .enumerate()
        .map(|(uid, seat)| {
            let counts = owner == Some(uid) || reaches(seat.stake, threshold);
            if counts {
                seat.stake
            } else {
                I64F64::ZERO
            }
        })
        .collect();
    let total = counted.iter().try_fold(I64F64::ZERO, |sum, stake| sum.checked_add(*stake));
    let total = total.unwrap_or_else(|| {
        // More stake than any supply allows: without their last bits the stakes add up, and no
        // seat's part is measured against less than all of them.
        counted.iter_mut().for_each(|stake| *stake = stake.wrapping_shr(EXCESS_BITS));
        counted.iter().fold(I64F64::ZERO, |sum, stake| sum.saturating_add(*stake))
    });
    let share =
        |stake: I64F64| if total == I64F64::ZERO { stake } else { stake.checked_div(total).unwrap_or_default() };
    counted.into_iter().map(|stake| I32F32::saturating_from_num(share(stake))).collect()
}

/// The shares of seats that are active validators, of their own sum.
pub fn active_shares(shares: &[I32F32], active: &[bool], permits: &[bool]) -> Vec<I32F32> {
    let mut counted: Vec<_> = shares
        .iter()
        .zip(active.iter().zip(permits))
        .map(|(share, (active, permit))| if *active && *permit { *share } else { I32F32::ZERO })
        .collect();
    math::normalise(&mut counted);
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_inherits_whole_rao_of_what_its_parent_gives() {
        let half = (1 << 63) - 1;
        assert_eq!(inherited(0, &[], &[(half, 1_000_000_001)]), 500_000_000);
        assert_eq!(inherited(1_000_000_001, &[half], &[]), 500_000_000);
    }

    #[test]
    fn whoever_gives_everything_away_keeps_nothing() {
        assert_eq!(inherited(1_000_000_001, &[u64::MAX], &[]), 0);
        assert_eq!(inherited(1_000_000_001, &[u64::MAX, u64::MAX], &[(u64::MAX, 7)]), 7);
    }

    #[test]
    fn root_stake_counts_in_part() {
        assert_eq!(weight(5, 1_000_000_000, 0), I64F64::from_num(5));
        assert_eq!(weight(5, 1_000_000_000, u64::MAX), I64F64::from_num(1_000_000_005));
        let by_default = weight(0, 1 << 32, 971_718_665_099_567_868);
        assert_eq!(by_default, I64F64::from_num(226_245_882));
    }

    #[test]
    fn stakes_beyond_any_supply_still_share_one_whole() {
        let seat = |stake| Seat { stake, registered_at: 0, had_permit: false };
        let seats = [seat(I64F64::MAX), seat(I64F64::MAX), seat(I64F64::ZERO), seat(I64F64::MAX), seat(I64F64::MAX)];
        let quarter = I32F32::lit("0.25");
        assert_eq!(shares(&seats, None, 0), [quarter, quarter, I32F32::ZERO, quarter, quarter]);
    }

    #[test]
    fn a_seat_below_the_threshold_counts_for_nothing_unless_it_is_the_owners() {
        let seat = |stake: u64| Seat { stake: I64F64::from_num(stake), registered_at: 0, had_permit: false };
        let seats = [seat(30), seat(10), seat(9)];
        let bits = |owner| shares(&seats, owner, 10).iter().map(|share| share.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(None), [3 << 30, 1 << 30, 0]);
        assert_eq!(bits(Some(Uid(2))), [(30_i64 << 32) / 49, (10_i64 << 32) / 49, (9_i64 << 32) / 49]);
    }
}
