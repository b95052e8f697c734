//! What setting weights costs in block space. The caller pays nothing for it.

use super::batch::CompactRow;
use crate::Config;
use polkadot_sdk::{frame_support::weights::Weight, sp_core::Get};

/// Storage items a vector of weights makes the chain read: subnet, mechanisms, seats, the caller's
/// seat, its stake here and on root with parents and children, permit, and five hyperparameters.
const READS: u64 = 16;
/// The row and the time of the update.
const WRITES: u64 = 2;
/// Picoseconds to check, scale and store one entry of the vector.
const PER_ENTRY: u64 = 30_000;
const BASE: u64 = 20_000_000;

/// Block space for one vector of so many entries.
pub fn cost_of_set<T: Config>(entries: usize) -> Weight {
    let entries = u64::try_from(entries).unwrap_or(u64::MAX);
    Weight::from_parts(BASE.saturating_add(PER_ENTRY.saturating_mul(entries)), 0)
        .saturating_add(<T as polkadot_sdk::frame_system::Config>::DbWeight::get().reads_writes(READS, WRITES))
}

/// Block space for a batch of vectors.
pub fn cost_of_batch<T: Config>(rows: &[CompactRow]) -> Weight {
    let empty = Weight::from_parts(BASE, 0);
    rows.iter().fold(empty, |sum, row| sum.saturating_add(cost_of_set::<T>(row.len())))
}
