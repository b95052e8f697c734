//! What must hold of a scenario as a whole.

use super::{Miners, Mining, Scenario, Shape, Stake, Validating, Validators};
use crate::attacks;
use myelin_toml::{instead_of, Invalid};

pub fn whole(scenario: &Scenario) -> Result<(), Invalid> {
    if scenario.name.is_empty() {
        return Err(Invalid::new("the scenario has no name", "begin with `name = \"what it shows\"`"));
    }
    if scenario.miners.is_empty() {
        return Err(Invalid::new("there are no miners", "begin a group of them with `[[miners]]`"));
    }
    if scenario.validators.is_empty() {
        return Err(Invalid::new("there are no validators", "begin a group of them with `[[validators]]`"));
    }
    names(scenario)?;
    stakes(scenario)?;
    strategies(scenario)?;
    work(scenario)?;
    room(scenario)?;
    if let Some(change) = scenario.changes.iter().find(|change| change.epoch >= scenario.run.epochs) {
        let what = format!("a change after {} epochs never comes in {}", change.epoch, scenario.run.epochs);
        return Err(Invalid::new(what, "have it earlier, or have more `epochs`").at(change.line));
    }
    for threshold in &scenario.thresholds {
        if attacks::named(&threshold.attack).is_none() {
            let what = format!("there is no attack `{}`", threshold.attack);
            let hint = instead_of(&threshold.attack, attacks::ALL.iter().map(|attack| attack.name));
            return Err(Invalid::new(what, hint).at(threshold.line));
        }
    }
    Ok(())
}

/// Whether everybody has a seat; attacks ask again when theirs are added.
pub fn room(scenario: &Scenario) -> Result<(), Invalid> {
    let rules = scenario.settings.rules();
    let (seats, most) = (scenario.seats(), usize::from(rules.max_allowed_uids));
    if seats > most {
        let what = format!("{seats} people, with the owner, do not fit into {most} seats");
        return Err(Invalid::new(what, "have fewer, or raise `max_allowed_uids` up to 256"));
    }
    if rules.params.tempo == 0 {
        return Err(Invalid::new("a subnet whose `tempo` is 0 has no epochs", "the chain's own value is 360"));
    }
    Ok(())
}

fn names(scenario: &Scenario) -> Result<(), Invalid> {
    let miners = scenario.miners.iter().map(|group| (group.name.as_str(), group.line));
    let all: Vec<_> = miners.chain(scenario.validators.iter().map(|group| (group.name.as_str(), group.line))).collect();
    for (at, (name, line)) in all.iter().enumerate() {
        if all.iter().take(at).any(|(other, _)| other == name) {
            return Err(Invalid::new(format!("two groups are called `{name}`"), "give each a `name`").at(*line));
        }
        if name.starts_with(attacks::RESERVED) {
            let what = format!("`{name}` is what attacks call themselves");
            return Err(Invalid::new(what, "choose another name").at(*line));
        }
    }
    Ok(())
}

fn stakes(scenario: &Scenario) -> Result<(), Invalid> {
    let parts = scenario.validators.iter().filter_map(|group| match group.stake {
        Stake::Share(part) => Some((part, group.line)),
        Stake::Each(_) => None,
    });
    let (sum, line) = parts.fold((0.0, None), |(sum, _), (part, line)| (sum + part, line));
    let all_are_parts = scenario.validators.iter().all(|group| matches!(group.stake, Stake::Share(_)));
    let too_much = if all_are_parts { sum > 1.0 + 1e-9 } else { sum >= 1.0 };
    if too_much {
        let what = format!("the shares sum to {sum}, which leaves nothing for the others");
        return Err(Invalid::new(what, "all shares together are below 1, or 1 if there are only shares").at(line));
    }
    if scenario.stakes().iter().all(|rao| *rao == 0) {
        return Err(Invalid::new("no validator has any stake", "give one a `stake`"));
    }
    Ok(())
}

/// What a subnet's own code takes the place of must not be told beside it.
fn work(scenario: &Scenario) -> Result<(), Invalid> {
    if scenario.work.is_none() {
        let answering = scenario.miners.iter().find(|group| group.answers.is_some());
        let line = answering.map(|group| group.line).or(scenario.attacker.answers.as_ref().map(|_| None));
        return line.map_or(Ok(()), |line| {
            Err(Invalid::new("`answers` says nothing where there is no `[task]`", "name its `subnet`").at(line))
        });
    }
    let usual = Miners::default();
    for group in &scenario.miners {
        let told = (group.skill, group.spread, group.noise, group.drift, group.learning);
        if told != (usual.skill, usual.spread, usual.noise, usual.drift, usual.learning) {
            let what = "a task knows nothing of `skill`, `spread`, `noise`, `drift` and `learning`";
            return Err(Invalid::new(what, "answers are what miners have instead: `answers = ...`").at(group.line));
        }
        if group.strategy == Mining::Copier {
            let what = "a task has no answers for `strategy = \"copier\"`";
            return Err(
                Invalid::new(what, "write it as a miner of the subnet's, and name it in `answers`").at(group.line)
            );
        }
    }
    if let Some(group) = scenario.validators.iter().find(|group| group.noise != 0.0) {
        let what = "a task knows nothing of a validator's `noise`";
        return Err(Invalid::new(what, "what is seen hangs on how many `questions` are asked").at(group.line));
    }
    if scenario.attacker.noise.is_some() || scenario.attacker.skill.is_some() {
        let what = "a task knows nothing of an attacker's `noise` and `skill`";
        return Err(Invalid::new(what, "its miners answer as `answers` in `[attacker]` says"));
    }
    if scenario.reward.shape != Shape::Proportional || scenario.reward.power != 1 {
        let what = "a task's own `merit` takes the place of `shape` and `power`";
        return Err(Invalid::new(what, "keep `memory` alone in `[reward]`"));
    }
    Ok(())
}

fn strategies(scenario: &Scenario) -> Result<(), Invalid> {
    let shows_early = |group: &Validators| group.early > 0 && !group.strategy.copies();
    for group in &scenario.validators {
        if group.strategy == Validating::CopyEarly && !scenario.validators.iter().any(shows_early) {
            let what = "nobody shows \"copy-early\" anything";
            return Err(Invalid::new(what, "give a group that judges `early = 1`").at(group.line));
        }
        let (Validating::Favour { whom, .. } | Validating::Neglect { whom, .. }) = &group.strategy else { continue };
        if scenario.group_of_miners(whom).is_none() {
            let known = scenario.miners.iter().map(|group| group.name.as_str());
            let what = format!("there is no group of miners `{whom}`");
            return Err(Invalid::new(what, instead_of(whom, known)).at(group.line));
        }
    }
    Ok(())
}
