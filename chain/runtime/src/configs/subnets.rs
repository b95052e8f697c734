//! The pallets Myelin is about: subnets, their pools, their settings.

use crate::{
    chain_parameters::{self, FromGenesis},
    configs::BlockAuthor,
    Balances, Runtime, SubtensorModule,
};

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
    type TempoOfNewSubnets = FromGenesis<chain_parameters::TempoOfNewSubnets<Runtime>>;
    type BlocksBetweenHotkeySwaps = FromGenesis<chain_parameters::BlocksBetweenHotkeySwaps<Runtime>>;
    type BlocksBetweenMechanismChanges = FromGenesis<chain_parameters::BlocksBetweenMechanismChanges<Runtime>>;
    type BlocksBetweenTrimmings = FromGenesis<chain_parameters::BlocksBetweenTrimmings<Runtime>>;
}

impl pallet_admin_utils::Config for Runtime {}
