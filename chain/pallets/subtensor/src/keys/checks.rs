//! What always holds of keys.

use super::{identity, owns};
use crate::{ColdkeySwapAnnouncements, ColdkeySwapDisputes, Config, IdentitiesV2, OwnedHotkeys, Owner};
use alloc::{collections::BTreeSet, format, string::String};
use polkadot_sdk::sp_runtime::AccountId32;

/// `Owner` and `OwnedHotkeys` tell the same story, no hotkey stands twice, introductions fit,
/// and only an announced swap is disputed.
pub fn check<T: Config>() -> Result<(), String> {
    let mut listed = BTreeSet::new();
    for (coldkey, hotkeys) in OwnedHotkeys::<T>::iter() {
        for hotkey in hotkeys {
            if !owns::<T>(&coldkey, &hotkey) {
                return Err(format!("{hotkey:?} stands in the list of {coldkey:?}, who does not own it"));
            }
            if !listed.insert(hotkey.clone()) {
                return Err(format!("{hotkey:?} stands twice in the list of {coldkey:?}"));
            }
        }
    }
    if let Some((coldkey, _)) = IdentitiesV2::<T>::iter().find(|(_, told)| !identity::fits(told)) {
        return Err(format!("what {coldkey:?} tells about itself is too long"));
    }
    let undisputable = |coldkey: &AccountId32| !ColdkeySwapAnnouncements::<T>::contains_key(coldkey);
    if let Some(coldkey) = ColdkeySwapDisputes::<T>::iter_keys().find(undisputable) {
        return Err(format!("{coldkey:?} disputes a swap that nobody announced"));
    }
    match Owner::<T>::iter_keys().find(|hotkey| !listed.contains(hotkey)) {
        Some(hotkey) => Err(format!("{hotkey:?} is missing from its owner's list")),
        None => Ok(()),
    }
}
