//! Several calls in one transaction, and calls from derived accounts.

use crate::world::*;
use myelin_primitives::NetUid;
use myelin_runtime::{utility, Balances, Executive, Runtime, RuntimeCall, System};
use pallet_subtensor::Call as Subtensor;
use polkadot_sdk::{
    frame_support::{
        dispatch::{GetDispatchInfo, Pays},
        traits::fungible::Inspect,
    },
    sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave},
    *,
};

fn remark() -> RuntimeCall {
    RuntimeCall::System(frame_system::Call::remark { remark: Vec::new() })
}

/// A call that costs nothing: weights for a subnet.
fn free() -> RuntimeCall {
    let call = Subtensor::set_weights { netuid: NetUid(1), dests: Vec::new(), weights: Vec::new(), version_key: 0 };
    RuntimeCall::SubtensorModule(call)
}

/// The calls in each kind of batch.
fn batches(calls: Vec<RuntimeCall>) -> [RuntimeCall; 3] {
    [
        RuntimeCall::Utility(utility::Call::batch { calls: calls.clone() }),
        RuntimeCall::Utility(utility::Call::batch_all { calls: calls.clone() }),
        RuntimeCall::Utility(utility::Call::force_batch { calls }),
    ]
}

fn events() -> Vec<utility::Event> {
    let ours = |record: frame_system::EventRecord<_, _>| match record.event {
        myelin_runtime::RuntimeEvent::Utility(event) => Some(event),
        _ => None,
    };
    System::events().into_iter().filter_map(ours).collect()
}

#[test]
fn a_batch_is_free_when_all_that_is_in_it_is_free() {
    genesis_state().execute_with(|| {
        let pays = |calls: Vec<RuntimeCall>| batches(calls).map(|batch| batch.get_dispatch_info().pays_fee);
        assert_eq!(pays(vec![free(), free()]), [Pays::No; 3]);
        assert_eq!(pays(vec![free(), remark()]), [Pays::Yes; 3]);
        assert_eq!(pays(vec![]), [Pays::Yes; 3]);
    });
}

#[test]
fn a_failing_call_stops_a_batch_undoes_it_or_is_passed_over() {
    let attempt = |kind: usize| {
        in_block(|| {
            let before = Balances::balance(&account(Charlie));
            let calls = vec![transfer(Charlie, TAO), transfer(Charlie, u64::MAX), transfer(Charlie, TAO)];
            let [stops, undoes, passes] = batches(calls);
            let call = [stops, undoes, passes].into_iter().nth(kind).unwrap();
            let made = Executive::apply_extrinsic(signed(Bob, 0, call)).unwrap();
            let events = events();
            (made.is_ok(), Balances::balance(&account(Charlie)) - before, events)
        })
    };
    let (is_ok, received, events) = attempt(0);
    assert_eq!((is_ok, received), (true, TAO));
    assert!(matches!(events.as_slice(), [_, utility::Event::BatchInterrupted { index: 1, .. }]), "{events:?}");

    assert_eq!(attempt(1), (false, 0, vec![]));

    let (is_ok, received, events) = attempt(2);
    assert_eq!((is_ok, received), (true, 2 * TAO));
    assert_eq!(events.last(), Some(&utility::Event::BatchCompletedWithErrors));
}

#[test]
fn a_batch_of_too_many_calls_is_refused() {
    in_block(|| {
        for call in batches(vec![remark(); 10_923]) {
            assert_eq!(call.dispatch_as(Bob), Err(utility::Error::<Runtime>::TooManyCalls.into()));
        }
    });
}

#[test]
fn a_derived_account_spends_what_it_holds() {
    in_block(|| {
        let derived = utility::derived_account(&account(Bob), 7).unwrap();
        assert_ne!(derived, utility::derived_account(&account(Bob), 8).unwrap());
        let fund = RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
            dest: derived.clone().into(),
            value: 2 * TAO,
        });
        assert_eq!(fund.dispatch_as(Alice), Ok(()));
        let before = Balances::balance(&account(Dave));
        let call = utility::Call::as_derivative { index: 7, call: Box::new(transfer(Dave, TAO)) };
        assert_eq!(RuntimeCall::Utility(call).dispatch_as(Bob), Ok(()));
        assert_eq!(Balances::balance(&account(Dave)) - before, TAO);
        assert_eq!(Balances::balance(&derived), TAO);
    });
}

#[test]
fn another_call_is_made_where_the_first_fails() {
    in_block(|| {
        let before = Balances::balance(&account(Charlie));
        let either = |main| {
            let fallback = Box::new(transfer(Charlie, TAO));
            RuntimeCall::Utility(utility::Call::if_else { main: Box::new(main), fallback })
        };
        assert_eq!(either(remark()).dispatch_as(Bob), Ok(()));
        assert_eq!(Balances::balance(&account(Charlie)), before);
        assert_eq!(either(transfer(Charlie, u64::MAX)).dispatch_as(Bob), Ok(()));
        assert_eq!(Balances::balance(&account(Charlie)) - before, TAO);
    });
}

/// A call made by somebody without a transaction around it.
trait DispatchAs {
    fn dispatch_as(self, who: sp_keyring::Sr25519Keyring) -> sp_runtime::DispatchResult;
}

impl DispatchAs for RuntimeCall {
    fn dispatch_as(self, who: sp_keyring::Sr25519Keyring) -> sp_runtime::DispatchResult {
        let origin = myelin_runtime::RuntimeOrigin::signed(account(who));
        sp_runtime::traits::Dispatchable::dispatch(self, origin).map(|_| ()).map_err(|failed| failed.error)
    }
}
