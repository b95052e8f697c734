//! What each kind of proxy may do.

use crate::world::*;
use myelin_primitives::{NetUid, Tao};
use myelin_runtime::{
    proxy,
    proxy_types::{self, ProxyType},
    utility, Balances, Executive, Runtime, RuntimeCall, System,
};
use myelin_views::{CallCondition, FilterMode};
use polkadot_sdk::{
    frame_support::traits::{fungible::Inspect, InstanceFilter},
    sp_keyring::Sr25519Keyring::{self, Bob, Charlie, Dave},
    *,
};
use ProxyType::*;

const ALL: [ProxyType; 18] = [
    Any,
    Owner,
    NonCritical,
    NonTransfer,
    Senate,
    NonFungible,
    Triumvirate,
    Governance,
    Staking,
    Registration,
    Transfer,
    SmallTransfer,
    RootWeights,
    ChildKeys,
    SudoUncheckedSetCode,
    SwapHotkey,
    SubnetLeaseBeneficiary,
    RootClaim,
];

fn who_may(call: RuntimeCall) -> Vec<ProxyType> {
    ALL.into_iter().filter(|proxy_type| proxy_type.filter(&call)).collect()
}

#[test]
fn proxy_types_have_the_wires_numbers() {
    use codec::Encode;
    let numbers: Vec<Vec<u8>> = ALL.iter().map(Encode::encode).collect();
    let expected: Vec<Vec<u8>> = (0..18).map(|number| vec![number]).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn transfers_are_for_those_trusted_with_the_amount() {
    assert_eq!(who_may(transfer(Charlie, TAO / 2 - 1)), [Any, NonCritical, Transfer, SmallTransfer]);
    assert_eq!(who_may(transfer(Charlie, TAO / 2)), [Any, NonCritical, Transfer]);
}

#[test]
fn stakers_stake_and_register_nothing() {
    let stake =
        pallet_subtensor::Call::add_stake { hotkey: account(Charlie), netuid: NetUid(1), amount_staked: Tao(TAO) };
    let stake = RuntimeCall::SubtensorModule(stake);
    assert_eq!(who_may(stake), [Any, NonCritical, NonTransfer, Staking]);
    let register = pallet_subtensor::Call::burned_register { netuid: NetUid(1), hotkey: account(Charlie) };
    assert_eq!(who_may(RuntimeCall::SubtensorModule(register)), [Any, NonTransfer, Registration]);
}

#[test]
fn sudo_is_critical() {
    let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
    let sudo = RuntimeCall::Sudo(pallet_sudo::Call::sudo { call: Box::new(remark) });
    assert_eq!(who_may(sudo), [Any, NonTransfer, NonFungible]);
}

#[test]
fn wallets_are_told_each_kind_and_what_it_may_do() {
    let kinds = proxy_types::kinds();
    let names: Vec<String> = ALL.iter().map(|kind| format!("{kind:?}")).collect();
    assert_eq!(kinds.iter().map(|kind| String::from_utf8_lossy(&kind.name)).collect::<Vec<_>>(), names);
    assert_eq!(kinds.iter().filter(|kind| kind.deprecated).map(|kind| kind.index).collect::<Vec<_>>(), [4, 6, 7, 12]);

    let all = proxy_types::filters(None);
    assert_eq!(all.len(), ALL.len());
    assert!(all.iter().zip(0..).all(|(filter, index)| proxy_types::filters(Some(index)) == [filter.clone()]));
    assert_eq!(proxy_types::filters(Some(18)), []);

    let modes = |number: usize| all[number].filter_mode;
    assert_eq!(
        [0, 2, 4, 8].map(modes),
        [FilterMode::AllowAll, FilterMode::Deny, FilterMode::DenyAll, FilterMode::Allow]
    );
    assert_eq!((all[1].calls[0].pallet_index, &all[1].calls[0].call_name), (19, &None), "all of the pallet");
    assert_eq!(all[1].exceptions.len(), 2);
    assert_eq!((all[8].calls[0].pallet_index, all[8].calls[0].call_index), (7, Some(2)));
    // `schedule_swap_coldkey` is barred by name and is no call of this chain: it is not told.
    assert_eq!([5, 8, 11, 16].map(|number: usize| all[number].calls.len()), [21, 11, 3, 23]);
    let limit = CallCondition::ParamLessThan { param_name: b"value".to_vec(), limit: u128::from(TAO / 2) };
    assert_eq!(all[11].calls[0].condition, Some(limit));
    let nested = CallCondition::NestedCallMustBe { pallet_name: b"System".to_vec(), call_name: b"set_code".to_vec() };
    assert_eq!(all[14].calls[0].condition, Some(nested));
}

#[test]
fn only_any_outranks_any_and_only_transfers_outrank_small_ones() {
    for proxy_type in ALL {
        assert!(proxy_type.is_superset(&proxy_type));
        assert!(Any.is_superset(&proxy_type));
        assert!(proxy_type == Any || !proxy_type.is_superset(&Any));
    }
    assert!(NonTransfer.is_superset(&Staking) && !NonTransfer.is_superset(&Transfer));
    assert!(Transfer.is_superset(&SmallTransfer) && !SmallTransfer.is_superset(&Transfer));
}

#[test]
fn a_batch_does_not_carry_a_transfer_past_the_filter() {
    let by_proxy = |delegate: Sr25519Keyring, nonce, call: RuntimeCall| {
        let call = proxy::Call::proxy { real: account(Bob).into(), force_proxy_type: None, call: Box::new(call) };
        Executive::apply_extrinsic(signed(delegate, nonce, RuntimeCall::Proxy(call))).unwrap().unwrap();
    };
    in_block(|| {
        let add = proxy::Call::add_proxy { delegate: account(Dave).into(), proxy_type: NonTransfer, delay: 0 };
        Executive::apply_extrinsic(signed(Bob, 0, RuntimeCall::Proxy(add))).unwrap().unwrap();

        let before = Balances::balance(&account(Charlie));
        by_proxy(Dave, 0, transfer(Charlie, TAO));
        let calls = vec![transfer(Charlie, TAO)];
        by_proxy(Dave, 1, RuntimeCall::Utility(utility::Call::batch_all { calls }));

        assert_eq!(Balances::balance(&account(Charlie)), before);
        let filtered = frame_system::Error::<Runtime>::CallFiltered.into();
        let refusals = System::events()
            .into_iter()
            .filter(|record| record.event == proxy::Event::ProxyExecuted { result: Err(filtered) }.into())
            .count();
        assert_eq!(refusals, 2);
    });
}
