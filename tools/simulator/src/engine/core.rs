//! The engine that is the core alone: stakes, weights, bonds and commits in memory.

use super::{Engine, Epoch, Row};
use crate::scenario::{Commits, Rules, Scenario, Settings};
use myelin_economy::emission;
use myelin_primitives::{fixed_point::U96F32, Alpha, Uid};
use myelin_yuma::{mechanism_epoch, stake, MechanismInput, Seat};
use std::collections::VecDeque;

/// What a young subnet emits in a block.
const EMITTED_IN_A_BLOCK: Alpha = Alpha::whole(1);
/// Hashed commits a seat may have waiting.
const MOST_UNREVEALED: usize = 10;
/// Block in which everybody took a seat.
const REGISTERED: u64 = 1;

/// A subnet without an economy: what is emitted is split by the chain's rules and nothing is traded.
pub struct CoreEngine {
    settings: Settings,
    rules: Rules,
    commits: Commits,
    seats: Vec<Seat>,
    stakes: Vec<u64>,
    rows: Vec<Row>,
    last_update: Vec<u64>,
    waiting: Vec<VecDeque<Commit>>,
    /// Rows that are not in use, to be filled again.
    spare: Vec<Row>,
    /// Tempos closed so far.
    closed: u64,
    last_step_block: u64,
    emission: u64,
    epoch: Epoch,
}

/// A row that waits to be shown.
struct Commit {
    /// The tempo in whose end it is shown.
    due: u64,
    row: Row,
}

impl CoreEngine {
    /// A subnet at the begin of its first tempo: everybody has a seat, and validators have permits.
    pub fn new(scenario: &Scenario) -> Self {
        let rules = scenario.settings.rules();
        let mut stakes = vec![0; scenario.seats()];
        let each = scenario.validators.iter().zip(scenario.stakes());
        let staked = each.flat_map(|(group, rao)| std::iter::repeat_n(rao, group.count.into()));
        for (seat, rao) in stakes.iter_mut().skip(1).zip(staked) {
            *seat = rao;
        }
        let seats = stakes.iter().map(|rao| Seat { had_permit: *rao > 0, ..seat(*rao) }).collect();
        let count = stakes.len();
        Self {
            settings: scenario.settings.clone(),
            commits: scenario.run.commits,
            seats,
            stakes,
            rows: vec![Row::new(); count],
            last_update: vec![REGISTERED + 1; count],
            waiting: (0..count).map(|_| VecDeque::new()).collect(),
            spare: Vec::new(),
            closed: 0,
            last_step_block: 0,
            emission: emission(&rules),
            epoch: Epoch { consensus: vec![0; count], ..Default::default() },
            rules,
        }
    }

    /// The block of the epoch that closes the present tempo.
    fn now(&self) -> u64 {
        // The first tempo begins when that of the registrations is over.
        (self.closed + 2) * u64::from(self.rules.params.tempo) + REGISTERED
    }

    /// How many weights a row has at least.
    fn fewest(&self) -> usize {
        usize::from(self.rules.min_allowed_weights).min(self.seats.len())
    }

    fn put_stake(&mut self, seat: usize, rao: u64) {
        self.stakes[seat] = rao;
        self.seats[seat].stake = stake::weight(rao, 0, 0);
    }

    /// Puts in force what is due at the end of the present tempo.
    fn reveal(&mut self) {
        let fewest = self.fewest();
        for (seat, waiting) in self.waiting.iter_mut().enumerate() {
            while waiting.front().is_some_and(|commit| commit.due <= self.closed) {
                let Some(commit) = waiting.pop_front() else { break };
                // Anybody may promise; only who validates by then, and says enough, is heard.
                self.spare.push(match self.seats[seat].had_permit && commit.row.len() >= fewest {
                    true => std::mem::replace(&mut self.rows[seat], commit.row),
                    false => commit.row,
                });
            }
        }
    }
}

/// What a tempo pays miners and validators, in rao.
fn emission(rules: &Rules) -> u64 {
    let paid = emission::split_alpha_out(EMITTED_IN_A_BLOCK, rules.owner_cut, U96F32::from_num(0));
    paid.server.saturating_add(paid.validator).rao().saturating_mul(rules.params.tempo.into())
}

fn seat(rao: u64) -> Seat {
    Seat { stake: stake::weight(rao, 0, 0), registered_at: REGISTERED, had_permit: false }
}

impl Engine for CoreEngine {
    fn submit(&mut self, seat: usize, row: &[(u16, u16)]) -> bool {
        let fewest = self.fewest();
        let Some(period) = self.rules.reveal_period else {
            if row.len() < fewest || !self.seats[seat].had_permit {
                return false;
            }
            self.rows[seat].clear();
            self.rows[seat].extend_from_slice(row);
            self.last_update[seat] = self.now().saturating_sub(1);
            return true;
        };
        let counts = |commit: &&Commit| commit.row.len() >= fewest;
        if self.commits == Commits::Hashed && self.waiting[seat].iter().filter(counts).count() >= MOST_UNREVEALED {
            return false;
        }
        self.last_update[seat] = self.now().saturating_sub(1);
        // What is hidden is looked at when it is shown; too short a row is then worth nothing.
        let mut kept = self.spare.pop().unwrap_or_default();
        kept.clear();
        kept.extend_from_slice(row);
        self.waiting[seat].push_back(Commit { due: self.closed + period - 1, row: kept });
        true
    }

    fn row(&self, seat: usize) -> &[(u16, u16)] {
        &self.rows[seat]
    }

    fn close(&mut self) {
        if self.commits == Commits::Timelocked {
            self.reveal();
        }
        let now = self.now();
        let outcome = mechanism_epoch(&MechanismInput {
            now,
            last_step_block: self.last_step_block,
            seats: &self.seats,
            owner: Some(Uid(0)),
            last_update: &self.last_update,
            weights: &self.rows,
            bonds: &self.epoch.bonds,
            earliest_commit: None, // nobody takes another's seat, so no commit can be for whoever had it
            emission: self.emission,
            params: &self.rules.params,
        });
        for (seat, permit) in self.seats.iter_mut().zip(&outcome.validator_permit) {
            seat.had_permit = *permit;
        }
        self.epoch = Epoch {
            consensus: outcome.consensus,
            incentive: outcome.incentive,
            dividends: outcome.dividends,
            validator_trust: outcome.validator_trust,
            mined: outcome.server_emission,
            validated: outcome.validator_emission,
            bonds: outcome.bonds,
        };
        self.last_step_block = now;
        if self.commits == Commits::Hashed {
            self.reveal();
        }
        self.closed += 1;
    }

    fn epoch(&self) -> &Epoch {
        &self.epoch
    }

    fn stakes(&self) -> &[u64] {
        &self.stakes
    }

    fn stake(&mut self, seat: usize, rao: u64) {
        self.put_stake(seat, self.stakes[seat].saturating_add(rao));
    }

    fn lend(&mut self, seat: usize, rao: u64) {
        self.put_stake(seat, self.stakes[seat].saturating_add(rao));
    }

    fn take_back(&mut self, seat: usize, rao: u64) {
        self.put_stake(seat, self.stakes[seat].saturating_sub(rao));
    }

    fn change(&mut self, settings: &Settings) -> Result<(), String> {
        self.settings = self.settings.overruled(settings);
        self.rules = self.settings.rules();
        self.emission = emission(&self.rules);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Miners, Validators};
    use myelin_primitives::hyperparameters::Value;

    /// The owner on seat 0, two validators, two miners.
    fn subnet(period: Option<u64>, commits: Commits) -> CoreEngine {
        let mut scenario = Scenario {
            miners: vec![Miners { count: 2, ..Default::default() }],
            validators: vec![Validators { count: 2, ..Default::default() }],
            ..Default::default()
        };
        scenario.run.commits = commits;
        scenario.settings.set("commit_reveal", Value::Bool(period.is_some())).unwrap();
        scenario.settings.set("reveal_period", Value::U64(period.unwrap_or(1))).unwrap();
        CoreEngine::new(&scenario)
    }

    /// How many tempos pass before a row given in the first one pays its miner.
    fn first_paid(mut engine: CoreEngine) -> Option<usize> {
        engine.submit(1, &[(3, 65_535)]);
        engine.submit(2, &[(3, 65_535)]);
        (0..8).find(|_| {
            engine.close();
            engine.epoch().mined[3] > 0
        })
    }

    #[test]
    fn a_row_counts_when_the_chain_lets_it() {
        assert_eq!(first_paid(subnet(None, Commits::Timelocked)), Some(0));
        assert_eq!(first_paid(subnet(Some(1), Commits::Timelocked)), Some(0));
        assert_eq!(first_paid(subnet(Some(3), Commits::Timelocked)), Some(2));
        assert_eq!(first_paid(subnet(Some(1), Commits::Hashed)), Some(1));
        assert_eq!(first_paid(subnet(Some(3), Commits::Hashed)), Some(3));
    }

    #[test]
    fn a_commit_cannot_be_read_and_an_open_row_can() {
        for (period, read) in [(None, 1), (Some(1), 0)] {
            let mut engine = subnet(period, Commits::Timelocked);
            assert!(engine.submit(1, &[(3, 65_535)]));
            assert_eq!(engine.row(1).len(), read);
        }
    }

    #[test]
    fn a_tempo_pays_the_parts_the_chain_pays() {
        let mut engine = subnet(None, Commits::Timelocked);
        engine.submit(1, &[(3, 65_535), (4, 65_535)]);
        engine.submit(2, &[(3, 65_535), (4, 65_535)]);
        engine.close();
        let sum = |amounts: &[u64]| amounts.iter().sum::<u64>() as f64 / 360e9;
        let (mined, validated) = (sum(&engine.epoch().mined), sum(&engine.epoch().validated));
        assert!((mined - 0.41).abs() < 1e-4 && (validated - 0.41).abs() < 1e-4, "{mined} {validated}");
    }

    #[test]
    fn a_loan_weighs_as_long_as_it_lasts() {
        let mut engine = subnet(None, Commits::Timelocked);
        let before = engine.stakes().to_vec();
        engine.submit(1, &[(3, 65_535)]);
        engine.submit(2, &[(4, 65_535)]);
        engine.lend(2, before[1] * 3);
        engine.close();
        let lent = engine.epoch().validated.clone();
        engine.take_back(2, before[1] * 3);
        engine.close();
        assert_eq!(engine.stakes(), before);
        assert!(lent[2] > 2 * lent[1], "{lent:?}");
        assert!(engine.epoch().validated[2] < lent[2]);
    }

    #[test]
    fn what_the_owner_changes_holds_from_the_next_epoch_on() {
        let mut engine = subnet(None, Commits::Timelocked);
        let paid = |engine: &CoreEngine| {
            let Epoch { mined, validated, .. } = engine.epoch();
            mined.iter().chain(validated).sum::<u64>() as f64 / 360e9
        };
        engine.submit(1, &[(3, 65_535)]);
        engine.submit(2, &[(4, 65_535)]);
        engine.close();
        assert!(engine.epoch().consensus[3] > 0 && (paid(&engine) - 0.82).abs() < 1e-4);
        let mut settings = Settings::default();
        settings.set("kappa", Value::U64(40_000)).unwrap();
        settings.set("owner_cut_enabled", Value::Bool(false)).unwrap();
        settings.set("min_allowed_weights", Value::U64(2)).unwrap();
        engine.change(&settings).unwrap();
        assert!(!engine.submit(1, &[(3, 65_535)]), "one weight is too few now");
        engine.close();
        assert_eq!(engine.epoch().consensus[3], 0, "half of the stake is no longer enough");
        assert!((paid(&engine) - 1.0).abs() < 1e-4, "{}", paid(&engine));
        assert_eq!(engine.rules.reveal_period, None, "what was told before holds on");
    }

    #[test]
    fn a_hidden_row_must_be_long_enough_when_it_is_shown() {
        for (least, heard) in [(1, 1), (2, 0)] {
            let mut engine = subnet(Some(2), Commits::Timelocked);
            engine.submit(1, &[(3, 65_535)]);
            engine.close();
            let mut settings = Settings::default();
            settings.set("min_allowed_weights", Value::U64(least)).unwrap();
            engine.change(&settings).unwrap();
            engine.close();
            assert_eq!(engine.row(1).len(), heard);
        }
    }

    #[test]
    fn more_than_ten_hashed_commits_do_not_wait() {
        let mut engine = subnet(Some(50), Commits::Hashed);
        let taken: Vec<bool> = (0..12)
            .map(|_| {
                let taken = engine.submit(1, &[(3, 1)]);
                engine.close();
                taken
            })
            .collect();
        assert_eq!(taken.iter().filter(|taken| **taken).count(), 10);
    }
}
