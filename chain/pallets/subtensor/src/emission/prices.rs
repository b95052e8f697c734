//! Prices as the emission sees them: slow, and never above one TAO.

use super::coinbase::is_eligible;
use crate::{pool, subnets, Config, EMAPriceHalvingBlocks, RootProp, SubnetMovingAlpha, SubnetMovingPrice, SubnetTAO, TaoWeight};
use myelin_economy::emission as rules;
use myelin_primitives::{
    fixed_point::{I96F32, U96F32},
    NetUid,
};

/// The moving price of a subnet's alpha in TAO.
pub fn moving_price<T: Config>(netuid: NetUid) -> I96F32 {
    SubnetMovingPrice::<T>::get(netuid).get()
}

/// Root's part in the dividends of a subnet, at this moment.
pub fn root_proportion<T: Config>(netuid: NetUid) -> U96F32 {
    rules::root_proportion(
        SubnetTAO::<T>::get(NetUid::ROOT),
        TaoWeight::<T>::get(),
        pool::alpha_issuance::<T>(netuid),
    )
}

/// Block step: moves the price of every subnet that is emitted to, and notes root's part in it.
pub fn move_all<T: Config>(now: u64) {
    for netuid in subnets::all::<T>().into_iter().filter(|netuid| is_eligible::<T>(*netuid)) {
        let started = subnets::first_emission_block::<T>(netuid).unwrap_or_default().saturating_sub(1);
        let moved = rules::moving_price(
            moving_price::<T>(netuid),
            pallet_swap::price::<T>(netuid),
            now.saturating_sub(started),
            EMAPriceHalvingBlocks::<T>::get(netuid),
            SubnetMovingAlpha::<T>::get().get(),
        );
        SubnetMovingPrice::<T>::insert(netuid, myelin_primitives::fixed_point::StoredI96F32::from(moved));
        RootProp::<T>::insert(netuid, myelin_primitives::fixed_point::StoredU96F32::from(root_proportion::<T>(netuid)));
    }
}
