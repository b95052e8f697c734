//! Validators: what they see, remember, and hand in.

use super::{
    dice::{Dice, Whose},
    Fault,
};
use crate::{
    engine::Row,
    scenario::{Scenario, Validating},
    scoring::{Asking, Look, Scorer},
};

/// One validator.
pub struct Validator {
    pub seat: usize,
    pub group: usize,
    /// Its number within its group, from 0; validators of a group look in turn.
    pub turn: u32,
    dice: Dice,
    /// What it saw of each miner when it looked last, and what it remembers.
    seen: Vec<f64>,
    memory: Vec<f64>,
    has_looked: bool,
    /// What it hands in.
    pub row: Row,
}

impl Validator {
    pub fn all(scenario: &Scenario, seed: u64, miners: usize) -> Vec<Self> {
        let mut validators = Vec::new();
        for (group, told) in scenario.validators.iter().enumerate() {
            for turn in 0..u32::from(told.count) {
                let number = validators.len();
                let dice = Dice::new(seed, Whose::Validator(number));
                let (memory, row) = (vec![0.0; miners], Row::with_capacity(miners));
                let seen = memory.clone();
                validators.push(Self { seat: number + 1, group, turn, dice, seen, memory, has_looked: false, row });
            }
        }
        validators
    }

    /// Whether it looks at miners in this tempo.
    pub fn looks(&self, scenario: &Scenario, tempo: u32) -> bool {
        let told = &scenario.validators[self.group];
        match told.strategy {
            _ if told.strategy.copies() => false,
            _ if !self.has_looked => true,
            Validating::Lazy => false,
            _ => (tempo + self.turn).is_multiple_of(told.every),
        }
    }

    /// Looks at every miner, or asks it.
    pub fn look(&mut self, scenario: &Scenario, crowd: &super::Crowd, seed: u64, tempo: u32) {
        let noise = scenario.validators[self.group].noise;
        match scenario.work.as_ref().and_then(|work| Some((work.questions, work.bank.as_ref()?))) {
            Some((questions, bank)) => {
                for (miner, seen) in self.seen.iter_mut().enumerate() {
                    let asking = Asking { seed, tempo, validator: self.seat, miner };
                    *seen = crowd.way(scenario, miner).map_or(0.0, |way| bank.ask(way, asking, questions));
                }
            }
            None => {
                for (seen, quality) in self.seen.iter_mut().zip(&crowd.quality) {
                    *seen = (quality + noise * self.dice.bell()).clamp(0.0, 1.0);
                }
            }
        }
        let kept = if self.has_looked { scenario.reward.memory } else { 0.0 };
        for (remembered, seen) in self.memory.iter_mut().zip(&self.seen) {
            *remembered = kept * *remembered + (1.0 - kept) * *seen;
        }
        self.has_looked = true;
    }

    /// Makes a row of what it remembers. `merits` is a place to count in.
    pub fn judge(
        &mut self,
        scenario: &Scenario,
        crowd: &super::Crowd,
        epoch: u32,
        scorer: &mut dyn Scorer,
        merits: &mut Vec<f64>,
    ) -> Result<(), Fault> {
        let (name, number) = (scenario.validators[self.group].name.as_str(), self.turn + 1);
        let look = Look { epoch, validator: (name, number), seen: &self.seen, remembered: &self.memory };
        let judged = scorer.merits(&look, merits);
        judged.map_err(|what| Fault { agent: format!("validator {number} of `{name}`"), epoch, what })?;
        let is_of = |whom: &str, miner| scenario.miners[crowd.group(miner)].name == whom;
        match &scenario.validators[self.group].strategy {
            Validating::Favour { whom, part } => favour(merits, *part, |miner| is_of(whom, miner)),
            Validating::Neglect { whom, part } => {
                let of_whom = |(miner, _): &(usize, &mut f64)| is_of(whom, *miner);
                merits.iter_mut().enumerate().filter(of_whom).for_each(|(_, merit)| *merit *= 1.0 - part);
            }
            _ => {}
        }
        let first = 1 + scenario.validators.iter().map(|group| usize::from(group.count)).sum::<usize>();
        write_row(merits, first, &mut self.row);
        Ok(())
    }
}

/// Gives `part` of all weight to the favoured, in equal parts, and leaves the rest as it was.
fn favour(merits: &mut [f64], part: f64, is_favoured: impl Fn(usize) -> bool) {
    let sum: f64 = merits.iter().sum();
    let favoured = (0..merits.len()).filter(|miner| is_favoured(*miner)).count() as f64;
    for (miner, merit) in merits.iter_mut().enumerate() {
        *merit = if sum > 0.0 { (1.0 - part) * *merit / sum } else { 0.0 };
        if is_favoured(miner) {
            *merit += part / favoured;
        }
    }
}

/// The row of those merits, for miners on seats from `first` on: the greatest fills the range,
/// halves are rounded to even, and what rounds to zero is left out, as clients do it.
pub fn write_row(merits: &[f64], first: usize, row: &mut Row) {
    row.clear();
    let most = merits.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return;
    }
    let weight = |merit: &f64| (merit / most * 65_535.0).round_ties_even() as u16;
    let entries = merits.iter().enumerate().map(|(miner, merit)| ((first + miner) as u16, weight(merit)));
    row.extend(entries.filter(|(_, weight)| *weight > 0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_favour_takes_its_part_off_everybody() {
        let mut merits = [1.0, 3.0, 0.0];
        favour(&mut merits, 0.5, |miner| miner == 2);
        assert_eq!(merits, [0.125, 0.375, 0.5]);
    }

    #[test]
    fn rows_are_written_as_clients_write_them() {
        let mut row = Row::new();
        write_row(&[0.5, 0.0, 1.0, 0.000_001], 10, &mut row);
        assert_eq!(row, [(10, 32_768), (12, 65_535)]);
        write_row(&[0.0], 10, &mut row);
        assert_eq!(row, []);
    }
}
