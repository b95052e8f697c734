//! What the stake agrees on: for each miner the greatest weight that enough stake supports.

use crate::{math, median, sparse::Rows};
use alloc::{vec, vec::Vec};
use myelin_primitives::fixed_point::I32F32;

/// The stake-weighted median of every column: the least score `v` such that the stake of the
/// validators who score at most `v` exceeds `sum of stake - kappa`. Whoever says nothing about a
/// column scores it zero. `weights` holds rows that sum to at most one.
pub fn consensus(weights: &Rows, active_stake: &[I32F32], kappa: I32F32) -> Vec<I32F32> {
    let width = active_stake.len();
    let mut voters: Vec<_> = active_stake.iter().copied().filter(|stake| *stake > I32F32::ZERO).collect();
    if voters.is_empty() {
        return vec![I32F32::ZERO; width];
    }
    math::normalise(&mut voters);
    let total = math::sum(&voters);
    let minority = total.saturating_sub(kappa).to_bits();
    let voters = median::Voters::new(&voters);

    let mut spare = Vec::new();
    let ballots = Ballots::gather(weights, active_stake);
    ballots.columns().map(|ballots| I32F32::from_bits(voters.median(ballots, minority, &mut spare))).collect()
}

/// The scores above zero of all voters, grouped by column.
struct Ballots {
    /// For each column, the position its ballots end before.
    ends: Vec<usize>,
    ballots: Vec<u64>,
}

impl Ballots {
    fn gather(weights: &Rows, active_stake: &[I32F32]) -> Self {
        let rows = || weights.rows().zip(active_stake).filter(|(_, stake)| **stake > I32F32::ZERO);
        let mut ends = vec![0_usize; active_stake.len()];
        for (row, _) in rows() {
            for (column, score) in row.entries() {
                if let Some(count) = ends.get_mut(usize::from(column)) {
                    *count = count.wrapping_add(usize::from(score > I32F32::ZERO));
                }
            }
        }
        let mut total = 0_usize;
        for end in &mut ends {
            let count = core::mem::replace(end, total); // where the column starts; filling moves it to the end
            total = total.saturating_add(count);
        }
        let mut ballots = vec![0; total];
        for (voter, (row, _)) in (0_u16..).zip(rows()) {
            for (column, score) in row.entries().filter(|(_, score)| *score > I32F32::ZERO) {
                let Some(next) = ends.get_mut(usize::from(column)) else { continue };
                if let Some(place) = ballots.get_mut(*next) {
                    *place = median::ballot(score, voter);
                }
                *next = next.wrapping_add(1);
            }
        }
        Self { ends, ballots }
    }

    fn columns(&self) -> impl Iterator<Item = &[u64]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| self.ballots.get(core::mem::replace(&mut start, end)..end).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use myelin_primitives::fixed_point::ratio_u16;

    fn median_of(scores: &[&str], kappa: u16) -> I32F32 {
        let mut weights = Rows::default();
        for score in scores {
            weights.push(0, I32F32::from_str(score).unwrap());
            weights.end_row();
        }
        let stakes = ["0.5", "0.3", "0.2"].map(|stake| I32F32::from_str(stake).unwrap());
        *consensus(&weights, &stakes, ratio_u16(kappa)).first().unwrap()
    }

    #[test]
    fn exactly_half_of_the_stake_carries_its_weight_while_kappa_is_below_one_half() {
        assert_eq!(median_of(&["0.75", "0.25", "0"], 32767), I32F32::lit("0.75"));
    }

    #[test]
    fn exactly_half_of_the_stake_does_not_suffice_when_kappa_is_above_one_half() {
        assert_eq!(median_of(&["0.75", "0.25", "0"], 32768), I32F32::lit("0.25"));
    }

    #[test]
    fn nobody_agrees_on_anything_without_stake() {
        let mut weights = Rows::default();
        weights.push(1, I32F32::ONE);
        weights.end_row();
        weights.end_row();
        assert_eq!(consensus(&weights, &[I32F32::ZERO; 2], I32F32::lit("0.5")), [I32F32::ZERO; 2]);
    }

    #[test]
    fn stake_equal_to_the_minority_does_not_exceed_it() {
        let mut weights = Rows::default();
        for score in [I32F32::lit("0.75"), I32F32::lit("0.25")] {
            weights.push(0, score);
            weights.end_row();
        }
        let half = I32F32::lit("0.5");
        assert_eq!(consensus(&weights, &[half; 2], half).first(), Some(&I32F32::lit("0.75")));
    }
}
