//! The first state: who owns what, who rules, how long a slot lasts.

use crate::world::*;
use codec::{Decode, Encode};
use myelin_runtime::{
    chain_parameters,
    genesis::{authority_from_phrase, genesis_config, GenesisParameters},
    Aura, Balances, Runtime, RuntimeGenesisConfig,
};
use polkadot_sdk::{
    frame_support::traits::fungible::Inspect,
    frame_support::traits::Get,
    sp_genesis_builder::PresetId,
    sp_io::TestExternalities,
    sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie, One, Two},
    sp_runtime::BuildStorage,
    *,
};
use std::collections::BTreeMap;

fn state_of(parameters: GenesisParameters) -> TestExternalities {
    genesis_config(parameters).build_storage().unwrap().into()
}

#[test]
fn the_known_accounts_are_funded() {
    genesis_state().execute_with(|| {
        for rich in [Alice, Bob, Charlie] {
            assert_eq!(Balances::balance(&account(rich)), 1_000_000 * TAO);
        }
        for other in [Dave, Eve, Ferdie, One, Two] {
            assert_eq!(Balances::balance(&account(other)), 2_000 * TAO);
        }
        // The ninth account is the one derived from `//Three`.
        assert_eq!(Balances::total_issuance(), (3 * 1_000_000 + 6 * 2_000) * TAO);
    });
}

#[test]
fn alice_holds_sudo_and_writes_the_dev_chain_alone() {
    genesis_state().execute_with(|| {
        assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(account(Alice)));
        let authorities = pallet_aura::Authorities::<Runtime>::get();
        assert_eq!(authorities.to_vec(), vec![Alice.public().into()]);
        assert!(chain_parameters::Development::<Runtime>::get());
    });
}

#[test]
fn a_local_chain_has_real_slots_of_the_length_it_was_given() {
    let authorities: Vec<_> = ["//Alice", "//Bob", "//Three"].into_iter().filter_map(authority_from_phrase).collect();
    state_of(GenesisParameters::local(authorities, 250)).execute_with(|| {
        assert_eq!(Aura::slot_duration(), 250);
        assert_eq!(<Runtime as pallet_timestamp::Config>::MinimumPeriod::get(), 125);
        assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 3);
        assert_eq!(pallet_grandpa::Pallet::<Runtime>::grandpa_authorities().len(), 3);
        assert!(!chain_parameters::Development::<Runtime>::get());
    });
}

#[test]
fn the_slot_lasts_twelve_seconds_unless_told_otherwise() {
    TestExternalities::default().execute_with(|| assert_eq!(Aura::slot_duration(), 12_000));
    genesis_state().execute_with(|| assert_eq!(Aura::slot_duration(), 12_000));
}

#[test]
fn presets_come_out_of_the_genesis_builder_and_go_back_in() {
    for preset in ["dev", "local", "localnet", "localnet-fast"] {
        let id = Some(PresetId::from(preset));
        let json = TestExternalities::default().execute_with(|| {
            let answer = ask("GenesisBuilder_get_preset", &id.encode());
            Option::<Vec<u8>>::decode(&mut answer.as_slice()).unwrap().unwrap()
        });
        let config: RuntimeGenesisConfig = serde_json::from_slice(&json).unwrap();
        let parameters = GenesisParameters::preset(&PresetId::from(preset)).unwrap();

        let from_json = config.build_storage().unwrap();
        let from_parameters = genesis_config(parameters).build_storage().unwrap();
        assert_eq!(from_json.top, from_parameters.top, "{preset}");
    }
}

#[test]
fn the_root_network_and_the_first_subnet_exist_from_the_start() {
    use myelin_primitives::NetUid;
    genesis_state().execute_with(|| {
        assert_eq!(pallet_subtensor::TotalNetworks::<Runtime>::get(), 2);
        for (netuid, seats, tempo) in [(NetUid(0), 64, 100), (NetUid(1), 256, 100)] {
            assert!(pallet_subtensor::NetworksAdded::<Runtime>::get(netuid), "{netuid:?}");
            assert_eq!(pallet_subtensor::MaxAllowedUids::<Runtime>::get(netuid), seats);
            assert_eq!(pallet_subtensor::Tempo::<Runtime>::get(netuid), tempo);
        }
        assert_eq!(pallet_subtensor::SubnetworkN::<Runtime>::get(NetUid(1)), 1);
    });
}

#[test]
fn a_localnet_in_a_hurry_waits_a_few_blocks_at_most() {
    use myelin_primitives::NetUid;
    use pallet_subtensor::params::{blocks_between, TransactionType};
    state_of(GenesisParameters::localnet(true)).execute_with(|| {
        assert_eq!(Aura::slot_duration(), 250);
        assert_eq!(<Runtime as pallet_subtensor::Config>::TempoOfNewSubnets::get(), 10);
        assert_eq!(<Runtime as pallet_subtensor::Config>::BlocksBetweenHotkeySwaps::get(), 1);
        let kinds = [
            (TransactionType::MechanismCountUpdate, 1),
            (TransactionType::MechanismEmission, 1),
            (TransactionType::MaxUidsTrimming, 1),
            (TransactionType::SetChildkeyTake, 5),
            (TransactionType::RegisterNetwork, 7_200),
        ];
        for (kind, blocks) in kinds {
            assert_eq!(blocks_between::<Runtime>(NetUid(1), kind), blocks);
        }
        assert_eq!(pallet_subtensor::PendingChildKeyCooldown::<Runtime>::get(), 15);
        assert_eq!(pallet_subtensor::ColdkeySwapAnnouncementDelay::<Runtime>::get(), 50);
        assert_eq!(pallet_subtensor::ColdkeySwapReannouncementDelay::<Runtime>::get(), 10);
        assert_eq!(pallet_subtensor::MaxEpochsPerBlock::<Runtime>::get(), 32);
        assert_eq!(pallet_subtensor::SubnetOwner::<Runtime>::get(NetUid::ROOT), account(Alice));
        assert!(pallet_subtensor::SubnetOwnerHotkey::<Runtime>::contains_key(NetUid::ROOT));
    });
}

#[test]
fn a_localnet_that_is_in_no_hurry_has_the_delays_of_a_network() {
    use myelin_primitives::NetUid;
    use pallet_subtensor::params::{blocks_between, TransactionType};
    state_of(GenesisParameters::localnet(false)).execute_with(|| {
        assert_eq!(Aura::slot_duration(), 12_000);
        assert_eq!(<Runtime as pallet_subtensor::Config>::TempoOfNewSubnets::get(), 360);
        assert_eq!(<Runtime as pallet_subtensor::Config>::BlocksBetweenHotkeySwaps::get(), 7_200);
        assert_eq!(blocks_between::<Runtime>(NetUid(1), TransactionType::MechanismCountUpdate), 7_200);
        assert_eq!(blocks_between::<Runtime>(NetUid(1), TransactionType::MaxUidsTrimming), 216_000);
        assert_eq!(pallet_subtensor::MaxEpochsPerBlock::<Runtime>::get(), 2);
        assert!(!pallet_subtensor::SubnetOwner::<Runtime>::contains_key(NetUid::ROOT));
    });
}

#[test]
fn a_localnet_is_written_by_one_ruled_by_alice_and_funds_two_evm_addresses() {
    for fast in [false, true] {
        state_of(GenesisParameters::localnet(fast)).execute_with(|| {
            assert_eq!(pallet_aura::Authorities::<Runtime>::get().to_vec(), vec![One.public().into()]);
            assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(account(Alice)));
            assert_eq!(Balances::total_issuance(), (3 * 1_000_000 + 8 * 2_000) * TAO);
            assert_eq!(pallet_subtensor::TotalNetworks::<Runtime>::get(), 2);
            assert!(!chain_parameters::Development::<Runtime>::get());
        });
    }
}

#[test]
fn of_the_constants_only_those_of_the_slot_are_shorter() {
    let constants = |fast| {
        let mut constants = BTreeMap::new();
        for pallet in state_of(GenesisParameters::localnet(fast)).execute_with(metadata).pallets {
            constants.extend(pallet.constants.into_iter().map(|it| (format!("{}.{}", pallet.name, it.name), it.value)));
        }
        constants
    };
    let (usual, fast) = (constants(false), constants(true));
    let differs = |(name, value): &(&String, &Vec<u8>)| fast.get(*name) != Some(value);
    let differing: Vec<_> = usual.iter().filter(differs).map(|(name, _)| name).collect();
    assert_eq!(differing, ["Aura.SlotDuration", "Timestamp.MinimumPeriod"]);
    assert_eq!(usual.len(), fast.len());
}
