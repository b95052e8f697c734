//! Subnets: which there are, whose they are, what a new one costs, and what becomes of the TAO in
//! one that ends.
//! Owns the list of subnets, their owners, their standing and what is told about them; nobody else writes them.
//! Always: the count matches the list, and nothing is known of a subnet that does not exist, except
//! how often its id was given (see `checks`).

pub mod checks;
mod cost;
mod create;
mod dissolve;
pub mod genesis;
mod identity;
mod lock;
mod start;
pub(crate) mod storage;
mod symbols;

pub use cost::{cost_of_create, cost_of_dissolve, cost_of_start};
pub use create::{create, first_free, found, prune_choice};
pub use dissolve::dissolve;
pub use identity::{cost_of_set_identity, identity, set_identity};
pub use lock::lock_cost;
pub use start::{begin, start};
pub use symbols::{cost_of_update, update as update_symbol};

use crate::{
    Config, FirstEmissionBlockNumber, NetworkRegisteredAt, NetworksAdded, SubnetMechanism, SubnetOwner,
    SubnetOwnerHotkey, SubtokenEnabled, TotalNetworks,
};
use alloc::vec::Vec;
use myelin_primitives::NetUid;
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{traits::BadOrigin, AccountId32, DispatchResult},
};

/// The mechanism whose alpha trades in a pool.
pub(crate) const DYNAMIC: u16 = 1;

/// Whether there is such a subnet.
pub fn exists<T: Config>(netuid: NetUid) -> bool {
    NetworksAdded::<T>::get(netuid)
}

/// Every subnet, root first, then in ascending order.
pub fn all<T: Config>() -> Vec<NetUid> {
    let mut netuids: Vec<NetUid> =
        NetworksAdded::<T>::iter().filter(|(_, is_there)| *is_there).map(|(id, _)| id).collect();
    // Storage walks the keys by their bytes, lowest byte first.
    netuids.sort_unstable();
    netuids
}

/// How many there are, with root: what a walk over all of them costs.
pub fn how_many<T: Config>() -> u64 {
    TotalNetworks::<T>::get().into()
}

/// Whether the subnet's alpha trades in a pool; otherwise it is worth one TAO.
pub fn is_dynamic<T: Config>(netuid: NetUid) -> bool {
    SubnetMechanism::<T>::get(netuid) == DYNAMIC
}

/// Whether the subnet's alpha can be bought and sold.
pub fn is_started<T: Config>(netuid: NetUid) -> bool {
    SubtokenEnabled::<T>::get(netuid)
}

/// Lets the subnet's alpha be bought and sold, or no more.
pub fn set_subtoken<T: Config>(netuid: NetUid, enabled: bool) {
    SubtokenEnabled::<T>::insert(netuid, enabled);
    crate::emission::standing_changed::<T>();
}

/// The coldkey that owns the subnet.
pub fn owner<T: Config>(netuid: NetUid) -> Option<AccountId32> {
    SubnetOwner::<T>::try_get(netuid).ok()
}

/// The hotkey the owner named for the subnet.
pub fn owner_hotkey<T: Config>(netuid: NetUid) -> Option<AccountId32> {
    SubnetOwnerHotkey::<T>::try_get(netuid).ok()
}

/// The owner names another hotkey for the subnet.
pub fn set_owner_hotkey<T: Config>(netuid: NetUid, hotkey: &AccountId32) {
    SubnetOwnerHotkey::<T>::insert(netuid, hotkey);
}

/// The hotkey an owner named for its subnet has another in its place.
pub fn hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32, netuid: NetUid) {
    if owner_hotkey::<T>(netuid).as_ref() == Some(old) {
        set_owner_hotkey::<T>(netuid, new);
    }
}

/// The subnets of a coldkey have another owner in its place.
pub fn coldkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32) {
    for netuid in all::<T>() {
        if owner::<T>(netuid).as_ref() == Some(old) {
            SubnetOwner::<T>::insert(netuid, new);
        }
    }
}

/// Whether the caller may speak for the subnet: its owner, or root.
pub fn ensure_owner_or_root<T: Config>(caller: Option<&AccountId32>, netuid: NetUid) -> DispatchResult {
    ensure!(caller.is_none_or(|coldkey| owner::<T>(netuid).as_ref() == Some(coldkey)), BadOrigin);
    Ok(())
}

/// The first block in which the subnet is emitted to, once it is known.
pub fn first_emission_block<T: Config>(netuid: NetUid) -> Option<u64> {
    FirstEmissionBlockNumber::<T>::get(netuid)
}

/// Block in which the subnet was created.
pub fn registered_at<T: Config>(netuid: NetUid) -> u64 {
    NetworkRegisteredAt::<T>::get(netuid)
}

/// Whether the chain began with this subnet: nobody paid for it, so its account is empty.
pub fn is_of_genesis<T: Config>(netuid: NetUid) -> bool {
    !netuid.is_root() && exists::<T>(netuid) && registered_at::<T>(netuid) == 0
}
