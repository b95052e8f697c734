//! What copiers see: the mean of all rows that can be read, as it is and as it was.

use super::Validator;
use crate::{
    engine::Engine,
    scenario::{Scenario, Validating},
};
use std::collections::VecDeque;

/// The mean rows of the last tempos, the latest first, as weights of miners.
pub struct Seen {
    means: VecDeque<Vec<f64>>,
    /// How many are kept; none where nobody copies.
    kept: usize,
    anybody: bool,
}

impl Seen {
    pub fn new(scenario: &Scenario) -> Self {
        let delays = scenario.validators.iter().filter_map(|group| match group.strategy {
            Validating::CopyRows { delay } => Some(delay as usize + 1),
            _ => None,
        });
        let anybody = scenario.validators.iter().any(|group| group.strategy.copies());
        Self { means: VecDeque::new(), kept: delays.max().unwrap_or(0), anybody }
    }

    pub fn is_wanted(&self) -> bool {
        self.anybody
    }

    /// Reads what can be read: every row of those who do not copy, by their stake.
    pub fn look_around(&mut self, engine: &impl Engine, scenario: &Scenario, validators: &[Validator]) {
        if self.kept == 0 {
            return;
        }
        let mut mean = if self.means.len() < self.kept { None } else { self.means.pop_back() }.unwrap_or_default();
        mean.clear();
        mean.resize(scenario.seats() - 1 - validators.len(), 0.0);
        let first = 1 + validators.len();
        for validator in validators.iter().filter(|other| !scenario.validators[other.group].strategy.copies()) {
            let row = engine.row(validator.seat);
            let sum: f64 = row.iter().map(|(_, weight)| f64::from(*weight)).sum();
            let stake = engine.stakes()[validator.seat] as f64;
            for (seat, weight) in row {
                if let Some(mean) = usize::from(*seat).checked_sub(first).and_then(|miner| mean.get_mut(miner)) {
                    *mean += stake * f64::from(*weight) / sum;
                }
            }
        }
        self.means.push_front(mean);
    }

    /// The mean as it was so many tempos ago; nothing before the first.
    pub fn rows(&self, delay: u32) -> &[f64] {
        self.means.get(delay as usize).map(Vec::as_slice).unwrap_or_default()
    }
}
