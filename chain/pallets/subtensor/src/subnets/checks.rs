//! What always holds of the list of subnets.

use super::{all, exists, identity};
use crate::{
    now, Config, FirstEmissionBlockNumber, NetworkRegisteredAt, NetworksAdded, SubnetIdentitiesV3, SubnetLocked,
    SubnetMechanism, SubnetOwner, SubnetOwnerHotkey, SubtokenEnabled, TokenSymbol, TotalNetworks,
};
use alloc::{format, string::String, vec::Vec};
use myelin_primitives::NetUid;

/// The count matches the list, root is there, an owner always has a hotkey, no two symbols are the
/// same, descriptions fit, and nothing is left of subnets that are gone.
pub fn check<T: Config>() -> Result<(), String> {
    let subnets = all::<T>();
    let (counted, listed) = (TotalNetworks::<T>::get(), subnets.len());
    if usize::from(counted) != listed || NetworksAdded::<T>::iter().count() != listed {
        return Err(format!("{listed} subnets are listed and {counted} counted"));
    }
    if !exists::<T>(NetUid::ROOT) {
        return Err("there is no root".into());
    }
    for netuid in &subnets {
        check_subnet::<T>(*netuid)?;
    }
    let mut symbols: Vec<Vec<u8>> = TokenSymbol::<T>::iter_values().collect();
    symbols.sort_unstable();
    let different = symbols.windows(2).all(|pair| pair.first() != pair.last());
    if !different {
        return Err("two subnets have the same symbol".into());
    }
    check_remains::<T>()
}

fn check_subnet<T: Config>(netuid: NetUid) -> Result<(), String> {
    if SubnetOwner::<T>::contains_key(netuid) && !SubnetOwnerHotkey::<T>::contains_key(netuid) {
        return Err(format!("the owner of subnet {netuid} has no hotkey there"));
    }
    if identity::identity::<T>(netuid).is_some_and(|told| !identity::fits(&told)) {
        return Err(format!("what is told about subnet {netuid} is too long"));
    }
    if NetworkRegisteredAt::<T>::get(netuid) > now::<T>() {
        return Err(format!("subnet {netuid} was created in the future"));
    }
    Ok(())
}

fn check_remains<T: Config>() -> Result<(), String> {
    let mut known = NetworkRegisteredAt::<T>::iter_keys()
        .chain(SubnetOwner::<T>::iter_keys())
        .chain(SubnetOwnerHotkey::<T>::iter_keys())
        .chain(SubnetMechanism::<T>::iter_keys())
        .chain(SubtokenEnabled::<T>::iter_keys())
        .chain(FirstEmissionBlockNumber::<T>::iter_keys())
        .chain(SubnetLocked::<T>::iter_keys())
        .chain(TokenSymbol::<T>::iter_keys())
        .chain(SubnetIdentitiesV3::<T>::iter_keys());
    match known.find(|netuid| !exists::<T>(*netuid)) {
        Some(netuid) => Err(format!("something is known of subnet {netuid}, which does not exist")),
        None => Ok(()),
    }
}
