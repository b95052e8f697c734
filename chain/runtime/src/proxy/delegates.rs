//! Who may act for whom, what is locked for it, and acting.

use super::{
    Call, Config, Definition, Error, Event, LastCallResult, Pallet, Proxies, RealPaysFee, MOST_PROXIES, PROXY_DEPOSIT,
};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{Get, InstanceFilter, IsSubType, IsType, OriginTrait, ReservableCurrency},
        weights::Weight,
    },
    frame_system::{self, RawOrigin},
    pallet_proxy::{DepositKind, WeightInfo},
    sp_runtime::{
        traits::{Dispatchable, Zero},
        DispatchResult,
    },
};

/// How `delegate` may act for `real`, as this kind if one is named.
pub fn find<T: Config>(
    real: &T::AccountId,
    delegate: &T::AccountId,
    kind: Option<&T::ProxyType>,
) -> Option<Definition<T>> {
    let (definitions, _) = Proxies::<T>::get(real);
    let is_meant = |one: &Definition<T>| one.delegate == *delegate && kind.is_none_or(|kind| one.proxy_type == *kind);
    definitions.into_iter().find(is_meant)
}

/// Makes a call for `real` at once.
pub fn act<T: Config>(
    who: &T::AccountId,
    real: T::AccountId,
    kind: Option<T::ProxyType>,
    call: <T as Config>::RuntimeCall,
) -> DispatchResult {
    let definition = find::<T>(&real, who, kind.as_ref()).ok_or(Error::<T>::NotProxy)?;
    ensure!(definition.delay.is_zero(), Error::<T>::Unannounced);
    dispatch::<T>(definition, real, call);
    Ok(())
}

/// Makes the call as `real`, within what the delegate may do. That it fails does not fail the
/// transaction: the event and the stored result tell.
pub fn dispatch<T: Config>(definition: Definition<T>, real: T::AccountId, call: <T as Config>::RuntimeCall) {
    let mut origin: T::RuntimeOrigin = RawOrigin::Signed(real.clone()).into();
    origin.add_filter(move |call: &<T as frame_system::Config>::RuntimeCall| {
        may::<T>(&definition.proxy_type, <T as Config>::RuntimeCall::from_ref(call))
    });
    let result = call.dispatch(origin).map(|_| ()).map_err(|failed| failed.error);
    LastCallResult::<T>::insert(&real, result);
    Pallet::<T>::deposit_event(Event::ProxyExecuted { result });
}

/// Nobody gives away more than they may do, and only who may do everything can end it all.
fn may<T: Config>(kind: &T::ProxyType, call: &<T as Config>::RuntimeCall) -> bool {
    match call.is_sub_type() {
        Some(Call::add_proxy { proxy_type, .. } | Call::remove_proxy { proxy_type, .. })
            if !kind.is_superset(proxy_type) =>
        {
            false
        }
        Some(Call::remove_proxies { .. } | Call::kill_pure { .. }) if *kind != T::ProxyType::default() => false,
        _ => kind.filter(call),
    }
}

/// `real` takes a delegate.
pub fn add<T: Config>(real: &T::AccountId, definition: Definition<T>) -> DispatchResult {
    ensure!(definition.delegate != *real, Error::<T>::NoSelfProxy);
    let (mut definitions, deposit) = Proxies::<T>::get(real);
    let place = definitions.binary_search(&definition).err().ok_or(Error::<T>::Duplicate)?;
    definitions.try_insert(place, definition.clone()).map_err(|_| Error::<T>::TooMany)?;
    let deposit = lock::<T>(real, deposit, deposit_for(PROXY_DEPOSIT, definitions.len()))?;
    Proxies::<T>::insert(real, (definitions, deposit));
    Pallet::<T>::deposit_event(Event::ProxyAdded {
        delegator: real.clone(),
        delegatee: definition.delegate,
        proxy_type: definition.proxy_type,
        delay: definition.delay,
    });
    Ok(())
}

/// `real` dismisses a delegate of one kind. Who is none of its delegates any more is paid no fees.
pub fn remove<T: Config>(real: &T::AccountId, definition: Definition<T>) -> DispatchResult {
    let (mut definitions, deposit) = Proxies::<T>::get(real);
    let place = definitions.binary_search(&definition).map_err(|_| Error::<T>::NotFound)?;
    definitions.remove(place);
    let deposit = lock::<T>(real, deposit, deposit_for(PROXY_DEPOSIT, definitions.len()))?;
    if definitions.iter().all(|other| other.delegate != definition.delegate) {
        RealPaysFee::<T>::remove(real, &definition.delegate);
    }
    if definitions.is_empty() {
        Proxies::<T>::remove(real);
    } else {
        Proxies::<T>::insert(real, (definitions, deposit));
    }
    Pallet::<T>::deposit_event(Event::ProxyRemoved {
        delegator: real.clone(),
        delegatee: definition.delegate,
        proxy_type: definition.proxy_type,
        delay: definition.delay,
    });
    Ok(())
}

/// `real` dismisses all its delegates.
pub fn remove_all<T: Config>(real: &T::AccountId) {
    let (definitions, deposit) = Proxies::<T>::take(real);
    T::Currency::unreserve(real, deposit);
    for definition in definitions {
        RealPaysFee::<T>::remove(real, &definition.delegate);
    }
}

/// Says who pays for what `delegate` does for `real`.
pub fn set_pays_fee<T: Config>(real: T::AccountId, delegate: T::AccountId, pays_fee: bool) -> DispatchResult {
    ensure!(find::<T>(&real, &delegate, None).is_some(), Error::<T>::NotProxy);
    if pays_fee {
        RealPaysFee::<T>::insert(&real, &delegate, ());
    } else {
        RealPaysFee::<T>::remove(&real, &delegate);
    }
    Pallet::<T>::deposit_event(Event::RealPaysFeeSet { real, delegate, pays_fee });
    Ok(())
}

/// Brings the deposit for delegates up to date; says whether that changed it.
pub fn poke<T: Config>(who: &T::AccountId) -> Result<bool, polkadot_sdk::sp_runtime::DispatchError> {
    let (definitions, old_deposit) = Proxies::<T>::get(who);
    let new_deposit = lock::<T>(who, old_deposit, deposit_for(PROXY_DEPOSIT, definitions.len()))?;
    if new_deposit == old_deposit {
        return Ok(false);
    }
    if definitions.is_empty() {
        Proxies::<T>::remove(who);
    } else {
        Proxies::<T>::insert(who, (definitions, new_deposit));
    }
    let (who, kind) = (who.clone(), DepositKind::Proxies);
    Pallet::<T>::deposit_event(Event::DepositPoked { who, kind, old_deposit, new_deposit });
    Ok(true)
}

/// What is locked for so many, in rao; nothing for none.
pub fn deposit_for((base, each): (u64, u64), count: usize) -> u64 {
    match u64::try_from(count) {
        Ok(0) => 0,
        Ok(count) => base.saturating_add(each.saturating_mul(count)),
        Err(_) => u64::MAX,
    }
}

/// Locks or frees what lies between two deposits; gives the new one.
pub fn lock<T: Config>(who: &T::AccountId, old: u64, new: u64) -> Result<u64, polkadot_sdk::sp_runtime::DispatchError> {
    match new.checked_sub(old) {
        Some(more) => T::Currency::reserve(who, more)?,
        None => {
            T::Currency::unreserve(who, old.saturating_sub(new));
        }
    }
    Ok(new)
}

/// What acting costs: finding the delegate, noting the result, and the call.
pub fn price<T: Config>(call: Weight) -> Weight {
    let own = T::WeightInfo::proxy(MOST_PROXIES).saturating_add(T::DbWeight::get().reads_writes(1, 2));
    own.saturating_add(call)
}
