//! Buying a seat. The price is spent on the subnet's alpha, and the alpha is destroyed.

use super::{price, seat, uid_of};
use crate::{
    cost::Work, keys, pool, subnets, Config, Error, Event, NetworkRegistrationAllowed, Pallet,
    RAORecycledForRegistration, RegistrationsThisBlock, RegistrationsThisInterval,
};
use myelin_economy::pool::NO_CEILING;
use myelin_primitives::{NetUid, Tao};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Buys the hotkey a seat, unless it costs more than `limit`, and says what that took.
pub fn register<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    limit: Option<Tao>,
) -> Result<Weight, DispatchError> {
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
    Ok(match place {
        seat::Place::New => BUYING.weight::<T>(),
        seat::Place::Of(_) => cost_of_register::<T>(netuid),
    })
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

/// Buying a seat that is free.
const BUYING: Work = Work::of(48, 45).computing(150_000);
/// One more seat to look at where none is free: how old it is, and what it thinks of the seat that
/// changes hands.
const COMPARED: Work = Work::of(2, 0).computing(2_000);

/// A full subnet is the worst case: every seat is looked at.
pub fn cost_of_register<T: Config>(netuid: NetUid) -> Weight {
    BUYING.and(COMPARED.times(super::count::<T>(netuid).into())).weight::<T>()
}

/// The same on root, where every seat's stake is compared.
pub fn cost_of_register_on_root<T: Config>() -> Weight {
    BUYING.and(COMPARED.times(2).times(super::count::<T>(NetUid::ROOT).into())).weight::<T>()
}
