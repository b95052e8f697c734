//! Setting weights: one validator's opinion of the seats of a subnet, under one mechanism.

use super::{last_set, seats::note_update};
use crate::{
    epoch, neurons, now, params, stake, subnets, CommitRevealWeightsEnabled, Config, Error, Event, MinAllowedWeights,
    Pallet, StakeThreshold, Weights, WeightsSetRateLimit, WeightsVersionKey,
};
use alloc::{collections::BTreeSet, vec::Vec};
use myelin_primitives::{MechId, NetUid, StorageIndex, Uid};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Sets weights openly, which a subnet that has its validators commit first does not allow.
pub fn set<T: Config>(
    hotkey: &AccountId32,
    netuid: NetUid,
    mechanism: MechId,
    dests: Vec<u16>,
    weights: Vec<u16>,
    version_key: u64,
) -> DispatchResult {
    ensure!(!CommitRevealWeightsEnabled::<T>::get(netuid), Error::<T>::CommitRevealEnabled);
    apply::<T>(hotkey, netuid, mechanism, &dests, &weights, version_key)
}

/// Checks a vector of weights and stores it, whichever way it reached the chain.
pub fn apply<T: Config>(
    hotkey: &AccountId32,
    netuid: NetUid,
    mechanism: MechId,
    dests: &[u16],
    weights: &[u16],
    version_key: u64,
) -> DispatchResult {
    ensure!(!netuid.is_root(), Error::<T>::CanNotSetRootNetworkWeights);
    ensure!(dests.len() == weights.len(), Error::<T>::WeightVecNotEqualSize);
    ensure!(mechanism_exists::<T>(netuid, mechanism), Error::<T>::MechanismDoesNotExist);
    let seats = neurons::count::<T>(netuid);
    ensure!(dests.len() <= usize::from(seats), Error::<T>::UidsLengthExceedUidsInSubNet);
    let uid = ensure_may_set::<T>(hotkey, netuid, mechanism, dests, version_key)?;
    ensure_well_formed::<T>(netuid, uid, dests, seats)?;

    let index = StorageIndex::of(netuid, mechanism);
    put::<T>(index, uid, dests, weights);
    // A commit noted the time already, and a reveal must not move it.
    if !CommitRevealWeightsEnabled::<T>::get(netuid) {
        note_update::<T>(index, uid, now::<T>());
    }

    Pallet::<T>::deposit_event(Event::WeightsSet(index, uid.0));
    Ok(())
}

/// Writes a seat's weights as if it had set them in `block`, whatever it may. The caller vouches
/// for the seats.
pub fn overwrite<T: Config>(index: StorageIndex, uid: Uid, dests: &[u16], weights: &[u16], block: u64) {
    put::<T>(index, uid, dests, weights);
    note_update::<T>(index, uid, block);
}

fn put<T: Config>(index: StorageIndex, uid: Uid, dests: &[u16], weights: &[u16]) {
    let scaled = myelin_yuma::max_upscale(weights);
    let row: Vec<(u16, u16)> = dests.iter().copied().zip(scaled).collect();
    Weights::<T>::insert(index, uid, row);
}

/// Whether the hotkey weighs enough on this subnet for its weights to be taken. The owner's
/// hotkey always does, so that a subnet without stake can begin.
pub fn has_enough_stake<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> bool {
    is_owner_seat::<T>(hotkey, netuid)
        || stake::weight_of::<T>(hotkey, netuid).saturating_to_num::<u64>() >= StakeThreshold::<T>::get()
}

/// Whether the seat set or committed weights less than the rate limit ago. A seat that never did
/// does not wait.
pub fn is_too_soon<T: Config>(netuid: NetUid, mechanism: MechId, uid: Uid) -> bool {
    let last = last_set::<T>(StorageIndex::of(netuid, mechanism), uid);
    last != 0 && now::<T>().saturating_sub(last) < WeightsSetRateLimit::<T>::get(netuid)
}

/// Who may set weights now; answers with the seat.
fn ensure_may_set<T: Config>(
    hotkey: &AccountId32,
    netuid: NetUid,
    mechanism: MechId,
    dests: &[u16],
    version_key: u64,
) -> Result<Uid, DispatchError> {
    let uid = neurons::uid_of::<T>(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
    ensure!(has_enough_stake::<T>(hotkey, netuid), Error::<T>::NotEnoughStakeToSetWeights);
    let oldest = WeightsVersionKey::<T>::get(netuid);
    ensure!(oldest == 0 || version_key >= oldest, Error::<T>::IncorrectWeightVersionKey);
    // Where weights are committed first, the limit was on the commit.
    let is_open = !CommitRevealWeightsEnabled::<T>::get(netuid);
    ensure!(!is_open || !is_too_soon::<T>(netuid, mechanism, uid), Error::<T>::SettingWeightsTooFast);
    let may_judge =
        is_self_weight(uid, dests) || is_owner_seat::<T>(hotkey, netuid) || epoch::has_permit::<T>(netuid, uid);
    ensure!(may_judge, Error::<T>::NeuronNoValidatorPermit);
    Ok(uid)
}

/// What a vector of weights must look like, whoever sends it.
fn ensure_well_formed<T: Config>(netuid: NetUid, uid: Uid, dests: &[u16], seats: u16) -> DispatchResult {
    let distinct: BTreeSet<u16> = dests.iter().copied().collect();
    ensure!(distinct.len() == dests.len(), Error::<T>::DuplicateUids);
    ensure!(dests.iter().all(|dest| *dest < seats), Error::<T>::UidVecContainInvalidOne);
    let fewest = usize::from(seats.min(MinAllowedWeights::<T>::get(netuid)));
    ensure!(is_self_weight(uid, dests) || dests.len() >= fewest, Error::<T>::WeightVecLengthIsLow);
    Ok(())
}

/// One weight, on the sender itself: how a validator says that it is there and judges nobody.
fn is_self_weight(uid: Uid, dests: &[u16]) -> bool {
    dests == [uid.0]
}

fn is_owner_seat<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> bool {
    subnets::owner_hotkey::<T>(netuid).as_ref() == Some(hotkey)
}

/// Whether the subnet is there and runs that mechanism.
pub(super) fn mechanism_exists<T: Config>(netuid: NetUid, mechanism: MechId) -> bool {
    subnets::exists::<T>(netuid) && mechanism.0 < params::mechanism_count::<T>(netuid)
}
