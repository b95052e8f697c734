//! Prices, and trades that are only thought of.

use crate::{subnets, Config};
use alloc::vec::Vec;
use myelin_economy::pool::{NO_CEILING, NO_FLOOR};
use myelin_primitives::{fixed_point::U64F64, Alpha, NetUid, Tao, RAO_PER_TOKEN};
use myelin_views::{SimSwapResult, SubnetPrice};

/// TAO per alpha, times 1e9, rounded down.
pub fn price<T: Config>(netuid: NetUid) -> u64 {
    pallet_swap::price::<T>(netuid).saturating_mul(U64F64::from_num(RAO_PER_TOKEN)).saturating_to_num()
}

/// The price of every subnet's alpha.
pub fn all_prices<T: Config>() -> Vec<SubnetPrice> {
    subnets::all::<T>().into_iter().map(|netuid| SubnetPrice { netuid, price: price::<T>(netuid) }).collect()
}

/// What buying alpha for `tao` would give; zeros where it is impossible.
pub fn simulated_purchase<T: Config>(netuid: NetUid, tao: Tao) -> SimSwapResult {
    let Ok(bought) = pallet_swap::quote_buy::<T>(netuid, tao, NO_CEILING, true) else {
        return SimSwapResult::default();
    };
    let price = pallet_swap::price::<T>(netuid);
    let without_slippage = U64F64::from_num(bought.paid_in.rao()).checked_div(price).unwrap_or_default();
    SimSwapResult {
        tao_amount: bought.paid_in,
        alpha_amount: bought.out,
        tao_fee: bought.fee,
        alpha_fee: Alpha::ZERO,
        tao_slippage: Tao::ZERO,
        alpha_slippage: Alpha(without_slippage.saturating_to_num()).saturating_sub(bought.out),
    }
}

/// What selling `alpha` for TAO would give; zeros where it is impossible.
pub fn simulated_sale<T: Config>(netuid: NetUid, alpha: Alpha) -> SimSwapResult {
    let Ok(sold) = pallet_swap::quote_sell::<T>(netuid, alpha, NO_FLOOR, true) else {
        return SimSwapResult::default();
    };
    let price = pallet_swap::price::<T>(netuid);
    let without_slippage = U64F64::from_num(sold.paid_in.rao()).saturating_mul(price);
    SimSwapResult {
        tao_amount: sold.out,
        alpha_amount: sold.paid_in,
        tao_fee: Tao::ZERO,
        alpha_fee: sold.fee,
        tao_slippage: Tao(without_slippage.saturating_to_num()).saturating_sub(sold.out),
        alpha_slippage: Alpha::ZERO,
    }
}
