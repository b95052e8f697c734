//! The pallets this network is for: subnets, their pools, their alpha.

use crate::Runtime;

impl pallet_alpha_assets::Config for Runtime {}
