//! Creating a subnet: the price of it becomes its pool.

use super::{
    all, cost::cost_of_created, dissolve::remove, exists, identity, lock_cost, registered_at, symbols, DYNAMIC,
};
use crate::{
    delegation, emission, epoch, keys, neurons, now,
    params::{self, RateLimitKey},
    pool, Config, Error, Event, NetworkImmunityPeriod, NetworkLastLockCost, NetworkMinLockCost, NetworkRateLimit,
    NetworkRegisteredAt, NetworkRegistrationStartBlock, NetworksAdded, Pallet, RegisteredSubnetCounter, SubnetLimit,
    SubnetLocked, SubnetMechanism, SubnetOwner, SubnetOwnerHotkey, TokenSymbol, TotalNetworks,
};
use alloc::vec::Vec;
use myelin_economy::{
    median_price::{median_price, opening_alpha},
    pruning::{self, SubnetCandidate},
};
use myelin_primitives::{fixed_point::U64F64, records::SubnetIdentityV3, NetUid, Tao};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Creates a subnet of the coldkey with the hotkey on its first seat. Where there is no room for
/// one more, the one with the lowest moving price makes way. Says what it cost.
pub fn create<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    identity: Option<SubnetIdentityV3>,
) -> Result<Weight, DispatchError> {
    ensure_possible::<T>(coldkey, hotkey)?;
    let made_way = to_make_way::<T>()?;
    let cost = lock_cost::<T>();
    ensure!(pool::spendable::<T>(coldkey) >= cost, Error::<T>::CannotAffordLockCost);

    let ended = made_way.map(remove::<T>).transpose()?;
    let netuid = made_way.map_or_else(first_free::<T>, Ok)?;
    let paid = found::<T>(netuid, coldkey, hotkey, identity, cost)?;
    // The next subnet costs more from here on.
    NetworkLastLockCost::<T>::put(paid);
    params::note::<T>(RateLimitKey::NetworkLastRegistered, now::<T>());
    Ok(cost_of_created::<T>(ended))
}

/// Founds a subnet under a free id for what its owner pays, whatever subnets cost and however long
/// ago the last one was created; says what was paid.
pub fn found<T: Config>(
    netuid: NetUid,
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    identity: Option<SubnetIdentityV3>,
    cost: Tao,
) -> Result<Tao, DispatchError> {
    // Among those that are left: the one that made way no longer has a price.
    let price = median_of_prices::<T>();
    open::<T>(netuid);
    let paid = pool::pay_to_subnet::<T>(coldkey, netuid, cost)?;
    SubnetLocked::<T>::insert(netuid, paid);
    keys::associate::<T>(coldkey, hotkey)?;
    neurons::append::<T>(netuid, hotkey)?;
    open_pool::<T>(netuid, paid, price);
    SubnetOwner::<T>::insert(netuid, coldkey);
    SubnetOwnerHotkey::<T>::insert(netuid, hotkey);
    if let Some(identity) = identity {
        identity::describe::<T>(netuid, identity)?;
    }
    delegation::adopt_by_root_validators::<T>(netuid, hotkey);
    params::set_subnet_emission::<T>(netuid, false);

    Pallet::<T>::deposit_event(Event::NetworkAdded(netuid, DYNAMIC));
    Ok(paid)
}

/// Every reason to refuse that does not depend on other subnets, in the wire's order.
fn ensure_possible<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> DispatchResult {
    let owner = keys::owner_of::<T>(hotkey);
    ensure!(owner.is_none_or(|owner| owner == *coldkey), Error::<T>::NonAssociatedColdKey);
    ensure!(!pool::is_system_account::<T>(hotkey), Error::<T>::CannotUseSystemAccount);
    ensure!(now::<T>() >= NetworkRegistrationStartBlock::<T>::get(), Error::<T>::SubNetRegistrationDisabled);
    let may_again = params::passes::<T>(&RateLimitKey::NetworkLastRegistered, NetworkRateLimit::<T>::get());
    ensure!(may_again, Error::<T>::NetworkTxRateLimitExceeded);
    Ok(())
}

/// The subnet that has to end for a new one to begin, if there is no room.
fn to_make_way<T: Config>() -> Result<Option<NetUid>, DispatchError> {
    let subnets = all::<T>().into_iter().filter(|netuid| !netuid.is_root()).count();
    if subnets < usize::from(SubnetLimit::<T>::get()) {
        return Ok(None);
    }
    prune_choice::<T>().map(Some).ok_or(Error::<T>::SubnetLimitReached.into())
}

/// The subnet that would be the first to end: out of immunity, cheapest, oldest.
pub fn prune_choice<T: Config>() -> Option<NetUid> {
    let candidates: Vec<SubnetCandidate> = all::<T>()
        .into_iter()
        .filter(|netuid| !netuid.is_root())
        .map(|netuid| SubnetCandidate {
            netuid,
            moving_price: emission::moving_price::<T>(netuid),
            registered_at: registered_at::<T>(netuid),
        })
        .collect();
    pruning::subnet(&candidates, now::<T>(), NetworkImmunityPeriod::<T>::get())
}

/// The lowest id no subnet has.
pub fn first_free<T: Config>() -> Result<NetUid, DispatchError> {
    (1..=u16::MAX).map(NetUid).find(|netuid| !exists::<T>(*netuid)).ok_or(Error::<T>::SubnetLimitReached.into())
}

fn median_of_prices<T: Config>() -> U64F64 {
    let subnets = all::<T>().into_iter().filter(|netuid| !netuid.is_root());
    median_price(subnets.map(pallet_swap::price::<T>))
}

/// The state every room gives a new subnet. Prices were read before: an open pool would count.
fn open<T: Config>(netuid: NetUid) {
    NetworksAdded::<T>::insert(netuid, true);
    TotalNetworks::<T>::mutate(|count| *count = count.saturating_add(1));
    params::open_subnet::<T>(netuid);
    neurons::open::<T>(netuid);
    epoch::open::<T>(netuid, now::<T>());
    SubnetMechanism::<T>::insert(netuid, DYNAMIC);
    emission::standing_changed::<T>();
    NetworkRegisteredAt::<T>::insert(netuid, now::<T>());
    RegisteredSubnetCounter::<T>::mutate(netuid, |times| *times = times.saturating_add(1));
    TokenSymbol::<T>::insert(netuid, symbols::free_for::<T>(netuid));
}

/// All that was paid becomes liquidity, at the price subnets have at the moment.
fn open_pool<T: Config>(netuid: NetUid, paid: Tao, price: U64F64) {
    let tao = paid.max(NetworkMinLockCost::<T>::get());
    pool::open::<T>(netuid, tao, opening_alpha(tao, price));
    pallet_swap::initialise::<T>(netuid);
}
