//! The chain as stories see it: the real runtime on in-memory state, people with names, blocks
//! that pass when told to. All invariants are checked on the way and when a story ends.

use codec::Encode;
use myelin_primitives::{Alpha, MechId, NetUid, Tao, Uid};
use myelin_runtime::{
    genesis::{genesis_config, GenesisParameters},
    AccountId, AllPalletsWithSystem, Balances, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
};
use pallet_subtensor as subtensor;
use polkadot_sdk::{
    frame_support::traits::{OnFinalize, OnInitialize},
    sp_consensus_aura::AURA_ENGINE_ID,
    sp_core::{
        traits::{Externalities, ReadRuntimeVersion, ReadRuntimeVersionExt},
        H256,
    },
    sp_io::{hashing::blake2_256, TestExternalities},
    sp_keyring::Sr25519Keyring,
    sp_runtime::{traits::Dispatchable, BuildStorage, Digest, DigestItem, DispatchError, DispatchResult},
};

/// 2026-01-01, in milliseconds: stories happen at a time of their own.
const GENESIS_MS: u64 = 1_767_225_600_000;
const SLOT_MS: u64 = 12_000;
/// A prime, so that checks fall on every phase of a tempo.
const BLOCKS_BETWEEN_CHECKS: u32 = 17;

/// An account by its name. Nobody has its key; stories need none.
pub fn person(name: &str) -> AccountId {
    AccountId::new(blake2_256(name.as_bytes()))
}

/// TAO in rao.
pub const fn tao(whole: u64) -> Tao {
    Tao::whole(whole)
}

/// The chain at genesis, after its first block began, with its story told inside.
pub fn story<R>(tell: impl FnOnce(&mut World) -> R) -> R {
    let storage = genesis_config(GenesisParameters::dev()).build_storage().expect("the genesis builds");
    let mut chain = TestExternalities::new(storage);
    chain.register_extension(ReadRuntimeVersionExt::new(VersionAsCode));
    chain.execute_with(|| {
        let mut world = World { parent: H256::zero(), open: false };
        world.begin_block();
        let told = tell(&mut world);
        world.end_block();
        world.check();
        told
    })
}

/// Programs are too long for stories: what stands in for one is its version.
struct VersionAsCode;

impl ReadRuntimeVersion for VersionAsCode {
    fn read_runtime_version(&self, code: &[u8], _: &mut dyn Externalities) -> Result<Vec<u8>, String> {
        Ok(code.to_vec())
    }
}

pub struct World {
    parent: H256,
    open: bool,
}

impl World {
    pub fn now(&self) -> u64 {
        u64::from(System::block_number())
    }

    /// Lets `blocks` pass, checking the invariants on the way.
    pub fn pass(&mut self, blocks: u64) {
        for _ in 0..blocks {
            self.end_block();
            self.begin_block();
        }
    }

    /// Lets blocks pass until `block` has begun.
    pub fn pass_to(&mut self, block: u64) {
        let blocks = block.checked_sub(self.now()).expect("time does not run backwards");
        self.pass(blocks);
    }

    fn begin_block(&mut self) {
        let number = System::block_number() + 1;
        let slot = GENESIS_MS / SLOT_MS + u64::from(number);
        let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
        System::reset_events();
        System::initialize(&number, &self.parent, &digest);
        <AllPalletsWithSystem as OnInitialize<_>>::on_initialize(number);
        let inherent = RuntimeCall::Timestamp(polkadot_sdk::pallet_timestamp::Call::set { now: slot * SLOT_MS });
        inherent.dispatch(RuntimeOrigin::none()).expect("time passes");
        self.open = true;
    }

    fn end_block(&mut self) {
        if !self.open {
            return;
        }
        let number = System::block_number();
        <AllPalletsWithSystem as OnFinalize<_>>::on_finalize(number);
        // Stories need no headers: computing a state root each block would be most of their time.
        self.parent = H256(blake2_256(&number.encode()));
        self.open = false;
        if number.is_multiple_of(BLOCKS_BETWEEN_CHECKS) {
            self.check();
        }
    }

    /// Every room's invariants.
    pub fn check(&self) {
        if let Err(broken) = myelin_runtime::checks::all() {
            panic!("block {}: {broken}", self.now());
        }
    }

    /// What an epoch pays to those who hold root stake at `hotkey`: new alpha, to be claimed.
    pub fn pay_root_dividend(&mut self, hotkey: &AccountId, netuid: NetUid, amount: Alpha) {
        pallet_subtensor::pool::mint_outstanding::<Runtime>(netuid, amount);
        pallet_subtensor::root::accrue::<Runtime>(hotkey, netuid, amount);
    }

    /// What the call does when `who` signs it. A failed call leaves nothing behind.
    pub fn call(&mut self, who: &AccountId, call: impl Into<RuntimeCall>) -> DispatchResult {
        self.dispatch(RuntimeOrigin::signed(who.clone()), call)
    }

    /// What the call does when the chain itself asks for it.
    pub fn as_root(&mut self, call: impl Into<RuntimeCall>) -> DispatchResult {
        self.dispatch(RuntimeOrigin::root(), call)
    }

    fn dispatch(&mut self, origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
        let call: RuntimeCall = call.into();
        polkadot_sdk::frame_support::storage::with_storage_layer(|| {
            call.dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
        })
    }

    /// Gives `who` TAO of Alice's.
    pub fn fund(&mut self, who: &AccountId, amount: Tao) {
        let call =
            polkadot_sdk::pallet_balances::Call::transfer_keep_alive { dest: who.clone().into(), value: amount.rao() };
        self.call(&Sr25519Keyring::Alice.to_account_id(), call).expect("Alice has enough");
    }

    pub fn balance(&self, who: &AccountId) -> Tao {
        Tao(Balances::free_balance(who))
    }

    pub fn stake(&self, hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid) -> Alpha {
        subtensor::stake::of::<Runtime>(hotkey, coldkey, netuid)
    }

    /// The events of the present block so far.
    pub fn events(&self) -> Vec<RuntimeEvent> {
        System::events().into_iter().map(|record| record.event).collect()
    }

    /// Creates a subnet for `owner`, with commit-reveal off and its emission on, and room for the
    /// given number of validators beside the owner.
    pub fn create_subnet(&mut self, owner: &str, validators: u16) -> NetUid {
        let (coldkey, hotkey) = (person(owner), person(&format!("{owner}'s hotkey")));
        self.fund(&coldkey, tao(10_000));
        let before = subtensor::subnets::all::<Runtime>();
        self.call(&coldkey, subtensor::Call::register_network { hotkey }).expect("the owner can pay");
        let netuid = subtensor::subnets::all::<Runtime>()
            .into_iter()
            .find(|netuid| !before.contains(netuid))
            .expect("there is one more");
        use pallet_admin_utils::Call as Admin;
        self.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: false }).expect("root may");
        self.as_root(Admin::sudo_set_subnet_emission_enabled { netuid, enabled: true }).expect("root may");
        self.as_root(Admin::sudo_set_max_allowed_validators { netuid, max_allowed_validators: validators + 1 })
            .expect("root may");
        netuid
    }

    /// Buys `name` a seat: the coldkey is `name`, the hotkey `name's hotkey`.
    pub fn register(&mut self, netuid: NetUid, name: &str) -> Uid {
        let (coldkey, hotkey) = (person(name), person(&format!("{name}'s hotkey")));
        self.fund(&coldkey, tao(2_000));
        self.call(&coldkey, subtensor::Call::burned_register { netuid, hotkey: hotkey.clone() }).expect("can pay");
        subtensor::neurons::uid_of::<Runtime>(netuid, &hotkey).expect("has a seat")
    }

    /// Stakes TAO of `name` to the hotkey of `to`.
    pub fn add_stake(&mut self, name: &str, to: &str, netuid: NetUid, amount: Tao) {
        let hotkey = person(&format!("{to}'s hotkey"));
        let call = subtensor::Call::add_stake { hotkey, netuid, amount_staked: amount };
        self.call(&person(name), call).expect("can stake");
    }

    /// Sets the weights of the hotkey of `name` on the main mechanism.
    pub fn set_weights(&mut self, name: &str, netuid: NetUid, weights: &[(Uid, u16)]) -> DispatchResult {
        let (dests, weights) = weights.iter().map(|(uid, weight)| (uid.0, *weight)).unzip();
        let call =
            subtensor::Call::set_mechanism_weights { netuid, mecid: MechId::MAIN, dests, weights, version_key: 0 };
        self.call(&person(&format!("{name}'s hotkey")), call)
    }
}

/// The pallet's error as a call returns it.
pub fn refused(error: subtensor::Error<Runtime>) -> DispatchResult {
    Err(DispatchError::from(error))
}
