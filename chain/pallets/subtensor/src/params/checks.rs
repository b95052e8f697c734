//! What always holds of hyperparameters.

use super::mechanism_count;
use crate::{AlphaValues, Config, MaxBurn, MaxEpochsPerBlock, MechanismEmissionSplit, MinBurn, RevealPeriodEpochs};
use alloc::{format, string::String};
use myelin_primitives::{
    hyperparameters::{Parameter, Value},
    NetUid,
};

/// Stored values lie within the table's bounds, and those that limit each other agree.
pub fn check<T: Config>() -> Result<(), String> {
    within(Parameter::MaxEpochsPerBlock, Value::U8(MaxEpochsPerBlock::<T>::get()))?;
    crate::subnets::all::<T>().into_iter().try_for_each(check_subnet::<T>)
}

fn check_subnet<T: Config>(netuid: NetUid) -> Result<(), String> {
    within(Parameter::RevealPeriodEpochs, Value::U64(RevealPeriodEpochs::<T>::get(netuid)))?;
    let (low, high) = AlphaValues::<T>::get(netuid);
    within(Parameter::AlphaValues, Value::Pair(low, high))?;
    if low > high {
        return Err(format!("subnet {netuid}: lowest alpha {low} is above the highest, {high}"));
    }
    let (cheapest, dearest) = (MinBurn::<T>::get(netuid), MaxBurn::<T>::get(netuid));
    if cheapest >= dearest {
        return Err(format!("subnet {netuid}: seats cost at least {cheapest} and at most {dearest} rao"));
    }
    let count = mechanism_count::<T>(netuid);
    within(Parameter::MechanismCount, Value::U8(count))?;
    let Some(split) = MechanismEmissionSplit::<T>::get(netuid) else {
        return Ok(());
    };
    let sum = split.iter().fold(0u64, |sum, part| sum.saturating_add(u64::from(*part)));
    if split.len() > usize::from(count) || sum != u64::from(u16::MAX) {
        return Err(format!("subnet {netuid}: {} shares of {sum} among {count} mechanisms", split.len()));
    }
    Ok(())
}

fn within(parameter: Parameter, value: Value) -> Result<(), String> {
    let row = parameter.row();
    if row.admits(value) {
        Ok(())
    } else {
        Err(format!("{} is {value:?}, out of bounds", row.name))
    }
}
