//! When something may be changed: not shortly before an epoch, and not too often.

use super::{RateLimitKey, TransactionType};
use crate::{
    now, Config, Error, LastRateLimitedBlock, NetworkRateLimit, OwnerHyperparamRateLimit, Tempo,
    TransactionKeyLastBlock, TxChildkeyTakeRateLimit, WeightsVersionKeyRateLimit,
};
use alloc::vec::Vec;
use myelin_primitives::{hyperparameters::Parameter, NetUid};
use polkadot_sdk::{
    frame_support::{ensure, traits::Get},
    sp_runtime::{AccountId32, DispatchResult},
};

/// Blocks between two changes of a hotkey's children.
const CHILDREN_BLOCKS: u64 = 150;
/// Blocks between two changes of the tempo by an owner.
const TEMPO_BLOCKS: u64 = 360;

/// Whether hyperparameters of `netuid` may change in this block: the next epoch is far enough, and
/// none was asked for out of turn. A subnet without tempo has no epochs to be frozen before.
pub fn window_is_open<T: Config>(netuid: NetUid) -> bool {
    if Tempo::<T>::get(netuid) == 0 {
        return true;
    }
    let window = u64::from(crate::AdminFreezeWindow::<T>::get());
    let now = now::<T>();
    !crate::epoch::is_frozen_by_trigger::<T>(netuid, now) && crate::epoch::blocks_to_next::<T>(netuid, now) >= window
}

/// Refuses while the window is closed.
pub fn ensure_window_is_open<T: Config>(netuid: NetUid) -> DispatchResult {
    ensure!(window_is_open::<T>(netuid), Error::<T>::AdminActionProhibitedDuringWeightsWindow);
    Ok(())
}

/// Blocks that must lie between two actions of one kind.
pub fn blocks_between<T: Config>(netuid: NetUid, kind: TransactionType) -> u64 {
    use TransactionType::*;
    let tempos = |count: u64| u64::from(Tempo::<T>::get(netuid)).saturating_mul(count);
    match kind {
        SetChildren => CHILDREN_BLOCKS,
        SetChildkeyTake => TxChildkeyTakeRateLimit::<T>::get(),
        Unknown => 0,
        RegisterNetwork => NetworkRateLimit::<T>::get(),
        SetWeightsVersionKey => tempos(WeightsVersionKeyRateLimit::<T>::get()),
        SetSNOwnerHotkey => Parameter::SubnetOwnerHotkey.row().wait.blocks(),
        OwnerHyperparamUpdate => tempos(OwnerHyperparamRateLimit::<T>::get().into()),
        MechanismCountUpdate => T::BlocksBetweenMechanismChanges::get(),
        MechanismEmission => T::BlocksBetweenMechanismChanges::get(),
        MaxUidsTrimming => T::BlocksBetweenTrimmings::get(),
        AddStakeBurn => tempos(1),
        TempoUpdate => TEMPO_BLOCKS,
    }
}

/// Whether `account` may do this on `netuid` again.
pub fn passes_rate_limit<T: Config>(account: &AccountId32, netuid: NetUid, kind: TransactionType) -> bool {
    let last = TransactionKeyLastBlock::<T>::get((account, netuid, kind.index()));
    is_past::<T>(last, blocks_between::<T>(netuid, kind))
}

/// Stamps what `account` did on `netuid`.
pub fn note_transaction<T: Config>(account: &AccountId32, netuid: NetUid, kind: TransactionType, block: u64) {
    TransactionKeyLastBlock::<T>::insert((account, netuid, kind.index()), block);
}

/// Block of the last action under `key`; 0 if there was none.
pub fn last_of<T: Config>(key: RateLimitKey) -> u64 {
    LastRateLimitedBlock::<T>::get(key)
}

/// Stamps an action under `key`.
pub fn note<T: Config>(key: RateLimitKey, block: u64) {
    LastRateLimitedBlock::<T>::insert(key, block);
}

/// Whether at least `blocks` lie between the last action under `key` and now.
pub fn passes<T: Config>(key: &RateLimitKey, blocks: u64) -> bool {
    is_past::<T>(LastRateLimitedBlock::<T>::get(key), blocks)
}

/// What the old hotkey did last, the new one did.
pub fn hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32) {
    for key in [RateLimitKey::LastTxBlock, RateLimitKey::LastTxBlockChildKeyTake, RateLimitKey::LastTxBlockDelegateTake]
    {
        let last = LastRateLimitedBlock::<T>::take(key(old.clone()));
        if last > 0 {
            note::<T>(key(new.clone()), last);
        }
    }
    let stamps: Vec<((NetUid, u16), u64)> = TransactionKeyLastBlock::<T>::drain_prefix((old,)).collect();
    for ((netuid, kind), block) in stamps {
        TransactionKeyLastBlock::<T>::insert((new, netuid, kind), block);
    }
}

/// Whether an owner's change under `key` is long enough ago, measured in the subnet's tempos.
pub fn owner_may_act_again<T: Config>(netuid: NetUid, key: &RateLimitKey) -> bool {
    passes::<T>(key, blocks_between::<T>(netuid, TransactionType::OwnerHyperparamUpdate))
}

/// Zero stands for never, so what happened in the genesis block limits nobody.
fn is_past<T: Config>(last: u64, blocks: u64) -> bool {
    last == 0 || now::<T>().saturating_sub(last) >= blocks
}
