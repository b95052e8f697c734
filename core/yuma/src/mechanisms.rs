//! How the mechanisms of a subnet share its emission, and how their outcomes become the subnet's.

use crate::epoch::MechanismOutcome;
use alloc::{vec, vec::Vec};
use myelin_primitives::fixed_point::U64F64;

/// The emission of each mechanism, in rao: equal parts, or the parts of 65535 that `split` names.
/// Whatever rounding leaves goes to the first.
pub fn split_emission(emission: u64, mechanism_count: u8, split: Option<&[u16]>) -> Vec<u64> {
    let count = usize::from(mechanism_count);
    let mut parts: Vec<u64> = match split {
        None => vec![emission.checked_div(u64::from(mechanism_count)).unwrap_or_default(); count],
        Some(split) => split.iter().take(count).map(|share| part(emission, *share)).collect(),
    };
    parts.resize(count, 0);
    let assigned = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(*part));
    if let Some(first) = parts.first_mut() {
        *first = first.saturating_add(emission.saturating_sub(assigned));
    }
    parts
}

/// `floor(emission * share / 65535)`.
fn part(emission: u64, share: u16) -> u64 {
    let product = u128::from(emission).saturating_mul(u128::from(share));
    product.checked_div(u128::from(u16::MAX)).and_then(|part| u64::try_from(part).ok()).unwrap_or(u64::MAX)
}

/// What all mechanisms of a subnet decide together, in uid order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubnetOutcome {
    pub active: Vec<bool>,
    pub validator_permit: Vec<bool>,
    /// Stake weight in whole rao, once for each mechanism.
    pub stake: Vec<u64>,
    pub stake_weight: Vec<u16>,
    pub consensus: Vec<u16>,
    pub dividends: Vec<u16>,
    pub validator_trust: Vec<u16>,
    pub emission: Vec<u64>,
    pub server_emission: Vec<u64>,
    pub validator_emission: Vec<u64>,
}

/// Sums the outcomes of a subnet's mechanisms. What is paid adds up; what describes a seat is
/// averaged, each mechanism counting by its part of the emission, or the first alone where there
/// is no emission. Incentives and bonds stay with their mechanism.
pub fn aggregate(outcomes: &[MechanismOutcome], emissions: &[u64]) -> SubnetOutcome {
    let total = emissions.iter().fold(0_u64, |sum, emission| sum.saturating_add(*emission));
    let mut subnet = SubnetOutcome::default();
    for (mechanism, (outcome, emission)) in outcomes.iter().zip(emissions).enumerate() {
        let share = match total {
            0 if mechanism == 0 => U64F64::ONE,
            0 => U64F64::ZERO,
            total => U64F64::from_num(*emission).saturating_div(U64F64::from_num(total)),
        };
        let proportion = |sum: u16, term: u16| weighted(sum.into(), term.into(), share).saturating_to_num();
        let amount = |sum: u64, term: u64| weighted(sum, term, share).saturating_to_num();

        merge(&mut subnet.active, &outcome.active, |any, one| any || one);
        merge(&mut subnet.validator_permit, &outcome.validator_permit, |any, one| any || one);
        merge(&mut subnet.stake, &outcome.stake, u64::saturating_add);
        merge(&mut subnet.server_emission, &outcome.server_emission, u64::saturating_add);
        merge(&mut subnet.validator_emission, &outcome.validator_emission, u64::saturating_add);
        merge(&mut subnet.emission, &outcome.emission, amount);
        merge(&mut subnet.stake_weight, &outcome.stake_weight, proportion);
        merge(&mut subnet.consensus, &outcome.consensus, proportion);
        merge(&mut subnet.dividends, &outcome.dividends, proportion);
        merge(&mut subnet.validator_trust, &outcome.validator_trust, proportion);
    }
    subnet
}

/// `sum + term * share`; every mechanism's sum is rounded down before the next is added.
fn weighted(sum: u64, term: u64, share: U64F64) -> U64F64 {
    U64F64::from_num(sum).saturating_add(U64F64::from_num(term).saturating_mul(share))
}

fn merge<T: Copy + Default>(sums: &mut Vec<T>, terms: &[T], join: impl Fn(T, T) -> T) {
    sums.resize(sums.len().max(terms.len()), T::default());
    sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum = join(*sum, *term));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_parts_leave_their_remainder_to_the_first() {
        assert_eq!(split_emission(100, 3, None), [34, 33, 33]);
    }

    #[test]
    fn named_parts_leave_their_remainder_to_the_first() {
        assert_eq!(split_emission(1000, 2, Some(&[32767, 32768])), [500, 500]);
        assert_eq!(split_emission(1000, 2, Some(&[0, 65535])), [0, 1000]);
    }

    #[test]
    fn a_split_is_cut_or_filled_to_the_mechanisms_there_are() {
        assert_eq!(split_emission(1000, 2, Some(&[13107])), [1000, 0]);
        assert_eq!(split_emission(1000, 1, Some(&[13107, 52428])), [1000]);
        assert_eq!(split_emission(1000, 0, None), Vec::<u64>::new());
    }

    #[test]
    fn averages_round_down_after_every_mechanism() {
        let outcome = |value| MechanismOutcome { dividends: vec![value], stake: vec![7], ..Default::default() };
        let subnet = aggregate(&[outcome(3), outcome(3)], &[1, 1]);
        assert_eq!((subnet.dividends, subnet.stake), (vec![2], vec![14]));
    }

    #[test]
    fn without_emission_the_first_mechanism_speaks_for_the_subnet() {
        let outcome =
            |value| MechanismOutcome { consensus: vec![value], active: vec![value > 5], ..Default::default() };
        let subnet = aggregate(&[outcome(3), outcome(9)], &[0, 0]);
        assert_eq!((subnet.consensus, subnet.active), (vec![3], vec![true]));
    }
}
