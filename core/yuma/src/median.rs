//! The weighted median of one column, in time proportional to its ballots.
//!
//! Sorting would cost more than all else in an epoch. Instead the ballots fall into buckets by the
//! upper bits of their scores, the buckets say where the median must be, and the search goes on
//! with the ballots of that bucket alone, until so few are left that sorting them is quickest.

use alloc::vec::Vec;
use myelin_primitives::fixed_point::I32F32;

/// Bits of a ballot that name the voter; the score lies above them.
const VOTER_BITS: u32 = 16;

/// The buckets of one round are told apart by so many bits of the score.
const BUCKET_BITS: u32 = 6;
const BUCKETS: usize = 1 << BUCKET_BITS;

/// So many ballots are sorted rather than divided further.
const FEW: usize = 20;

/// A voter's score of one column as one integer that sorts by score. The score is at least zero.
pub fn ballot(score: I32F32, voter: u16) -> u64 {
    score.to_bits().unsigned_abs() << VOTER_BITS | u64::from(voter)
}

/// Who votes, and with how much stake.
pub struct Voters {
    stakes: Vec<u64>,
    total: u64,
}

impl Voters {
    /// Voters by their stakes, which are at least zero and sum to at most one.
    pub fn new(stakes: &[I32F32]) -> Self {
        let stakes: Vec<_> = stakes.iter().map(|stake| stake.to_bits().unsigned_abs()).collect();
        let total = stakes.iter().fold(0, |sum: u64, stake| sum.saturating_add(*stake));
        Self { stakes, total }
    }

    fn stake(&self, ballot: u64) -> u64 {
        let voter = usize::from(ballot as u16); // the low bits
        self.stakes.get(voter).copied().unwrap_or_default()
    }

    /// The least score such that the stake of all who score at most that much exceeds `minority`,
    /// and the greatest score if there is none. Whoever has no ballot scores zero. `spare` is
    /// working space.
    pub fn median(&self, ballots: &[u64], minority: i64, spare: &mut Vec<u64>) -> i64 {
        let present = ballots.iter().fold(0_u64, |sum, ballot| sum.wrapping_add(self.stake(*ballot)));
        let absent = i64::try_from(self.total.saturating_sub(present)).unwrap_or(i64::MAX);
        // Somebody is silent, and the silent are enough.
        if ballots.is_empty() || (ballots.len() < self.stakes.len() && absent > minority) {
            return 0;
        }
        let score = match u64::try_from(minority.saturating_sub(absent)) {
            Ok(missing) => self.crossing(ballots, missing, spare),
            // Nothing has to be exceeded, so whoever comes first decides.
            Err(_) => ballots.iter().min().copied().unwrap_or_default() >> VOTER_BITS,
        };
        i64::try_from(score).unwrap_or(i64::MAX)
    }

    /// The score at which the stake of the ballots, taken in order, first exceeds `missing`, or the
    /// greatest score.
    fn crossing(&self, ballots: &[u64], mut missing: u64, spare: &mut Vec<u64>) -> u64 {
        let mut width = bit_length(ballots);
        spare.clear();
        if ballots.len() <= FEW {
            spare.extend_from_slice(ballots);
        } else {
            let (shift, bucket) = self.bucket_of_crossing(ballots, width, &mut missing);
            spare.extend(ballots.iter().filter(|ballot| bucket_of(**ballot, shift) == bucket));
            width = shift;
        }
        // Only many alike scores leave many in one bucket; voters tell the ballots apart at last.
        while spare.len() > FEW && width > 0 {
            let (shift, bucket) = self.bucket_of_crossing(spare, width, &mut missing);
            spare.retain(|ballot| bucket_of(*ballot, shift) == bucket);
            width = shift;
        }
        spare.sort_unstable();
        let mut reached = 0_u64;
        let crosses = |ballot: &&u64| {
            reached = reached.saturating_add(self.stake(**ballot));
            reached > missing
        };
        spare.iter().find(crosses).or(spare.last()).copied().unwrap_or_default() >> VOTER_BITS
    }

    /// The bucket in which the stake exceeds what is missing, or the last with any ballots; what
    /// the buckets before it hold is missing no more. The ballots are alike above `width` bits.
    fn bucket_of_crossing(&self, ballots: &[u64], width: u32, missing: &mut u64) -> (u32, usize) {
        let shift = width.saturating_sub(BUCKET_BITS);
        let mut stakes = [0_u64; BUCKETS];
        let mut last = 0;
        for ballot in ballots {
            let bucket = bucket_of(*ballot, shift);
            last = last.max(bucket);
            if let Some(stake) = stakes.get_mut(bucket) {
                *stake = stake.wrapping_add(self.stake(*ballot)); // all together are at most one
            }
        }
        for (bucket, stake) in stakes.iter().enumerate().take(last) {
            if stake > missing {
                return (shift, bucket);
            }
            *missing = missing.wrapping_sub(*stake);
        }
        (shift, last)
    }
}

/// Which bucket a ballot belongs to when those of a round differ in the bits from `shift` up.
fn bucket_of(ballot: u64, shift: u32) -> usize {
    ballot.wrapping_shr(shift) as usize & (BUCKETS - 1)
}

/// How many bits the greatest of the ballots has.
fn bit_length(ballots: &[u64]) -> u32 {
    u64::BITS.saturating_sub(ballots.iter().fold(0, |bits, ballot| bits | ballot).leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    /// The rule word for word: every score in order, the stake at or below it added up.
    fn plain(scores: &[(u64, u64)], minority: i64) -> i64 {
        let mut values: Vec<_> = scores.iter().map(|(score, _)| *score).collect();
        values.sort_unstable();
        let reaches = |value: &&u64| {
            let stake: u64 = scores.iter().filter(|(score, _)| *score <= **value).map(|(_, stake)| stake).sum();
            i64::try_from(stake).unwrap() > minority
        };
        i64::try_from(*values.iter().find(reaches).or(values.last()).unwrap()).unwrap()
    }

    fn quick(scores: &[(u64, u64)], minority: i64) -> i64 {
        let stakes: Vec<_> =
            scores.iter().map(|(_, stake)| I32F32::from_bits(i64::try_from(*stake).unwrap())).collect();
        let ballots: Vec<_> = (0..)
            .zip(scores)
            .filter(|(_, (score, _))| *score > 0)
            .map(|(voter, (score, _))| ballot(I32F32::from_bits(i64::try_from(*score).unwrap()), voter))
            .collect();
        Voters::new(&stakes).median(&ballots, minority, &mut vec![])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn the_bucketed_median_is_the_plain_one(
            spread in 0..33_u32,
            scores in proptest::collection::vec((0..=1_u64 << 32, 1..1_u64 << 23), 1..300),
            minority in -2..1_i64 << 32,
            part in 0..100_i64,
        ) {
            // Alike scores, far ones, and zeros; a minority anywhere, also below nothing.
            let scores: Vec<_> = scores.into_iter().map(|(score, stake)| (score >> spread, stake)).collect();
            let total: u64 = scores.iter().map(|(_, stake)| stake).sum();
            for minority in [minority, total as i64 * part / 100, total as i64, total as i64 / 2] {
                prop_assert_eq!(quick(&scores, minority), plain(&scores, minority));
            }
        }
    }

    #[test]
    fn many_equal_scores_are_one_score() {
        let scores = vec![(1 << 32, 7); 500];
        assert_eq!(quick(&scores, 1750), 1 << 32);
        assert_eq!(quick(&scores, 3500), 1 << 32);
    }
}
