//! What a value owes to the subnet's other values. Nothing here is about who asks, or when.

use crate::{
    editing::{ensure, Refusal},
    Runtime,
};
use alloc::format;
use myelin_primitives::{
    hyperparameters::{Parameter, Row, Value},
    NetUid,
};
use pallet_subtensor::{neurons, params, MaxAllowedUids, MaxBurn, MaxMechanismCount, MinAllowedUids, MinBurn};

/// Most seats of a subnet, all its mechanisms together.
const SEATS_OF_ALL_MECHANISMS: u16 = 256;

/// Refuses what would leave the subnet with two values that contradict each other.
pub(super) fn ensure_fits(netuid: NetUid, row: &Row, value: Value) -> Result<(), Refusal> {
    let name = row.name;
    match (row.parameter, value) {
        (Parameter::AlphaValues, Value::Pair(low, high)) => {
            ensure(low <= high, || format!("the lower of `{name}` is {low}, above the higher, {high}"))
        }
        (Parameter::MinBurn, Value::Tao(price)) => {
            let dearest = MaxBurn::<Runtime>::get(netuid);
            ensure(price < dearest, || {
                format!("`{name}` of subnet {netuid} must stay below its `max_burn`, {dearest} rao")
            })
        }
        (Parameter::MaxBurn, Value::Tao(price)) => {
            let cheapest = MinBurn::<Runtime>::get(netuid);
            ensure(price > cheapest, || {
                format!("`{name}` of subnet {netuid} must stay above its `min_burn`, {cheapest} rao")
            })
        }
        (Parameter::MinAllowedUids, Value::U16(fewest)) => {
            let most = MaxAllowedUids::<Runtime>::get(netuid);
            ensure(fewest <= most, || {
                format!("`{name}` of subnet {netuid} must not be above its `max_allowed_uids`, {most}")
            })
        }
        (Parameter::MaxAllowedValidators, Value::U16(validators)) => {
            let most = MaxAllowedUids::<Runtime>::get(netuid);
            ensure(validators <= most, || {
                format!("subnet {netuid} has {most} seats, too few for {validators} validators")
            })
        }
        (Parameter::MaxAllowedUids, Value::U16(most)) => {
            let taken = neurons::count::<Runtime>(netuid);
            ensure(most >= taken, || {
                format!("`{name}` of subnet {netuid} must not be below its neurons, {taken}; `trim_to_max_allowed_uids` takes some away")
            })?;
            ensure_bounds_of_seats(netuid, name, most)
        }
        (Parameter::Trim, Value::U16(most)) => ensure_bounds_of_seats(netuid, name, most),
        (Parameter::MechanismCount, Value::U8(count)) => {
            let most = MaxMechanismCount::<Runtime>::get();
            ensure(count <= most.0, || {
                format!("`{name}` must not be above the network's `max_mechanism_count`, {most}")
            })?;
            ensure_seats(netuid, MaxAllowedUids::<Runtime>::get(netuid), count)
        }
        _ => Ok(()),
    }
}

fn ensure_bounds_of_seats(netuid: NetUid, name: &str, most: u16) -> Result<(), Refusal> {
    let fewest = MinAllowedUids::<Runtime>::get(netuid);
    ensure(most >= fewest, || {
        format!("`{name}` of subnet {netuid} must not be below its `min_allowed_uids`, {fewest}")
    })?;
    ensure_seats(netuid, most, params::mechanism_count::<Runtime>(netuid))
}

fn ensure_seats(netuid: NetUid, seats: u16, mechanisms: u8) -> Result<(), Refusal> {
    let all = seats.saturating_mul(u16::from(mechanisms));
    ensure(all <= SEATS_OF_ALL_MECHANISMS, || {
        format!(
            "{mechanisms} mechanisms of {seats} seats make {all} on subnet {netuid}, above {SEATS_OF_ALL_MECHANISMS}"
        )
    })
}
