//! The chains this node knows by name, and those it reads from a file.
//!
//! Genesis is built natively: the runtime's genesis configuration becomes raw storage, with
//! the runtime's identity (or a Wasm module) under `:code`. The same options give the same
//! genesis hash on every machine.

use crate::{failure::Failure, identity::Identity};
use myelin_runtime::{
    chain_parameters::DEFAULT_SLOT_DURATION_MS,
    genesis::{
        alice, bob, genesis_config, GenesisParameters, DEV_PRESET, LOCALNET_FAST_PRESET, LOCALNET_PRESET, LOCAL_PRESET,
    },
    AccountId,
};
use polkadot_sdk::{
    sc_service::{ChainSpec, ChainType, GenericChainSpec, NoExtension, Properties},
    sp_core::{
        crypto::Ss58Codec,
        storage::{well_known_keys::CODE, Storage},
    },
    sp_runtime::BuildStorage,
};
use std::path::Path;

/// Names an account, by its address, that a localnet gives as much as its richest accounts have.
const FUNDED_VARIABLE: &str = "BT_DEFAULT_TOKEN_WALLET";
/// What the richest accounts of a localnet have, in rao.
const RICH: u64 = 1_000_000_000_000_000;

/// A chain with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// One authority, blocks on demand, virtual time.
    Dev,
    /// Alice and Bob, real slots.
    Local,
    /// One, real slots, and what the official clients' own tests expect to find.
    Localnet {
        /// Short slots and short delays.
        fast: bool,
    },
}

/// What a new chain may have otherwise than its preset.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The length of a slot, in milliseconds.
    pub slot_duration_ms: Option<u64>,
    /// An account a localnet funds beside those everybody knows.
    pub funded: Option<AccountId>,
    /// The Wasm module to hold under `:code` instead of the native runtime's name.
    pub wasm: Option<Vec<u8>>,
}

impl Preset {
    /// The preset of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            DEV_PRESET => Some(Self::Dev),
            LOCAL_PRESET => Some(Self::Local),
            LOCALNET_PRESET => Some(Self::Localnet { fast: false }),
            LOCALNET_FAST_PRESET => Some(Self::Localnet { fast: true }),
            _ => None,
        }
    }

    /// The chain's specification with its genesis.
    pub fn build(self, options: &Options) -> Result<GenericChainSpec, Failure> {
        let chain_type = match self {
            Self::Dev => ChainType::Development,
            Self::Local | Self::Localnet { .. } => ChainType::Local,
        };
        let mut spec = GenericChainSpec::<NoExtension>::builder(&[], None)
            // Clients take a chain's types from its name where they know it.
            .with_name("Bittensor")
            .with_id("bittensor")
            .with_protocol_id("bittensor")
            .with_chain_type(chain_type)
            .with_properties(properties())
            .build();
        spec.set_storage(self.genesis(options)?);
        Ok(spec)
    }

    fn genesis(self, options: &Options) -> Result<Storage, Failure> {
        let mut parameters = match self {
            Self::Dev => GenesisParameters::dev(),
            Self::Local => GenesisParameters::local(vec![alice(), bob()], DEFAULT_SLOT_DURATION_MS),
            Self::Localnet { fast } => GenesisParameters::localnet(fast),
        };
        if let Some(slot_duration_ms) = options.slot_duration_ms {
            parameters.slot_duration_ms = slot_duration_ms;
        }
        if parameters.slot_duration_ms == 0 {
            return Err(Failure::new("a slot cannot last 0 ms", "250 and more are sensible"));
        }
        if let Some(account) = &options.funded {
            fund(&mut parameters.balances, account);
        }
        let mut storage = genesis_config(parameters)
            .build_storage()
            .map_err(|cause| Failure::unexpected("build the genesis state", cause))?;
        let code = options.wasm.clone().unwrap_or_else(|| Identity::ours().marker());
        storage.top.insert(CODE.to_vec(), code);
        Ok(storage)
    }
}

/// The chain of that name or in that file.
pub fn load(name: &str) -> Result<Box<dyn ChainSpec>, Failure> {
    if name.is_empty() {
        return Err(Failure::new(
            "no chain given",
            "say `--chain dev`, `--chain local`, `--chain localnet` or `--chain FILE`",
        ));
    }
    if let Some(preset) = Preset::named(name) {
        let funded = if matches!(preset, Preset::Localnet { .. }) { funded_account()? } else { None };
        return Ok(Box::new(preset.build(&Options { funded, ..Options::default() })?));
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(Failure::new(
            format!("there is no chain called `{name}`, and no such file"),
            "say `--chain dev`, `--chain local`, or write a file with `myelin build-spec`",
        ));
    }
    let spec = GenericChainSpec::<NoExtension>::from_json_file(path.to_path_buf()).map_err(|cause| {
        Failure::new(format!("could not read the chain in {name}: {cause}"), "`myelin build-spec` writes one")
    })?;
    Ok(Box::new(spec))
}

/// The account that asks for TAO through the environment, if any does.
fn funded_account() -> Result<Option<AccountId>, Failure> {
    let Ok(address) = std::env::var(FUNDED_VARIABLE) else { return Ok(None) };
    if address.is_empty() {
        return Ok(None);
    }
    AccountId::from_ss58check(&address).map(Some).map_err(|_| {
        Failure::new(format!("{FUNDED_VARIABLE} is not an address: {address}"), "an address looks like 5Grwva...")
    })
}

/// An account has one balance at genesis: who is known already gets more.
fn fund(balances: &mut Vec<(AccountId, u64)>, account: &AccountId) {
    match balances.iter_mut().find(|(known, _)| known == account) {
        Some((_, balance)) => *balance = balance.saturating_add(RICH),
        None => balances.push((account.clone(), RICH)),
    }
}

fn properties() -> Properties {
    let mut properties = Properties::new();
    properties.insert("tokenSymbol".into(), "TAO".into());
    properties.insert("tokenDecimals".into(), 9.into());
    properties.insert("ss58Format".into(), 42.into());
    properties
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storage(preset: Preset, options: &Options) -> Storage {
        preset.build(options).unwrap().as_storage_builder().build_storage().unwrap()
    }

    #[test]
    fn genesis_is_the_same_each_time_it_is_built() {
        for preset in [Preset::Dev, Preset::Local, Preset::Localnet { fast: false }, Preset::Localnet { fast: true }] {
            let options = Options::default();
            assert_eq!(storage(preset, &options).top, storage(preset, &options).top);
        }
    }

    #[test]
    fn a_file_holds_the_chain_it_was_written_from() {
        let spec = Preset::Local.build(&Options::default()).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), spec.as_json(true).unwrap()).unwrap();
        let read = load(file.path().to_str().unwrap()).unwrap();
        assert_eq!(
            read.as_storage_builder().build_storage().unwrap().top,
            spec.as_storage_builder().build_storage().unwrap().top,
        );
        assert_eq!(read.name(), "Bittensor");
    }

    #[test]
    fn the_slot_length_is_part_of_genesis() {
        let quick = Options { slot_duration_ms: Some(300), ..Options::default() };
        assert_ne!(storage(Preset::Local, &quick).top, storage(Preset::Local, &Options::default()).top);
    }

    #[test]
    fn a_localnet_in_a_hurry_is_another_chain() {
        let options = Options::default();
        let (slow, fast) = (Preset::named("localnet").unwrap(), Preset::named("localnet-fast").unwrap());
        assert_ne!(storage(slow, &options).top, storage(fast, &options).top);
        assert_eq!(load("localnet-fast").unwrap().name(), "Bittensor");
        assert_eq!(load("localnet").unwrap().id(), "bittensor");
    }

    #[test]
    fn a_funded_account_is_added_and_a_known_one_gets_more() {
        let mut balances = vec![(AccountId::new([1; 32]), 5)];
        fund(&mut balances, &AccountId::new([1; 32]));
        fund(&mut balances, &AccountId::new([2; 32]));
        assert_eq!(balances, [(AccountId::new([1; 32]), RICH + 5), (AccountId::new([2; 32]), RICH)]);
    }

    #[test]
    fn an_unknown_name_says_which_names_there_are() {
        let failure = load("finney").err().unwrap();
        assert!(failure.hint.contains("--chain dev"), "{failure}");
    }
}
