//! Keys: which coldkey a hotkey belongs to, and how one key takes the place of another. A coldkey
//! owns funds, a hotkey works for it.
//! Owns `Owner`, `OwnedHotkeys`, swaps made and announced, and what coldkeys tell about themselves;
//! nobody else writes them.
//! Always: each hotkey stands once in its owner's list and in no other (see `checks`).

mod associate;
pub mod checks;
mod coldkey;
mod cost;
mod identity;
pub(crate) mod storage;
mod swap;

pub use associate::{associate, cost_of_associate, try_associate};
pub use coldkey::{
    announce_swap, clear_announcement, cost_of_announce, dispute_swap, reset_swap, swap_announced, swap_by_root,
    swap_of, Standing,
};
pub use cost::{cost_of_swap, cost_of_swap_coldkey};
pub use identity::{cost_of_set_identity, identity_of, set_identity};
pub use swap::{forget_subnet, swap_hotkey, Swap, BLOCKS_BETWEEN_SWAPS, COST_EVERYWHERE, COST_ON_ONE_SUBNET};

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
