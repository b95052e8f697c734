//! The engine that is the real runtime: its pallets on state in memory, told by real calls, block
//! by block. No node, no network, no clock but the blocks.
//!
//! ```no_run
//! # fn world(scenario: &myelin_simulator::Scenario) -> Result<(), myelin_simulator_runtime::Unfit> {
//! use myelin_simulator::world::World;
//! use myelin_simulator_runtime::{Economy, RuntimeEngine};
//!
//! let history = World::new(scenario, 1, RuntimeEngine::new(scenario, Economy::Running)?).run();
//! # Ok(()) }
//! ```
#![forbid(unsafe_code)]
// A tool: lists are indexed by seats, and blocks and rao are counted far below any limit.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod chain;

use chain::Chain;
use codec::Encode;
use myelin_primitives::{MechId, NetUid, StorageIndex, Uid};
use myelin_runtime::{
    editing::{self, Person, Population, Refusal, Setting},
    AccountId, Runtime, RuntimeCall, RuntimeOrigin,
};
use myelin_simulator::{
    engine::{Engine, Epoch, Ground, Row},
    scenario::{Commits, Scenario, Settings},
};
use pallet_subtensor::{
    self as subtensor,
    weights::{Ciphertext, Revealed, UNNAMED_VERSION},
    Call,
};
use polkadot_sdk::{frame_support::storage::with_storage_layer, sp_io::hashing::blake2_256};
use std::fmt;

/// Whether alpha is emitted, earned and staked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Economy {
    /// As on a chain: what people earn is theirs, as stake.
    Running,
    /// Nothing is emitted, so that stakes stay as they are and consensus is all that happens.
    Stopped,
}

/// The ground that is the runtime, with its economy running.
pub struct InMemory;

impl Ground for InMemory {
    fn engine(&self, scenario: &Scenario) -> Result<Box<dyn Engine>, String> {
        match RuntimeEngine::new(scenario, Economy::Running) {
            Ok(engine) => Ok(Box::new(engine)),
            Err(unfit) => Err(unfit.to_string()),
        }
    }
}

/// Why the runtime cannot play a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(String);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the runtime cannot play this: {}", self.0)
    }
}

impl std::error::Error for Unfit {}

impl From<Refusal> for Unfit {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.to_string())
    }
}

/// A subnet on the real runtime.
pub struct RuntimeEngine {
    chain: Chain,
    netuid: NetUid,
    people: Vec<Person>,
    /// Where weights are hidden first, for how many epochs.
    reveal_period: Option<u64>,
    commits: Commits,
    /// Rows that are promised, and the epoch they were promised in.
    secrets: Vec<(u64, Secret)>,
    /// What the chain has, read when it changed.
    rows: Vec<Row>,
    stakes: Vec<u64>,
    epoch: Epoch,
}

/// A row nobody else knows.
struct Secret {
    seat: usize,
    uids: Vec<u16>,
    values: Vec<u16>,
    salt: Vec<u16>,
}

impl RuntimeEngine {
    /// A chain with the scenario's subnet on it, at the begin of its first tempo.
    pub fn new(scenario: &Scenario, economy: Economy) -> Result<Self, Unfit> {
        let rules = scenario.settings.rules();
        let mut chain = Chain::new();
        let people: Vec<Person> = (0..scenario.seats()).map(person).collect();
        let netuid = chain.within(|| found(scenario, &people))?;
        if economy == Economy::Stopped {
            // A subnet nobody can join is paid nothing.
            chain.within(|| set(netuid, "network_registration_allowed", "false"))?;
        }
        let count = people.len();
        let mut engine = Self {
            chain,
            netuid,
            people,
            reveal_period: rules.reveal_period,
            commits: scenario.run.commits,
            secrets: Vec::new(),
            rows: vec![Row::new(); count],
            stakes: vec![0; count],
            epoch: Epoch { consensus: vec![0; count], ..Default::default() },
        };
        engine.stakes = engine.read_stakes();
        Ok(engine)
    }

    /// The block that is open.
    pub fn block(&self) -> u64 {
        self.chain.block()
    }

    /// Every invariant of the chain's rooms, for tests.
    pub fn check(&mut self) -> Result<(), String> {
        self.chain.within(|| myelin_runtime::checks::all().map_err(|broken| broken.to_string()))
    }

    fn index(&mut self) -> u64 {
        let netuid = self.netuid;
        self.chain.within(|| subtensor::SubnetEpochIndex::<Runtime>::get(netuid))
    }

    /// What the call does when the seat's hotkey signs it.
    fn call(&mut self, seat: usize, call: Call<Runtime>) -> bool {
        let origin = RuntimeOrigin::signed(self.people[seat].hotkey.clone());
        self.chain.dispatch(origin, RuntimeCall::from(call))
    }

    fn read_row(&mut self, seat: usize) {
        let (index, uid) = (StorageIndex::from(self.netuid), Uid(seat as u16));
        self.rows[seat] = self.chain.within(|| subtensor::weights::row::<Runtime>(index, uid));
    }

    fn read_stakes(&mut self) -> Vec<u64> {
        let Self { chain, people, netuid, .. } = self;
        chain.within(|| {
            let of = |person: &Person| subtensor::stake::of::<Runtime>(&person.hotkey, &person.coldkey, *netuid).rao();
            people.iter().map(of).collect()
        })
    }

    /// By decree: what a lender had before, and where, is no matter here.
    fn put_stake(&mut self, seat: usize, rao: u64) {
        let Self { chain, people, netuid, .. } = self;
        let Person { coldkey, hotkey } = &people[seat];
        // Refused where the supply is used up; the stake is then what it was.
        let _ = chain.within(|| editing::set_stake(hotkey, coldkey, *netuid, rao));
        self.stakes = self.read_stakes();
    }

    fn commit(&mut self, seat: usize, row: &[(u16, u16)]) -> bool {
        let epoch = self.index();
        let (uids, values) = row.iter().copied().unzip();
        let secret = Secret { seat, uids, values, salt: vec![seat as u16, epoch as u16, (epoch >> 16) as u16] };
        let (netuid, mecid) = (self.netuid, MechId::MAIN);
        let taken = match self.commits {
            Commits::Hashed => {
                let (uids, values, salt) = (&secret.uids, &secret.values, &secret.salt);
                let revealed = Revealed { uids, values, salt, version_key: 0 };
                let commit_hash = revealed.hash(&self.people[seat].hotkey, StorageIndex::from(netuid));
                self.call(seat, Call::commit_mechanism_weights { netuid, mecid, commit_hash })
            }
            Commits::Timelocked => {
                // Nobody will ever read it: there is no beacon that would open it.
                let (commit, reveal_round, commit_reveal_version) = (sealed(&secret), u64::MAX, UNNAMED_VERSION);
                let call = Call::commit_timelocked_mechanism_weights {
                    netuid,
                    mecid,
                    commit,
                    reveal_round,
                    commit_reveal_version,
                };
                self.call(seat, call)
            }
        };
        if taken {
            self.secrets.push((epoch, secret));
        }
        taken
    }

    /// What was promised a period before that epoch, and need not be kept any longer.
    fn due(&mut self, period: u64, epoch: u64) -> Vec<Secret> {
        let all = std::mem::take(&mut self.secrets);
        let (due, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(|(made, _)| made + period <= epoch);
        self.secrets = kept;
        due.into_iter().map(|(_, secret)| secret).collect()
    }

    /// Opens what is due just before the epoch, as the chain would if it heard of the beacon.
    fn open(&mut self, period: u64) {
        let next = self.index() + 1;
        for Secret { seat, uids, values, .. } in self.due(period, next) {
            let Self { chain, people, netuid, .. } = self;
            // Who may not validate by now is not heard, which is nobody's fault.
            let _ = chain.within(|| {
                with_storage_layer(|| {
                    subtensor::weights::apply::<Runtime>(&people[seat].hotkey, *netuid, MechId::MAIN, &uids, &values, 0)
                })
            });
            self.read_row(seat);
        }
    }

    /// Shows what was promised a period ago.
    fn reveal(&mut self, period: u64) {
        let epoch = self.index();
        for Secret { seat, uids, values, salt } in self.due(period, epoch) {
            let (netuid, mecid) = (self.netuid, MechId::MAIN);
            self.call(seat, Call::reveal_mechanism_weights { netuid, mecid, uids, values, salt, version_key: 0 });
            self.read_row(seat);
        }
    }

    fn read_epoch(&mut self) {
        let (netuid, count) = (self.netuid, self.people.len());
        let before = std::mem::take(&mut self.stakes);
        self.stakes = self.read_stakes();
        let earned: Vec<u64> =
            self.stakes.iter().zip(&before).map(|(now, before)| now.saturating_sub(*before)).collect();
        let mut epoch = self.chain.within(|| Epoch {
            consensus: subtensor::Consensus::<Runtime>::get(netuid),
            incentive: subtensor::Incentive::<Runtime>::get(StorageIndex::from(netuid)),
            dividends: subtensor::Dividends::<Runtime>::get(netuid),
            validator_trust: subtensor::ValidatorTrust::<Runtime>::get(netuid),
            mined: vec![0; count],
            validated: vec![0; count],
            bonds: (0..count).map(|seat| bonds(netuid, seat)).collect(),
        });
        for (seat, rao) in earned.into_iter().enumerate() {
            // A seat that did both is told as what most of it came from.
            match epoch.dividends.get(seat) > epoch.incentive.get(seat) {
                true => epoch.validated[seat] = rao,
                false => epoch.mined[seat] = rao,
            }
        }
        self.epoch = epoch;
    }
}

impl Engine for RuntimeEngine {
    fn submit(&mut self, seat: usize, row: &[(u16, u16)]) -> bool {
        if self.reveal_period.is_some() {
            return self.commit(seat, row);
        }
        let (dests, weights) = row.iter().copied().unzip();
        let (netuid, mecid) = (self.netuid, MechId::MAIN);
        let taken = self.call(seat, Call::set_mechanism_weights { netuid, mecid, dests, weights, version_key: 0 });
        self.read_row(seat);
        taken
    }

    fn row(&self, seat: usize) -> &[(u16, u16)] {
        &self.rows[seat]
    }

    fn close(&mut self) {
        let index = self.index();
        // Nothing is sent while blocks pass, so any block of the tempo is as good as its last.
        if let (Some(period), Commits::Timelocked) = (self.reveal_period, self.commits) {
            self.open(period);
        }
        while self.index() == index {
            self.chain.pass();
        }
        self.chain.settle();
        self.read_epoch();
        if let (Some(period), Commits::Hashed) = (self.reveal_period, self.commits) {
            self.reveal(period);
        }
    }

    fn epoch(&self) -> &Epoch {
        &self.epoch
    }

    fn stakes(&self) -> &[u64] {
        &self.stakes
    }

    /// The chain stakes what is earned by itself; more cannot come from nowhere.
    fn stake(&mut self, _: usize, _: u64) {}

    fn lend(&mut self, seat: usize, rao: u64) {
        self.put_stake(seat, self.stakes[seat].saturating_add(rao));
    }

    fn take_back(&mut self, seat: usize, rao: u64) {
        self.put_stake(seat, self.stakes[seat].saturating_sub(rao));
    }

    fn change(&mut self, settings: &Settings) -> Result<(), String> {
        let Self { chain, netuid, .. } = self;
        let set_all = || settings.told().try_for_each(|(name, value)| set(*netuid, name, &value));
        chain.within(set_all).map_err(|unfit| unfit.to_string())
    }
}

/// Founds the scenario's subnet, with everybody on it.
fn found(scenario: &Scenario, people: &[Person]) -> Result<NetUid, Unfit> {
    let rules = scenario.settings.rules();
    let stakes = scenario.validators.iter().zip(scenario.stakes());
    let stakes: Vec<u64> = stakes.flat_map(|(group, rao)| std::iter::repeat_n(rao, group.count.into())).collect();
    let [owner, others @ ..] = people else { return Err(Unfit("there is nobody".to_owned())) };
    let (validators, miners) = others.split_at(stakes.len());
    let netuid = editing::populate(&Population {
        owner: owner.clone(),
        validators: validators.to_vec(),
        miners: miners.to_vec(),
        cabals: 0,
        cabal_stake_ppm: 0,
        commit_reveal: rules.reveal_period.is_some(),
        tempo: rules.params.tempo,
        weights: false,
    })?;
    for (person, rao) in validators.iter().zip(stakes) {
        editing::set_stake(&person.hotkey, &person.coldkey, netuid, rao)?;
    }
    set(netuid, "weights_set_rate_limit", "0")?;
    set(netuid, "max_allowed_validators", &rules.params.max_allowed_validators.to_string())?;
    for (name, value) in scenario.settings.told() {
        // The cycle began with this tempo; setting it again would begin it anew.
        if name != "tempo" {
            set(netuid, name, &value)?;
        }
    }
    Ok(netuid)
}

/// Sets a hyperparameter of the subnet, or of the network if it is one of those.
fn set(netuid: NetUid, name: &str, value: &str) -> Result<(), Unfit> {
    const OF_THE_NETWORK: [&str; 2] = ["subnet_owner_cut", "stake_threshold"];
    let scope = (!OF_THE_NETWORK.contains(&name)).then_some(netuid);
    Ok(editing::set_hyperparameter(scope, name, Setting::parse(value))?)
}

/// What stands in for the encrypted row: nothing anybody could read.
fn sealed(secret: &Secret) -> Ciphertext {
    let bytes = blake2_256(&(&secret.uids, &secret.values, &secret.salt).encode());
    Ciphertext::truncate_from(bytes.to_vec())
}

fn bonds(netuid: NetUid, seat: usize) -> Row {
    subtensor::Bonds::<Runtime>::get(StorageIndex::from(netuid), Uid(seat as u16))
}

/// Whoever sits there; nobody has the keys.
fn person(seat: usize) -> Person {
    let account = |key: &str| AccountId::new(blake2_256(&(key, seat as u64).encode()));
    Person { coldkey: account("coldkey"), hotkey: account("hotkey") }
}
