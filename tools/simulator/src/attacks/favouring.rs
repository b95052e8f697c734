//! Weight for whoever does not deserve it, or none for who does.

use super::players::{settled, with_validator, working, MINERS};
use crate::scenario::{Miners, Mining, Scenario, Validating, Validators};

/// A validator and its own miners.
pub fn cabal(scenario: &Scenario) -> (Scenario, Scenario) {
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

/// A cabal that owns the subnet, and sets what it may set to its own good. Honestly it leaves
/// everything as it was told.
pub fn self_dealing(scenario: &Scenario) -> (Scenario, Scenario) {
    let (mut attack, honest) = cabal(scenario);
    let sets = &scenario.attacker.sets;
    attack.settings = scenario.settings.overruled(sets);
    // Nobody but itself could change that later.
    for change in &mut attack.changes {
        change.settings = change.settings.overruled(sets);
    }
    (attack, honest)
}

/// A validator with little stake and one working miner.
pub fn underweight(scenario: &Scenario) -> (Scenario, Scenario) {
    let smallest = scenario.miners.iter().min_by_key(|group| group.count);
    let whom = smallest.map(|group| group.name.clone()).unwrap_or_default();
    let with = |strategy| {
        let mut world = with_validator(scenario, scenario.attacker.small_share, strategy);
        world.miners.push(working(scenario, 1));
        world
    };
    (with(Validating::Neglect { whom, part: 1.0 }), with(Validating::Honest))
}

/// Miners, and honest validators who are paid for taking their side. Where nobody is paid the same
/// validators are a group of their own too, so that what they earn can be told.
pub fn bribe(scenario: &Scenario) -> (Scenario, Scenario) {
    let attacker = &scenario.attacker;
    let (mut honest, bribed) = split(scenario, attacker.bribed);
    let mut attack = honest.clone();
    let count: f64 = bribed.iter().map(|group| f64::from(honest.validators[*group].count)).sum();
    for group in bribed {
        let group = &mut attack.validators[group];
        group.strategy = Validating::Favour { whom: MINERS.to_owned(), part: attacker.part };
        group.paid = attacker.bribe / count;
    }
    let miners = working(scenario, attacker.miners);
    let cost = attacker.bribe / f64::from(attacker.miners);
    attack.miners.push(Miners { strategy: Mining::Idle, cost, ..miners.clone() });
    honest.miners.push(miners);
    (attack, honest)
}

/// The scenario with some of its honest validators in groups of their own, and which these are:
/// the richest first, at most so much of all honest stake, but at least one validator.
fn split(scenario: &Scenario, part: f64) -> (Scenario, Vec<usize>) {
    let (world, stakes) = (settled(scenario), scenario.stakes());
    let is_honest = |group: &usize| world.validators[*group].strategy == Validating::Honest;
    let mut by_stake: Vec<usize> = (0..stakes.len()).filter(is_honest).collect();
    by_stake.sort_by_key(|group| std::cmp::Reverse(stakes[*group]));
    let of = |group: usize| f64::from(scenario.validators[group].count) * stakes[group] as f64;
    let mut left = part * by_stake.iter().map(|group| of(*group)).sum::<f64>();
    let mut taken = vec![0; stakes.len()];
    for group in &by_stake {
        let each = stakes[*group].max(1) as f64;
        // A share that comes out even must not miss one by the last bit.
        taken[*group] = ((left / each + 1e-9) as u16).min(scenario.validators[*group].count);
        left -= f64::from(taken[*group]) * each;
    }
    if let (Some(poorest), true) = (by_stake.last(), taken.iter().all(|count| *count == 0)) {
        taken[*poorest] = 1;
    }
    let (mut groups, mut bribed) = (Vec::new(), Vec::new());
    for (group, count) in world.validators.iter().zip(taken) {
        if count > 0 {
            bribed.push(groups.len());
            groups.push(Validators { name: format!("{}, bribed", group.name), count, ..group.clone() });
        }
        if group.count > count {
            groups.push(Validators { count: group.count - count, ..group.clone() });
        }
    }
    (Scenario { validators: groups, ..world }, bribed)
}
