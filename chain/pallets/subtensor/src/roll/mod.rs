//! Roll: what an epoch and its payment ask of every seat of a subnet, in two values instead of ten
//! keys a seat. A copy: the rooms that own those keys say here what they changed, and a subnet
//! without a roll is read from them and gets one.
//! Owns `MyelinSeats` and `MyelinSeatAlpha`; nobody else writes them.
//! Always: a roll says what the items say that it was made from (see `checks`).

pub mod checks;
mod entry;
mod follow;
mod storage;

pub use entry::{Entry, Seated};
pub use follow::{everything_changed, family_changed, forget, hotkey_changed, paid, rooted, seat_taken, staked};

use crate::Config;
use alloc::vec::Vec;
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::frame_support::storage::StoragePrefixedMap;
use storage::{MyelinSeatAlpha, MyelinSeats};

/// The seats of the subnet, by uid.
pub fn of<T: Config>(netuid: NetUid) -> Vec<Seated> {
    if let Some((entries, alpha)) = stored::<T>(netuid) {
        return entries.into_iter().zip(alpha).map(|(entry, alpha)| Seated { entry, alpha }).collect();
    }
    let seats = entry::gather::<T>(netuid);
    let distinct: alloc::collections::BTreeSet<_> = seats.iter().map(|seat| &seat.entry.hotkey).collect();
    // Of two seats with one hotkey only one could be kept up.
    if distinct.len() == seats.len() {
        MyelinSeats::<T>::insert(netuid, seats.iter().map(|seat| &seat.entry).collect::<Vec<_>>());
        MyelinSeatAlpha::<T>::insert(netuid, seats.iter().map(|seat| seat.alpha).collect::<Vec<_>>());
    }
    seats
}

/// Where rolls are stored.
pub fn keys<T: Config>() -> [[u8; 32]; 2] {
    [MyelinSeats::<T>::final_prefix(), MyelinSeatAlpha::<T>::final_prefix()]
}

/// Both values, where there are both and they fit each other.
fn stored<T: Config>(netuid: NetUid) -> Option<(Vec<Entry>, Vec<Alpha>)> {
    let entries = MyelinSeats::<T>::get(netuid)?;
    let alpha = MyelinSeatAlpha::<T>::get(netuid)?;
    (entries.len() == alpha.len()).then_some((entries, alpha))
}
