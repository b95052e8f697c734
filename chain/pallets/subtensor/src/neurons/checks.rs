//! What always holds of seats.

use super::{count, hotkey_at, registered_at, uid_of};
use crate::{
    now, subnets, Axons, BlockAtRegistration, Config, IsNetworkMember, Keys, MaxAllowedUids, NeuronCertificates,
    Prometheus, Uids,
};
use alloc::{format, string::String};
use myelin_primitives::{NetUid, Uid};

/// `Keys`, `Uids` and `IsNetworkMember` tell the same story, seats have no gaps, and whoever
/// announced something is seated.
pub fn check<T: Config>() -> Result<(), String> {
    let mut seats: usize = 0;
    for netuid in subnets::all::<T>() {
        check_subnet::<T>(netuid)?;
        seats = seats.saturating_add(usize::from(count::<T>(netuid)));
    }
    // Every seat was found in each map above, so equal counts mean that there is nothing else.
    let counted = [
        ("hotkeys", Keys::<T>::iter_keys().count()),
        ("uids", Uids::<T>::iter_keys().count()),
        ("members", IsNetworkMember::<T>::iter_keys().count()),
        ("registration blocks", BlockAtRegistration::<T>::iter_keys().count()),
    ];
    for (what, entries) in counted {
        if entries != seats {
            return Err(format!("{seats} seats are taken and {entries} {what} are stored"));
        }
    }
    let mut announced =
        Axons::<T>::iter_keys().chain(NeuronCertificates::<T>::iter_keys()).chain(Prometheus::<T>::iter_keys());
    match announced.find(|(netuid, hotkey)| uid_of::<T>(*netuid, hotkey).is_none()) {
        Some((netuid, hotkey)) => Err(format!("{hotkey:?} announced an endpoint on {netuid} and has no seat there")),
        None => Ok(()),
    }
}

fn check_subnet<T: Config>(netuid: NetUid) -> Result<(), String> {
    let (taken, capacity) = (count::<T>(netuid), MaxAllowedUids::<T>::get(netuid));
    if taken > capacity {
        return Err(format!("subnet {netuid} has {taken} seats where {capacity} may be"));
    }
    for uid in (0..taken).map(Uid) {
        let Some(hotkey) = hotkey_at::<T>(netuid, uid) else {
            return Err(format!("seat {uid} of subnet {netuid} is empty"));
        };
        if uid_of::<T>(netuid, &hotkey) != Some(uid) || !IsNetworkMember::<T>::get(&hotkey, netuid) {
            return Err(format!("{hotkey:?} does not know its seat {uid} on subnet {netuid}"));
        }
        if registered_at::<T>(netuid, uid) > now::<T>() {
            return Err(format!("seat {uid} of subnet {netuid} was taken in the future"));
        }
    }
    Ok(())
}
