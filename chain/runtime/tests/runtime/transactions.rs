//! Transactions from the pool's question to their effect.

use crate::world::*;
use codec::{Compact, Decode, Encode};
use myelin_primitives::NetUid;
use myelin_runtime::{
    extensions::CheckNonce, transaction_extensions, Balances, Executive, Runtime, RuntimeCall, RuntimeOrigin, System,
    UncheckedExtrinsic,
};
use polkadot_sdk::{
    frame_support::{
        dispatch::{DispatchInfo, GetDispatchInfo},
        pallet_prelude::Pays,
        traits::fungible::Inspect,
    },
    sp_keyring::Sr25519Keyring::{self, Alice, Bob, BobStash, Charlie},
    sp_runtime::{
        generic::Era,
        traits::{DispatchTransaction, TransactionExtension},
        transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
    },
    *,
};

/// Bob's stash owns nothing at genesis: nobody has ever heard of this account.
const STRANGER: Sr25519Keyring = BobStash;

fn remark() -> RuntimeCall {
    RuntimeCall::System(frame_system::Call::remark { remark: vec![1, 2, 3] })
}

fn refusal(outcome: Result<impl core::fmt::Debug, TransactionValidityError>) -> InvalidTransaction {
    match outcome.unwrap_err() {
        TransactionValidityError::Invalid(invalid) => invalid,
        other => panic!("refused otherwise: {other:?}"),
    }
}

fn validated(signer: Sr25519Keyring, nonce: u32, call: RuntimeCall) -> InvalidTransaction {
    refusal(validate(&signed_bytes(signer, nonce, 0, &call.encode())))
}

#[test]
fn a_transfer_built_by_hand_is_taken_and_carried_out() {
    let bytes = signed_bytes(Bob, 0, 0, &transfer(Charlie, 5 * TAO).encode());
    genesis_state().execute_with(|| {
        let valid = validate(&bytes).unwrap();
        assert_eq!(valid.priority, 1);
        assert_eq!(valid.provides, vec![(account(Bob), 0u32).encode()]);
        assert!(valid.requires.is_empty());
    });
    in_block(|| {
        let transaction = UncheckedExtrinsic::decode(&mut bytes.as_slice()).unwrap();
        assert_eq!(transaction.encode(), bytes);
        Executive::apply_extrinsic(transaction).unwrap().unwrap();
        assert_eq!(Balances::balance(&account(Charlie)), 1_000_005 * TAO);
        assert_eq!(System::account_nonce(account(Bob)), 1);
    });
}

#[test]
fn what_the_extensions_carry_and_imply_is_the_wires_bytes() {
    in_block(|| {
        let extensions = transaction_extensions(Era::Immortal, 3, 70_000);
        let carried = [&[0][..], &Compact(3u32).encode(), &Compact(70_000u64).encode(), &[0]].concat();
        assert_eq!(extensions.encode(), carried);

        let implied =
            [&425u32.encode()[..], &1u32.encode(), genesis_hash().as_bytes(), genesis_hash().as_bytes(), &[0]].concat();
        assert_eq!(extensions.implicit().unwrap().encode(), implied);
    });
}

#[test]
fn a_block_of_transfers_is_accepted_by_everyone_else() {
    let block = build_block(vec![signed(Bob, 0, transfer(Charlie, TAO)), signed(Bob, 1, transfer(Alice, TAO))]);
    genesis_state().execute_with(|| {
        ask("Core_execute_block", &block.encode());
        assert_eq!(System::account_nonce(account(Bob)), 2);
    });
}

#[test]
fn a_changed_transaction_no_longer_matches_its_signature() {
    genesis_state().execute_with(|| {
        let mut bytes = signed_bytes(Bob, 0, 0, &transfer(Charlie, TAO).encode());
        *bytes.last_mut().unwrap() ^= 1;
        assert_eq!(refusal(validate(&bytes)), InvalidTransaction::BadProof);
    });
}

#[test]
fn an_account_nobody_has_heard_of_cannot_send_what_costs_a_fee() {
    genesis_state().execute_with(|| {
        assert_eq!(validated(STRANGER, 0, remark()), InvalidTransaction::Payment);
    });
}

#[test]
fn an_account_nobody_has_heard_of_may_send_what_is_free() {
    in_block(|| {
        let free = DispatchInfo { pays_fee: Pays::No, ..remark().get_dispatch_info() };
        let origin = || RuntimeOrigin::signed(account(STRANGER));
        let send = |nonce| {
            transaction_extensions(Era::Immortal, nonce, 0)
                .validate_and_prepare(origin(), &remark(), &free, 100, 0)
                .map(|_| ())
        };
        send(0).unwrap();
        assert_eq!(System::account_nonce(account(STRANGER)), 1);
        assert_eq!(refusal(send(0)), InvalidTransaction::Stale);
        send(1).unwrap();
        assert_eq!(Balances::balance(&account(STRANGER)), 0);
    });
}

#[test]
fn a_nonce_out_of_turn_waits_for_the_one_before_it() {
    genesis_state().execute_with(|| {
        let bytes = signed_bytes(Bob, 2, 0, &remark().encode());
        let valid = validate(&bytes).unwrap();
        assert_eq!(valid.requires, vec![(account(Bob), 1u32).encode()]);
    });
    in_block(|| {
        let early = Executive::apply_extrinsic(signed(Bob, 2, remark()));
        assert_eq!(refusal(early), InvalidTransaction::Future);
    });
}

#[test]
fn the_nonce_is_checked_as_the_stock_extension_does() {
    in_block(|| {
        let info = remark().get_dispatch_info();
        for nonce in [0, 1, 7] {
            let ours = CheckNonce::from(nonce).validate_only(
                RuntimeOrigin::signed(account(Bob)),
                &remark(),
                &info,
                100,
                TransactionSource::External,
                0,
            );
            let stock = frame_system::CheckNonce::<Runtime>::from(nonce).validate_only(
                RuntimeOrigin::signed(account(Bob)),
                &remark(),
                &info,
                100,
                TransactionSource::External,
                0,
            );
            assert_eq!(ours.unwrap().0, stock.unwrap().0);
        }
    });
}

#[test]
fn sudo_is_for_the_sudo_key_only() {
    let sudo = || {
        let call = RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 9 });
        RuntimeCall::Sudo(pallet_sudo::Call::sudo { call: Box::new(call) })
    };
    genesis_state().execute_with(|| {
        assert_eq!(validated(Bob, 0, sudo()), InvalidTransaction::BadSigner);
        validate(&signed_bytes(Alice, 0, 0, &sudo().encode())).unwrap();
    });
    in_block(|| {
        let refused = Executive::apply_extrinsic(signed(Bob, 0, sudo()));
        assert_eq!(refusal(refused), InvalidTransaction::BadSigner);
        Executive::apply_extrinsic(signed(Alice, 0, sudo())).unwrap().unwrap();
    });
}

#[test]
fn a_tip_does_not_buy_a_place_in_the_queue() {
    genesis_state().execute_with(|| {
        let generous = signed_bytes(Bob, 0, TAO, &transfer(Charlie, TAO).encode());
        assert_eq!(validate(&generous).unwrap().priority, 1);
    });
}

#[test]
fn an_operational_call_goes_first() {
    genesis_state().execute_with(|| {
        let call = RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 9 });
        let bytes = signed_bytes(Bob, 0, 0, &call.encode());
        assert_eq!(validate(&bytes).unwrap().priority, 10_000_000_000);
    });
}

#[test]
fn a_call_nobody_signed_is_refused_unless_it_is_an_inherent() {
    genesis_state().execute_with(|| {
        let unsigned = UncheckedExtrinsic::new_bare(remark());
        assert!(validate(&unsigned.encode()).is_err());
        assert_eq!(refusal(validate(&timestamp().encode())), InvalidTransaction::MandatoryValidation);
    });
}

#[test]
fn a_hotkey_without_a_rao_may_announce_its_axon_once_it_has_a_seat() {
    let serve = || {
        RuntimeCall::SubtensorModule(pallet_subtensor::Call::serve_axon {
            netuid: NetUid(1),
            version: 1,
            ip: u128::from(u32::from_be_bytes([8, 8, 8, 8])),
            port: 8091,
            ip_type: 4,
            protocol: 4,
            placeholder1: 0,
            placeholder2: 0,
        })
    };
    let not_registered = InvalidTransaction::Custom(10);
    genesis_state().execute_with(|| assert_eq!(validated(STRANGER, 0, serve()), not_registered));

    in_block(|| {
        let hotkey = account(STRANGER);
        let register = pallet_subtensor::Call::burned_register { netuid: NetUid(1), hotkey: hotkey.clone() };
        Executive::apply_extrinsic(signed(Bob, 0, RuntimeCall::SubtensorModule(register))).unwrap().unwrap();

        Executive::apply_extrinsic(signed(STRANGER, 0, serve())).unwrap().unwrap();
        assert_eq!(Balances::balance(&hotkey), 0);
        assert!(pallet_subtensor::Axons::<Runtime>::contains_key(NetUid(1), &hotkey));
    });
}
