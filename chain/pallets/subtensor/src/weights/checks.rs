//! What always holds of weights.

use super::commits::MOST_UNREVEALED;
use crate::{
    neurons, now, params, subnets, Config, LastUpdate, SubnetEpochIndex, TimelockedWeightCommits, WeightCommits,
    Weights,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
};
use myelin_primitives::StorageIndex;

/// Rows belong to taken seats of mechanisms that exist and name each taken seat at most once; the
/// main mechanism knows the last update of every seat. Commits are checked below.
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
    check_commits::<T>()?;
    check_timelocked::<T>()
}

/// What waits under a hash belongs to a mechanism that exists, was committed to in order and not in
/// times to come, and is neither nothing nor too much.
fn check_commits<T: Config>() -> Result<(), String> {
    for (index, hotkey, waiting) in WeightCommits::<T>::iter() {
        check_home::<T>(index)?;
        if waiting.is_empty() || waiting.len() > MOST_UNREVEALED {
            return Err(format!("{} commits of {hotkey:?} wait under {index}", waiting.len()));
        }
        let latest = SubnetEpochIndex::<T>::get(index.netuid()).saturating_add(1);
        let mut before = (0, 0);
        for (_, epoch, block, unused) in waiting {
            let is_in_order = before <= (epoch, block) && epoch <= latest && block <= now::<T>();
            if !is_in_order || unused != 0 {
                return Err(format!(
                    "a commit of {hotkey:?} under {index} says epoch {epoch}, block {block}, {unused}"
                ));
            }
            before = (epoch, block);
        }
    }
    Ok(())
}

/// The same of what waits for the beacon, by epoch.
fn check_timelocked<T: Config>() -> Result<(), String> {
    for (index, epoch, waiting) in TimelockedWeightCommits::<T>::iter() {
        check_home::<T>(index)?;
        if epoch > SubnetEpochIndex::<T>::get(index.netuid()).saturating_add(1) || waiting.is_empty() {
            return Err(format!("{} encrypted commits wait under {index} in epoch {epoch}", waiting.len()));
        }
        let mut counts = BTreeMap::new();
        for (hotkey, block, _, _) in waiting {
            let count = counts.entry(hotkey).or_insert(0_usize);
            *count = count.saturating_add(1);
            if *count > MOST_UNREVEALED || block > now::<T>() {
                return Err(format!("encrypted commit {count} under {index} in epoch {epoch} is of block {block}"));
            }
        }
    }
    Ok(())
}

/// Commits are kept for mechanisms that exist, and no longer.
fn check_home<T: Config>(index: StorageIndex) -> Result<(), String> {
    let netuid = index.netuid();
    if subnets::exists::<T>(netuid) && index.mechanism().0 < params::mechanism_count::<T>(netuid) {
        return Ok(());
    }
    Err(format!("commits wait under {index}, which is no mechanism of a subnet"))
}
