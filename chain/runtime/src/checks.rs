//! What always holds of the whole chain: every room's invariants, and the books of them all.
//!
//! These read the state they are run in and change nothing. They are for tests, development chains
//! and audits; no block is made with them.

use crate::{Balances, Runtime};
use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};
use polkadot_sdk::frame_system;

pub use pallet_subtensor::checks::{Rule, Sum};

/// The first thing that does not hold.
pub fn all() -> Result<(), String> {
    let accounts = accounts();
    if !accounts.holds() {
        return Err(accounts.to_string());
    }
    pallet_subtensor::checks::all::<Runtime>()
}

/// Every sum of the books, whether it is right or not.
pub fn sums() -> Vec<Sum> {
    let mut sums = vec![accounts()];
    sums.extend(pallet_subtensor::checks::sums::<Runtime>());
    sums
}

/// All TAO is on some account.
fn accounts() -> Sum {
    let (mut free, mut reserved) = (0_u128, 0_u128);
    for account in frame_system::Account::<Runtime>::iter_values() {
        free = free.saturating_add(account.data.free.into());
        reserved = reserved.saturating_add(account.data.reserved.into());
    }
    Sum {
        what: "ledger",
        netuid: None,
        counted: Balances::total_issuance().into(),
        parts: vec![("free", free), ("reserved", reserved)],
        rule: Rule::Equal,
    }
}
