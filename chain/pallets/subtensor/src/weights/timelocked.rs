//! Commits that open by themselves: the vector is encrypted to a coming round of a randomness
//! beacon. Until this chain has a beacon they wait for it, and are dropped when their time is over.

use super::{
    commit::ensure_may_commit,
    commits::{Clock, MOST_UNREVEALED},
    seats::note_update,
};
use crate::{now, params, CommitRevealWeightsVersion, Config, Error, Event, Pallet, TimelockedWeightCommits};
use alloc::{collections::BTreeMap, vec::Vec};
use myelin_primitives::{MechId, NetUid, StorageIndex};
use polkadot_sdk::{
    frame_support::{ensure, traits::ConstU32, BoundedVec},
    sp_core::H256,
    sp_io::hashing::blake2_256,
    sp_runtime::{AccountId32, DispatchResult},
};

/// Version of commits made by the call that does not name one.
pub const UNNAMED_VERSION: u16 = 4;

/// Bytes of an encrypted vector.
pub type Ciphertext = BoundedVec<u8, ConstU32<5000>>;

/// What waits for the beacon: who committed, in which block, what, and the round that opens it.
pub type Timelocked = (AccountId32, u64, Ciphertext, u64);

/// Keeps the encrypted weights of the hotkey until the beacon comes to `round`.
pub fn commit_timelocked<T: Config>(
    hotkey: &AccountId32,
    netuid: NetUid,
    mechanism: MechId,
    commit: Ciphertext,
    round: u64,
    version: u16,
) -> DispatchResult {
    ensure!(version == CommitRevealWeightsVersion::<T>::get(), Error::<T>::IncorrectCommitRevealVersion);
    let uid = ensure_may_commit::<T>(hotkey, netuid, mechanism)?;
    let index = StorageIndex::of(netuid, mechanism);
    let epoch = Clock::of::<T>(netuid).epoch;
    let mut waiting = TimelockedWeightCommits::<T>::get(index, epoch);
    let own = waiting.iter().filter(|(committer, _, _, _)| committer == hotkey).count();
    ensure!(own < MOST_UNREVEALED, Error::<T>::TooManyUnrevealedCommits);

    let now = now::<T>();
    let hash = H256(blake2_256(&commit));
    waiting.push_back((hotkey.clone(), now, commit, round));
    TimelockedWeightCommits::<T>::insert(index, epoch, waiting);
    note_update::<T>(index, uid, now);
    Pallet::<T>::deposit_event(Event::TimelockedWeightsCommitted(hotkey.clone(), index, hash, round));
    Ok(())
}

/// Drops what can no longer be revealed. Called as an epoch begins; between epochs nothing expires.
pub fn drop_expired<T: Config>(netuid: NetUid) {
    let clock = Clock::of::<T>(netuid);
    for mechanism in (0..params::mechanism_count::<T>(netuid)).map(MechId) {
        let index = StorageIndex::of(netuid, mechanism);
        let expired: Vec<u64> =
            TimelockedWeightCommits::<T>::iter_key_prefix(index).filter(|epoch| clock.has_expired(*epoch)).collect();
        for epoch in expired {
            TimelockedWeightCommits::<T>::remove(index, epoch);
        }
    }
}

/// The block of each hotkey's earliest commit that may still open.
pub(super) fn earliest<T: Config>(index: StorageIndex, clock: &Clock) -> BTreeMap<AccountId32, u64> {
    let mut earliest = BTreeMap::new();
    let waiting = TimelockedWeightCommits::<T>::iter_prefix(index).filter(|(epoch, _)| !clock.has_expired(*epoch));
    for (hotkey, block, _, _) in waiting.flat_map(|(_, queue)| queue) {
        let first = earliest.entry(hotkey).or_insert(block);
        *first = block.min(*first);
    }
    earliest
}
