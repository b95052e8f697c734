//! What always holds of the consensus vectors.

use crate::{
    neurons, Active, Bonds, Config, Consensus, Dividends, Emission, Incentive, ValidatorPermit, ValidatorTrust,
};
use alloc::{format, string::String};
use myelin_primitives::{MechId, StorageIndex};

/// Every vector has one entry a seat, and no bond is held by a seat that does not exist or has no
/// permit: an epoch does not look there.
pub fn check<T: Config>() -> Result<(), String> {
    for netuid in crate::subnets::all::<T>() {
        let seats = usize::from(neurons::count::<T>(netuid));
        let lengths = [
            ("active", Active::<T>::get(netuid).len()),
            ("consensus", Consensus::<T>::get(netuid).len()),
            ("dividends", Dividends::<T>::get(netuid).len()),
            ("emission", Emission::<T>::get(netuid).len()),
            ("permits", ValidatorPermit::<T>::get(netuid).len()),
            ("trust", ValidatorTrust::<T>::get(netuid).len()),
        ];
        for (name, length) in lengths {
            if length != seats {
                return Err(format!("subnet {netuid} has {seats} seats and {length} entries of {name}"));
            }
        }
        for mechanism in super::mechanisms::<T>(netuid) {
            let index = StorageIndex::of(netuid, mechanism);
            let length = Incentive::<T>::get(index).len();
            // A mechanism younger than its subnet has no entries until its first epoch.
            if length > seats || (mechanism == MechId::MAIN && length < seats) {
                return Err(format!("mechanism {index} has {seats} seats and {length} entries of incentive"));
            }
            for (uid, row) in Bonds::<T>::iter_prefix(index) {
                if uid.index() >= seats {
                    return Err(format!("mechanism {index} has bonds of a seat beyond {seats}"));
                }
                if !row.is_empty() && !super::has_permit::<T>(netuid, uid) {
                    return Err(format!("mechanism {index} has bonds of seat {uid}, which has no permit"));
                }
            }
        }
    }
    Ok(())
}
