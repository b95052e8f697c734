//! What always holds of stake.

use crate::{AlphaV2, Config, TotalHotkeyAlpha};
use alloc::{collections::BTreeMap, format, string::String};
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::sp_runtime::AccountId32;

/// The holders of a hotkey are together worth at most its total.
pub fn check<T: Config>() -> Result<(), String> {
    let mut held: BTreeMap<(AccountId32, NetUid), Alpha> = BTreeMap::new();
    for ((hotkey, coldkey, netuid), _) in AlphaV2::<T>::iter() {
        let worth = super::of::<T>(&hotkey, &coldkey, netuid);
        let sum = held.entry((hotkey, netuid)).or_default();
        *sum = sum.saturating_add(worth);
    }
    for ((hotkey, netuid), sum) in &held {
        let total = TotalHotkeyAlpha::<T>::get(hotkey, netuid);
        // A residue of a full exit may be worth a rao that the total no longer has.
        if sum.rao() > total.rao().saturating_add(1) {
            return Err(format!("holders of {hotkey:?} on {netuid} have {sum} of a total of {total}"));
        }
    }
    Ok(())
}
