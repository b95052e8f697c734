//! Acting as an account without its key: on development chains, and nowhere else.

use crate::world::*;
use codec::Encode;
use myelin_runtime::{
    acting, genesis::GenesisParameters, transaction_extensions, Executive, RuntimeCall, System, UncheckedExtrinsic,
};
use polkadot_sdk::{
    sp_keyring::Sr25519Keyring::{self, Bob, BobStash, Charlie},
    sp_runtime::{
        generic::Era,
        transaction_validity::{InvalidTransaction, TransactionValidity, TransactionValidityError},
    },
};

fn acting_as(who: Sr25519Keyring, nonce: u32, call: RuntimeCall) -> UncheckedExtrinsic {
    let extensions = transaction_extensions(Era::Immortal, nonce, 0);
    UncheckedExtrinsic::new_signed(call, account(who).into(), acting::mark(), extensions)
}

fn refused_for(validity: TransactionValidity) -> InvalidTransaction {
    match validity.unwrap_err() {
        TransactionValidityError::Invalid(reason) => reason,
        other => panic!("refused otherwise: {other:?}"),
    }
}

#[test]
fn on_a_development_chain_a_call_is_made_without_the_key_and_pays_its_fee() {
    in_block(|| {
        let before = myelin_runtime::Balances::free_balance(account(Bob));
        Executive::apply_extrinsic(acting_as(Bob, 0, transfer(Charlie, TAO))).unwrap().unwrap();
        assert!(myelin_runtime::Balances::free_balance(account(Bob)) < before - TAO);
        assert_eq!(System::account_nonce(account(Bob)), 1);
    });
}

#[test]
fn its_nonce_and_its_fee_are_checked_as_ever() {
    genesis_state().execute_with(|| {
        System::inc_account_nonce(account(Bob));
        let stale = acting_as(Bob, 0, transfer(Charlie, TAO)).encode();
        assert_eq!(refused_for(validate(&stale)), InvalidTransaction::Stale);
        let penniless = acting_as(BobStash, 0, transfer(Charlie, TAO)).encode();
        assert_eq!(refused_for(validate(&penniless)), InvalidTransaction::Payment);
        let good = acting_as(Bob, 1, transfer(Charlie, TAO)).encode();
        assert!(validate(&good).is_ok());
    });
}

#[test]
fn on_any_other_chain_it_is_a_bad_signature() {
    let network = || state_of(GenesisParameters { development: false, ..GenesisParameters::dev() });
    network().execute_with(|| {
        let bytes = acting_as(Bob, 0, transfer(Charlie, TAO)).encode();
        assert_eq!(refused_for(validate(&bytes)), InvalidTransaction::BadProof);
    });
    network().execute_with(|| {
        open_block();
        let applied = Executive::apply_extrinsic(acting_as(Bob, 0, transfer(Charlie, TAO)));
        assert_eq!(applied.unwrap_err(), InvalidTransaction::BadProof.into());
    });
}

#[test]
fn another_false_signature_is_bad_on_a_development_chain_too() {
    in_block(|| {
        let mut bytes = acting_as(Bob, 0, transfer(Charlie, TAO)).encode();
        let mark = bytes.windows(4).position(|four| four == [0xde, 0xad, 0xbe, 0xef]).unwrap();
        bytes[mark] ^= 1;
        assert_eq!(refused_for(validate(&bytes)), InvalidTransaction::BadProof);
    });
}
