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
    /// The mean of the rows that were shown early in this tempo.
    early: Vec<f64>,
    /// How many are kept; none where nobody copies.
    kept: usize,
    anybody: bool,
    anybody_early: bool,
}

impl Seen {
    pub fn new(scenario: &Scenario) -> Self {
        let delays = scenario.validators.iter().filter_map(|group| match group.strategy {
            Validating::CopyRows { delay } => Some(delay as usize + 1),
            _ => None,
        });
        let anybody = scenario.validators.iter().any(|group| group.strategy.copies());
        let anybody_early = scenario.validators.iter().any(|group| group.strategy == Validating::CopyEarly);
        let (means, early) = (VecDeque::new(), Vec::new());
        Self { means, early, kept: delays.max().unwrap_or(0), anybody, anybody_early }
    }

    pub fn is_wanted(&self) -> bool {
        self.anybody
    }

    /// Reads what can be read: every row of those who do not copy, by their stake.
    pub fn look_around(&mut self, engine: &impl Engine, scenario: &Scenario, validators: &[Validator]) {
        let judge = |other: &&Validator| !scenario.validators[other.group].strategy.copies();
        let stake = |other: &Validator| engine.stakes()[other.seat] as f64;
        let (miners, first) = (scenario.seats() - 1 - validators.len(), 1 + validators.len());
        if self.anybody_early {
            let shows = |other: &&Validator| other.turn < u32::from(scenario.validators[other.group].early);
            let shown = validators.iter().filter(judge).filter(shows);
            mean(shown.map(|other| (other.row.as_slice(), stake(other))), miners, first, &mut self.early);
        }
        if self.kept > 0 {
            let mut latest =
                if self.means.len() < self.kept { None } else { self.means.pop_back() }.unwrap_or_default();
            let read = validators.iter().filter(judge).map(|other| (engine.row(other.seat), stake(other)));
            mean(read, miners, first, &mut latest);
            self.means.push_front(latest);
        }
    }

    /// The mean as it was so many tempos ago; nothing before the first.
    pub fn rows(&self, delay: u32) -> &[f64] {
        self.means.get(delay as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The mean of what is shown early.
    pub fn early(&self) -> &[f64] {
        &self.early
    }
}

/// The mean of rows by stake, as weights of miners on seats from `first` on.
fn mean<'a>(rows: impl Iterator<Item = (&'a [(u16, u16)], f64)>, miners: usize, first: usize, mean: &mut Vec<f64>) {
    mean.clear();
    mean.resize(miners, 0.0);
    for (row, stake) in rows {
        let sum: f64 = row.iter().map(|(_, weight)| f64::from(*weight)).sum();
        for (seat, weight) in row {
            if let Some(mean) = usize::from(*seat).checked_sub(first).and_then(|miner| mean.get_mut(miner)) {
                *mean += stake * f64::from(*weight) / sum;
            }
        }
    }
}
