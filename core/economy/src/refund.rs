//! What a dissolved subnet leaves behind, divided among those who had a part in it.

use alloc::vec::Vec;
use myelin_primitives::Tao;

/// Divides `pot` by weight: `floor(pot * w / sum)` each, and the rao left over one each to those
/// who lost most by rounding down, the earlier of equals first.
pub fn divide(pot: Tao, weights: &[u64]) -> Vec<Tao> {
    let sum = weights.iter().fold(0u128, |sum, weight| sum.saturating_add(u128::from(*weight)));
    if sum == 0 {
        return weights.iter().map(|_| Tao::ZERO).collect();
    }
    let mut shares: Vec<(usize, u64, u128)> = weights
        .iter()
        .enumerate()
        .map(|(index, weight)| {
            let product = u128::from(pot.rao()).saturating_mul(u128::from(*weight));
            let share = product.checked_div(sum).unwrap_or_default();
            let lost = product.checked_rem(sum).unwrap_or_default();
            // The weight is part of the sum, so the share is part of the pot.
            (index, u64::try_from(share).unwrap_or(u64::MAX), lost)
        })
        .collect();

    let given = shares.iter().fold(0u64, |given, (_, share, _)| given.saturating_add(*share));
    let left = usize::try_from(pot.rao().saturating_sub(given)).unwrap_or(usize::MAX);
    shares.sort_by(|(_, _, lost), (_, _, other)| other.cmp(lost));
    shares.iter_mut().take(left).for_each(|(_, share, _)| *share = share.saturating_add(1));
    shares.sort_unstable_by_key(|(index, _, _)| *index);
    shares.into_iter().map(|(_, share, _)| Tao(share)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rao(pot: u64, weights: &[u64]) -> Vec<u64> {
        divide(Tao(pot), weights).into_iter().map(Tao::rao).collect()
    }

    #[test]
    fn everyone_gets_its_part_of_the_pot() {
        assert_eq!(rao(1000, &[1, 1, 2]), [250, 250, 500]);
        assert_eq!(rao(0, &[1, 2]), [0, 0]);
        assert_eq!(rao(7, &[]), [0u64; 0]);
    }

    #[test]
    fn what_rounding_left_goes_to_those_who_lost_most() {
        assert_eq!(rao(10, &[1, 1, 1]), [4, 3, 3], "the earlier of equals");
        assert_eq!(rao(10, &[3, 3, 1]), [4, 4, 2], "4.29, 4.29 and 1.43: the last lost most");
        assert_eq!(rao(2, &[1, 1, 1]), [1, 1, 0]);
    }

    #[test]
    fn the_whole_pot_is_divided_whatever_its_size() {
        let weights = [u64::MAX, u64::MAX - 1, 12_345, 1];
        for pot in [1, 999_999_999, 21_000_000_000_000_000, u64::MAX] {
            let paid = rao(pot, &weights).into_iter().map(u128::from).sum::<u128>();
            assert_eq!(paid, u128::from(pot));
        }
    }

    #[test]
    fn without_weights_nobody_gets_anything() {
        assert_eq!(rao(100, &[0, 0]), [0, 0]);
    }
}
