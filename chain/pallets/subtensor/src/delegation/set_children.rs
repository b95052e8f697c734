//! Choosing one's children.

use super::children::{link, parents_of, Links, MOST_CHILDREN};
use crate::{
    cost::{count, Work},
    keys, now,
    params::{self, TransactionType},
    stake, subnets, Config, Error, Event, Pallet, PendingChildKeyCooldown, PendingChildKeys, StakeThreshold,
};
use alloc::collections::BTreeSet;
use myelin_primitives::NetUid;
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchResult},
};

/// The coldkey chooses to whom its hotkey lends its stake on `netuid`. On a subnet that runs it
/// takes effect after a while, so that nobody can borrow weight for a single epoch.
pub fn set_children<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    children: Links,
) -> DispatchResult {
    ensure!(
        params::passes_rate_limit::<T>(hotkey, netuid, TransactionType::SetChildren),
        Error::<T>::TxRateLimitExceeded
    );
    ensure!(!netuid.is_root(), Error::<T>::RegistrationNotPermittedOnRootSubnet);
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!(keys::owns::<T>(coldkey, hotkey), Error::<T>::NonAssociatedColdKey);
    ensure_sense::<T>(hotkey, netuid, &children)?;
    if !children.is_empty() {
        let is_owners = subnets::owner_hotkey::<T>(netuid).as_ref() == Some(hotkey);
        let may = is_owners || stake::is_worth::<T>(hotkey, StakeThreshold::<T>::get());
        ensure!(may, Error::<T>::NotEnoughStakeToSetChildkeys);
    }

    let now = now::<T>();
    params::note_transaction::<T>(hotkey, netuid, TransactionType::SetChildren, now);
    if !subnets::is_started::<T>(netuid) {
        link::<T>(hotkey, netuid, children);
        return Ok(());
    }
    let cooldown_block = now.saturating_add(PendingChildKeyCooldown::<T>::get());
    PendingChildKeys::<T>::insert(netuid, hotkey, (&children, cooldown_block));
    Pallet::<T>::deposit_event(Event::SetChildrenScheduled(hotkey.clone(), netuid, cooldown_block, children));
    Ok(())
}

/// Why children cannot be, each reason by its own name.
fn ensure_sense<T: Config>(hotkey: &AccountId32, netuid: NetUid, children: &Links) -> DispatchResult {
    let distinct: BTreeSet<&AccountId32> = children.iter().map(|(_, child)| child).collect();
    ensure!(distinct.len() == children.len(), Error::<T>::DuplicateChild);
    ensure!(children.len() <= MOST_CHILDREN, Error::<T>::TooManyChildren);
    ensure!(!distinct.contains(hotkey), Error::<T>::InvalidChild);
    let lent = children.iter().try_fold(0u64, |sum, (proportion, _)| sum.checked_add(*proportion));
    ensure!(lent.is_some(), Error::<T>::ProportionOverflow);
    let is_circular = parents_of::<T>(hotkey, netuid).iter().any(|(_, parent)| distinct.contains(parent));
    ensure!(!is_circular, Error::<T>::ChildParentInconsistency);
    Ok(())
}

/// The links, before and after, of each child; and where stake has to be worth something to lend
/// it, what it is worth on every subnet.
pub fn cost_of_set_children<T: Config>(children: usize) -> Weight {
    const CHOOSING: Work = Work::of(22, 4).computing(30_000);
    const CHILD: Work = Work::of(2, 2).computing(5_000);
    const WORTH: Work = Work::of(6, 0).computing(2_000);
    let has_threshold = StakeThreshold::<T>::get() > 0;
    let worth = if has_threshold { WORTH.times(subnets::how_many::<T>()) } else { Work::default() };
    // Those who are no children any more are as many as there may be.
    let links = CHILD.times(count(children).saturating_add(count(MOST_CHILDREN)));
    CHOOSING.and(links).and(worth).weight::<T>()
}
