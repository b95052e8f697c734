//! Promises of weights: which hash stands for which vector, how long one waits before it can be
//! kept, and what becomes of those nobody kept.

use super::timelocked;
use crate::{epoch, now, params, CommitRevealWeightsEnabled, Config, RevealPeriodEpochs, WeightCommits};
use alloc::{collections::VecDeque, vec::Vec};
use codec::Encode;
use myelin_primitives::{MechId, NetUid, StorageIndex};
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256, sp_runtime::AccountId32};

/// Commits of one hotkey that may wait on one mechanism.
pub const MOST_UNREVEALED: usize = 10;

/// A commit as it waits: the hash, the epoch and the block it was made in, and a number that used
/// to say something and is 0.
pub type Commit = (H256, u64, u64, u64);

/// A vector of weights with what makes its hash unguessable.
#[derive(Clone, Copy)]
pub struct Revealed<'a> {
    pub uids: &'a [u16],
    pub values: &'a [u16],
    pub salt: &'a [u16],
    pub version_key: u64,
}

impl Revealed<'_> {
    /// What a hotkey commits to before it reveals this on a mechanism. The salt comes before the
    /// version, and the mechanism counts: the same vector promised elsewhere has another hash.
    pub fn hash(&self, hotkey: &AccountId32, index: StorageIndex) -> H256 {
        let Self { uids, values, salt, version_key } = self;
        (hotkey, index, uids, values, salt, version_key).using_encoded(|bytes| H256(blake2_256(bytes)))
    }
}

/// Where a subnet is between committing and revealing.
#[derive(Clone, Copy)]
pub struct Clock {
    /// The epoch in which a commit made now is counted.
    pub epoch: u64,
    period: u64,
}

impl Clock {
    pub fn of<T: Config>(netuid: NetUid) -> Self {
        Self {
            epoch: epoch::index_with_lookahead::<T>(netuid, now::<T>()),
            period: RevealPeriodEpochs::<T>::get(netuid),
        }
    }

    /// Whether a commit of that epoch can be revealed now: in one epoch, neither before nor after.
    pub fn may_reveal(&self, committed: u64) -> bool {
        self.epoch == committed.saturating_add(self.period)
    }

    /// Whether a commit of that epoch can no longer be revealed.
    pub fn has_expired(&self, committed: u64) -> bool {
        self.epoch > committed.saturating_add(self.period)
    }
}

/// Commits that wait, oldest first, and the hashes of those taken out because nobody kept them.
pub(super) fn split_expired(waiting: VecDeque<Commit>, clock: &Clock) -> (VecDeque<Commit>, Vec<H256>) {
    let mut waiting = waiting;
    let mut expired = Vec::new();
    while let Some((hash, _, _, _)) = waiting.pop_front_if(|(_, epoch, _, _)| clock.has_expired(*epoch)) {
        expired.push(hash);
    }
    (waiting, expired)
}

/// Stores what still waits; nothing is stored of nothing.
pub(super) fn put<T: Config>(index: StorageIndex, hotkey: &AccountId32, waiting: VecDeque<Commit>) {
    WeightCommits::<T>::set(index, hotkey, Some(waiting).filter(|waiting| !waiting.is_empty()));
}

/// The block of each seat's earliest commit that can still be revealed, by uid; `u64::MAX` where
/// there is none. `None` where weights are set openly.
///
/// Only seats with a permit are looked up: what the others gave does not count in an epoch.
pub fn earliest_commits<'a, T: Config>(
    index: StorageIndex,
    seats: impl Iterator<Item = (&'a AccountId32, bool)>,
) -> Option<Vec<u64>> {
    if !CommitRevealWeightsEnabled::<T>::get(index.netuid()) {
        return None;
    }
    let clock = Clock::of::<T>(index.netuid());
    let timelocked = timelocked::earliest::<T>(index, &clock);
    let earliest = |hotkey: &AccountId32| {
        let hashed = WeightCommits::<T>::get(index, hotkey).unwrap_or_default();
        let hashed = hashed.iter().find(|(_, epoch, _, _)| !clock.has_expired(*epoch)).map(|(_, _, block, _)| *block);
        hashed.into_iter().chain(timelocked.get(hotkey).copied()).min().unwrap_or(u64::MAX)
    };
    Some(seats.map(|(hotkey, has_permit)| if has_permit { earliest(hotkey) } else { u64::MAX }).collect())
}

/// A hotkey goes on under another name: its hash commits go with it. Timelocked ones stay, since
/// they say inside who made them.
pub fn hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32, netuid: NetUid) {
    for mechanism in (0..params::mechanism_count::<T>(netuid)).map(MechId) {
        let index = StorageIndex::of(netuid, mechanism);
        if let Some(waiting) = WeightCommits::<T>::take(index, old) {
            WeightCommits::<T>::insert(index, new, waiting);
        }
    }
}
