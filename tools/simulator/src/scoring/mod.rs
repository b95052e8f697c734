//! What miners deserve for what a validator saw: by the scenario's reward, or by code of whoever
//! designs the subnet, as a process of its own or as the crate that will run on the network.

mod process;
mod task;

pub use process::{Process, Start};
pub use task::{Asking, Bank, Seed, Task, Tasks, Work};

use crate::scenario::{Reward, Scenario, Shape};

/// Turns what was seen into what is deserved. Values are in the miners' order.
pub trait Scorer {
    /// Writes what each miner deserves, from zero up; only proportions matter.
    fn merits(&mut self, look: &Look, merits: &mut Vec<f64>) -> Result<(), String>;
}

/// A validator's look at all miners.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub epoch: u32,
    /// Who looks: its group and its number there.
    pub validator: (&'a str, u32),
    /// What it saw just now, each from 0 to 1.
    pub seen: &'a [f64],
    /// What it remembers, this look included.
    pub remembered: &'a [f64],
}

/// The scorer of a scenario.
pub fn of(scenario: &Scenario) -> Result<Box<dyn Scorer>, String> {
    let bank = match &scenario.work {
        None => None,
        Some(work) => Some(work.bank.clone().ok_or_else(|| format!("the subnet `{}` was not prepared", work.subnet))?),
    };
    Ok(match (&scenario.scorer, bank) {
        (Some(command), _) => Box::new(Process::start(command)?),
        (None, Some(bank)) => Box::new(bank),
        (None, None) => Box::new(scenario.reward),
    })
}

/// A subnet's own `merit` of what is remembered.
impl Scorer for Bank {
    fn merits(&mut self, look: &Look, merits: &mut Vec<f64>) -> Result<(), String> {
        merits.clear();
        merits.extend(look.remembered.iter().map(|mean| self.merit(*mean)));
        match merits.iter().position(|merit| !(0.0..=MOST_MERIT).contains(merit)) {
            None => Ok(()),
            Some(miner) => Err(format!("the subnet gave miner {miner} the merit {}", merits[miner])),
        }
    }
}

/// Merits are added up; beyond this the sum of a whole subnet's would be no number any more.
const MOST_MERIT: f64 = 1e300;

impl Scorer for Reward {
    fn merits(&mut self, look: &Look, merits: &mut Vec<f64>) -> Result<(), String> {
        let scores = look.remembered;
        merits.clear();
        match self.shape {
            Shape::Proportional => merits.extend_from_slice(scores),
            Shape::AboveMean => {
                let mean = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
                merits.extend(scores.iter().map(|score| (score - mean).max(0.0)));
            }
            Shape::Winners(count) => {
                // Those with fewer than `count` before them; of equals the first comes first.
                let is_before = |one: usize, other: usize| (scores[other], one) < (scores[one], other);
                let before = |miner| (0..scores.len()).filter(|other| is_before(*other, miner)).count();
                let wins = |miner: usize| scores[miner] > 0.0 && before(miner) < usize::from(count);
                merits.extend((0..scores.len()).map(|miner| f64::from(u8::from(wins(miner)))));
            }
        }
        for merit in merits {
            *merit = (1..self.power).fold(*merit, |power, _| power * *merit);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merits(shape: Shape, power: u32, scores: &[f64]) -> Vec<f64> {
        let mut merits = Vec::new();
        let look = Look { epoch: 0, validator: ("somebody", 1), seen: scores, remembered: scores };
        Reward { shape, power, memory: 0.0 }.merits(&look, &mut merits).unwrap();
        merits
    }

    #[test]
    fn each_shape_pays_in_its_way() {
        let scores = [0.5, 1.0, 0.0, 0.5];
        assert_eq!(merits(Shape::Proportional, 1, &scores), scores);
        assert_eq!(merits(Shape::Proportional, 2, &scores), [0.25, 1.0, 0.0, 0.25]);
        assert_eq!(merits(Shape::AboveMean, 1, &scores), [0.0, 0.5, 0.0, 0.0]);
        assert_eq!(merits(Shape::Winners(1), 1, &scores), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(merits(Shape::Winners(2), 1, &scores), [1.0, 1.0, 0.0, 0.0]);
        assert_eq!(merits(Shape::Winners(3), 1, &scores), [1.0, 1.0, 0.0, 1.0]);
    }
}
