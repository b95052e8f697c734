//! Buying a seat. The price is spent on the subnet's alpha, and the alpha is destroyed.

use super::{price, seat, uid_of};
use crate::{
    keys, pool, subnets, Config, Error, Event, NetworkRegistrationAllowed, Pallet, RAORecycledForRegistration,
    RegistrationsThisBlock, RegistrationsThisInterval,
};
use myelin_economy::pool::NO_CEILING;
use myelin_primitives::{NetUid, Tao};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_core::Get,
    sp_runtime::{AccountId32, DispatchResult},
};

/// Buys the hotkey a seat, unless it costs more than `limit`.
pub fn register<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    limit: Option<Tao>,
) -> DispatchResult {
    let price = price::price::<T>(netuid);
    ensure_possible::<T>(coldkey, hotkey, netuid, price, limit)?;
    keys::associate::<T>(coldkey, hotkey)?;
    let place = seat::find::<T>(netuid)?;

    let paid = pool::pay_to_subnet::<T>(coldkey, netuid, price)?;
    // The fee is charged and routed to nobody: it stays on the subnet's account, outside the reserve.
    let bought = pool::buy::<T>(netuid, paid, NO_CEILING, true)?;
    pool::destroy_bought::<T>(netuid, bought.out);
    pool::note_inflow::<T>(netuid, paid);
    let uid = seat::sit::<T>(netuid, hotkey, place)?;
    price::raise::<T>(netuid);
    note_registration::<T>(netuid);
    RAORecycledForRegistration::<T>::mutate(netuid, |total| *total = total.saturating_add(price));

    Pallet::<T>::deposit_event(Event::NeuronRegistered(netuid, uid.0, hotkey.clone()));
    Ok(())
}

/// Every reason to refuse before a key is touched, in the wire's order.
fn ensure_possible<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    price: Tao,
    limit: Option<Tao>,
) -> DispatchResult {
    ensure!(!netuid.is_root(), Error::<T>::RegistrationNotPermittedOnRootSubnet);
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    if let Some(limit) = limit {
        ensure!(price <= limit, Error::<T>::RegistrationPriceLimitExceeded);
    }
    ensure!(NetworkRegistrationAllowed::<T>::get(netuid), Error::<T>::SubNetRegistrationDisabled);
    ensure!(uid_of::<T>(netuid, hotkey).is_none(), Error::<T>::HotKeyAlreadyRegisteredInSubNet);
    ensure!(pool::spendable::<T>(coldkey) >= price, Error::<T>::NotEnoughBalanceToStake);
    Ok(())
}

/// Seats taken in this block, and in this interval.
pub fn registrations<T: Config>(netuid: NetUid) -> (u16, u16) {
    (RegistrationsThisBlock::<T>::get(netuid), RegistrationsThisInterval::<T>::get(netuid))
}

/// Counts a seat taken. Only root counts by interval; elsewhere the price is the brake.
pub fn note_registration<T: Config>(netuid: NetUid) {
    RegistrationsThisBlock::<T>::mutate(netuid, |seats| *seats = seats.saturating_add(1));
    if netuid.is_root() {
        RegistrationsThisInterval::<T>::mutate(netuid, |seats| *seats = seats.saturating_add(1));
    }
}

/// A full subnet is the worst case: every seat is looked at, and every validator's weights toward
/// the seat that changes hands are silenced.
pub fn cost_of_register<T: Config>() -> Weight {
    Weight::from_parts(300_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(560, 90))
}
