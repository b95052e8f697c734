//! The encodings clients decode, against bytes put together by hand.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used)]

use codec::{Compact, Decode, Encode};
use myelin_primitives::{
    fixed_point::StoredI32F32,
    records::{AxonInfo, PrometheusInfo, SubnetIdentityV3},
    Alpha, NetUid, Tao,
};
use myelin_views::{
    hyperparameters::Additions, DynamicInfo, HyperparamEntry, HyperparamValue, MetagraphField, NeuronInfo,
    NeuronInfoLite, SelectiveMetagraph, SimSwapResult, StakeInfo, SubnetHyperparams, SubnetHyperparamsV2, SubnetInfo,
    SubnetInfoV2, SubnetPrice, SubnetState,
};
use scale_info::TypeInfo;

type Account = [u8; 32];

const AXON_BYTES: usize = 8 + 4 + 16 + 2 + 4;
const PROMETHEUS_BYTES: usize = 8 + 4 + 16 + 2 + 1;

fn neuron() -> NeuronInfoLite<Account> {
    NeuronInfoLite {
        hotkey: [1; 32],
        coldkey: [2; 32],
        uid: 3,
        netuid: NetUid(64),
        active: true,
        axon_info: AxonInfo { ip: 5, ip_type: 4, ..Default::default() },
        prometheus_info: PrometheusInfo { port: 0x0102, ..Default::default() },
        stake: vec![([2; 32], Compact(Alpha(1)))],
        emission: Alpha(1 << 30),
        incentive: 65_535,
        last_update: 16_384,
        validator_permit: true,
        pruning_score: 65_535,
        ..Default::default()
    }
}

fn neuron_bytes(before_pruning_score: &[u8]) -> Vec<u8> {
    let mut axon = [0; AXON_BYTES];
    axon[12] = 5;
    axon[30] = 4;
    let mut prometheus = [0; PROMETHEUS_BYTES];
    prometheus[28..30].copy_from_slice(&[2, 1]);
    [
        &[1; 32][..],
        &[2; 32],
        &[3 << 2],
        &[0x01, 0x01],
        &[1],
        &axon,
        &prometheus,
        &[1 << 2],
        &[2; 32],
        &[1 << 2],
        &[0],
        &[0x03, 0, 0, 0, 0x40],
        &[0xfe, 0xff, 0x03, 0x00],
        &[0, 0, 0, 0],
        &[0x02, 0x00, 0x01, 0x00],
        &[1],
        before_pruning_score,
        &[0xfe, 0xff, 0x03, 0x00],
    ]
    .concat()
}

#[test]
fn a_short_neuron_is_the_bytes_clients_expect() {
    let bytes = neuron().encode();
    assert_eq!(bytes, neuron_bytes(&[]));
    assert_eq!(NeuronInfoLite::<Account>::decode(&mut &bytes[..]).unwrap(), neuron());
}

#[test]
fn weights_and_bonds_come_before_the_pruning_score() {
    let whole = NeuronInfo::of(neuron(), vec![(Compact(1), Compact(2))], Vec::new());
    assert_eq!(whole.encode(), neuron_bytes(&[1 << 2, 1 << 2, 2 << 2, 0]));
}

#[test]
fn a_default_subnet_is_seventeen_zeros_and_its_owner() {
    let info = SubnetInfo::<Account> { owner: [7; 32], burn: Tao(1), ..Default::default() };
    let bytes = [&[0; 16][..], &[1 << 2], &[7; 32]].concat();
    assert_eq!(info.encode(), bytes);
    let named = SubnetInfoV2::of(info, Some(SubnetIdentityV3::default()));
    assert_eq!(named.encode(), [&bytes[..], &[1], &[0; 8]].concat());
}

#[test]
fn a_default_pool_is_its_compact_zeros_around_two_accounts() {
    let info = DynamicInfo::<Account>::default();
    // Netuid, owners, two texts, thirteen numbers and the registration block, no identity, the price.
    assert_eq!(info.encode(), [0; 1 + 64 + 2 + 13 + 1 + 1 + 16]);
    let priced = DynamicInfo::<Account> { subnet_volume: 1 << 64, ..info };
    // A compact number over 2^64 spends one byte on its length and one on each significant byte.
    assert_eq!(priced.encode().len(), 98 + 9);
}

#[test]
fn a_default_state_of_a_subnet_is_one_byte_per_list() {
    assert_eq!(SubnetState::<Account>::default().encode(), [0; 18]);
}

#[test]
fn a_position_is_two_accounts_six_numbers_and_a_flag() {
    let held = StakeInfo::<Account> { stake: Alpha(2), is_registered: true, ..Default::default() };
    assert_eq!(held.encode(), [&[0; 65][..], &[2 << 2, 0, 0, 0, 0, 1]].concat());
}

#[test]
fn trades_and_prices_are_not_compact() {
    let trade = SimSwapResult { tao_amount: Tao(1), alpha_fee: Alpha(2), ..Default::default() };
    let mut bytes = [0; 48];
    bytes[0] = 1;
    bytes[24] = 2;
    assert_eq!(trade.encode(), bytes);
    let price = SubnetPrice { netuid: NetUid(1), price: 1 };
    assert_eq!(price.encode(), [1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn the_second_form_of_hyperparameters_extends_the_first() {
    let older = SubnetHyperparams { tempo: 1, liquid_alpha_enabled: true, ..Default::default() };
    let mut bytes = [0; 27];
    bytes[5] = 1 << 2;
    bytes[26] = 1;
    assert_eq!(older.encode(), bytes);
    let additions =
        Additions { alpha_sigmoid_steepness: StoredI32F32::from_bits(1), yuma_version: 3, ..Default::default() };
    let newer = SubnetHyperparamsV2::of(older, additions);
    assert_eq!(newer.encode(), [&bytes[..], &[1, 0, 0, 0, 0, 0, 0, 0, 3 << 2, 0, 0, 0, 0]].concat());
}

#[test]
fn a_named_hyperparameter_is_its_name_its_type_and_its_value() {
    let entry = HyperparamEntry::new("tempo", HyperparamValue::U16(360));
    assert_eq!(entry.encode(), [&[5 << 2][..], b"tempo", &[1, 0xa1, 0x05]].concat());
}

#[test]
fn nothing_selected_is_one_byte_per_field() {
    assert_eq!(SelectiveMetagraph::<Account>::default().encode(), [0; 74]);
}

#[test]
fn fields_of_a_metagraph_are_selected_by_the_numbers_clients_know() {
    let known = [
        (MetagraphField::Netuid, 0),
        (MetagraphField::OwnerHotkey, 5),
        (MetagraphField::MovingPrice, 21),
        (MetagraphField::NumUids, 30),
        (MetagraphField::BondsMovingAvg, 51),
        (MetagraphField::Hotkeys, 52),
        (MetagraphField::Incentives, 62),
        (MetagraphField::TotalStake, 69),
        (MetagraphField::Validators, 72),
        (MetagraphField::Commitments, 73),
    ];
    for (field, number) in known {
        assert_eq!(field as u16, number, "{field:?}");
    }
}

#[test]
fn the_metadata_spells_the_second_subnet_form_with_a_small_v() {
    assert_eq!(SubnetInfoV2::<Account>::type_info().path.ident(), Some("SubnetInfov2"));
}
