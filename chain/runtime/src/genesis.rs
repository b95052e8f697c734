//! The first state of a chain: who writes blocks, who holds sudo, who owns TAO.

use crate::{
    chain_parameters::{Delays, DEFAULT_SLOT_DURATION_MS},
    AccountId, AuraConfig, Balance, BalancesConfig, ChainParametersConfig, GrandpaConfig, RuntimeGenesisConfig,
    SubtensorModuleConfig, SudoConfig,
};
use alloc::{vec, vec::Vec};
use myelin_primitives::RAO_PER_TOKEN;
use polkadot_sdk::{
    sp_consensus_aura::sr25519::AuthorityId as AuraId,
    sp_consensus_grandpa::AuthorityId as GrandpaId,
    sp_core::{ed25519, sr25519, Pair},
    sp_genesis_builder::PresetId,
    sp_io::hashing::blake2_256,
    sp_keyring::{Ed25519Keyring, Sr25519Keyring},
};

/// One authority, virtual time, development verbs.
pub const DEV_PRESET: &str = "dev";
/// Two authorities, real slots.
pub const LOCAL_PRESET: &str = "local";
/// One authority, real slots, and what the official clients' own tests expect to find.
pub const LOCALNET_PRESET: &str = "localnet";
/// The same in a hurry: short slots, short delays.
pub const LOCALNET_FAST_PRESET: &str = "localnet-fast";
/// The slot length of a chain in a hurry, in milliseconds; clients know it by this very value.
pub const FAST_SLOT_DURATION_MS: u64 = 250;

/// The keys one authority signs with: one for its blocks, one for its votes on finality.
pub type AuthorityKeys = (AuraId, GrandpaId);

/// Everything a genesis can be told.
#[derive(Clone, Debug)]
pub struct GenesisParameters {
    pub authorities: Vec<AuthorityKeys>,
    pub sudo: AccountId,
    pub balances: Vec<(AccountId, Balance)>,
    pub slot_duration_ms: u64,
    pub development: bool,
    /// Short delays instead of the usual ones, and a root network that belongs to somebody.
    pub fast: bool,
}

impl GenesisParameters {
    /// A chain of one authority, Alice, that also holds sudo.
    pub fn dev() -> Self {
        Self { development: true, ..Self::local(vec![alice()], DEFAULT_SLOT_DURATION_MS) }
    }

    /// A chain of the given authorities with real slots of the given length.
    pub fn local(authorities: Vec<AuthorityKeys>, slot_duration_ms: u64) -> Self {
        Self {
            authorities,
            sudo: Sr25519Keyring::Alice.to_account_id(),
            balances: known_accounts(),
            slot_duration_ms,
            development: false,
            fast: false,
        }
    }

    /// The chain the official clients' own tests start for themselves. One authority is enough for
    /// them: what they ask of a network is that its blocks are final soon.
    pub fn localnet(fast: bool) -> Self {
        let slot_duration_ms = if fast { FAST_SLOT_DURATION_MS } else { DEFAULT_SLOT_DURATION_MS };
        let mut parameters = Self::local(vec![one()], slot_duration_ms);
        let tao = RAO_PER_TOKEN.saturating_mul(2_000);
        parameters.balances.extend(EVM_ADDRESSES.map(|address| (account_of_evm(&address), tao)));
        Self { fast, ..parameters }
    }

    /// The preset of that name, as the genesis builder's clients ask for it.
    pub fn preset(id: &PresetId) -> Option<Self> {
        match id.as_ref() {
            DEV_PRESET => Some(Self::dev()),
            LOCAL_PRESET => Some(Self::local(vec![alice(), bob()], DEFAULT_SLOT_DURATION_MS)),
            LOCALNET_PRESET => Some(Self::localnet(false)),
            LOCALNET_FAST_PRESET => Some(Self::localnet(true)),
            _ => None,
        }
    }
}

/// The genesis those parameters describe.
pub fn genesis_config(parameters: GenesisParameters) -> RuntimeGenesisConfig {
    let GenesisParameters { authorities, sudo, balances, slot_duration_ms, development, fast } = parameters;
    let (aura, grandpa): (Vec<AuraId>, Vec<GrandpaId>) = authorities.into_iter().unzip();

    RuntimeGenesisConfig {
        aura: AuraConfig { authorities: aura },
        grandpa: GrandpaConfig {
            authorities: grandpa.into_iter().map(|voter| (voter, 1)).collect(),
            ..Default::default()
        },
        balances: BalancesConfig { balances, dev_accounts: None },
        sudo: SudoConfig { key: Some(sudo) },
        chain_parameters: ChainParametersConfig {
            slot_duration_ms,
            development,
            delays: fast.then_some(Delays::SHORT),
            ..Default::default()
        },
        subtensor_module: if fast { subnets_in_a_hurry() } else { Default::default() },
        ..Default::default()
    }
}

/// Root belongs to Alice, and what the wire has storage for waits a few blocks at most.
fn subnets_in_a_hurry() -> SubtensorModuleConfig {
    SubtensorModuleConfig {
        root_owner: account("//Alice").zip(account("//Alice_hk")),
        childkey_take_rate_limit: Some(5),
        pending_childkey_cooldown: Some(15),
        coldkey_swap_delay: Some(50),
        coldkey_swap_reannouncement_delay: Some(10),
        max_epochs_per_block: Some(32),
        ..Default::default()
    }
}

/// The well-known development addresses of the other world, Alith's and Baltathar's.
const EVM_ADDRESSES: [[u8; 20]; 2] = [
    [
        0xf2, 0x4f, 0xf3, 0xa9, 0xcf, 0x04, 0xc7, 0x1d, 0xbc, 0x94, 0xd0, 0xb5, 0x66, 0xf7, 0xa2, 0x7b, 0x94, 0x56,
        0x6c, 0xac,
    ],
    [
        0x3c, 0xd0, 0xa7, 0x05, 0xa2, 0xdc, 0x65, 0xe5, 0xb1, 0xe1, 0x20, 0x58, 0x96, 0xba, 0xa2, 0xbe, 0x8a, 0x07,
        0xc6, 0xe0,
    ],
];

/// The account that stands for an EVM address.
pub fn account_of_evm(address: &[u8; 20]) -> AccountId {
    blake2_256(&[b"evm:".as_slice(), address].concat()).into()
}

/// One's keys as an authority.
pub fn one() -> AuthorityKeys {
    (Sr25519Keyring::One.public().into(), Ed25519Keyring::One.public().into())
}

/// Alice's keys as an authority.
pub fn alice() -> AuthorityKeys {
    (Sr25519Keyring::Alice.public().into(), Ed25519Keyring::Alice.public().into())
}

/// Bob's keys as an authority.
pub fn bob() -> AuthorityKeys {
    (Sr25519Keyring::Bob.public().into(), Ed25519Keyring::Bob.public().into())
}

/// The authority whose keys derive from a development phrase such as `//Three`.
pub fn authority_from_phrase(phrase: &str) -> Option<AuthorityKeys> {
    let author = sr25519::Pair::from_string(phrase, None).ok()?.public();
    let voter = ed25519::Pair::from_string(phrase, None).ok()?.public();
    Some((author.into(), voter.into()))
}

/// The accounts every developer knows, with what they own on a local chain.
pub fn known_accounts() -> Vec<(AccountId, Balance)> {
    let rich = ["//Alice", "//Bob", "//Charlie"].map(|phrase| (phrase, 1_000_000));
    let others = ["//Dave", "//Eve", "//Ferdie", "//One", "//Two", "//Three"];

    rich.into_iter()
        .chain(others.map(|phrase| (phrase, 2_000)))
        .filter_map(|(phrase, tao): (&str, Balance)| Some((account(phrase)?, tao.saturating_mul(RAO_PER_TOKEN))))
        .collect()
}

/// The account whose key derives from a development phrase.
fn account(phrase: &str) -> Option<AccountId> {
    Some(sr25519::Pair::from_string(phrase, None).ok()?.public().into())
}
