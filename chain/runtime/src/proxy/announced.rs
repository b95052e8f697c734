//! Delegates with a delay: each call is announced as its hash, and can be refused meanwhile.

use super::{
    delegates::{self, deposit_for, lock},
    Announcement, AnnouncementOf, Announcements, Config, Error, Event, Pallet, ANNOUNCEMENT_DEPOSIT, MOST_PENDING,
    MOST_PROXIES,
};
use polkadot_sdk::{
    frame_support::{ensure, traits::Get, weights::Weight},
    frame_system,
    pallet_proxy::{DepositKind, WeightInfo},
    sp_runtime::{
        traits::{Hash, Saturating},
        DispatchError, DispatchResult,
    },
};

/// `who` announces a call for `real`.
pub fn announce<T: Config>(who: T::AccountId, real: T::AccountId, call_hash: T::Hash) -> DispatchResult {
    ensure!(delegates::find::<T>(&real, &who, None).is_some(), Error::<T>::NotProxy);
    let (mut pending, deposit) = Announcements::<T>::get(&who);
    let height = frame_system::Pallet::<T>::block_number();
    pending.try_push(Announcement { real: real.clone(), call_hash, height }).map_err(|_| Error::<T>::TooMany)?;
    let deposit = lock::<T>(&who, deposit, deposit_for(ANNOUNCEMENT_DEPOSIT, pending.len()))?;
    ensure!(deposit > 0, Error::<T>::AnnouncementDepositInvariantViolated);
    Announcements::<T>::insert(&who, (pending, deposit));
    Pallet::<T>::deposit_event(Event::Announced { real, proxy: who, call_hash });
    Ok(())
}

/// Forgets what `delegate` announced for `real`.
pub fn withdraw<T: Config>(delegate: &T::AccountId, real: &T::AccountId, call_hash: T::Hash) -> DispatchResult {
    let is_meant = |one: &AnnouncementOf<T>| one.real == *real && one.call_hash == call_hash;
    ensure!(forget::<T>(delegate, is_meant)?, Error::<T>::NotFound);
    Ok(())
}

/// Makes a call for `real` that `delegate` announced.
pub fn act<T: Config>(
    delegate: &T::AccountId,
    real: T::AccountId,
    kind: Option<T::ProxyType>,
    call: <T as Config>::RuntimeCall,
) -> DispatchResult {
    let definition = delegates::find::<T>(&real, delegate, kind.as_ref()).ok_or(Error::<T>::NotProxy)?;
    let call_hash = T::Hashing::hash_of(&call);
    let now = frame_system::Pallet::<T>::block_number();
    let is_due = |one: &AnnouncementOf<T>| {
        one.real == real && one.call_hash == call_hash && now.saturating_sub(one.height) >= definition.delay
    };
    ensure!(forget::<T>(delegate, is_due)?, Error::<T>::Unannounced);
    delegates::dispatch::<T>(definition, real, call);
    Ok(())
}

/// Forgets the announcements that are meant, and frees what was locked for them; says whether there
/// were any.
fn forget<T: Config>(
    delegate: &T::AccountId,
    is_meant: impl Fn(&AnnouncementOf<T>) -> bool,
) -> Result<bool, DispatchError> {
    let (mut pending, deposit) = Announcements::<T>::get(delegate);
    let before = pending.len();
    pending.retain(|one| !is_meant(one));
    if pending.len() == before {
        return Ok(false);
    }
    let deposit = lock::<T>(delegate, deposit, deposit_for(ANNOUNCEMENT_DEPOSIT, pending.len()))?;
    if pending.is_empty() {
        Announcements::<T>::remove(delegate);
    } else {
        Announcements::<T>::insert(delegate, (pending, deposit));
    }
    Ok(true)
}

/// Brings the deposit for announcements up to date; says whether that changed it.
pub fn poke<T: Config>(who: &T::AccountId) -> Result<bool, DispatchError> {
    let (pending, old_deposit) = Announcements::<T>::get(who);
    let new_deposit = lock::<T>(who, old_deposit, deposit_for(ANNOUNCEMENT_DEPOSIT, pending.len()))?;
    if new_deposit == old_deposit {
        return Ok(false);
    }
    if pending.is_empty() {
        Announcements::<T>::remove(who);
    } else {
        Announcements::<T>::insert(who, (pending, new_deposit));
    }
    let (who, kind) = (who.clone(), DepositKind::Announcements);
    Pallet::<T>::deposit_event(Event::DepositPoked { who, kind, old_deposit, new_deposit });
    Ok(true)
}

/// What acting after an announcement costs, with the call.
pub fn price<T: Config>(call: Weight) -> Weight {
    let own = T::WeightInfo::proxy_announced(MOST_PENDING, MOST_PROXIES);
    own.saturating_add(T::DbWeight::get().reads_writes(1, 2)).saturating_add(call)
}
