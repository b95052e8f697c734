//! Prices as the emission sees them: slow, and never above one TAO.

use super::coinbase::eligible;
use crate::{params, pool, subnets, Config, EMAPriceHalvingBlocks, RootProp, SubnetMovingAlpha, SubnetMovingPrice};
use myelin_economy::emission as rules;
use myelin_primitives::{
    fixed_point::{StoredI96F32, StoredU96F32, I96F32, U96F32},
    NetUid,
};

/// The moving price of a subnet's alpha in TAO.
pub fn moving_price<T: Config>(netuid: NetUid) -> I96F32 {
    SubnetMovingPrice::<T>::get(netuid).get()
}

/// Root's part in the dividends of a subnet, at this moment.
pub fn root_proportion<T: Config>(netuid: NetUid) -> U96F32 {
    let (root_tao, _) = pool::reserves::<T>(NetUid::ROOT);
    rules::root_proportion(root_tao, pool::alpha_issuance::<T>(netuid), params::tao_weight::<T>())
}

/// Block step: moves the price of every subnet that is emitted to, and notes root's part in it.
pub fn move_all<T: Config>(now: u64) {
    for netuid in eligible::<T>() {
        let first = subnets::first_emission_block::<T>(netuid).unwrap_or_default();
        let moved = rules::moving_price(
            moving_price::<T>(netuid),
            pallet_swap::price::<T>(netuid),
            rules::blocks_since_start(now, first),
            EMAPriceHalvingBlocks::<T>::get(netuid),
            SubnetMovingAlpha::<T>::get().get(),
        );
        SubnetMovingPrice::<T>::insert(netuid, StoredI96F32::from(moved));
        RootProp::<T>::insert(netuid, StoredU96F32::from(root_proportion::<T>(netuid)));
    }
}
