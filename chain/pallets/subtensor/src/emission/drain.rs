//! Which epochs run in this block, and what they have to pay out.

use super::standing::Standing;
use crate::{
    epoch, weights, Config, MaxEpochsPerBlock, PendingOwnerCut, PendingRootAlphaDivs, PendingServerEmission,
    PendingValidatorEmission,
};
use alloc::vec::Vec;
use myelin_economy::emission::Waiting;
use myelin_primitives::{Alpha, NetUid};

/// What waited for a subnet's epoch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Drained {
    pub netuid: NetUid,
    pub waiting: Waiting,
    pub owner: Alpha,
}

/// The epochs of a block.
#[derive(Default)]
pub struct Due {
    /// Those that run.
    pub drained: Vec<Drained>,
    /// Whose slot it was, whether or not the epoch runs.
    pub slots: Vec<NetUid>,
}

/// Walks every subnet: counts the block, and takes the slot of those whose epoch is due, as many
/// as the block may run. The rest wait for the next block.
pub fn drain_due<T: Config>(now: u64, standings: &[Standing]) -> Due {
    let most = usize::from(MaxEpochsPerBlock::<T>::get());
    let mut due = Due::default();
    for Standing { netuid, tempo, .. } in standings.iter().copied().filter(|subnet| !subnet.netuid.is_root()) {
        if !epoch::tick::<T>(netuid, now, tempo) {
            continue;
        }
        if due.drained.len() >= most {
            epoch::defer::<T>(netuid, now);
            continue;
        }
        let runs = !epoch::has_double_seat::<T>(netuid);
        if runs {
            due.drained.push(take::<T>(netuid));
        }
        due.slots.push(netuid);
        epoch::advance::<T>(netuid, now, runs);
        weights::drop_expired::<T>(netuid);
    }
    due
}

fn take<T: Config>(netuid: NetUid) -> Drained {
    Drained {
        netuid,
        waiting: Waiting {
            server: PendingServerEmission::<T>::take(netuid),
            validator: PendingValidatorEmission::<T>::take(netuid),
            root: PendingRootAlphaDivs::<T>::take(netuid),
        },
        owner: PendingOwnerCut::<T>::take(netuid),
    }
}
