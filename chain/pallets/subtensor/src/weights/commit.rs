//! Committing to weights: the seat promises a vector by its hash, and shows it an epoch or more
//! later, so that nobody can copy what others found out.

use super::{
    commits::{put, split_expired, Clock, MOST_UNREVEALED},
    is_too_soon,
    seats::note_update,
    set::mechanism_exists,
};
use crate::{neurons, now, CommitRevealWeightsEnabled, Config, Error, Event, Pallet, WeightCommits};
use myelin_primitives::{MechId, NetUid, StorageIndex, Uid};
use polkadot_sdk::{
    frame_support::ensure,
    sp_core::H256,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Notes the hash of the weights that the hotkey will reveal.
pub fn commit<T: Config>(hotkey: &AccountId32, netuid: NetUid, mechanism: MechId, hash: H256) -> DispatchResult {
    let uid = ensure_may_commit::<T>(hotkey, netuid, mechanism)?;
    let index = StorageIndex::of(netuid, mechanism);
    let clock = Clock::of::<T>(netuid);
    let (mut waiting, _) = split_expired(WeightCommits::<T>::get(index, hotkey).unwrap_or_default(), &clock);
    ensure!(waiting.len() < MOST_UNREVEALED, Error::<T>::TooManyUnrevealedCommits);

    let now = now::<T>();
    waiting.push_back((hash, clock.epoch, now, 0));
    put::<T>(index, hotkey, waiting);
    note_update::<T>(index, uid, now);
    Pallet::<T>::deposit_event(Event::WeightsCommitted(hotkey.clone(), index, hash));
    Ok(())
}

/// Who may commit now, whichever way; answers with the seat.
pub(super) fn ensure_may_commit<T: Config>(
    hotkey: &AccountId32,
    netuid: NetUid,
    mechanism: MechId,
) -> Result<Uid, DispatchError> {
    ensure!(mechanism_exists::<T>(netuid, mechanism), Error::<T>::MechanismDoesNotExist);
    ensure!(CommitRevealWeightsEnabled::<T>::get(netuid), Error::<T>::CommitRevealDisabled);
    let uid = neurons::uid_of::<T>(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
    ensure!(!is_too_soon::<T>(netuid, mechanism, uid), Error::<T>::CommittingWeightsTooFast);
    Ok(uid)
}
