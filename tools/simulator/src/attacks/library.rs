//! The attacks themselves.

use super::{Attack, Measure};
use crate::scenario::{Miners, Mining, Scenario, Stake, Validating, Validators};

/// All of them.
pub static ALL: &[Attack] = &[
    Attack {
        name: "copy-rows",
        does: "hands in the mean of all rows it can read and looks at nobody",
        instead: "looks at every miner",
        arrange: |scenario| copying(scenario, Validating::CopyRows { delay: 0 }),
        measure: Measure::Stake,
    },
    Attack {
        name: "copy-late",
        does: "hands in the mean of all rows as it could be read some tempos ago",
        instead: "looks at every miner",
        arrange: |scenario| copying(scenario, Validating::CopyRows { delay: scenario.attacker.delay }),
        measure: Measure::Stake,
    },
    Attack {
        name: "copy-consensus",
        does: "hands in the consensus of the last epoch",
        instead: "looks at every miner",
        arrange: |scenario| copying(scenario, Validating::CopyConsensus),
        measure: Measure::Stake,
    },
    Attack {
        name: "lazy",
        does: "looks once and hands in the same row ever after",
        instead: "looks at every miner",
        arrange: |scenario| copying(scenario, Validating::Lazy),
        measure: Measure::Stake,
    },
    Attack {
        name: "cabal",
        does: "gives all its weight to miners of its own that do nothing",
        instead: "judges all miners alike while its own work",
        arrange: cabal,
        measure: Measure::Stake,
    },
    Attack {
        name: "sybils",
        does: "fills seats with miners that do nothing beside its one real miner",
        instead: "has the one real miner alone",
        arrange: sybils,
        measure: Measure::Cost,
    },
    Attack {
        name: "underweight",
        does: "leaves the smallest group of miners out of its row",
        instead: "judges all miners alike, its own too",
        arrange: underweight,
        measure: Measure::Stake,
    },
];

const VALIDATOR: &str = "attacker";
const MINERS: &str = "attacker's miners";
const SYBILS: &str = "attacker's sybils";

/// A validator that does not look.
fn copying(scenario: &Scenario, strategy: Validating) -> (Scenario, Scenario) {
    let with = |strategy| with_validator(scenario, scenario.attacker.share, strategy);
    (with(strategy), with(Validating::Honest))
}

/// A validator and its own miners.
fn cabal(scenario: &Scenario) -> (Scenario, Scenario) {
    let miners = working(scenario, scenario.attacker.miners);
    let idle = Miners { strategy: Mining::Idle, cost: 0.0, ..miners.clone() };
    let favour = Validating::Favour { whom: MINERS.to_owned(), part: 1.0 };
    let with = |strategy, miners| {
        let mut world = with_validator(scenario, scenario.attacker.share, strategy);
        world.miners.push(miners);
        world
    };
    (with(favour, idle), with(Validating::Honest, miners))
}

/// One miner, and seats that are taken only to be worse. They are paid once, and here tempo by
/// tempo over all epochs that count.
fn sybils(scenario: &Scenario) -> (Scenario, Scenario) {
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

/// A validator with little stake and one working miner.
fn underweight(scenario: &Scenario) -> (Scenario, Scenario) {
    let smallest = scenario.miners.iter().min_by_key(|group| group.count);
    let whom = smallest.map(|group| group.name.clone()).unwrap_or_default();
    let with = |strategy| {
        let mut world = with_validator(scenario, scenario.attacker.small_share, strategy);
        world.miners.push(working(scenario, 1));
        world
    };
    (with(Validating::Neglect { whom, part: 1.0 }), with(Validating::Honest))
}

/// The scenario with one more validator, who has that part of all stake.
fn with_validator(scenario: &Scenario, share: f64, strategy: Validating) -> Scenario {
    let mut world = scenario.clone();
    let mut others = 0.0;
    for (group, rao) in world.validators.iter_mut().zip(scenario.stakes()) {
        group.stake = Stake::Each(rao);
        others += f64::from(group.count) * rao as f64;
    }
    let like = scenario.validators.first();
    world.validators.push(Validators {
        name: VALIDATOR.to_owned(),
        count: 1,
        stake: Stake::Each((others * share / (1.0 - share)) as u64),
        noise: scenario.attacker.noise.or(like.map(|group| group.noise)).unwrap_or_default(),
        every: like.map_or(1, |group| group.every),
        cost: scenario.attacker.cost.or(like.map(|group| group.cost)).unwrap_or_default(),
        strategy,
        line: None,
    });
    world
}

/// Miners of the attacker's that work as the mean miner does.
fn working(scenario: &Scenario, count: u16) -> Miners {
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
        line: None,
    }
}
