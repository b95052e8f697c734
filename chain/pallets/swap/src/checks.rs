//! What always holds of pools' weights and fees.

use crate::{Config, FeeRate, SwapBalancer};
use alloc::{format, string::String};
use myelin_economy::pool::LEAST_WEIGHT;
use myelin_primitives::hyperparameters::{Parameter, Value};
use polkadot_sdk::sp_runtime::{PerThing, Perquintill};

/// Neither side of a pool weighs less than a hundredth, and no fee exceeds its maximum.
pub fn check<T: Config>() -> Result<(), String> {
    let heaviest = Perquintill::ACCURACY.saturating_sub(LEAST_WEIGHT);
    for (netuid, balancer) in SwapBalancer::<T>::iter() {
        let weight = balancer.tao_weight();
        if !(LEAST_WEIGHT..=heaviest).contains(&weight) {
            return Err(format!("subnet {netuid}: the TAO side weighs {weight} of 10^18"));
        }
    }
    for (netuid, rate) in FeeRate::<T>::iter() {
        if !Parameter::FeeRate.row().admits(Value::U16(rate)) {
            return Err(format!("subnet {netuid}: the fee is {rate} of 65535"));
        }
    }
    Ok(())
}
