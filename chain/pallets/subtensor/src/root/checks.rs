//! What always holds of root dividends.

use crate::{Config, NumStakingColdkeys, RootClaimable, RootClaimed, StakingColdkeys, StakingColdkeysByIndex};
use alloc::{format, string::String};

/// The numbered list has no gaps and its reverse agrees; claims are of subnets that exist and of
/// hotkeys with a rate there.
pub fn check<T: Config>() -> Result<(), String> {
    let listed = NumStakingColdkeys::<T>::get();
    for number in 0..listed {
        let Some(coldkey) = StakingColdkeysByIndex::<T>::get(number) else {
            return Err(format!("number {number} of {listed} staking coldkeys is missing"));
        };
        if StakingColdkeys::<T>::get(&coldkey) != Some(number) {
            return Err(format!("staking coldkey {number} does not know its number"));
        }
    }
    for ((netuid, hotkey, _), _) in RootClaimed::<T>::iter() {
        if !RootClaimable::<T>::get(&hotkey).contains_key(&netuid) {
            return Err(format!("root dividends of {hotkey:?} are claimed on {netuid}, where it has no rate"));
        }
        if !crate::subnets::exists::<T>(netuid) {
            return Err(format!("root dividends are claimed on subnet {netuid}, which does not exist"));
        }
    }
    Ok(())
}
