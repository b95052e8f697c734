//! What a delegate keeps of its nominators' dividends.

use crate::{
    keys, now,
    params::{self, RateLimitKey},
    Config, Delegates, Error, Event, MaxDelegateTake, MinDelegateTake, Pallet, TxDelegateTakeRateLimit,
};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchResult},
};

/// The take of a hotkey, of 65535; whoever never set one has the default.
pub fn take_of<T: Config>(hotkey: &AccountId32) -> u16 {
    Delegates::<T>::get(hotkey)
}

/// Whether the hotkey has a take of its own.
pub fn is_delegate<T: Config>(hotkey: &AccountId32) -> bool {
    Delegates::<T>::contains_key(hotkey)
}

/// Makes the hotkey a delegate with the highest take there is, which its owner may lower.
pub fn become_delegate<T: Config>(hotkey: &AccountId32) {
    let take = MaxDelegateTake::<T>::get();
    Delegates::<T>::insert(hotkey, take);
    if let Some(coldkey) = keys::owner_of::<T>(hotkey) {
        Pallet::<T>::deposit_event(Event::DelegateAdded(coldkey, hotkey.clone(), take));
    }
}

/// Raises the take, at most once in a long while: nominators shall have time to leave.
pub fn increase_take<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, take: u16) -> DispatchResult {
    ensure!(keys::owns::<T>(coldkey, hotkey), Error::<T>::NonAssociatedColdKey);
    if is_delegate::<T>(hotkey) {
        ensure!(take > take_of::<T>(hotkey), Error::<T>::DelegateTakeTooLow);
    }
    ensure!(take <= MaxDelegateTake::<T>::get(), Error::<T>::DelegateTakeTooHigh);
    ensure!(may_raise::<T>(hotkey), Error::<T>::DelegateTxRateLimitExceeded);

    put::<T>(hotkey, take);
    Pallet::<T>::deposit_event(Event::TakeIncreased(coldkey.clone(), hotkey.clone(), take));
    Ok(())
}

/// Lowers the take, at any time. It makes the next raise wait as if it had been one.
pub fn decrease_take<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, take: u16) -> DispatchResult {
    ensure!(keys::owns::<T>(coldkey, hotkey), Error::<T>::NonAssociatedColdKey);
    if is_delegate::<T>(hotkey) {
        ensure!(take < take_of::<T>(hotkey), Error::<T>::DelegateTakeTooHigh);
    }
    ensure!(take >= MinDelegateTake::<T>::get(), Error::<T>::DelegateTakeTooLow);

    put::<T>(hotkey, take);
    Pallet::<T>::deposit_event(Event::TakeDecreased(coldkey.clone(), hotkey.clone(), take));
    Ok(())
}

fn put<T: Config>(hotkey: &AccountId32, take: u16) {
    Delegates::<T>::insert(hotkey, take);
    params::note::<T>(RateLimitKey::LastTxBlockDelegateTake(hotkey.clone()), now::<T>());
}

/// This limit still holds in the block where the others would pass.
fn may_raise<T: Config>(hotkey: &AccountId32) -> bool {
    let last = params::last_of::<T>(RateLimitKey::LastTxBlockDelegateTake(hotkey.clone()));
    last == 0 || now::<T>().saturating_sub(last) > TxDelegateTakeRateLimit::<T>::get()
}

/// Owner, take, bound and stamp; take and stamp are written.
pub fn cost_of_take<T: Config>() -> Weight {
    crate::cost::Work::of(9, 3).computing(10_000).weight::<T>()
}
