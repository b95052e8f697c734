//! Acting as an account without its key, where the genesis declares a development chain.
//!
//! A transaction may carry, in place of its signature, 64 bytes that anybody can write: `0xdeadbeef`
//! and then `0xcd` to the end, the form that fork testers use. Only the proof is waived: the account's
//! nonce, its fee and everything else a transaction is checked for are checked as ever. On any other
//! chain these bytes are what they look like, a bad signature.

use crate::{chain_parameters, Runtime, Signature};
use polkadot_sdk::sp_core::sr25519;

/// What stands where the signature would.
const MARK: [u8; 64] = {
    let mut mark = [0xcd; 64];
    [mark[0], mark[1], mark[2], mark[3]] = [0xde, 0xad, 0xbe, 0xef];
    mark
};

/// The signature of somebody who does not have the key.
pub fn mark() -> Signature {
    Signature::Sr25519(sr25519::Signature::from_raw(MARK))
}

/// Whether this chain lets a transaction with that signature pass without a proof.
pub fn passes(signature: &Signature) -> bool {
    is_mark(signature) && chain_parameters::Development::<Runtime>::get()
}

fn is_mark(signature: &Signature) -> bool {
    match signature {
        Signature::Sr25519(bytes) => bytes.0 == MARK,
        Signature::Ed25519(bytes) => bytes.0 == MARK,
        // Another length, and another form: nobody needs it.
        _ => false,
    }
}
