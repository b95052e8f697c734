//! The pallets Myelin is about: subnets, their pools, their settings.

use crate::{configs::BlockAuthor, Balances, Runtime, SubtensorModule};

impl pallet_alpha_assets::Config for Runtime {}

impl pallet_commitments::Config for Runtime {
    type Seats = SubtensorModule;
}

impl pallet_swap::Config for Runtime {
    type Pools = SubtensorModule;
}

impl pallet_subtensor::Config for Runtime {
    type Currency = Balances;
    type BlockAuthor = BlockAuthor;
}

impl pallet_admin_utils::Config for Runtime {}
