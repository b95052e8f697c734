//! Keys: which coldkey a hotkey belongs to. A coldkey owns funds, a hotkey works for it.
//! Owns `Owner` and `OwnedHotkeys`; nobody else writes them.
//! Always: each hotkey stands once in its owner's list and in no other (see `checks`).

mod associate;
pub mod checks;
pub(crate) mod storage;

pub use associate::{associate, cost_of_associate, try_associate};

use crate::{Config, OwnedHotkeys, Owner};
use alloc::vec::Vec;
use polkadot_sdk::sp_runtime::AccountId32;

/// The coldkey a hotkey belongs to.
pub fn owner_of<T: Config>(hotkey: &AccountId32) -> Option<AccountId32> {
    Owner::<T>::try_get(hotkey).ok()
}

/// Whether somebody owns the hotkey.
pub fn exists<T: Config>(hotkey: &AccountId32) -> bool {
    Owner::<T>::contains_key(hotkey)
}

/// Whether the hotkey belongs to this coldkey.
pub fn owns<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> bool {
    owner_of::<T>(hotkey).as_ref() == Some(coldkey)
}

/// The hotkeys of a coldkey, oldest first.
pub fn owned_by<T: Config>(coldkey: &AccountId32) -> Vec<AccountId32> {
    OwnedHotkeys::<T>::get(coldkey)
}
