//! Revealing weights that were committed to by their hash.

use super::{
    apply,
    commits::{put, split_expired, Clock, Commit, Revealed},
};
use crate::{CommitRevealWeightsEnabled, Config, Error, Event, Pallet, WeightCommits};
use alloc::{collections::VecDeque, vec::Vec};
use myelin_primitives::{MechId, NetUid, StorageIndex};
use polkadot_sdk::{
    frame_support::ensure,
    sp_core::H256,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// How a reveal stands before it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was committed to that has this hash.
    Unknown,
    /// It was, and this is not the epoch to show it in.
    OutOfTime,
    Due,
}

/// Whether the hotkey promised all of this, and whether now is the time to keep the promises.
pub fn standing<T: Config>(hotkey: &AccountId32, netuid: NetUid, mechanism: MechId, revealed: &[Revealed]) -> Standing {
    let index = StorageIndex::of(netuid, mechanism);
    let clock = Clock::of::<T>(netuid);
    let waiting = WeightCommits::<T>::get(index, hotkey).unwrap_or_default();
    // Nobody who asks for free makes us hash more than can be due.
    if revealed.len() > waiting.len() {
        return Standing::Unknown;
    }
    for revealed in revealed {
        let hash = revealed.hash(hotkey, index);
        let mut promises = waiting.iter().filter(|commit| commit.0 == hash).peekable();
        if promises.peek().is_none() {
            return Standing::Unknown;
        }
        if !promises.any(|(_, epoch, _, _)| clock.may_reveal(*epoch)) {
            return Standing::OutOfTime;
        }
    }
    Standing::Due
}

/// Shows the weights behind a commit and sets them. Commits made before it can no longer be
/// revealed: their weights would be older than these.
pub fn reveal<T: Config>(
    hotkey: &AccountId32,
    netuid: NetUid,
    mechanism: MechId,
    revealed: Revealed,
) -> DispatchResult {
    let mut promises = Promises::open::<T>(hotkey, netuid, mechanism)?;
    let hash = revealed.hash(hotkey, promises.index);
    let position = promises.position::<T>(hash)?;
    promises.waiting.drain(..=position);
    put::<T>(promises.index, hotkey, promises.waiting);

    apply::<T>(hotkey, netuid, mechanism, revealed.uids, revealed.values, revealed.version_key)?;
    Pallet::<T>::deposit_event(Event::WeightsRevealed(hotkey.clone(), promises.index, hash));
    Ok(())
}

/// Shows the weights behind several commits on the main mechanism, and sets one after the other.
/// All are shown or none; commits between them go on waiting.
pub fn reveal_batch<T: Config>(
    hotkey: &AccountId32,
    netuid: NetUid,
    uids: &[Vec<u16>],
    values: &[Vec<u16>],
    salts: &[Vec<u16>],
    version_keys: &[u64],
) -> DispatchResult {
    let batch = pair_up(uids, values, salts, version_keys).ok_or(Error::<T>::InputLengthsUnequal)?;
    let mut promises = Promises::open::<T>(hotkey, netuid, MechId::MAIN)?;
    let mut hashes = Vec::new();
    for revealed in &batch {
        let hash = revealed.hash(hotkey, promises.index);
        let position = promises.position::<T>(hash)?;
        promises.waiting.remove(position);
        hashes.push(hash);
    }
    put::<T>(promises.index, hotkey, promises.waiting);

    for revealed in &batch {
        apply::<T>(hotkey, netuid, MechId::MAIN, revealed.uids, revealed.values, revealed.version_key)?;
    }
    Pallet::<T>::deposit_event(Event::WeightsBatchRevealed(hotkey.clone(), netuid, hashes));
    Ok(())
}

/// The vectors of a batch, if its lists are of one length.
pub fn pair_up<'a>(
    uids: &'a [Vec<u16>],
    values: &'a [Vec<u16>],
    salts: &'a [Vec<u16>],
    version_keys: &'a [u64],
) -> Option<Vec<Revealed<'a>>> {
    let is_even = [values.len(), salts.len(), version_keys.len()].iter().all(|length| *length == uids.len());
    let lists = uids.iter().zip(values).zip(salts).zip(version_keys);
    is_even.then(|| {
        lists
            .map(|(((uids, values), salt), version_key)| Revealed { uids, values, salt, version_key: *version_key })
            .collect()
    })
}

/// What a hotkey may still reveal on a mechanism.
struct Promises {
    index: StorageIndex,
    clock: Clock,
    waiting: VecDeque<Commit>,
    expired: Vec<H256>,
}

impl Promises {
    fn open<T: Config>(hotkey: &AccountId32, netuid: NetUid, mechanism: MechId) -> Result<Self, DispatchError> {
        ensure!(CommitRevealWeightsEnabled::<T>::get(netuid), Error::<T>::CommitRevealDisabled);
        let index = StorageIndex::of(netuid, mechanism);
        let clock = Clock::of::<T>(netuid);
        let waiting = WeightCommits::<T>::get(index, hotkey).ok_or(Error::<T>::NoWeightsCommitFound)?;
        let (waiting, expired) = split_expired(waiting, &clock);
        Ok(Self { index, clock, waiting, expired })
    }

    /// Where the promise with that hash waits, if it is time to keep it.
    fn position<T: Config>(&self, hash: H256) -> Result<usize, Error<T>> {
        let place = self.waiting.iter().enumerate().find(|(_, commit)| commit.0 == hash);
        let Some((position, (_, epoch, _, _))) = place else {
            return Err(self.why_absent::<T>(hash));
        };
        ensure!(self.clock.may_reveal(*epoch), Error::<T>::RevealTooEarly);
        Ok(position)
    }

    fn why_absent<T: Config>(&self, hash: H256) -> Error<T> {
        if self.expired.contains(&hash) {
            Error::<T>::ExpiredWeightCommit
        } else if self.waiting.is_empty() {
            Error::<T>::NoWeightsCommitFound
        } else {
            Error::<T>::InvalidRevealCommitHashNotMatch
        }
    }
}
