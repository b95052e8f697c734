//! Publishing a commitment, and forgetting those of a subnet that is gone.

use crate::{
    CommitmentOf, Config, Error, Event, LastBondsReset, LastCommitment, MaxSpace, Pallet, RevealedCommitments, Seats,
    TimelockedIndex, UsedSpaceOf,
};
use myelin_primitives::{
    commitments::{CommitmentInfo, Registration, UsageTracker},
    NetUid, Tao,
};
use polkadot_sdk::{
    frame_support::{ensure, traits::Get, weights::Weight},
    frame_system,
    sp_runtime::{traits::UniqueSaturatedInto, DispatchResult},
};

/// Bytes a commitment counts at least, however little it says.
const LEAST_SPACE: u64 = 100;

/// Puts the neuron's commitment in place of its last one.
pub(crate) fn publish<T: Config>(hotkey: &T::AccountId, netuid: NetUid, info: CommitmentInfo) -> DispatchResult {
    ensure!(T::Seats::is_seated(netuid, hotkey), Error::<T>::AccountNotAllowedCommit);
    let usage = usage_with::<T>(hotkey, netuid, info.payload().max(LEAST_SPACE));
    ensure!(usage.used_space <= u64::from(MaxSpace::<T>::get()), Error::<T>::SpaceLimitExceeded);

    let now = frame_system::Pallet::<T>::block_number();
    let (reveal_round, resets_bonds) = (info.reveal_round(), info.resets_bonds());
    UsedSpaceOf::<T>::insert(netuid, hotkey, usage);
    LastCommitment::<T>::insert(netuid, hotkey, now);
    CommitmentOf::<T>::insert(
        netuid,
        hotkey,
        Registration { deposit: Tao::ZERO, block: now.unique_saturated_into(), info },
    );
    note_waiting::<T>(hotkey, netuid, reveal_round.is_some());
    if resets_bonds {
        LastBondsReset::<T>::insert(netuid, hotkey, now);
        T::Seats::forget_bonds_toward(netuid, hotkey);
    }

    let who = hotkey.clone();
    Pallet::<T>::deposit_event(match reveal_round {
        Some(reveal_round) => Event::TimelockCommitment { netuid, who, reveal_round },
        None => Event::Commitment { netuid, who },
    });
    Ok(())
}

/// What the account will have published in this epoch with so many bytes more.
fn usage_with<T: Config>(hotkey: &T::AccountId, netuid: NetUid, space: u64) -> UsageTracker {
    let last_epoch = T::Seats::epoch_index(netuid);
    let before = UsedSpaceOf::<T>::get(netuid, hotkey).filter(|usage| usage.last_epoch == last_epoch);
    UsageTracker { last_epoch, used_space: before.unwrap_or_default().used_space.saturating_add(space) }
}

/// Lists the account as waiting for the beacon, or no more.
fn note_waiting<T: Config>(hotkey: &T::AccountId, netuid: NetUid, waits: bool) {
    let entry = (netuid, hotkey.clone());
    let mut waiting = TimelockedIndex::<T>::get();
    let changed = if waits { waiting.insert(entry) } else { waiting.remove(&entry) };
    if changed {
        TimelockedIndex::<T>::put(waiting);
    }
}

/// Forgets what was published on a subnet that is gone.
pub fn clear<T: Config>(netuid: NetUid) {
    let _ = CommitmentOf::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = LastCommitment::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = LastBondsReset::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = RevealedCommitments::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = UsedSpaceOf::<T>::clear_prefix(netuid, u32::MAX, None);
    TimelockedIndex::<T>::mutate(|waiting| waiting.retain(|(subnet, _)| *subnet != netuid));
}

/// Block space for a commitment. Forgetting bonds touches the row of every seat on two mechanisms,
/// as many as a subnet may have.
pub fn cost_of_publish<T: Config>(info: &CommitmentInfo) -> Weight {
    const ROWS: u64 = 2 * 256;
    const PROOF_OF_ROW: u64 = 4_096;
    let base = Weight::from_parts(30_000_000, 24_576).saturating_add(T::DbWeight::get().reads_writes(11, 6));
    if info.resets_bonds() {
        base.saturating_add(Weight::from_parts(0, ROWS.saturating_mul(PROOF_OF_ROW)))
            .saturating_add(T::DbWeight::get().reads_writes(ROWS, ROWS))
    } else {
        base
    }
}
