//! Whether a validator on root lends its stake to the owners of new subnets.

use crate::{keys, neurons, AutoParentDelegationEnabled, Config, Error, Event, Pallet};
use myelin_primitives::NetUid;
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchResult},
};

/// The coldkey decides for its hotkey on root.
pub fn set_auto_parent<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, enabled: bool) -> DispatchResult {
    ensure!(keys::owns::<T>(coldkey, hotkey), Error::<T>::NonAssociatedColdKey);
    ensure!(neurons::uid_of::<T>(NetUid::ROOT, hotkey).is_some(), Error::<T>::HotKeyNotRegisteredInSubNet);
    AutoParentDelegationEnabled::<T>::insert(hotkey, enabled);
    Pallet::<T>::deposit_event(Event::AutoParentDelegationEnabledSet { hotkey: hotkey.clone(), enabled });
    Ok(())
}
