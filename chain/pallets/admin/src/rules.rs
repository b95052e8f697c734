//! What a value must satisfy: the table's bounds, and the values it has to agree with.

use crate::{Config, Error};
use myelin_primitives::{
    hyperparameters::{Parameter, Row, Value},
    MechId, NetUid,
};
use pallet_subtensor::{
    neurons, params, Error as SubtensorError, LiquidAlphaOn, MaxAllowedUids, MaxBurn, MaxChildkeyTake,
    MaxMechanismCount, MinAllowedUids, MinBurn, MinChildkeyTake,
};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{DispatchError, DispatchResult},
};

/// Most seats of a subnet, all its mechanisms together.
const SEATS_OF_ALL_MECHANISMS: u16 = 256;

/// Holds the value to the table's bounds, and an owner to the narrower ones.
pub fn ensure_in_bounds<T: Config>(row: &Row, value: Value, is_owner: bool) -> DispatchResult {
    let admitted = if is_owner { row.admits_from_owner(value) } else { row.admits(value) };
    if admitted {
        Ok(())
    } else {
        Err(out_of_bounds::<T>(row.parameter, value))
    }
}

/// The wire has an error of its own for some bounds.
fn out_of_bounds<T: Config>(parameter: Parameter, value: Value) -> DispatchError {
    match parameter {
        Parameter::ActivityCutoff => SubtensorError::<T>::ActivityCutoffTooLow.into(),
        Parameter::RevealPeriodEpochs if value > Value::U64(1) => SubtensorError::<T>::RevealPeriodTooLarge.into(),
        Parameter::RevealPeriodEpochs => SubtensorError::<T>::RevealPeriodTooSmall.into(),
        Parameter::MechanismCount | Parameter::ImmuneOwnerUidsLimit => SubtensorError::<T>::InvalidValue.into(),
        Parameter::BondsMovingAverage => Error::<T>::BondsMovingAverageMaxReached.into(),
        Parameter::AlphaSigmoidSteepness => Error::<T>::NegativeSigmoidSteepness.into(),
        Parameter::MaxAllowedUids => Error::<T>::MaxAllowedUidsGreaterThanDefaultMaxAllowedUids.into(),
        Parameter::BurnHalfLife | Parameter::BurnIncreaseMult => Error::<T>::InvalidValue.into(),
        Parameter::MaxMechanismCount | Parameter::MaxEpochsPerBlock => Error::<T>::InvalidValue.into(),
        _ => Error::<T>::ValueNotInBounds.into(),
    }
}

/// Holds the value to what the subnet is, and to its other hyperparameters.
pub fn ensure_fits<T: Config>(netuid: NetUid, parameter: Parameter, value: Value) -> DispatchResult {
    match (parameter, value) {
        (
            Parameter::BurnHalfLife
            | Parameter::BurnIncreaseMult
            | Parameter::OwnerCutEnabled
            | Parameter::OwnerCutAutoLock
            | Parameter::SubnetEmission,
            _,
        ) => ensure!(!netuid.is_root(), Error::<T>::NotPermittedOnRootSubnet),
        (Parameter::MaxAllowedValidators, Value::U16(validators)) => {
            ensure!(validators <= MaxAllowedUids::<T>::get(netuid), Error::<T>::MaxValidatorsLargerThanMaxUIds);
        }
        (Parameter::MinBurn, Value::Tao(price)) => {
            ensure!(price < MaxBurn::<T>::get(netuid), Error::<T>::ValueNotInBounds);
        }
        (Parameter::MaxBurn, Value::Tao(price)) => {
            ensure!(price > MinBurn::<T>::get(netuid), Error::<T>::ValueNotInBounds);
        }
        (Parameter::MinChildkeyTakePerSubnet, Value::U16(take)) => {
            let admitted = MinChildkeyTake::<T>::get()..=MaxChildkeyTake::<T>::get();
            ensure!(admitted.contains(&take), SubtensorError::<T>::InvalidChildkeyTake);
        }
        (Parameter::MinAllowedUids, Value::U16(seats)) => ensure_fewest_seats::<T>(netuid, seats)?,
        (Parameter::MaxAllowedUids, Value::U16(seats)) => ensure_most_seats::<T>(netuid, seats)?,
        (Parameter::Trim, Value::U16(seats)) => {
            let admitted = MinAllowedUids::<T>::get(netuid)..=MaxAllowedUids::<T>::get(netuid);
            ensure!(admitted.contains(&seats), SubtensorError::<T>::InvalidValue);
        }
        (Parameter::AlphaValues, Value::Pair(low, high)) => ensure_alpha_values::<T>(netuid, low, high)?,
        (Parameter::MechanismCount, Value::U8(count)) => ensure_mechanisms::<T>(netuid, MechId(count))?,
        _ => {}
    }
    Ok(())
}

/// The shares of mechanisms are no more than there are mechanisms, and make up the whole.
pub fn ensure_split<T: Config>(netuid: NetUid, split: &[u16]) -> DispatchResult {
    let count = usize::from(params::mechanism_count::<T>(netuid));
    let sum = split.iter().fold(0u64, |sum, share| sum.saturating_add(u64::from(*share)));
    ensure!(split.len() <= count && sum == u64::from(u16::MAX), SubtensorError::<T>::InvalidValue);
    Ok(())
}

fn ensure_fewest_seats<T: Config>(netuid: NetUid, seats: u16) -> DispatchResult {
    ensure!(seats < MaxAllowedUids::<T>::get(netuid), Error::<T>::MinAllowedUidsGreaterThanMaxAllowedUids);
    ensure!(seats < neurons::count::<T>(netuid), Error::<T>::MinAllowedUidsGreaterThanCurrentUids);
    Ok(())
}

fn ensure_most_seats<T: Config>(netuid: NetUid, seats: u16) -> DispatchResult {
    ensure!(seats >= MinAllowedUids::<T>::get(netuid), Error::<T>::MaxAllowedUidsLessThanMinAllowedUids);
    ensure!(seats >= neurons::count::<T>(netuid), Error::<T>::MaxAllowedUIdsLessThanCurrentUIds);
    // Before the mechanisms: one of them with too many seats is told that, and not to have fewer mechanisms.
    ensure_in_bounds::<T>(Parameter::MaxAllowedUids.row(), Value::U16(seats), false)?;
    ensure_seats_of_mechanisms::<T>(seats, params::mechanism_count::<T>(netuid))
}

fn ensure_mechanisms<T: Config>(netuid: NetUid, count: MechId) -> DispatchResult {
    ensure!(count <= MaxMechanismCount::<T>::get(), SubtensorError::<T>::InvalidValue);
    ensure_seats_of_mechanisms::<T>(MaxAllowedUids::<T>::get(netuid), count.0)
}

fn ensure_seats_of_mechanisms<T: Config>(seats: u16, mechanisms: u8) -> DispatchResult {
    let all = seats.saturating_mul(u16::from(mechanisms));
    ensure!(all <= SEATS_OF_ALL_MECHANISMS, SubtensorError::<T>::TooManyUIDsPerMechanism);
    Ok(())
}

fn ensure_alpha_values<T: Config>(netuid: NetUid, low: u16, high: u16) -> DispatchResult {
    ensure!(LiquidAlphaOn::<T>::get(netuid), SubtensorError::<T>::LiquidAlphaDisabled);
    let Some((Value::Pair(least, _), _)) = Parameter::AlphaValues.row().bounds else {
        return Ok(());
    };
    ensure!(high >= least, SubtensorError::<T>::AlphaHighTooLow);
    ensure!((least..=high).contains(&low), SubtensorError::<T>::AlphaLowOutOfRange);
    Ok(())
}
