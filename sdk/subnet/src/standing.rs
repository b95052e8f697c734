//! What a validator thinks of each miner: a moving mean of its scores, and the weights made of it.

use crate::{Score, Subnet};
use myelin_primitives::Uid;
use myelin_wallet::AccountId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The moving mean per hotkey. A seat that changes hands starts anew, because the hotkey does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// In parts per million.
    means: BTreeMap<AccountId, f64>,
}

/// A weight as the chain takes it: the largest is 65535.
pub type Weight = (Uid, u16);

impl Standing {
    /// Takes a round's mean score into account; `memory` (0 to 1) is the share that stays of what
    /// was known before: `mean = memory * mean + (1 - memory) * score`.
    pub fn learn(&mut self, miner: AccountId, score: Score, memory: f64) {
        let score = f64::from(score.ppm());
        let memory = memory.clamp(0.0, 1.0);
        self.means.entry(miner).and_modify(|mean| *mean = *mean * memory + score * (1.0 - memory)).or_insert(score);
    }

    /// What is thought of a miner; none if it was never asked.
    pub fn of(&self, miner: &AccountId) -> Option<Score> {
        // Between 0 and a million, because every score is.
        self.means.get(miner).map(|mean| Score::from_ppm(mean.round() as u32))
    }

    /// Forgets whoever holds no seat any more.
    pub fn keep(&mut self, seated: impl Fn(&AccountId) -> bool) {
        self.means.retain(|miner, _| seated(miner));
    }

    /// The miners' weights in proportion to their merit, the best at 65535; miners without merit
    /// are left out, and with no merit anywhere there are none.
    pub fn weights<S: Subnet>(&self, subnet: &S, miners: &[(Uid, AccountId)]) -> Vec<Weight> {
        let merits: Vec<(Uid, f64)> = miners
            .iter()
            .filter_map(|(uid, miner)| Some((*uid, subnet.merit(self.of(miner)?))))
            .filter(|(_, merit)| merit.is_finite() && *merit > 0.0)
            .collect();
        let best = merits.iter().map(|(_, merit)| *merit).fold(0.0, f64::max);
        let scaled = |merit: f64| (merit / best * f64::from(u16::MAX)).round() as u16;
        merits.into_iter().map(|(uid, merit)| (uid, scaled(merit))).filter(|(_, weight)| *weight > 0).collect()
    }

    /// The opposite of the truth: everything for the miner thought worst of.
    pub fn upside_down(&self, miners: &[(Uid, AccountId)]) -> Vec<Weight> {
        let judged = miners.iter().filter_map(|(uid, miner)| Some((self.of(miner)?, *uid)));
        judged.min().map(|(_, uid)| vec![(uid, u16::MAX)]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Seed;

    /// Pays what is above a half.
    struct AboveHalf;

    impl Subnet for AboveHalf {
        type Item = ();
        type Question = ();
        type Answer = ();
        const NAME: &'static str = "AboveHalf";

        fn item(&self, _: &Seed) {}
        fn question(&self, (): &()) {}
        fn score(&self, (): &(), (): &()) -> Score {
            Score::FULL
        }
        fn merit(&self, mean: Score) -> f64 {
            (mean.as_f64() - 0.5).max(0.0)
        }
    }

    const MINERS: [(Uid, AccountId); 3] =
        [(Uid(4), AccountId([4; 32])), (Uid(5), AccountId([5; 32])), (Uid(6), AccountId([6; 32]))];

    fn standing(ppm: [u32; 3]) -> Standing {
        let mut standing = Standing::default();
        for ((_, miner), ppm) in MINERS.iter().zip(ppm) {
            standing.learn(*miner, Score::from_ppm(ppm), 0.5);
        }
        standing
    }

    #[test]
    fn weights_follow_merit_and_the_worthless_get_none() {
        // Merits of 1/2 and 1/4, which binary fractions hold exactly.
        let weights = standing([1_000_000, 750_000, 400_000]).weights(&AboveHalf, &MINERS);
        assert_eq!(weights, [(Uid(4), 65_535), (Uid(5), 32_768)]);
    }

    #[test]
    fn with_no_merit_anywhere_there_are_no_weights() {
        assert_eq!(standing([100, 200, 300]).weights(&AboveHalf, &MINERS), []);
        assert_eq!(Standing::default().weights(&AboveHalf, &MINERS), []);
    }

    #[test]
    fn a_new_score_moves_the_mean_part_of_the_way() {
        let mut standing = standing([1_000_000, 0, 0]);
        standing.learn(MINERS[0].1, Score::ZERO, 0.75);
        assert_eq!(standing.of(&MINERS[0].1), Some(Score::from_ppm(750_000)));
    }

    #[test]
    fn a_liar_gives_everything_to_the_worst() {
        assert_eq!(standing([900_000, 700_000, 400_000]).upside_down(&MINERS), [(Uid(6), u16::MAX)]);
    }

    #[test]
    fn whoever_left_is_forgotten() {
        let mut standing = standing([1, 2, 3]);
        standing.keep(|miner| *miner == MINERS[1].1);
        assert_eq!(standing.of(&MINERS[0].1), None);
        assert!(standing.of(&MINERS[1].1).is_some());
    }
}
