//! What always holds of keys.

use super::owns;
use crate::{Config, OwnedHotkeys, Owner};
use alloc::{collections::BTreeSet, format, string::String};

/// `Owner` and `OwnedHotkeys` tell the same story, and no hotkey stands twice.
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
    match Owner::<T>::iter_keys().find(|hotkey| !listed.contains(hotkey)) {
        Some(hotkey) => Err(format!("{hotkey:?} is missing from its owner's list")),
        None => Ok(()),
    }
}
