//! What always holds of emission.

use crate::{
    pool, subnets, Config, PendingOwnerCut, PendingRootAlphaDivs, PendingServerEmission, PendingValidatorEmission,
    SubnetMovingPrice,
};
use alloc::{format, string::String};
use myelin_primitives::Alpha;

/// What is copied of subnets and of the last payment is true, pending alpha is part of what is outstanding, and a
/// moving price is between nothing and one TAO.
pub fn check<T: Config>() -> Result<(), String> {
    super::standing::check::<T>()?;
    for netuid in subnets::all::<T>() {
        let pending: Alpha = [
            PendingServerEmission::<T>::get(netuid),
            PendingValidatorEmission::<T>::get(netuid),
            PendingRootAlphaDivs::<T>::get(netuid),
            PendingOwnerCut::<T>::get(netuid),
        ]
        .into_iter()
        .sum();
        let outstanding = pool::outstanding::<T>(netuid);
        if pending > outstanding {
            return Err(format!("subnet {netuid}: {pending} alpha is pending of {outstanding} outstanding"));
        }
        super::record::check::<T>(netuid)?;
        let price = SubnetMovingPrice::<T>::get(netuid).bits;
        if !(0..=1 << 32).contains(&price) {
            return Err(format!("subnet {netuid}: a moving price of {price} / 2^32"));
        }
    }
    Ok(())
}
