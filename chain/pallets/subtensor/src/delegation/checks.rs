//! What always holds of delegation.

use super::children::makes_sense;
use crate::{subnets, ChildKeys, ChildkeyTake, Config, ParentKeys, PendingChildKeys};
use alloc::{format, string::String};

/// Both directions of every link agree, no parent lends more than it has or in a circle, and
/// nothing is left of subnets that are gone.
pub fn check<T: Config>() -> Result<(), String> {
    for (parent, netuid, children) in ChildKeys::<T>::iter() {
        if !makes_sense(&parent, &children, &ParentKeys::<T>::get(&parent, netuid)) {
            return Err(format!("{parent:?} cannot have these children on {netuid}: {children:?}"));
        }
        for (proportion, child) in children {
            if !ParentKeys::<T>::get(&child, netuid).contains(&(proportion, parent.clone())) {
                return Err(format!("{child:?} does not know its parent {parent:?} on {netuid}"));
            }
        }
    }
    for (child, netuid, parents) in ParentKeys::<T>::iter() {
        for (proportion, parent) in parents {
            if !ChildKeys::<T>::get(&parent, netuid).contains(&(proportion, child.clone())) {
                return Err(format!("{parent:?} does not know its child {child:?} on {netuid}"));
            }
        }
    }
    let of_links =
        ChildKeys::<T>::iter_keys().chain(ParentKeys::<T>::iter_keys()).chain(ChildkeyTake::<T>::iter_keys());
    let mut named =
        of_links.map(|(_, netuid)| netuid).chain(PendingChildKeys::<T>::iter_keys().map(|(netuid, _)| netuid));
    match named.find(|netuid| !subnets::exists::<T>(*netuid)) {
        Some(netuid) => Err(format!("something is delegated on subnet {netuid}, which does not exist")),
        None => Ok(()),
    }
}
