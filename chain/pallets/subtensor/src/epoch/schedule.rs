//! When epochs are due, and what an owner may do about it.

use crate::{
    now,
    params::{self, RateLimitKey, TransactionType},
    AdminFreezeWindow, BlocksSinceLastStep, CommitRevealWeightsEnabled, Config, Error, Event, LastEpochBlock,
    LastMechanismStepBlock, Pallet, PendingEpochAt, SubnetEpochIndex, Tempo,
};
use myelin_primitives::{hyperparameters::Hyperparameter, NetUid};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{traits::BadOrigin, AccountId32, DispatchResult},
};

/// Blocks after which an epoch is due whatever the tempo says.
const LONGEST_WAIT: u64 = 50_400;

/// Bounds of a tempo an owner may choose, in blocks.
pub(crate) const OWNER_TEMPO: core::ops::RangeInclusive<u16> = 360..=50_400;

/// Whether the subnet's epoch falls on this block.
pub fn is_due<T: Config>(netuid: NetUid, now: u64) -> bool {
    is_due_after::<T>(netuid, now, Tempo::<T>::get(netuid), BlocksSinceLastStep::<T>::get(netuid))
}

/// The same where the tempo is known, and how many blocks went by without an epoch.
fn is_due_after<T: Config>(netuid: NetUid, now: u64, tempo: u16, blocks: u64) -> bool {
    let tempo = u64::from(tempo);
    if tempo == 0 {
        return false;
    }
    let pending = PendingEpochAt::<T>::get(netuid);
    (pending > 0 && now >= pending)
        || blocks > LONGEST_WAIT
        || now.saturating_sub(LastEpochBlock::<T>::get(netuid)) >= tempo
}

/// Blocks until the tempo brings the next epoch; `u64::MAX` when it never does.
pub fn blocks_to_next<T: Config>(netuid: NetUid, now: u64) -> u64 {
    let tempo = u64::from(Tempo::<T>::get(netuid));
    if tempo == 0 {
        return u64::MAX;
    }
    LastEpochBlock::<T>::get(netuid).saturating_add(tempo).saturating_sub(now)
}

/// Whether an epoch out of turn is still to come, which freezes settings.
pub fn is_frozen_by_trigger<T: Config>(netuid: NetUid, now: u64) -> bool {
    PendingEpochAt::<T>::get(netuid) > now
}

/// The epoch's number as commits count it: one further in the block whose slot is due.
pub fn index_with_lookahead<T: Config>(netuid: NetUid, now: u64) -> u64 {
    let index = SubnetEpochIndex::<T>::get(netuid);
    if is_due::<T>(netuid, now) {
        index.saturating_add(1)
    } else {
        index
    }
}

/// One more block without an epoch; says whether one is due by now, at this tempo.
pub fn tick<T: Config>(netuid: NetUid, now: u64, tempo: u16) -> bool {
    let blocks = BlocksSinceLastStep::<T>::get(netuid).saturating_add(1);
    BlocksSinceLastStep::<T>::insert(netuid, blocks);
    is_due_after::<T>(netuid, now, tempo, blocks)
}

/// Puts a due epoch off to the next block.
pub fn defer<T: Config>(netuid: NetUid, now: u64) {
    let next = now.saturating_add(1);
    PendingEpochAt::<T>::insert(netuid, next);
    Pallet::<T>::deposit_event(Event::EpochDeferred { netuid, from_block: now, to_block: next });
}

/// Takes the slot: the cycle starts anew, whether or not the epoch runs.
pub fn advance<T: Config>(netuid: NetUid, now: u64, runs: bool) {
    if runs {
        BlocksSinceLastStep::<T>::insert(netuid, 0);
    } else {
        Pallet::<T>::deposit_event(Event::EpochSkipped { netuid, block: now });
    }
    LastEpochBlock::<T>::insert(netuid, now);
    PendingEpochAt::<T>::insert(netuid, 0);
    SubnetEpochIndex::<T>::mutate(netuid, |index| *index = index.saturating_add(1));
}

/// Notes that an epoch ran and its emission is distributed.
pub fn note_step<T: Config>(netuid: NetUid, now: u64) {
    LastMechanismStepBlock::<T>::insert(netuid, now);
}

/// Starts the cycle anew; an epoch out of turn stays due.
pub fn restart_cycle<T: Config>(netuid: NetUid, now: u64) {
    LastEpochBlock::<T>::insert(netuid, now);
}

/// The schedule of a new subnet: staggered by its id, so that not all epochs fall on one block.
pub fn open<T: Config>(netuid: NetUid, now: u64) {
    let tempo = Tempo::<T>::get(netuid);
    let offset = netuid.0.checked_rem(tempo).unwrap_or_default();
    LastEpochBlock::<T>::insert(netuid, now.saturating_sub(u64::from(offset)));
    PendingEpochAt::<T>::insert(netuid, 0);
    SubnetEpochIndex::<T>::insert(netuid, 0);
    BlocksSinceLastStep::<T>::insert(netuid, 0);
    LastMechanismStepBlock::<T>::insert(netuid, 0);
}

/// The owner sets the tempo, which also starts the cycle anew.
pub fn owner_set_tempo<T: Config>(coldkey: &AccountId32, netuid: NetUid, tempo: u16) -> DispatchResult {
    ensure!(crate::subnets::owner::<T>(netuid).as_ref() == Some(coldkey), BadOrigin);
    ensure!(
        params::passes_rate_limit::<T>(coldkey, netuid, TransactionType::TempoUpdate),
        Error::<T>::TxRateLimitExceeded
    );
    params::ensure_window_is_open::<T>(netuid)?;
    ensure!(OWNER_TEMPO.contains(&tempo), Error::<T>::TempoOutOfBounds);
    params::set_tempo::<T>(netuid, tempo);
    restart_cycle::<T>(netuid, now::<T>());
    params::note_transaction::<T>(coldkey, netuid, TransactionType::TempoUpdate, now::<T>());
    Pallet::<T>::deposit_event(Event::TempoSet(netuid, tempo));
    Ok(())
}

/// The owner asks for an epoch out of turn, as many blocks ahead as settings are frozen before one.
pub fn trigger<T: Config>(coldkey: &AccountId32, netuid: NetUid) -> DispatchResult {
    ensure!(crate::subnets::owner::<T>(netuid).as_ref() == Some(coldkey), BadOrigin);
    ensure!(!CommitRevealWeightsEnabled::<T>::get(netuid), Error::<T>::DynamicTempoBlockedByCommitReveal);
    ensure!(PendingEpochAt::<T>::get(netuid) == 0, Error::<T>::EpochTriggerAlreadyPending);
    let now = now::<T>();
    let window = u64::from(AdminFreezeWindow::<T>::get());
    ensure!(blocks_to_next::<T>(netuid, now) >= window, Error::<T>::AutoEpochAlreadyImminent);
    let key = RateLimitKey::OwnerHyperparamUpdate(netuid, Hyperparameter::TriggerEpoch);
    ensure!(params::owner_may_act_again::<T>(netuid, &key), Error::<T>::TxRateLimitExceeded);

    let at = now.saturating_add(window);
    PendingEpochAt::<T>::insert(netuid, at);
    params::note::<T>(key, now);
    Pallet::<T>::deposit_event(Event::EpochTriggered { netuid, by: coldkey.clone(), fires_at: at });
    Ok(())
}
