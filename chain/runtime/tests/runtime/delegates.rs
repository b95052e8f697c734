//! Accounts that act for others: what is locked, announced, kept and paid.

use crate::world::*;
use myelin_runtime::{
    proxy, proxy_types::ProxyType, AccountId, Balances, Executive, Runtime, RuntimeCall, RuntimeOrigin, System,
};
use polkadot_sdk::{
    frame_support::traits::fungible::Inspect,
    sp_keyring::Sr25519Keyring::{self, Bob, Charlie, Dave, Eve},
    sp_runtime::{
        traits::{BlakeTwo256, Dispatchable, Hash},
        DispatchError, DispatchResult,
    },
    *,
};

type Error = proxy::Error<Runtime>;

fn by(who: AccountId, call: proxy::Call<Runtime>) -> DispatchResult {
    let call = RuntimeCall::Proxy(call);
    call.dispatch(RuntimeOrigin::signed(who)).map(|_| ()).map_err(|failed| failed.error)
}

fn add(delegate: Sr25519Keyring, delay: u32) -> proxy::Call<Runtime> {
    proxy::Call::add_proxy { delegate: account(delegate).into(), proxy_type: ProxyType::Any, delay }
}

fn acting_for(real: AccountId, call: RuntimeCall) -> proxy::Call<Runtime> {
    proxy::Call::proxy { real: real.into(), force_proxy_type: None, call: Box::new(call) }
}

fn locked(who: Sr25519Keyring) -> u64 {
    Balances::reserved_balance(&account(who))
}

#[test]
fn delegates_are_taken_once_paid_for_and_dismissed() {
    in_block(|| {
        let bob = account(Bob);
        assert_eq!(by(bob.clone(), add(Bob, 0)), Err(Error::NoSelfProxy.into()));
        assert_eq!(by(bob.clone(), add(Dave, 0)), Ok(()));
        assert_eq!(by(bob.clone(), add(Dave, 0)), Err(Error::Duplicate.into()));
        assert_eq!(locked(Bob), 93_000_000);
        assert_eq!(by(bob.clone(), add(Eve, 0)), Ok(()));
        assert_eq!(locked(Bob), 126_000_000);

        let dismiss = |delegate| proxy::Call::remove_proxy {
            delegate: account(delegate).into(),
            proxy_type: ProxyType::Any,
            delay: 0,
        };
        assert_eq!(by(bob.clone(), dismiss(Charlie)), Err(Error::NotFound.into()));
        assert_eq!(by(bob.clone(), dismiss(Dave)), Ok(()));
        assert_eq!(by(account(Dave), acting_for(bob.clone(), transfer(Charlie, TAO))), Err(Error::NotProxy.into()));
        assert_eq!(by(bob, proxy::Call::remove_proxies {}), Ok(()));
        assert_eq!(locked(Bob), 0);
    });
}

#[test]
fn twenty_delegates_are_the_most() {
    in_block(|| {
        for delay in 0..20 {
            assert_eq!(by(account(Bob), add(Dave, delay)), Ok(()));
        }
        assert_eq!(by(account(Bob), add(Dave, 20)), Err(Error::TooMany.into()));
    });
}

#[test]
fn what_came_of_the_last_call_is_kept() {
    in_block(|| {
        let bob = account(Bob);
        by(bob.clone(), add(Dave, 0)).unwrap();
        assert_eq!(proxy::LastCallResult::<Runtime>::get(&bob), None);
        by(account(Dave), acting_for(bob.clone(), transfer(Charlie, TAO))).unwrap();
        assert_eq!(proxy::LastCallResult::<Runtime>::get(&bob), Some(Ok(())));
        by(account(Dave), acting_for(bob.clone(), transfer(Charlie, 1_000_000 * TAO))).unwrap();
        assert!(matches!(proxy::LastCallResult::<Runtime>::get(&bob), Some(Err(DispatchError::Token(_)))));
    });
}

#[test]
fn a_delayed_delegate_announces_and_waits() {
    in_block(|| {
        let (bob, dave) = (account(Bob), account(Dave));
        by(bob.clone(), add(Dave, 5)).unwrap();
        let call = transfer(Charlie, TAO);
        let call_hash = BlakeTwo256::hash_of(&call);
        assert_eq!(by(dave.clone(), acting_for(bob.clone(), call.clone())), Err(Error::Unannounced.into()));
        let announce =
            |who: Sr25519Keyring| by(account(who), proxy::Call::announce { real: bob.clone().into(), call_hash });
        assert_eq!(announce(Eve), Err(Error::NotProxy.into()));
        assert_eq!(announce(Dave), Ok(()));
        assert_eq!(locked(Dave), 104_000_000);

        let act = || {
            let (delegate, real) = (dave.clone().into(), bob.clone().into());
            let call = Box::new(call.clone());
            by(account(Eve), proxy::Call::proxy_announced { delegate, real, force_proxy_type: None, call })
        };
        assert_eq!(act(), Err(Error::Unannounced.into()));
        System::set_block_number(System::block_number() + 5);
        let before = Balances::balance(&account(Charlie));
        assert_eq!(act(), Ok(()));
        assert_eq!(Balances::balance(&account(Charlie)) - before, TAO);
        assert_eq!((act(), locked(Dave)), (Err(Error::Unannounced.into()), 0));
    });
}

#[test]
fn an_announcement_is_taken_back_or_refused() {
    in_block(|| {
        let (bob, dave) = (account(Bob), account(Dave));
        by(bob.clone(), add(Dave, 5)).unwrap();
        let call_hash = BlakeTwo256::hash(b"something");
        let announce = || by(dave.clone(), proxy::Call::announce { real: bob.clone().into(), call_hash });
        let take_back = || by(dave.clone(), proxy::Call::remove_announcement { real: bob.clone().into(), call_hash });
        announce().unwrap();
        assert_eq!((take_back(), take_back()), (Ok(()), Err(Error::NotFound.into())));
        announce().unwrap();
        let refuse = proxy::Call::reject_announcement { delegate: dave.clone().into(), call_hash };
        assert_eq!(by(bob.clone(), refuse), Ok(()));
        assert_eq!(take_back(), Err(Error::NotFound.into()));
    });
}

#[test]
fn an_account_without_a_key_lives_until_it_gives_itself_up() {
    in_block(|| {
        let bob = account(Bob);
        let create = || proxy::Call::create_pure { proxy_type: ProxyType::Any, delay: 0, index: 3 };
        assert_eq!(by(bob.clone(), create()), Ok(()));
        assert_eq!(by(bob.clone(), create()), Err(Error::Duplicate.into()));
        let birth = (System::block_number(), System::extrinsic_index().unwrap_or_default());
        let pure = proxy::pure_account::<Runtime>(&bob, &ProxyType::Any, 3, birth).unwrap();
        let created = proxy::Event::PureCreated {
            pure: pure.clone(),
            who: bob.clone(),
            proxy_type: ProxyType::Any,
            disambiguation_index: 3,
        };
        System::assert_has_event(created.into());
        assert_eq!(locked(Bob), 93_000_000);

        let kill = |index| proxy::Call::kill_pure {
            spawner: bob.clone().into(),
            proxy_type: ProxyType::Any,
            index,
            height: birth.0,
            ext_index: birth.1,
        };
        assert_eq!(by(pure.clone(), kill(4)), Err(Error::NoPermission.into()));
        assert_eq!(by(bob.clone(), acting_for(pure.clone(), RuntimeCall::Proxy(kill(3)))), Ok(()));
        assert_eq!(proxy::LastCallResult::<Runtime>::get(&pure), Some(Ok(())));
        assert_eq!(locked(Bob), 0);
        assert_eq!(by(bob.clone(), acting_for(pure, transfer(Charlie, TAO))), Err(Error::NotProxy.into()));
    });
}

#[test]
fn an_account_pays_for_a_delegate_when_it_agreed_to() {
    in_block(|| {
        let (bob, dave) = (account(Bob), account(Dave));
        let pay = |pays_fee| proxy::Call::set_real_pays_fee { delegate: account(Dave).into(), pays_fee };
        assert_eq!(by(bob.clone(), pay(true)), Err(Error::NotProxy.into()));
        by(bob.clone(), add(Dave, 0)).unwrap();

        let remark = || RuntimeCall::System(frame_system::Call::remark { remark: Vec::new() });
        let balances = || (Balances::balance(&account(Bob)), Balances::balance(&account(Dave)));
        let act = |nonce| {
            let before = balances();
            let call = RuntimeCall::Proxy(acting_for(bob.clone(), remark()));
            Executive::apply_extrinsic(signed(Dave, nonce, call)).unwrap().unwrap();
            let after = balances();
            (before.0 > after.0, before.1 > after.1)
        };
        assert_eq!(act(0), (false, true));
        assert_eq!(by(bob.clone(), pay(true)), Ok(()));
        assert_eq!(act(1), (true, false));

        let ours = || RuntimeCall::Proxy(acting_for(bob.clone(), remark()));
        let batch = |calls| RuntimeCall::Utility(myelin_runtime::utility::Call::batch { calls });
        assert_eq!(proxy::fee::payer(&dave, &batch(vec![ours(), ours()])), bob);
        assert_eq!(proxy::fee::payer(&dave, &batch(vec![ours(), remark()])), dave);

        assert_eq!(by(bob.clone(), pay(false)), Ok(()));
        assert_eq!(act(2), (false, true));
    });
}
