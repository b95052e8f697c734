//! The first state of a chain: who writes blocks, who holds sudo, who owns TAO.

use crate::{
    chain_parameters::DEFAULT_SLOT_DURATION_MS, AccountId, AuraConfig, Balance, BalancesConfig, ChainParametersConfig,
    GrandpaConfig, RuntimeGenesisConfig, SudoConfig,
};
use alloc::{vec, vec::Vec};
use myelin_primitives::RAO_PER_TOKEN;
use polkadot_sdk::{
    sp_consensus_aura::sr25519::AuthorityId as AuraId,
    sp_consensus_grandpa::AuthorityId as GrandpaId,
    sp_core::{ed25519, sr25519, Pair},
    sp_genesis_builder::PresetId,
    sp_keyring::{Ed25519Keyring, Sr25519Keyring},
};

/// One authority, virtual time, development verbs.
pub const DEV_PRESET: &str = "dev";
/// Two authorities, real slots.
pub const LOCAL_PRESET: &str = "local";

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
        }
    }

    /// The preset of that name, as the genesis builder's clients ask for it.
    pub fn preset(id: &PresetId) -> Option<Self> {
        match id.as_ref() {
            DEV_PRESET => Some(Self::dev()),
            LOCAL_PRESET => Some(Self::local(vec![alice(), bob()], DEFAULT_SLOT_DURATION_MS)),
            _ => None,
        }
    }
}

/// The genesis those parameters describe.
pub fn genesis_config(parameters: GenesisParameters) -> RuntimeGenesisConfig {
    let GenesisParameters { authorities, sudo, balances, slot_duration_ms, development } = parameters;
    let (aura, grandpa): (Vec<AuraId>, Vec<GrandpaId>) = authorities.into_iter().unzip();

    RuntimeGenesisConfig {
        aura: AuraConfig { authorities: aura },
        grandpa: GrandpaConfig {
            authorities: grandpa.into_iter().map(|voter| (voter, 1)).collect(),
            ..Default::default()
        },
        balances: BalancesConfig { balances, dev_accounts: None },
        sudo: SudoConfig { key: Some(sudo) },
        chain_parameters: ChainParametersConfig { slot_duration_ms, development, ..Default::default() },
        ..Default::default()
    }
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
        .filter_map(|(phrase, tao): (&str, Balance)| {
            let pair = sr25519::Pair::from_string(phrase, None).ok()?;
            Some((pair.public().into(), tao.saturating_mul(RAO_PER_TOKEN)))
        })
        .collect()
}
