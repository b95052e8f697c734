//! Seats taken for what they do to others.

use super::players::{working, SYBILS};
use crate::scenario::{Miners, Mining, Scenario};

/// One miner, and seats that are taken only to be worse. They are paid once, and here tempo by
/// tempo over all epochs that count.
pub fn sybils(scenario: &Scenario) -> (Scenario, Scenario) {
    let mut honest = scenario.clone();
    honest.miners.push(working(scenario, 1));
    let mut attack = honest.clone();
    let counted = f64::from(scenario.run.epochs.saturating_sub(scenario.run.warmup).max(1));
    attack.miners.push(Miners {
        name: SYBILS.to_owned(),
        count: scenario.attacker.miners,
        cost: scenario.attacker.seat_cost / counted,
        strategy: Mining::Idle,
        ..Default::default()
    });
    (attack, honest)
}
