//! What always holds of weights.

use crate::{neurons, params, Config, LastUpdate, Weights};
use alloc::{collections::BTreeSet, format, string::String};
use myelin_primitives::StorageIndex;

/// Rows belong to taken seats of mechanisms that exist and name each taken seat at most once; the
/// main mechanism knows the last update of every seat.
pub fn check<T: Config>() -> Result<(), String> {
    for (index, uid, row) in Weights::<T>::iter() {
        let netuid = index.netuid();
        let seats = neurons::count::<T>(netuid);
        if index.mechanism().0 >= params::mechanism_count::<T>(netuid) {
            return Err(format!("weights under {index}, a mechanism that subnet {netuid} does not have"));
        }
        if uid.0 >= seats {
            return Err(format!("weights of seat {uid} under {index}, which has {seats} seats"));
        }
        let dests: BTreeSet<u16> = row.iter().map(|(dest, _)| *dest).collect();
        if dests.len() != row.len() || dests.iter().any(|dest| *dest >= seats) {
            return Err(format!("seat {uid} under {index} weighs a seat twice, or one that is not there"));
        }
    }
    for netuid in crate::subnets::all::<T>() {
        let known = LastUpdate::<T>::decode_len(StorageIndex::from(netuid)).unwrap_or_default();
        let seats = usize::from(neurons::count::<T>(netuid));
        if known != seats {
            return Err(format!("subnet {netuid} has {seats} seats and {known} last updates"));
        }
    }
    Ok(())
}
