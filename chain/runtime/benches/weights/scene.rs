//! Chains on which calls are measured: subnets with people on them, everything in a committed trie.

use codec::Encode;
use myelin_primitives::{
    fixed_point::{StoredI96F32, I96F32},
    NetUid, Tao,
};
use myelin_runtime::{
    editing::{populate, set_balance, set_stake, Person, Population},
    genesis::{genesis_config, GenesisParameters},
    AccountId, Hash, Runtime, RuntimeCall, RuntimeOrigin, System,
};
use pallet_subtensor::subnets;
use polkadot_sdk::{
    sp_consensus_aura::AURA_ENGINE_ID,
    sp_io::{hashing::blake2_256, TestExternalities},
    sp_runtime::{BuildStorage, Digest, DigestItem},
};
use std::collections::BTreeMap;

pub const TAO: u64 = 1_000_000_000;
/// The block in which calls are made.
pub const NOW: u32 = 1_000_000;
/// The block in which everybody took a seat.
const SEATED_IN: u32 = 10;
/// The subnet the calls are about.
pub const NET: NetUid = NetUid(1);
/// The most subnets there can be.
pub const ALL: u16 = 128;

/// The subnets of a chain. The first has as many seats and validators as is said here, the others
/// four seats and one validator.
#[derive(Clone, Copy, Debug)]
pub struct Subnets {
    pub count: u16,
    pub seats: u16,
    pub validators: u16,
}

/// One subnet with all seats taken.
pub const FULL: Subnets = Subnets { count: 1, seats: 256, validators: 64 };
/// One subnet with a few seats.
pub const SMALL: Subnets = Subnets { count: 1, seats: 16, validators: 4 };
/// As many subnets as there can be, the first with all seats taken.
pub const WIDE: Subnets = Subnets { count: ALL, seats: 256, validators: 64 };
/// As many subnets, all small.
pub const FLAT: Subnets = Subnets { count: ALL, seats: 16, validators: 4 };

/// Who makes the call, and the call.
pub type Made = (RuntimeOrigin, RuntimeCall);

/// The chain, and what is done on it after `prepare`, which is not measured.
pub fn build<A>(made_of: Subnets, prepare: impl FnOnce() -> A) -> (TestExternalities, A) {
    let mut state: TestExternalities = genesis_config(GenesisParameters::dev()).build_storage().unwrap().into();
    let made = state.execute_with(|| {
        System::set_block_number(SEATED_IN);
        // The one that a chain begins with would not be like the others.
        subnets::dissolve::<Runtime>(NET).unwrap();
        for netuid in 1..=made_of.count {
            let (seats, validators) = if netuid == 1 { (made_of.seats, made_of.validators) } else { (4, 1) };
            assert_eq!(populate(&population(netuid, seats, validators)), Ok(NetUid(netuid)));
            pallet_subtensor::WeightsSetRateLimit::<Runtime>::insert(NetUid(netuid), 0);
            // Nothing is due soon.
            pallet_subtensor::LastEpochBlock::<Runtime>::insert(NetUid(netuid), u64::from(NOW) - 1);
        }
        System::set_block_number(NOW - 1);
        let slot = DigestItem::PreRuntime(AURA_ENGINE_ID, u64::from(NOW).encode());
        System::initialize(&NOW, &Hash::zero(), &Digest { logs: vec![slot] });
        prepare()
    });
    state.commit_all().unwrap();
    (state, made)
}

fn population(netuid: u16, seats: u16, validators: u16) -> Population {
    Population {
        owner: owner(netuid),
        validators: (0..validators).map(|number| validator(netuid, number)).collect(),
        miners: (validators + 1..seats).map(|number| miner(netuid, number)).collect(),
        cabals: 0,
        cabal_stake_ppm: 0,
        commit_reveal: false,
        tempo: 360,
        weights: true,
    }
}

pub fn owner(netuid: u16) -> Person {
    person("owner", netuid, 0)
}

pub fn validator(netuid: u16, number: u16) -> Person {
    person("validator", netuid, number)
}

pub fn miner(netuid: u16, number: u16) -> Person {
    person("miner", netuid, number)
}

/// Somebody without a seat.
pub fn outsider(number: u16) -> Person {
    person("outsider", 0, number)
}

fn person(what: &str, netuid: u16, number: u16) -> Person {
    let key = |kind: &str| AccountId::new(blake2_256(&(what, kind, netuid, number).encode()));
    Person { coldkey: key("coldkey"), hotkey: key("hotkey") }
}

/// An outsider with much TAO.
pub fn rich(number: u16) -> Person {
    let person = outsider(number);
    set_balance(&person.coldkey, Tao(100_000 * TAO)).unwrap();
    person
}

/// Stakes some of everybody's alpha on the subnet.
pub fn stake(hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid) {
    set_stake(hotkey, coldkey, netuid, 10 * TAO).unwrap();
}

/// Root dividends of so many subnets are owed to those who stake to the hotkey on root: half an
/// alpha of each for a TAO.
pub fn owe(hotkey: &AccountId, subnets: u16) {
    let rate = StoredI96F32::from(I96F32::saturating_from_num(0.5));
    let rates: BTreeMap<NetUid, StoredI96F32> = (1..=subnets).map(|netuid| (NetUid(netuid), rate)).collect();
    pallet_subtensor::RootClaimable::<Runtime>::insert(hotkey, rates);
}

pub fn signed(who: &AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who.clone())
}
