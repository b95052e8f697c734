//! A call or two of every other pallet.

use super::case;
use crate::{
    scene::{miner, outsider, owner, rich, signed, validator, Made, FULL, NET, SMALL, TAO},
    Case,
};
use myelin_primitives::commitments::{CommitmentInfo, Data};
use myelin_runtime::{proxy, proxy_types::ProxyType, utility, Runtime, RuntimeCall, RuntimeOrigin};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{Call, ImmunityPeriod};
use polkadot_sdk::{pallet_balances, pallet_sudo};

pub fn all() -> Vec<Case> {
    let mut cases = administration();
    cases.push(case("Commitments.set_commitment/128B", FULL, || commitment(Data::raw(&[7; 128]).unwrap())));
    cases.push(case("Commitments.set_commitment/bonds", FULL, || {
        pallet_subtensor::BondsResetOn::<Runtime>::insert(NET, true);
        commitment(Data::ResetBondsFlag)
    }));
    cases.push(case("Swap.set_fee_rate", SMALL, || {
        (RuntimeOrigin::root(), pallet_swap::Call::set_fee_rate { netuid: NET, rate: 100 }.into())
    }));
    cases.push(case("Balances.transfer_keep_alive", SMALL, || (signed(&rich(0).coldkey), transfer())));
    cases.push(case("Sudo.sudo", SMALL, || {
        let call = Box::new(Admin::sudo_set_tempo { netuid: NET, tempo: 90 }.into());
        (
            signed(&polkadot_sdk::sp_keyring::Sr25519Keyring::Alice.to_account_id()),
            pallet_sudo::Call::sudo { call }.into(),
        )
    }));
    for calls in [1, 64] {
        cases.push(case(format!("Utility.batch_all/{calls} set_weights"), FULL, move || {
            (signed(&validator(1, 0).hotkey), utility::Call::batch_all { calls: vec![weights(); calls] }.into())
        }));
    }
    cases.push(case("Utility.force_batch/64 transfers", SMALL, || {
        (signed(&rich(0).coldkey), utility::Call::force_batch { calls: vec![transfer(); 64] }.into())
    }));
    cases.extend(proxies());
    cases
}

fn administration() -> Vec<Case> {
    let mut cases = vec![
        case("AdminUtils.sudo_set_tempo/root", SMALL, || {
            (RuntimeOrigin::root(), Admin::sudo_set_tempo { netuid: NET, tempo: 90 }.into())
        }),
        case("AdminUtils.sudo_set_immunity_period/owner", SMALL, || {
            (signed(&owner(1).coldkey), Admin::sudo_set_immunity_period { netuid: NET, immunity_period: 100 }.into())
        }),
        case("AdminUtils.sudo_set_mechanism_count", FULL, || {
            pallet_subtensor::MaxAllowedUids::<Runtime>::insert(NET, 256);
            (RuntimeOrigin::root(), Admin::sudo_set_mechanism_count { netuid: NET, mechanism_count: 1.into() }.into())
        }),
    ];
    for left in [255, 64] {
        cases.push(case(format!("AdminUtils.sudo_trim_to_max_allowed_uids/256 to {left}"), FULL, move || {
            ImmunityPeriod::<Runtime>::insert(NET, 0);
            (RuntimeOrigin::root(), Admin::sudo_trim_to_max_allowed_uids { netuid: NET, max_n: left }.into())
        }));
    }
    cases
}

fn proxies() -> Vec<Case> {
    let friend = |number: u16| proxy::Call::add_proxy {
        delegate: outsider(number).coldkey.into(),
        proxy_type: ProxyType::Any,
        delay: 0,
    };
    let befriend = move |friends: u16| {
        let person = rich(0);
        for number in 1..=friends {
            use polkadot_sdk::sp_runtime::traits::Dispatchable;
            RuntimeCall::from(friend(number)).dispatch(signed(&person.coldkey)).unwrap();
        }
        person.coldkey
    };
    vec![
        case("Proxy.add_proxy/19 others", SMALL, move || (signed(&befriend(19)), friend(20).into())),
        case("Proxy.proxy/20 delegates", SMALL, move || {
            let real = befriend(20).into();
            let call = proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(transfer()) };
            (signed(&outsider(20).coldkey), call.into())
        }),
        case("Proxy.create_pure", SMALL, || {
            let call = proxy::Call::create_pure { proxy_type: ProxyType::Any, delay: 0, index: 0 };
            (signed(&rich(0).coldkey), call.into())
        }),
    ]
}

fn transfer() -> RuntimeCall {
    pallet_balances::Call::transfer_keep_alive { dest: validator(1, 1).coldkey.into(), value: TAO }.into()
}

fn weights() -> RuntimeCall {
    let (dests, weights) = (0..256).map(|uid| (uid, u16::MAX - uid)).unzip();
    Call::set_weights { netuid: NET, dests, weights, version_key: 0 }.into()
}

fn commitment(field: Data) -> Made {
    let info = CommitmentInfo::of(field);
    (signed(&miner(1, 100).hotkey), pallet_commitments::Call::set_commitment { netuid: NET, info }.into())
}
