//! What a transaction costs and where the money goes.

use crate::world::*;
use codec::{Decode, Encode};
use myelin_runtime::{Balances, Executive, System, TransactionPayment, UncheckedExtrinsic};
use polkadot_sdk::{
    frame_support::dispatch::GetDispatchInfo,
    frame_support::traits::fungible::Inspect,
    sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie},
    sp_runtime::Digest,
};

#[test]
fn the_fee_is_half_a_millirao_per_unit_of_work_and_a_rao_per_byte() {
    in_block(|| {
        let bytes = signed_bytes(Bob, 0, 0, &transfer(Charlie, TAO).encode());
        let transaction = UncheckedExtrinsic::decode(&mut bytes.as_slice()).unwrap();
        let info = transaction.get_dispatch_info();
        let length = bytes.len() as u32;

        let base = myelin_runtime::configs::BlockWeights::get().get(info.class).base_extrinsic.ref_time();
        let expected = info.total_weight().ref_time() / 2_000 + base / 2_000 + u64::from(length);
        let quoted = TransactionPayment::query_info(transaction, length).partial_fee;
        assert_eq!(quoted, expected);
    });
}

#[test]
fn fee_and_tip_go_to_the_author_of_the_block() {
    let tip = 12_345;
    in_block(|| {
        let (author_before, sender_before) = (Balances::balance(&account(Alice)), Balances::balance(&account(Bob)));
        let issued_before = Balances::total_issuance();

        let bytes = signed_bytes(Bob, 0, tip, &transfer(Charlie, TAO).encode());
        let transaction = UncheckedExtrinsic::decode(&mut bytes.as_slice()).unwrap();
        Executive::apply_extrinsic(transaction).unwrap().unwrap();

        let paid = sender_before - Balances::balance(&account(Bob)) - TAO;
        assert!(paid > tip);
        assert_eq!(Balances::balance(&account(Alice)) - author_before, paid);
        assert_eq!(Balances::total_issuance(), issued_before);
    });
}

#[test]
fn in_a_block_without_an_author_the_fee_is_destroyed() {
    genesis_state().execute_with(|| {
        System::initialize(&1, &genesis_hash(), &Digest::default());
        System::note_finished_initialize();
        let issued_before = Balances::total_issuance();
        let sender_before = Balances::balance(&account(Bob));

        Executive::apply_extrinsic(signed(Bob, 0, transfer(Charlie, TAO))).unwrap().unwrap();

        let paid = sender_before - Balances::balance(&account(Bob)) - TAO;
        assert!(paid > 0);
        assert_eq!(issued_before - Balances::total_issuance(), paid);
    });
}

#[test]
fn the_same_transaction_costs_the_same_in_every_block() {
    in_block(|| {
        let bytes = signed_bytes(Bob, 0, 0, &transfer(Charlie, TAO).encode());
        let quoted = || {
            let transaction = UncheckedExtrinsic::decode(&mut bytes.as_slice()).unwrap();
            TransactionPayment::query_info(transaction, bytes.len() as u32).partial_fee
        };
        let first = quoted();
        Executive::finalize_block();
        assert_eq!(quoted(), first);
    });
}
