//! Root dividends as they are earned: a rate per TAO, so that no holder is visited.

use crate::{keys, stake, Config, RootClaimable, RootClaimableThreshold, RootClaimed};
use alloc::collections::BTreeMap;
use myelin_economy::emission::{self as rules, Accrual};
use myelin_primitives::{fixed_point::StoredI96F32, Alpha, NetUid};
use polkadot_sdk::sp_runtime::AccountId32;

/// Adds a root dividend of `amount` alpha to what the hotkey's stakers on root may claim. A hotkey
/// with less root stake than that would owe more than a whole alpha per TAO: its owner is staked
/// the amount instead. A dividend of nothing still enters the subnet into the hotkey's rates.
pub fn accrue<T: Config>(hotkey: &AccountId32, netuid: NetUid, amount: Alpha) {
    if accrue_or_pay::<T>(hotkey, netuid, amount) {
        if let Some(owner) = keys::owner_of::<T>(hotkey) {
            stake::credit::<T>(hotkey, &owner, netuid, amount);
        }
    }
}

/// As [`accrue`], but says whether the owner is to be staked the amount, and leaves that to the
/// caller.
pub fn accrue_or_pay<T: Config>(hotkey: &AccountId32, netuid: NetUid, amount: Alpha) -> bool {
    if amount.is_zero() {
        let mut rates = RootClaimable::<T>::get(hotkey);
        if !rates.contains_key(&netuid) {
            rates.insert(netuid, StoredI96F32::default());
            RootClaimable::<T>::insert(hotkey, rates);
        }
        return false;
    }
    match rules::accrue(amount, stake::of_hotkey::<T>(hotkey, NetUid::ROOT)) {
        Accrual::Claimable(increment) => {
            RootClaimable::<T>::mutate(hotkey, |rates| {
                let rate = rates.entry(netuid).or_default();
                *rate = StoredI96F32::from(rate.get().saturating_add(increment));
            });
            false
        }
        Accrual::PaidToOwner => true,
    }
}

/// On how many subnets the hotkey has earned root dividends.
pub fn rates_of<T: Config>(hotkey: &AccountId32) -> u64 {
    crate::cost::count(RootClaimable::<T>::get(hotkey).len())
}

/// Whether the subnet is in the hotkey's rates, be it with nothing.
pub fn is_rated<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> bool {
    RootClaimable::<T>::get(hotkey).contains_key(&netuid)
}

/// More root stake earns from now on, not from before: the claimed amounts rise by what the new
/// stake would already have earned. The coldkey enters the list of claimers.
pub fn stake_added<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, amount: Alpha) {
    for (netuid, rate) in RootClaimable::<T>::get(hotkey) {
        let earned_before = u128::from(rules::claimed_with(rate.get(), amount));
        RootClaimed::<T>::mutate((netuid, hotkey, coldkey), |claimed| {
            *claimed = claimed.saturating_add(earned_before);
        });
    }
    super::index::add::<T>(coldkey);
}

/// Less root stake: the claimed amounts fall by what the stake had earned. Who leaves root
/// altogether leaves the list of claimers.
pub fn stake_removed<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, amount: Alpha) {
    for (netuid, rate) in RootClaimable::<T>::get(hotkey) {
        if netuid.is_root() {
            continue;
        }
        let earned = u128::from(rules::claimed_with(rate.get(), amount));
        RootClaimed::<T>::mutate((netuid, hotkey, coldkey), |claimed| {
            *claimed = claimed.saturating_sub(earned);
        });
    }
    super::index::remove_if_gone::<T>(coldkey);
}

/// A dissolved subnet owes nothing more.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    RootClaimable::<T>::translate::<BTreeMap<NetUid, StoredI96F32>, _>(|_, mut rates| {
        rates.remove(&netuid);
        Some(rates)
    });
    let _ = RootClaimed::<T>::clear_prefix((netuid,), u32::MAX, None);
    RootClaimableThreshold::<T>::remove(netuid);
}
