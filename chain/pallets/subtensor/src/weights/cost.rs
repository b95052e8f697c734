//! What setting weights, and committing to them, costs in block space. The caller pays nothing for it.

use super::batch::CompactRow;
use crate::{
    cost::{count, Work},
    Config,
};
use alloc::vec::Vec;
use polkadot_sdk::frame_support::weights::Weight;

/// Setting no weights at all: subnet, mechanisms, seats, the caller's seat, its stake here and on
/// root with parents and children, permit, and the hyperparameters. The row and the time of the
/// update are written.
const SETTING: Work = Work::of(26, 2).computing(15_000);
/// Checking, scaling and storing one entry of the vector.
const ENTRY: Work = Work::of(0, 0).computing(100);
/// What a batch does beside its entries.
const BATCH: Work = Work::of(0, 0).computing(5_000);
/// A commit: subnet, mechanisms, switch, seat, last update and its limit, the commits that wait, and
/// what tells the epoch. The commits and the time of the update are written.
const COMMITTING: Work = Work::of(22, 2).computing(10_000);
/// What a reveal reads before it does what setting does: the switch, the commits and the epoch. The
/// commits are written without it.
const REVEALING: Work = Work::of(14, 1).computing(10_000);
/// Hashing or storing one byte.
const BYTE: Work = Work::of(0, 0).computing(1).long(1);
/// Bytes that may wait for the beacon beside those of a commit: a busy subnet's, which are read and
/// written with them.
const BYTES_OF_OTHERS: u64 = 64 * 5_000;
/// Most commits a hotkey may have open; each reveal looks through them.
const MOST_OPEN: u64 = 10;

/// Block space for one vector of so many entries.
pub fn cost_of_set<T: Config>(entries: usize) -> Weight {
    setting(entries).weight::<T>()
}

fn setting(entries: usize) -> Work {
    SETTING.and(ENTRY.times(count(entries)))
}

/// Block space for a batch of vectors.
pub fn cost_of_batch<T: Config>(rows: &[CompactRow]) -> Weight {
    rows.iter().fold(BATCH, |sum, row| sum.and(setting(row.len()))).weight::<T>()
}

/// Block space for noting one hash.
pub fn cost_of_commit<T: Config>() -> Weight {
    COMMITTING.weight::<T>()
}

/// Block space for a batch of them.
pub fn cost_of_commit_batch<T: Config>(hashes: usize) -> Weight {
    BATCH.and(COMMITTING.times(count(hashes))).weight::<T>()
}

/// Block space for keeping so many encrypted bytes. They join those of the whole epoch in one value,
/// which is read and written with them: that of a busy subnet is counted.
pub fn cost_of_commit_timelocked<T: Config>(bytes: usize) -> Weight {
    COMMITTING.and(BYTE.times(count(bytes).saturating_add(BYTES_OF_OTHERS))).weight::<T>()
}

/// Block space for revealing one vector of so many entries under a salt of so many numbers.
pub fn cost_of_reveal<T: Config>(entries: usize, salt: usize) -> Weight {
    revealing(entries, salt).weight::<T>()
}

fn revealing(entries: usize, salt: usize) -> Work {
    let bytes = count(entries).saturating_mul(4).saturating_add(count(salt).saturating_mul(2));
    setting(entries).and(BYTE.times(bytes)).and(REVEALING).and(Work::of(0, 0).computing(100).times(MOST_OPEN))
}

/// Block space for revealing a batch.
pub fn cost_of_reveal_batch<T: Config>(uids: &[Vec<u16>], salts: &[Vec<u16>]) -> Weight {
    let salts = salts.iter().map(Vec::len).chain(core::iter::repeat(0));
    uids.iter()
        .zip(salts)
        .fold(BATCH.and(REVEALING), |sum, (uids, salt)| sum.and(revealing(uids.len(), salt)))
        .weight::<T>()
}
