//! Accounts nobody holds a key to: a group's, and the mirror of an EVM address.

use crate::{blake2b, AccountId};
use codec::Encode;

/// The account that `threshold` of `signatories` control together, in whatever order they are given.
pub fn multisig(signatories: &[AccountId], threshold: u16) -> AccountId {
    let mut sorted = signatories.to_vec();
    sorted.sort_unstable();
    AccountId(blake2b(&[b"modlpy/utilisuba", &sorted.encode(), &threshold.to_le_bytes()]))
}

/// The account an EVM address pays from and is paid at.
pub fn evm_mirror(address: &[u8; 20]) -> AccountId {
    AccountId(blake2b(&[b"evm:", address]))
}
