//! Miners: how good their answers are, tempo by tempo.

use super::dice::{Dice, Whose};
use crate::scenario::{Mining, Scenario};

/// All miners of a world.
#[derive(Clone)]
pub struct Crowd {
    miners: Vec<Miner>,
    /// How good each one's answers are in the present tempo, from 0 to 1.
    pub quality: Vec<f64>,
}

#[derive(Clone)]
struct Miner {
    group: usize,
    dice: Dice,
    /// How good it usually is.
    usual: f64,
}

impl Crowd {
    pub fn new(scenario: &Scenario, seed: u64) -> Self {
        let of_group = |(group, told): (usize, &crate::scenario::Miners)| std::iter::repeat_n(group, told.count.into());
        let groups = scenario.miners.iter().enumerate().flat_map(of_group);
        let miners: Vec<Miner> = groups
            .enumerate()
            .map(|(number, group)| {
                let mut dice = Dice::new(seed, Whose::Miner(number));
                let told = &scenario.miners[group];
                let usual = (told.skill + told.spread * (2.0 * dice.part() - 1.0)).clamp(0.0, 1.0);
                Miner { group, dice, usual }
            })
            .collect();
        Self { quality: vec![0.0; miners.len()], miners }
    }

    pub(super) fn len(&self) -> usize {
        self.miners.len()
    }

    /// How a miner answers where a subnet's own code asks; one that does nothing answers nothing.
    pub fn way<'a>(&self, scenario: &'a Scenario, miner: usize) -> Option<&'a str> {
        let told = &scenario.miners[self.miners[miner].group];
        told.answers.as_deref().filter(|_| told.strategy != Mining::Idle)
    }

    pub fn group(&self, miner: usize) -> usize {
        self.miners[miner].group
    }

    /// Lets a tempo's work be done.
    pub fn work(&mut self, scenario: &Scenario) {
        if let Some(bank) = scenario.work.as_ref().and_then(|work| work.bank.as_ref()) {
            for miner in 0..self.miners.len() {
                self.quality[miner] = self.way(scenario, miner).map_or(0.0, |way| bank.mean(way));
            }
            return;
        }
        let is_honest = |miner: &Miner| scenario.miners[miner.group].strategy == Mining::Honest;
        let answers = self.miners.iter().zip(&self.quality).filter(|(miner, _)| is_honest(miner));
        let best = answers.map(|(_, quality)| *quality).fold(0.0, f64::max);
        for (miner, quality) in self.miners.iter_mut().zip(&mut self.quality) {
            let told = &scenario.miners[miner.group];
            let (step, wobble) = (miner.dice.bell(), miner.dice.bell());
            let learnt = told.learning * (1.0 - miner.usual);
            miner.usual = reflected(miner.usual + learnt + told.drift * step);
            *quality = match told.strategy {
                Mining::Honest => (miner.usual + told.noise * wobble).clamp(0.0, 1.0),
                Mining::Copier => best,
                Mining::Idle => 0.0,
            };
        }
    }
}

/// What wanders beyond 0 or 1 comes back by as much.
fn reflected(value: f64) -> f64 {
    let above = if value < 0.0 { -value } else { value };
    let below = if above > 1.0 { 2.0 - above } else { above };
    below.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Miners;

    fn after(tempos: usize, miners: Vec<Miners>) -> Vec<f64> {
        let scenario = Scenario { miners, ..Default::default() };
        let mut crowd = Crowd::new(&scenario, 1);
        (0..tempos).for_each(|_| crowd.work(&scenario));
        crowd.quality
    }

    #[test]
    fn without_noise_a_miner_is_as_good_as_its_skill() {
        assert_eq!(after(5, vec![Miners { count: 2, skill: 0.7, ..Default::default() }]), [0.7, 0.7]);
    }

    #[test]
    fn learning_closes_the_gap_part_by_part() {
        assert_eq!(after(2, vec![Miners { skill: 0.0, learning: 0.5, ..Default::default() }]), [0.75]);
    }

    #[test]
    fn a_copier_is_as_good_as_the_best_was_and_the_idle_are_worth_nothing() {
        let skilled = Miners { skill: 0.9, ..Default::default() };
        let copier = Miners { strategy: Mining::Copier, ..Default::default() };
        let idle = Miners { strategy: Mining::Idle, ..Default::default() };
        assert_eq!(after(1, vec![skilled.clone(), copier.clone(), idle.clone()]), [0.9, 0.0, 0.0]);
        assert_eq!(after(2, vec![skilled, copier, idle]), [0.9, 0.9, 0.0]);
    }

    #[test]
    fn qualities_stay_between_nothing_and_perfection() {
        let wild = Miners { count: 50, drift: 0.4, noise: 0.5, ..Default::default() };
        assert!(after(200, vec![wild]).iter().all(|quality| (0.0..=1.0).contains(quality)));
    }
}
