//! A call nested deeper than eight levels never gets past decoding, wherever it comes from.

use crate::world::*;
use codec::{Compact, Decode, Encode};
use myelin_runtime::{RuntimeCall, UncheckedExtrinsic};
use polkadot_sdk::{sp_keyring::Sr25519Keyring::Bob, sp_runtime::traits::LazyExtrinsic, *};
use std::panic::catch_unwind;

/// `batch_all` around `batch_all`, so many times, around a remark: written as bytes, because calls
/// this deep should not exist as values.
fn nested_batches(depth: usize) -> Vec<u8> {
    let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] }).encode();
    let batch_of_one = [&[11, 2][..], &Compact(1u32).encode()].concat();
    [batch_of_one.repeat(depth), remark].concat()
}

fn nested_transaction(depth: usize) -> Vec<u8> {
    signed_bytes(Bob, 0, 0, &nested_batches(depth))
}

fn decode(extrinsic: &[u8]) -> Result<UncheckedExtrinsic, codec::Error> {
    UncheckedExtrinsic::decode(&mut &extrinsic[..])
}

const TOO_DEEP: [usize; 3] = [9, 300, 100_000];

#[test]
fn eight_levels_are_decoded_and_nine_are_not() {
    assert!(decode(&nested_transaction(8)).is_ok());
    for depth in TOO_DEEP {
        assert!(decode(&nested_transaction(depth)).is_err(), "{depth} levels");
    }
}

#[test]
fn the_body_of_a_block_is_decoded_to_the_same_depth() {
    let unprefixed = |depth| {
        let bytes = nested_transaction(depth);
        let mut body = bytes.as_slice();
        Compact::<u32>::decode(&mut body).unwrap();
        UncheckedExtrinsic::decode_unprefixed(body).map(|extrinsic| extrinsic.encode() == bytes)
    };
    assert_eq!(unprefixed(8), Ok(true));
    for depth in TOO_DEEP {
        assert!(unprefixed(depth).is_err(), "{depth} levels");
    }
}

#[test]
fn the_pool_refuses_a_deep_call_and_goes_on() {
    genesis_state().execute_with(|| {
        validate(&nested_transaction(8)).unwrap();
        for depth in TOO_DEEP {
            let transaction = nested_transaction(depth);
            assert!(catch_unwind(|| validate(&transaction)).is_err(), "{depth} levels");
        }
        validate(&signed_bytes(Bob, 0, 0, &transfer(Bob, TAO).encode())).unwrap();
    });
}

#[test]
fn block_building_refuses_a_deep_call_and_goes_on() {
    in_block(|| {
        for depth in TOO_DEEP {
            let transaction = nested_transaction(depth);
            let applied = catch_unwind(|| ask("BlockBuilder_apply_extrinsic", &transaction));
            assert!(applied.is_err(), "{depth} levels");
        }
        ask("BlockBuilder_apply_extrinsic", &nested_transaction(8));
    });
}

#[test]
fn a_block_that_holds_a_deep_call_is_refused() {
    let good = build_block(vec![decode(&nested_transaction(8)).unwrap()]);
    genesis_state().execute_with(|| ask("Core_execute_block", &good.encode()));

    for depth in TOO_DEEP {
        let extrinsics = [timestamp().encode(), nested_transaction(depth)].concat();
        let bad = [good.header.encode(), Compact(2u32).encode(), extrinsics].concat();
        genesis_state().execute_with(|| {
            let refused = catch_unwind(|| ask("Core_execute_block", &bad)).unwrap_err();
            let reason = refused.downcast_ref::<String>().unwrap();
            assert!(reason.contains("could not be decoded"), "{depth} levels: {reason}");
        });
    }
}

#[test]
fn a_call_asked_about_by_itself_is_decoded_to_the_same_depth() {
    let ask_about = |depth| {
        let call = nested_batches(depth);
        let arguments = [&call[..], &(call.len() as u32).encode()].concat();
        genesis_state()
            .execute_with(|| catch_unwind(|| ask("TransactionPaymentCallApi_query_call_info", &arguments)).is_ok())
    };
    assert!(ask_about(8));
    for depth in TOO_DEEP {
        assert!(!ask_about(depth), "{depth} levels");
    }
}

#[test]
fn a_batch_directly_inside_a_batch_is_filtered() {
    in_block(|| {
        let applied = myelin_runtime::Executive::apply_extrinsic(decode(&nested_transaction(2)).unwrap());
        assert_eq!(applied.unwrap().unwrap_err(), frame_system::Error::<myelin_runtime::Runtime>::CallFiltered.into());
    });
    in_block(|| {
        let applied = myelin_runtime::Executive::apply_extrinsic(decode(&nested_transaction(1)).unwrap());
        applied.unwrap().unwrap();
    });
}
