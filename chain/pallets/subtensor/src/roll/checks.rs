//! What always holds of rolls.

use super::entry::gather;
use crate::{subnets, Config};
use alloc::{format, string::String};

/// Every roll has the seats of its subnet in their order, with the alpha they have, and claims
/// nothing of them that does not hold.
pub fn check<T: Config>() -> Result<(), String> {
    for netuid in subnets::all::<T>() {
        let Some((entries, alpha)) = super::stored::<T>(netuid) else { continue };
        let seats = gather::<T>(netuid);
        if entries.len() != seats.len() {
            return Err(format!("subnet {netuid} has {} seats and {} on its roll", seats.len(), entries.len()));
        }
        for ((entry, alpha), seat) in entries.iter().zip(alpha).zip(seats) {
            if !entry.claims_no_more_than(&seat.entry) || alpha != seat.alpha {
                return Err(format!("subnet {netuid}: the roll has {entry:?} with {alpha} where there is {seat:?}"));
            }
        }
    }
    Ok(())
}
