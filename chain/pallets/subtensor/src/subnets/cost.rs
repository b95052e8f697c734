//! What calls of this room cost in block space.

use crate::Config;
use polkadot_sdk::{frame_support::weights::Weight, sp_core::Get};

/// Owner, standing and delay; the first block and the switch are written.
pub fn cost_of_start<T: Config>() -> Weight {
    Weight::from_parts(20_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 2))
}

/// Every other subnet's price, every validator on root, and the subnet that may have to make way.
pub fn cost_of_create<T: Config>() -> Weight {
    Weight::from_parts(200_000_000, 0)
        .saturating_add(T::DbWeight::get().reads_writes(1_200, 260))
        .saturating_add(cost_of_dissolve::<T>())
}

/// A full subnet of 256 seats, each with an announcement, weights, bonds and a staker of its own to
/// be paid. Stake of other subnets is read on the way.
pub fn cost_of_dissolve<T: Config>() -> Weight {
    Weight::from_parts(500_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10_000, 3_500))
}
