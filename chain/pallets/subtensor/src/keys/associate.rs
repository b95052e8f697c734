//! How a hotkey comes to belong to a coldkey: once, and for good.

use super::{exists, owner_of};
use crate::{pool, roll, Config, Error, OwnedHotkeys, Owner};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchResult},
};

/// Makes the coldkey the owner of the hotkey; an owned hotkey stays with its owner, and the call
/// succeeds all the same.
pub fn try_associate<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> DispatchResult {
    if exists::<T>(hotkey) {
        return Ok(());
    }
    associate::<T>(coldkey, hotkey)
}

/// Makes sure that the hotkey belongs to the coldkey; refused where it belongs to another.
pub fn associate<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> DispatchResult {
    if let Some(owner) = owner_of::<T>(hotkey) {
        ensure!(owner == *coldkey, Error::<T>::NonAssociatedColdKey);
        return Ok(());
    }
    // Whoever owned a subnet's account as a hotkey could stake from and to it.
    ensure!(!pool::is_system_account::<T>(hotkey), Error::<T>::CannotUseSystemAccount);
    Owner::<T>::insert(hotkey, coldkey);
    OwnedHotkeys::<T>::append(coldkey, hotkey);
    roll::hotkey_changed::<T>(hotkey);
    Ok(())
}

/// The hotkey's owner, and the owner's list.
pub fn cost_of_associate<T: Config>() -> Weight {
    crate::cost::Work::of(6, 3).computing(10_000).weight::<T>()
}
