//! What always holds of root dividends.

use crate::{Config, NumStakingColdkeys, RootClaimed, StakingColdkeys, StakingColdkeysByIndex};
use alloc::{format, string::String};

/// The numbered list has no gaps and its reverse agrees; claims are of subnets that exist.
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
    for ((netuid, _, _), _) in RootClaimed::<T>::iter() {
        if !crate::subnets::exists::<T>(netuid) {
            return Err(format!("root dividends are claimed on subnet {netuid}, which does not exist"));
        }
    }
    Ok(())
}
