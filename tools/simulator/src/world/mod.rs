//! One run of a scenario on one seed.

mod copies;
mod dice;
mod miners;
mod validators;

pub use miners::Crowd;

use crate::{
    engine::{Engine, Ground, Row},
    scenario::{Scenario, Validating},
    scoring::{self, Scorer},
};
use copies::Seen;
use myelin_primitives::RAO_PER_TOKEN;
use myelin_toml::Invalid;
use std::fmt;
use validators::Validator;

/// What came of a run, for the epochs that count. Amounts are in alpha.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Groups of validators first, then those of miners, in the scenario's order.
    pub groups: Vec<Group>,
    /// How many epochs were counted.
    pub epochs: u32,
    /// What each miner was worth and what it earned in a tempo, on the mean.
    pub miners: Vec<Earner>,
    /// What each validator has staked in the end, and what it earned in a tempo on the mean.
    pub validators: Vec<Earner>,
    /// How many rows were handed in and not taken.
    pub refused: u32,
    /// What ended the run before its time; all else is what happened until then.
    pub fault: Option<Fault>,
}

/// Why a run could not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whose fault it was, and in which epoch, from 0.
    pub agent: String,
    pub epoch: u32,
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, epoch {}: {}", self.agent, self.epoch, self.what)
    }
}

/// What a group earned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    pub name: String,
    /// All that it earned, and all that it spent.
    pub income: f64,
    pub cost: f64,
    /// What it earned in each epoch, those of the warmup included.
    pub by_epoch: Vec<f64>,
    /// What its validators had staked in each epoch; zeros for miners.
    pub staked: Vec<f64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Earner {
    pub group: usize,
    /// A miner's mean quality, a validator's stake.
    pub has: f64,
    pub earned: f64,
}

/// A subnet in the middle of a run.
pub struct World<'a, E> {
    scenario: &'a Scenario,
    seed: u64,
    engine: E,
    crowd: Crowd,
    /// The same miners so many tempos on, for those who know what comes.
    futures: Vec<(u32, Crowd)>,
    validators: Vec<Validator>,
    seen: Seen,
    /// What turns looks into merits; none where it could not be started.
    scorer: Option<Box<dyn Scorer>>,
    merits: Vec<f64>,
    tempo: u32,
    history: History,
}

/// Plays a scenario through, if it can be played there at all.
pub fn play(ground: &dyn Ground, scenario: &Scenario, seed: u64) -> Result<History, Invalid> {
    let engine = ground.engine(scenario).map_err(|cause| Invalid::new(cause, ""))?;
    Ok(World::new(scenario, seed, engine).run())
}

impl<'a, E: Engine> World<'a, E> {
    pub fn new(scenario: &'a Scenario, seed: u64, engine: E) -> Self {
        let crowd = Crowd::new(scenario, seed);
        let validators = Validator::all(scenario, seed, crowd.len());
        let futures = futures(scenario, &crowd);
        let names = scenario.validators.iter().map(|group| &group.name);
        let names = names.chain(scenario.miners.iter().map(|group| &group.name));
        let groups = names.map(|name| Group { name: name.clone(), ..Default::default() }).collect();
        let of_validators = validators.iter().map(|validator| Earner { group: validator.group, ..Default::default() });
        let of_miners = (0..crowd.len()).map(|miner| crowd.group(miner));
        let mut history = History {
            groups,
            epochs: 0,
            validators: of_validators.collect(),
            miners: of_miners.map(|group| Earner { group, ..Default::default() }).collect(),
            refused: 0,
            fault: None,
        };
        let seen = Seen::new(scenario);
        let scorer = scoring::of(scenario).map_err(|what| {
            history.fault = Some(Fault { agent: "everybody".to_owned(), epoch: 0, what });
        });
        let (scorer, merits) = (scorer.ok(), Vec::new());
        Self { scenario, seed, engine, crowd, futures, validators, seen, scorer, merits, tempo: 0, history }
    }

    /// Lets all epochs pass.
    pub fn run(mut self) -> History {
        for _ in 0..self.scenario.run.epochs {
            self.pass();
        }
        self.finish()
    }

    /// Lets one tempo pass, unless something ended the run.
    pub fn pass(&mut self) {
        if self.history.fault.is_some() {
            return;
        }
        if let Err(fault) = self.change() {
            self.history.fault = Some(fault);
            return;
        }
        self.crowd.work(self.scenario);
        self.futures.iter_mut().for_each(|(_, crowd)| crowd.work(self.scenario));
        if let Err(fault) = self.look_and_hand_in() {
            self.history.fault = Some(fault);
            return;
        }
        self.copy_and_hand_in();
        let loans = self.borrow();
        self.engine.close();
        self.account();
        loans.into_iter().for_each(|(seat, rao)| self.engine.take_back(seat, rao));
        self.tempo += 1;
    }

    pub fn engine(&self) -> &E {
        &self.engine
    }

    /// The engine as it is now, without the people.
    pub fn into_engine(self) -> E {
        self.engine
    }

    /// The means of what was counted.
    pub fn finish(mut self) -> History {
        self.history.epochs = self.tempo.saturating_sub(self.scenario.run.warmup);
        let epochs = f64::from(self.history.epochs.max(1));
        for (earner, validator) in self.history.validators.iter_mut().zip(&self.validators) {
            earner.earned /= epochs;
            earner.has = alpha(self.engine.stakes()[validator.seat]);
        }
        for earner in &mut self.history.miners {
            earner.earned /= epochs;
            earner.has /= epochs;
        }
        self.history
    }

    fn counts(&self) -> bool {
        self.tempo >= self.scenario.run.warmup
    }

    /// Sets the hyperparameters that change with this tempo.
    fn change(&mut self) -> Result<(), Fault> {
        let Self { scenario, engine, tempo: epoch, .. } = self;
        for change in scenario.changes.iter().filter(|change| change.epoch == *epoch) {
            let set = engine.change(&change.settings);
            set.map_err(|what| Fault { agent: "a change".to_owned(), epoch: *epoch, what })?;
        }
        Ok(())
    }

    fn look_and_hand_in(&mut self) -> Result<(), Fault> {
        let (counts, tempo, seed) = (self.counts(), self.tempo, self.seed);
        let Self { scenario, engine, crowd, futures, validators, scorer, merits, history, .. } = self;
        let Some(scorer) = scorer else { return Ok(()) };
        for validator in validators {
            let told = &scenario.validators[validator.group];
            if told.strategy.copies() {
                continue;
            }
            if validator.looks(scenario, tempo) {
                let looked_at = match told.strategy {
                    Validating::Foresee { ahead } => futures.iter().find(|(tempos, _)| *tempos == ahead),
                    _ => None,
                };
                validator.look(scenario, looked_at.map_or(&*crowd, |(_, crowd)| crowd), seed, tempo);
                validator.judge(scenario, crowd, tempo, scorer.as_mut(), merits)?;
                if counts {
                    history.groups[validator.group].cost += told.cost;
                }
            }
            hand_in(engine, validator.seat, &validator.row, history);
        }
        Ok(())
    }

    /// Copiers come last: they have read what the others handed in, where it can be read.
    fn copy_and_hand_in(&mut self) {
        if !self.seen.is_wanted() {
            return;
        }
        self.seen.look_around(&self.engine, self.scenario, &self.validators);
        let first = 1 + self.validators.len();
        for validator in &mut self.validators {
            match self.scenario.validators[validator.group].strategy {
                Validating::CopyRows { delay } => {
                    validators::write_row(self.seen.rows(delay), first, &mut validator.row);
                }
                Validating::CopyEarly => validators::write_row(self.seen.early(), first, &mut validator.row),
                Validating::CopyConsensus => {
                    let consensus = self.engine.epoch().consensus.iter().enumerate().skip(first);
                    validator.row.clear();
                    validator.row.extend(consensus.filter(|(_, part)| **part > 0).map(|(at, part)| (at as u16, *part)));
                }
                _ => continue,
            }
            hand_in(&mut self.engine, validator.seat, &validator.row, &mut self.history);
        }
    }

    /// Lends stake to whoever borrows for this epoch; what is to be taken back, and from whom.
    fn borrow(&mut self) -> Vec<(usize, u64)> {
        let (counts, tempo) = (self.counts(), self.tempo);
        let Self { scenario, engine, validators, history, .. } = self;
        let mut loans = Vec::new();
        for validator in validators.iter() {
            let Some(loan) = scenario.validators[validator.group].loan else { continue };
            if tempo % loan.every == loan.every - 1 {
                engine.lend(validator.seat, loan.rao);
                loans.push((validator.seat, loan.rao));
                if counts {
                    history.groups[validator.group].cost += loan.cost;
                }
            }
        }
        loans
    }

    fn account(&mut self) {
        let counts = self.counts();
        let Self { scenario, engine, crowd, validators, history, .. } = self;
        for group in &mut history.groups {
            group.by_epoch.push(0.0);
            group.staked.push(0.0);
        }
        for validator in validators.iter() {
            if let Some(staked) = history.groups[validator.group].staked.last_mut() {
                *staked += alpha(engine.stakes()[validator.seat]);
            }
        }
        let mut stakes = Vec::new();
        let epoch = engine.epoch();
        let mut earn = |group: usize, earner: &mut Earner, rao: u64| {
            let (earned, group) = (alpha(rao), &mut history.groups[group]);
            if let Some(last) = group.by_epoch.last_mut() {
                *last += earned;
            }
            if counts {
                group.income += earned;
                earner.earned += earned;
            }
        };
        for (validator, earner) in validators.iter().zip(&mut history.validators) {
            let rao = epoch.validated[validator.seat];
            earn(validator.group, earner, rao);
            if scenario.run.compound {
                stakes.push((validator.seat, rao));
            }
        }
        let first = 1 + validators.len();
        for (miner, earner) in history.miners.iter_mut().enumerate() {
            earn(scenario.validators.len() + crowd.group(miner), earner, epoch.mined[first + miner]);
            if counts {
                earner.has += crowd.quality[miner];
            }
        }
        if counts {
            for (group, told) in history.groups.iter_mut().zip(&scenario.validators) {
                group.cost -= told.paid * f64::from(told.count);
            }
            for (group, told) in history.groups.iter_mut().skip(scenario.validators.len()).zip(&scenario.miners) {
                group.cost += told.cost * f64::from(told.count);
            }
        }
        stakes.into_iter().for_each(|(seat, rao)| engine.stake(seat, rao));
    }
}

/// The miners as each that knows what comes sees them.
fn futures(scenario: &Scenario, crowd: &Crowd) -> Vec<(u32, Crowd)> {
    let mut futures: Vec<(u32, Crowd)> = Vec::new();
    for group in &scenario.validators {
        let Validating::Foresee { ahead } = group.strategy else { continue };
        if futures.iter().all(|(tempos, _)| *tempos != ahead) {
            let mut future = crowd.clone();
            (0..ahead).for_each(|_| future.work(scenario));
            futures.push((ahead, future));
        }
    }
    futures
}

/// Nothing is handed in where there is nothing to say.
fn hand_in(engine: &mut impl Engine, seat: usize, row: &Row, history: &mut History) {
    if !row.is_empty() && !engine.submit(seat, row) {
        history.refused += 1;
    }
}

fn alpha(rao: u64) -> f64 {
    rao as f64 / RAO_PER_TOKEN as f64
}

#[cfg(test)]
mod tests;
