//! Who attacks: the players that attacks add to a scenario.

use crate::scenario::{Miners, Mining, Scenario, Stake, Validating, Validators};

pub const VALIDATOR: &str = "attacker";
pub const MINERS: &str = "attacker's miners";
pub const SYBILS: &str = "attacker's sybils";

/// The scenario with every stake in rao, so that others' stakes do not move when somebody is added.
pub fn settled(scenario: &Scenario) -> Scenario {
    let mut world = scenario.clone();
    for (group, rao) in world.validators.iter_mut().zip(scenario.stakes()) {
        group.stake = Stake::Each(rao);
    }
    world
}

/// The scenario with one more validator, who has that part of all stake.
pub fn with_validator(scenario: &Scenario, share: f64, strategy: Validating) -> Scenario {
    let mut world = settled(scenario);
    let others: f64 = scenario.everything_staked();
    let like = scenario.validators.first();
    world.validators.push(Validators {
        name: VALIDATOR.to_owned(),
        count: 1,
        stake: Stake::Each((others * share / (1.0 - share)) as u64),
        noise: scenario.attacker.noise.or(like.map(|group| group.noise)).unwrap_or_default(),
        every: like.map_or(1, |group| group.every),
        cost: scenario.attacker.cost.or(like.map(|group| group.cost)).unwrap_or_default(),
        strategy,
        ..Default::default()
    });
    world
}

/// Miners of the attacker's that work as the mean miner does.
pub fn working(scenario: &Scenario, count: u16) -> Miners {
    let all: f64 = scenario.miners.iter().map(|group| f64::from(group.count)).sum();
    let mean = |of: fn(&Miners) -> f64| {
        scenario.miners.iter().map(|group| f64::from(group.count) * of(group)).sum::<f64>() / all
    };
    Miners {
        name: MINERS.to_owned(),
        count,
        skill: scenario.attacker.skill.unwrap_or_else(|| mean(|group| group.skill)),
        spread: 0.0,
        noise: mean(|group| group.noise),
        drift: mean(|group| group.drift),
        learning: mean(|group| group.learning),
        cost: mean(|group| group.cost),
        strategy: Mining::Honest,
        answers: scenario.attacker.answers.clone(),
        line: None,
    }
}
