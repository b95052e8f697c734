//! Parents and children: whose stake counts for whom on a subnet.

use crate::{
    neurons, now,
    params::{self, TransactionType},
    roll, stake, subnets, AutoParentDelegationEnabled, ChildKeys, ChildkeyTake, Config, Event, MinChildkeyTake,
    MinChildkeyTakePerSubnet, Pallet, ParentKeys, PendingChildKeyCooldown, PendingChildKeys, StakeThreshold,
};
use alloc::{vec, vec::Vec};
use myelin_primitives::NetUid;
use polkadot_sdk::sp_runtime::AccountId32;

/// A proportion of 2^64-1, and to or from whom.
pub type Links = Vec<(u64, AccountId32)>;

/// A hotkey's links on a subnet, both ways.
#[derive(Clone, Default)]
pub struct Family {
    pub children: Links,
    pub parents: Links,
}

/// Children a parent may have on a subnet.
pub(super) const MOST_CHILDREN: usize = 5;

/// To whom the hotkey lends its stake.
pub fn children_of<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Links {
    ChildKeys::<T>::get(hotkey, netuid)
}

/// Who lends its stake to the hotkey.
pub fn parents_of<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Links {
    ParentKeys::<T>::get(hotkey, netuid)
}

/// Both at once.
pub fn family_of<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Family {
    Family { children: children_of::<T>(hotkey, netuid), parents: parents_of::<T>(hotkey, netuid) }
}

/// What a child keeps of its parents' dividends: what it chose, or the least allowed if that is more.
pub fn childkey_take_of<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> u16 {
    ChildkeyTake::<T>::get(hotkey, netuid)
        .max(MinChildkeyTake::<T>::get())
        .max(MinChildkeyTakePerSubnet::<T>::get(netuid))
}

/// Block step: links what has waited long enough, or everything while the subnet is not started. A
/// schedule that makes no sense any more is dropped.
pub fn apply_due_children<T: Config>(netuid: NetUid) {
    let now = now::<T>();
    let waits = subnets::is_started::<T>(netuid);
    let due: Vec<(AccountId32, Links)> = PendingChildKeys::<T>::iter_prefix(netuid)
        .filter(|(_, (_, cooldown_block))| !waits || *cooldown_block < now)
        .map(|(parent, (children, _))| (parent, children))
        .collect();
    for (parent, children) in due {
        PendingChildKeys::<T>::remove(netuid, &parent);
        if makes_sense(&parent, &children, &parents_of::<T>(&parent, netuid)) {
            link::<T>(&parent, netuid, children);
        }
    }
}

/// A new subnet: every validator on root that did not decline lends all its stake to the owner's
/// hotkey, until it decides otherwise. Nobody waits, because nothing is staked there yet.
pub fn adopt_by_root_validators<T: Config>(netuid: NetUid, owner_hotkey: &AccountId32) {
    let now = now::<T>();
    for validator in neurons::hotkeys::<T>(NetUid::ROOT) {
        let children = vec![(u64::MAX, owner_hotkey.clone())];
        let may = AutoParentDelegationEnabled::<T>::get(&validator)
            && stake::is_worth::<T>(&validator, StakeThreshold::<T>::get())
            && params::passes_rate_limit::<T>(&validator, netuid, TransactionType::SetChildren)
            && makes_sense(&validator, &children, &parents_of::<T>(&validator, netuid));
        if may {
            params::note_transaction::<T>(&validator, netuid, TransactionType::SetChildren, now);
            link::<T>(&validator, netuid, children);
        }
    }
}

/// Sets how many blocks a change of children waits.
pub fn set_cooldown<T: Config>(blocks: u64) {
    PendingChildKeyCooldown::<T>::put(blocks);
}

/// Forgets what the hotkey had scheduled, on every subnet.
pub fn cancel_pending<T: Config>(hotkey: &AccountId32) {
    for netuid in subnets::all::<T>() {
        PendingChildKeys::<T>::remove(netuid, hotkey);
    }
}

/// Forgets every link of a dissolved subnet, present and scheduled.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    let parents: Vec<AccountId32> = on(netuid, ChildKeys::<T>::iter_keys());
    parents.iter().for_each(|parent| ChildKeys::<T>::remove(parent, netuid));
    let children: Vec<AccountId32> = on(netuid, ParentKeys::<T>::iter_keys());
    children.iter().for_each(|child| ParentKeys::<T>::remove(child, netuid));
    let takers: Vec<AccountId32> = on(netuid, ChildkeyTake::<T>::iter_keys());
    takers.iter().for_each(|taker| ChildkeyTake::<T>::remove(taker, netuid));
    let _ = PendingChildKeys::<T>::clear_prefix(netuid, u32::MAX, None);
}

fn on(netuid: NetUid, keys: impl Iterator<Item = (AccountId32, NetUid)>) -> Vec<AccountId32> {
    keys.filter(|(_, of)| *of == netuid).map(|(hotkey, _)| hotkey).collect()
}

/// Whether the children can be linked: few, different, within the whole, and neither the parent
/// itself nor one of its own parents.
pub(super) fn makes_sense(
    parent: &AccountId32,
    children: &[(u64, AccountId32)],
    parents: &[(u64, AccountId32)],
) -> bool {
    let is_repeated = children
        .iter()
        .enumerate()
        .any(|(index, (_, child))| children.iter().take(index).any(|(_, earlier)| earlier == child));
    let lent = children.iter().try_fold(0u64, |sum, (proportion, _)| sum.checked_add(*proportion));
    let is_circular = children
        .iter()
        .any(|(_, child)| child == parent || parents.iter().any(|(_, grandparent)| grandparent == child));
    children.len() <= MOST_CHILDREN && !is_repeated && lent.is_some() && !is_circular
}

/// Replaces the parent's children, in the order of their bytes, and tells each child.
pub(super) fn link<T: Config>(parent: &AccountId32, netuid: NetUid, mut children: Links) {
    children.sort_by(|(_, left), (_, right)| left.cmp(right));
    for (_, former) in children_of::<T>(parent, netuid) {
        if !children.iter().any(|(_, child)| *child == former) {
            let mut parents = parents_of::<T>(&former, netuid);
            parents.retain(|(_, other)| other != parent);
            put_parents::<T>(&former, netuid, parents);
        }
    }
    for (proportion, child) in &children {
        let mut parents = parents_of::<T>(child, netuid);
        match parents.iter_mut().find(|(_, other)| other == parent) {
            Some(known) => known.0 = *proportion,
            None => parents.push((*proportion, parent.clone())),
        }
        put_parents::<T>(child, netuid, parents);
    }
    if children.is_empty() {
        ChildKeys::<T>::remove(parent, netuid);
        roll::family_changed::<T>(parent, netuid);
    } else {
        ChildKeys::<T>::insert(parent, netuid, children.clone());
        roll::family_changed::<T>(parent, netuid);
    }
    Pallet::<T>::deposit_event(Event::SetChildren(parent.clone(), netuid, children));
}

pub(super) fn put_parents<T: Config>(child: &AccountId32, netuid: NetUid, parents: Links) {
    if parents.is_empty() {
        ParentKeys::<T>::remove(child, netuid);
        roll::family_changed::<T>(child, netuid);
    } else {
        ParentKeys::<T>::insert(child, netuid, parents);
        roll::family_changed::<T>(child, netuid);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> AccountId32 {
        AccountId32::new([byte; 32])
    }

    #[test]
    fn a_parent_may_lend_all_it_has_to_five_children() {
        let children: Links = (2..7).map(|byte| (u64::MAX / 5, key(byte))).collect();
        assert!(makes_sense(&key(1), &children, &[]));
        assert!(makes_sense(&key(1), &[], &[]), "or to none");
    }

    #[test]
    fn a_sixth_child_is_too_many() {
        let children: Links = (2..8).map(|byte| (1, key(byte))).collect();
        assert!(!makes_sense(&key(1), &children, &[]));
    }

    #[test]
    fn more_than_the_whole_cannot_be_lent() {
        assert!(!makes_sense(&key(1), &[(1 << 63, key(2)), (1 << 63, key(3))], &[]));
    }

    #[test]
    fn stake_is_not_lent_in_a_circle() {
        assert!(!makes_sense(&key(1), &[(1, key(1))], &[]), "to oneself");
        assert!(!makes_sense(&key(1), &[(1, key(2))], &[(1, key(2))]), "to a parent");
        assert!(!makes_sense(&key(1), &[(1, key(2)), (1, key(2))], &[]), "twice to one child");
    }
}
