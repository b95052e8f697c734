//! Links and takes of a hotkey that another takes the place of.

use super::children::{children_of, makes_sense, parents_of, put_parents, Links};
use crate::{roll, AutoParentDelegationEnabled, ChildKeys, ChildkeyTake, Config, Delegates, Error, PendingChildKeys};
use myelin_primitives::NetUid;
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchResult},
};

/// Parents and children of the old hotkey are the new one's, present and scheduled. A new hotkey
/// with links of its own keeps them too; where the two do not go together, nothing is swapped.
pub fn hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32, netuid: NetUid) -> DispatchResult {
    let (children, parents) = (children_of::<T>(old, netuid), parents_of::<T>(old, netuid));
    if !(children.is_empty() && parents.is_empty()) {
        let all_children = united(children_of::<T>(new, netuid), &children);
        let all_parents = united(parents_of::<T>(new, netuid), &parents);
        let would_lend_to_itself = all_parents.iter().any(|(_, parent)| parent == new);
        let goes_together = !would_lend_to_itself && makes_sense(new, &all_children, &all_parents);
        ensure!(goes_together, Error::<T>::ChildParentInconsistency);

        ChildKeys::<T>::remove(old, netuid);
        roll::family_changed::<T>(old, netuid);
        put_parents::<T>(old, netuid, Links::new());
        put_children::<T>(new, netuid, all_children);
        put_parents::<T>(new, netuid, all_parents);
        for (_, child) in &children {
            put_parents::<T>(child, netuid, renamed(parents_of::<T>(child, netuid), old, new));
        }
        for (_, parent) in &parents {
            put_children::<T>(parent, netuid, renamed(children_of::<T>(parent, netuid), old, new));
        }
    }
    if let Ok(take) = ChildkeyTake::<T>::try_get(old, netuid) {
        ChildkeyTake::<T>::remove(old, netuid);
        ChildkeyTake::<T>::insert(new, netuid, take);
    }
    if let Ok(scheduled) = PendingChildKeys::<T>::try_get(netuid, old) {
        PendingChildKeys::<T>::remove(netuid, old);
        PendingChildKeys::<T>::insert(netuid, new, scheduled);
    }
    Ok(())
}

/// The new hotkey lends to owners of new subnets, or not, as the old one did.
pub fn root_hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32) {
    if let Ok(lends) = AutoParentDelegationEnabled::<T>::try_get(old) {
        AutoParentDelegationEnabled::<T>::remove(old);
        AutoParentDelegationEnabled::<T>::insert(new, lends);
    }
}

/// The new hotkey is a delegate with the take of the old one.
pub fn take_swapped<T: Config>(old: &AccountId32, new: &AccountId32) {
    if let Ok(take) = Delegates::<T>::try_get(old) {
        Delegates::<T>::remove(old);
        Delegates::<T>::insert(new, take);
    }
}

fn put_children<T: Config>(parent: &AccountId32, netuid: NetUid, mut children: Links) {
    children.sort_by(|(_, left), (_, right)| left.cmp(right));
    if children.is_empty() {
        ChildKeys::<T>::remove(parent, netuid);
        roll::family_changed::<T>(parent, netuid);
    } else {
        ChildKeys::<T>::insert(parent, netuid, children);
        roll::family_changed::<T>(parent, netuid);
    }
}

/// Both lists; who stands in both has both proportions.
fn united(mut links: Links, more: &Links) -> Links {
    for (proportion, key) in more {
        match links.iter_mut().find(|(_, known)| known == key) {
            Some((sum, _)) => *sum = sum.saturating_add(*proportion),
            None => links.push((*proportion, key.clone())),
        }
    }
    links
}

/// The list with the new key in the place of the old one.
fn renamed(links: Links, old: &AccountId32, new: &AccountId32) -> Links {
    let links = links.into_iter().map(|(proportion, key)| (proportion, if key == *old { new.clone() } else { key }));
    links.fold(Links::new(), |united_so_far, link| united(united_so_far, &alloc::vec![link]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> AccountId32 {
        AccountId32::new([byte; 32])
    }

    #[test]
    fn a_key_that_takes_the_place_of_another_has_its_part_too() {
        let links = alloc::vec![(5, key(1)), (7, key(2)), (9, key(3))];
        assert_eq!(renamed(links.clone(), &key(2), &key(4)), [(5, key(1)), (7, key(4)), (9, key(3))]);
        assert_eq!(renamed(links, &key(2), &key(3)), [(5, key(1)), (16, key(3))]);
    }
}
