//! Whether a scenario makes sense as a whole: every name is somebody's, and every change fits them.

use crate::{
    expect::{Expectation, SUBNET},
    model::{Change, Person, Role, Scenario, Step, Verb, Weights},
    read::VERBS,
};
use myelin_toml::{instead_of, Invalid};

/// Seats a subnet has, but for the owner's.
const MOST_PEOPLE: usize = 255;

/// The owner, whom no scenario has to name.
pub const OWNER: &str = "Owner";

impl Scenario {
    /// Lets somebody take part.
    pub(crate) fn add(&mut self, person: Person) -> Result<(), Invalid> {
        let name = &person.name;
        if name == SUBNET || name == OWNER || VERBS.contains(&name.as_str()) {
            return Err(Invalid::new(format!("nobody can be called `{name}`: it means something else"), ""));
        }
        let taken = |other: &Person| other.name == *name || other.group == *name || other.name == person.group;
        if self.people.iter().any(taken) {
            return Err(Invalid::new(format!("there is a `{name}` already"), "give each a name of its own"));
        }
        if self.people.len() >= MOST_PEOPLE {
            return Err(Invalid::new(format!("a subnet has seats for {MOST_PEOPLE} beside the owner"), ""));
        }
        self.people.push(person);
        Ok(())
    }

    /// Those a name stands for: one, or a group; none if it is nobody's.
    pub(crate) fn meant_by(&self, name: &str) -> Vec<String> {
        let is_meant = |person: &&Person| person.name == name || person.group == name;
        self.people.iter().filter(is_meant).map(|person| person.name.clone()).collect()
    }

    pub(crate) fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.name == name)
    }

    fn known(&self, name: &str) -> Result<(), Invalid> {
        match self.meant_by(name).is_empty() {
            true => Err(self.nobody(name)),
            false => Ok(()),
        }
    }

    fn single(&self, name: &str) -> Result<&Person, Invalid> {
        self.person(name).ok_or_else(|| match self.meant_by(name).first() {
            Some(first) => Invalid::new(format!("`{name}` are several"), format!("name one of them, as in `{first}`")),
            None => self.nobody(name),
        })
    }

    fn nobody(&self, name: &str) -> Invalid {
        let names = self.people.iter().map(|person| person.name.as_str());
        Invalid::new(format!("there is nobody called `{name}`"), instead_of(name, names))
    }
}

/// Everything that needs more than one line to be seen.
pub fn whole(scenario: &Scenario) -> Result<(), Invalid> {
    if let Some(fault) = &scenario.fault {
        return Err(fault.clone());
    }
    let validates =
        |person: &Person| matches!(&person.role, Role::Validator { weights, .. } if *weights != Weights::None);
    if !scenario.people.iter().any(|person| matches!(person.role, Role::Validator { .. })) {
        return Err(Invalid::new("the scenario has no validator", "without one, no epoch pays anybody"));
    }
    for person in &scenario.people {
        if let Role::Validator { weights, .. } = &person.role {
            told(scenario, weights).map_err(|invalid| invalid.at(person.line))?;
        }
    }
    let hides = |settings: &[crate::Setting]| settings.iter().any(crate::Setting::is_commit_reveal);
    if hides(&scenario.settings) && scenario.people.iter().any(validates) {
        return Err(hidden());
    }
    let mut moments: Vec<&str> = Vec::new();
    for Step { verb, line } in &scenario.steps {
        step(scenario, verb, &mut moments).map_err(|invalid| invalid.at(*line))?;
        if matches!(verb, Verb::Set(settings) if hides(settings)) {
            return Err(hidden().at(*line));
        }
    }
    Ok(())
}

fn hidden() -> Invalid {
    Invalid::new(
        "validators of scenarios set weights in the open, which `commit_reveal = true` forbids",
        "leave it out",
    )
}

fn step<'a>(scenario: &Scenario, verb: &'a Verb, moments: &mut Vec<&'a str>) -> Result<(), Invalid> {
    match verb {
        Verb::Mine(_) | Verb::Epochs(_) | Verb::AdvanceTime(_) | Verb::Set(_) => Ok(()),
        Verb::Change { who, change } => changes(scenario, who, change),
        Verb::Faucet { who, .. } => scenario.known(who),
        Verb::Register(who) => match scenario.single(who)?.joins_later {
            true => Ok(()),
            false => Err(Invalid::new(format!("{who} has a seat from the beginning"), "say `joins_later = true`")),
        },
        Verb::Transfer { from, onto, .. } => scenario.single(from).and_then(|_| scenario.known(onto)),
        Verb::Stake { who, .. } | Verb::Unstake { who, .. } => scenario.known(who),
        Verb::Snapshot(name) => {
            moments.push(name);
            Ok(())
        }
        Verb::Revert(name) => match moments.iter().position(|moment| moment == name) {
            // What was remembered later is gone with the blocks it was in.
            Some(place) => {
                moments.truncate(place.saturating_add(1));
                Ok(())
            }
            None => {
                let hint = instead_of(name, moments.iter().copied());
                Err(Invalid::new(format!("no moment before this is called `{name}`"), hint))
            }
        },
        Verb::Expect(expectation) => expects(scenario, expectation),
    }
}

pub(crate) fn expects(scenario: &Scenario, expectation: &Expectation) -> Result<(), Invalid> {
    let mut others = expectation.names();
    if let Some(who) = others.next().filter(|who| *who != SUBNET) {
        scenario.known(who)?;
    }
    others.filter(|who| *who != SUBNET).try_for_each(|who| scenario.single(who).map(drop))
}

fn changes(scenario: &Scenario, who: &str, change: &Change) -> Result<(), Invalid> {
    if scenario.meant_by(who).is_empty() {
        let names = scenario.people.iter().map(|person| person.name.as_str()).chain(VERBS);
        return Err(Invalid::new(format!("`{who}` is neither a verb nor somebody"), instead_of(who, names)));
    }
    for name in scenario.meant_by(who) {
        let person = scenario.single(&name)?;
        let is_miner = matches!(person.role, Role::Miner { .. });
        if is_miner && change.weights.is_some() {
            return Err(Invalid::new(format!("{name} is a miner, and miners set no weights"), ""));
        }
        if !is_miner && change.quality.is_some() {
            return Err(Invalid::new(format!("{name} is a validator, whose work nobody weighs"), ""));
        }
    }
    change.weights.as_ref().map_or(Ok(()), |weights| told(scenario, weights))
}

/// Weights that were told name people, and are not all zero.
fn told(scenario: &Scenario, weights: &Weights) -> Result<(), Invalid> {
    let Weights::Told(told) = weights else { return Ok(()) };
    told.iter().try_for_each(|(who, _)| scenario.known(who))?;
    if told.iter().all(|(_, weight)| *weight == 0.0) {
        return Err(Invalid::new("weights are above zero for somebody", "`weights = \"none\"` sets none"));
    }
    Ok(())
}
