//! What setting weights, and committing to them, costs in block space. The caller pays nothing for it.

use super::batch::CompactRow;
use crate::Config;
use alloc::vec::Vec;
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
        .saturating_add(db::<T>(READS, WRITES))
}

/// Block space for a batch of vectors.
pub fn cost_of_batch<T: Config>(rows: &[CompactRow]) -> Weight {
    let empty = Weight::from_parts(BASE, 0);
    rows.iter().fold(empty, |sum, row| sum.saturating_add(cost_of_set::<T>(row.len())))
}

/// Storage items a commit makes the chain read: subnet, mechanisms, switch, seat, last update and
/// its limit, the commits that wait, and six that tell the epoch.
const COMMIT_READS: u64 = 13;
/// The commits that wait and the time of the update.
const COMMIT_WRITES: u64 = 2;
/// What a reveal reads before it does what setting does: the switch, the commits and the epoch.
const REVEAL_READS: u64 = 8;
/// Picoseconds to hash or store one byte.
const PER_BYTE: u64 = 2_000;

/// Block space for noting one hash.
pub fn cost_of_commit<T: Config>() -> Weight {
    Weight::from_parts(BASE, 0).saturating_add(db::<T>(COMMIT_READS, COMMIT_WRITES))
}

/// Block space for a batch of them.
pub fn cost_of_commit_batch<T: Config>(hashes: usize) -> Weight {
    let hashes = u64::try_from(hashes).unwrap_or(u64::MAX);
    Weight::from_parts(BASE, 0).saturating_add(cost_of_commit::<T>().saturating_mul(hashes))
}

/// Block space for keeping so many encrypted bytes. They join those of the whole epoch in one value,
/// which is read and written with them: that of a busy subnet is counted.
pub fn cost_of_commit_timelocked<T: Config>(bytes: usize) -> Weight {
    const BYTES_OF_OTHERS: u64 = 64 * 512;
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(BYTES_OF_OTHERS);
    cost_of_commit::<T>().saturating_add(Weight::from_parts(PER_BYTE.saturating_mul(bytes), 0))
}

/// Block space for revealing one vector of so many entries under a salt of so many numbers.
pub fn cost_of_reveal<T: Config>(entries: usize, salt: usize) -> Weight {
    let bytes = u64::try_from(entries.saturating_mul(4).saturating_add(salt.saturating_mul(2))).unwrap_or(u64::MAX);
    cost_of_set::<T>(entries)
        .saturating_add(Weight::from_parts(PER_BYTE.saturating_mul(bytes), 0))
        .saturating_add(db::<T>(REVEAL_READS, 1))
}

/// Block space for revealing a batch.
pub fn cost_of_reveal_batch<T: Config>(uids: &[Vec<u16>], salts: &[Vec<u16>]) -> Weight {
    let salts = salts.iter().map(Vec::len).chain(core::iter::repeat(0));
    let empty = Weight::from_parts(BASE, 0).saturating_add(db::<T>(REVEAL_READS, 0));
    uids.iter().zip(salts).fold(empty, |sum, (uids, salt)| sum.saturating_add(cost_of_reveal::<T>(uids.len(), salt)))
}

fn db<T: Config>(reads: u64, writes: u64) -> Weight {
    <T as polkadot_sdk::frame_system::Config>::DbWeight::get().reads_writes(reads, writes)
}
