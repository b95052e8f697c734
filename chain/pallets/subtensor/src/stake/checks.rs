//! What always holds of stake.

use crate::{AlphaV2, AutoStakeDestination, AutoStakeDestinationColdkeys, Config, TotalHotkeyAlpha};
use alloc::{collections::BTreeMap, format, string::String};
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::sp_runtime::AccountId32;

/// The holders of a hotkey are together worth at most its total, and both sides of every choice
/// where mined alpha is staked agree.
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
    if let Some((hotkey, netuid)) = TotalHotkeyAlpha::<T>::iter_keys().find(|(_, on)| !crate::subnets::exists::<T>(*on))
    {
        return Err(format!("{hotkey:?} has stake on {netuid}, which does not exist"));
    }
    check_destinations::<T>()
}

fn check_destinations<T: Config>() -> Result<(), String> {
    let mut listed: usize = 0;
    for (hotkey, netuid, coldkeys) in AutoStakeDestinationColdkeys::<T>::iter() {
        for coldkey in &coldkeys {
            if AutoStakeDestination::<T>::get(coldkey, netuid).as_ref() != Some(&hotkey) {
                return Err(format!("{coldkey:?} did not choose {hotkey:?} on {netuid}"));
            }
        }
        if !crate::subnets::exists::<T>(netuid) {
            return Err(format!("{hotkey:?} is chosen on {netuid}, which does not exist"));
        }
        listed = listed.saturating_add(coldkeys.len());
    }
    let chosen = AutoStakeDestination::<T>::iter_keys().count();
    if chosen != listed {
        return Err(format!("{chosen} coldkeys chose where their alpha is staked, and {listed} are listed"));
    }
    Ok(())
}
