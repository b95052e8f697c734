//! What happens in a history, block by block: a subnet is founded, validators judge its miners,
//! people trade, rules change on the way, a second subnet joins.

use crate::{actors::Who, history::Tell};
use myelin_primitives::{Alpha, MechId, NetUid, Tao};
use myelin_runtime::RuntimeCall;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::Call as Subtensor;
use polkadot_sdk::{pallet_balances, pallet_sudo};
use rand_chacha::{
    rand_core::{RngCore, SeedableRng},
    ChaCha8Rng,
};

/// The subnet the history is about; genesis brings the root network and one more.
pub const NETUID: NetUid = NetUid(2);
pub const VALIDATORS: usize = 4;
pub const MINERS: usize = 8;
const NEURONS: usize = VALIDATORS + MINERS;
const PEOPLE: usize = 8;
/// Three times the main network's pace: a short history still sees many epochs.
pub const TEMPO: u16 = 120;

/// What somebody wants to do.
pub type Intent = (Who, RuntimeCall);

/// Tells who does what next. Calls come from here only, so that one seed is one history.
pub struct Plot(ChaCha8Rng);

impl Plot {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }
}

impl Tell for Plot {
    fn funded(&self) -> Vec<Who> {
        let coldkeys = (0..NEURONS).map(Who::Coldkey);
        let people = (0..PEOPLE).map(Who::Person);
        std::iter::once(Who::Owner).chain(coldkeys).chain(people).collect()
    }

    fn block(&mut self, number: u32) -> Vec<Intent> {
        match number {
            1 => Vec::new(),
            2 => vec![(Who::Owner, found(0))],
            3 => settings(NETUID),
            4 => (0..NEURONS).map(|n| (Who::Coldkey(n), register(n))).collect(),
            5 => vec![(Who::Owner, Subtensor::start_call { netuid: NETUID }.into())],
            6 => (0..VALIDATORS).map(|n| stake_own(n, 300 + 100 * n as u64)).collect(),
            // Bonds follow other formulas from here on, with powers and exponentials in them.
            700 => vec![sudo(Admin::sudo_set_liquid_alpha_enabled { netuid: NETUID, enabled: true })],
            1_000 => vec![(Who::Owner, found(1))],
            1_300 => vec![sudo(Admin::sudo_set_yuma3_enabled { netuid: NETUID, enabled: true })],
            // Half way through each tempo; the first time nobody has a permit yet.
            _ if number % u32::from(TEMPO) == 60 => (0..VALIDATORS).map(|n| self.judge(n)).collect(),
            _ => (0..self.below(4)).map(|_| self.trade()).collect(),
        }
    }
}

impl Plot {
    /// A validator's weights on every miner: each has its worth, and each judge its own view.
    fn judge(&mut self, validator: usize) -> Intent {
        // The owner sits on the first seat.
        let dests: Vec<u16> = (0..MINERS).map(|miner| (1 + VALIDATORS + miner) as u16).collect();
        let weights = (0..MINERS).map(|miner| (6_000 * (miner + 1) + self.below(12_000)) as u16).collect();
        let call =
            Subtensor::set_mechanism_weights { netuid: NETUID, mecid: MechId::MAIN, dests, weights, version_key: 0 };
        (Who::Hotkey(validator), call.into())
    }

    /// A transfer, a purchase or a sale of a random person.
    fn trade(&mut self) -> Intent {
        let person = self.below(PEOPLE);
        // People come back to the same few neurons, or they would own nothing where they sell.
        let hotkey = Who::Hotkey((person + self.below(2)) % NEURONS).account();
        // Up to four tokens; now and then less than anybody may trade.
        let amount = u64::from(self.0.next_u32()) >> self.below(12);
        let call: RuntimeCall = match self.below(4) {
            0 => transfer(Who::Person(self.below(PEOPLE)), amount),
            1 => Subtensor::remove_stake { hotkey, netuid: NETUID, amount_unstaked: Alpha(amount / 2) }.into(),
            _ => Subtensor::add_stake { hotkey, netuid: NETUID, amount_staked: Tao(amount) }.into(),
        };
        (Who::Person(person), call)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0.next_u32() as usize % bound
    }
}

pub(crate) fn found(subnet: usize) -> RuntimeCall {
    Subtensor::register_network { hotkey: Who::OwnersHotkey(subnet).account() }.into()
}

fn settings(netuid: NetUid) -> Vec<Intent> {
    vec![
        sudo(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: false }),
        sudo(Admin::sudo_set_subnet_emission_enabled { netuid, enabled: true }),
        sudo(Admin::sudo_set_max_allowed_validators { netuid, max_allowed_validators: VALIDATORS as u16 + 1 }),
        sudo(Admin::sudo_set_tempo { netuid, tempo: TEMPO }),
    ]
}

fn register(neuron: usize) -> RuntimeCall {
    Subtensor::burned_register { netuid: NETUID, hotkey: Who::Hotkey(neuron).account() }.into()
}

fn stake_own(neuron: usize, tao: u64) -> Intent {
    let hotkey = Who::Hotkey(neuron).account();
    let call = Subtensor::add_stake { hotkey, netuid: NETUID, amount_staked: Tao::whole(tao) };
    (Who::Coldkey(neuron), call.into())
}

pub(crate) fn transfer(to: Who, amount: u64) -> RuntimeCall {
    pallet_balances::Call::transfer_keep_alive { dest: to.account().into(), value: amount }.into()
}

pub(crate) fn sudo(call: impl Into<RuntimeCall>) -> Intent {
    (Who::Owner, pallet_sudo::Call::sudo { call: Box::new(call.into()) }.into())
}
