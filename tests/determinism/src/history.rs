//! The history itself: a subnet is founded, people trade, validators judge, epochs pay.

use crate::{actors::Actor, Execute};
use codec::{Decode, Encode};
use myelin_primitives::{Alpha, MechId, NetUid, Tao};
use myelin_runtime::{
    genesis::{genesis_config, GenesisParameters},
    AccountId, Header, RuntimeCall, UncheckedExtrinsic,
};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::Call as Subtensor;
use polkadot_sdk::{
    pallet_balances, pallet_sudo, pallet_timestamp,
    sp_consensus_aura::AURA_ENGINE_ID,
    sp_core::H256,
    sp_io::TestExternalities,
    sp_runtime::{traits::Header as _, ApplyExtrinsicResult, BuildStorage, Digest, DigestItem},
};
use rand_chacha::{
    rand_core::{RngCore, SeedableRng},
    ChaCha8Rng,
};

const GENESIS_MS: u64 = 1_767_225_600_000;
const SLOT_MS: u64 = 12_000;
const VALIDATORS: usize = 4;
const MINERS: usize = 8;
const NETUID: NetUid = NetUid(2);

pub struct History {
    state: TestExternalities,
    genesis: H256,
    parent: Header,
    random: ChaCha8Rng,
    owner: Actor,
    neurons: Vec<(Actor, Actor)>,
    people: Vec<Actor>,
    calls: u32,
    refused: u32,
}

impl History {
    pub fn new(seed: u64) -> Self {
        let owner = Actor::named("owner");
        let neurons: Vec<_> = (0..VALIDATORS + MINERS)
            .map(|n| (Actor::named(&format!("coldkey {n}")), Actor::named(&format!("hotkey {n}"))))
            .collect();
        let people: Vec<_> = (0..8).map(|n| Actor::named(&format!("person {n}"))).collect();

        let mut parameters = GenesisParameters::dev();
        parameters.sudo = owner.account();
        let funded = core::iter::once(&owner).chain(neurons.iter().map(|(coldkey, _)| coldkey)).chain(&people);
        parameters.balances.extend(funded.map(|actor| (actor.account(), 100_000 * 1_000_000_000)));
        let storage = genesis_config(parameters).build_storage().unwrap();
        let mut state = TestExternalities::new_with_code(b"", storage);
        state.commit_all().unwrap();
        let root = *state.backend.root();
        let parent = Header::new(0, H256::zero(), root, H256::zero(), Digest::default());
        Self {
            state,
            genesis: parent.hash(),
            parent,
            random: ChaCha8Rng::seed_from_u64(seed),
            owner,
            neurons,
            people,
            calls: 0,
            refused: 0,
        }
    }

    /// Signed calls so far.
    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// Calls that were valid transactions and failed.
    pub fn refused(&self) -> u32 {
        self.refused
    }

    /// Executes the next block and returns its state root.
    pub fn next_block(&mut self, runtime: &mut dyn Execute) -> H256 {
        let number = self.parent.number + 1;
        let slot = GENESIS_MS / SLOT_MS + u64::from(number);
        let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
        let header = Header::new(number, H256::zero(), H256::zero(), self.parent.hash(), digest);
        runtime.call(&mut self.state, "Core_initialize_block", &header.encode());

        let time = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: slot * SLOT_MS });
        self.apply(runtime, UncheckedExtrinsic::new_bare(time));
        for extrinsic in self.plan(number) {
            self.calls += 1;
            self.apply(runtime, extrinsic);
        }

        let sealed = runtime.call(&mut self.state, "BlockBuilder_finalize_block", &[]);
        self.parent = Header::decode(&mut &sealed[..]).unwrap();
        self.state.commit_all().unwrap();
        let root = *self.state.backend.root();
        assert_eq!(root, self.parent.state_root, "block {number}: the header does not tell its state");
        root
    }

    fn apply(&mut self, runtime: &mut dyn Execute, extrinsic: UncheckedExtrinsic) {
        let outcome = runtime.call(&mut self.state, "BlockBuilder_apply_extrinsic", &extrinsic.encode());
        let outcome = ApplyExtrinsicResult::decode(&mut &outcome[..]).unwrap();
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(_)) => self.refused += 1,
            Err(invalid) => panic!("the history holds an invalid transaction: {invalid:?}: {extrinsic:?}"),
        }
    }

    /// The transactions of a block.
    fn plan(&mut self, number: u32) -> Vec<UncheckedExtrinsic> {
        let genesis = self.genesis;
        match number {
            1 => Vec::new(),
            2 => {
                let hotkey = Actor::named("owner's hotkey").account();
                vec![self.owner.sign(Subtensor::register_network { hotkey }.into(), genesis)]
            }
            3 => self.settings(),
            4 => (0..self.neurons.len())
                .map(|n| {
                    let hotkey = self.neurons[n].1.account();
                    self.neurons[n].0.sign(Subtensor::burned_register { netuid: NETUID, hotkey }.into(), genesis)
                })
                .collect(),
            5 => vec![self.owner.sign(Subtensor::start_call { netuid: NETUID }.into(), genesis)],
            6 => (0..VALIDATORS).map(|n| self.stake(n, 500)).collect(),
            _ if number % 120 == 119 => (0..VALIDATORS).map(|n| self.judge(n)).collect(),
            _ => self.trade(),
        }
    }

    fn settings(&mut self) -> Vec<UncheckedExtrinsic> {
        let genesis = self.genesis;
        let netuid = NETUID;
        let settings: [RuntimeCall; 4] = [
            Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: false }.into(),
            Admin::sudo_set_subnet_emission_enabled { netuid, enabled: true }.into(),
            Admin::sudo_set_max_allowed_validators { netuid, max_allowed_validators: VALIDATORS as u16 + 1 }.into(),
            Admin::sudo_set_tempo { netuid, tempo: 120 }.into(),
        ];
        settings
            .into_iter()
            .map(|call| self.owner.sign(pallet_sudo::Call::sudo { call: Box::new(call) }.into(), genesis))
            .collect()
    }

    fn stake(&mut self, n: usize, tao: u64) -> UncheckedExtrinsic {
        let hotkey = self.neurons[n].1.account();
        let call = Subtensor::add_stake { hotkey, netuid: NETUID, amount_staked: Tao::whole(tao) };
        self.neurons[n].0.sign(call.into(), self.genesis)
    }

    /// One validator's weights on every miner; now and then none, or a miner forgotten.
    fn judge(&mut self, n: usize) -> UncheckedExtrinsic {
        let first = (VALIDATORS + 1) as u16;
        let dests: Vec<u16> = (first..first + MINERS as u16).collect();
        let weights: Vec<u16> = dests.iter().map(|_| (self.random.next_u32() % 65_536) as u16).collect();
        let call = Subtensor::set_mechanism_weights { netuid: NETUID, mecid: MechId::MAIN, dests, weights, version_key: 0 };
        self.neurons[n].1.sign(call.into(), self.genesis)
    }

    /// Up to three transfers, purchases or sales of random people.
    fn trade(&mut self) -> Vec<UncheckedExtrinsic> {
        let genesis = self.genesis;
        (0..self.random.next_u32() % 4)
            .map(|_| {
                let who = self.random.next_u32() as usize % self.people.len();
                let hotkey: AccountId = self.neurons[self.random.next_u32() as usize % self.neurons.len()].1.account();
                let amount = u64::from(self.random.next_u32());
                let call: RuntimeCall = match self.random.next_u32() % 3 {
                    0 => pallet_balances::Call::transfer_keep_alive { dest: hotkey.into(), value: amount }.into(),
                    1 => Subtensor::add_stake { hotkey, netuid: NETUID, amount_staked: Tao(amount) }.into(),
                    _ => Subtensor::remove_stake { hotkey, netuid: NETUID, amount_unstaked: Alpha(amount / 2) }.into(),
                };
                self.people[who].sign(call, genesis)
            })
            .collect()
    }
}
