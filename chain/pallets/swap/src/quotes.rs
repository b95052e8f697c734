//! What a trade would come to. Nothing moves here.

use crate::{Config, Error, FeeRate, PoolReserves, SwapBalancer};
use myelin_economy::pool::{self, Bought, Market, Pool, PoolError, Sold};
use myelin_primitives::{fixed_point::U64F64, Alpha, NetUid, Tao};
use polkadot_sdk::{frame_support::ensure, sp_runtime::DispatchError};

/// How the alpha of `netuid` trades at this moment.
pub fn market<T: Config>(netuid: NetUid) -> Market {
    if T::Pools::is_dynamic(netuid) {
        dynamic_market::<T>(netuid)
    } else {
        Market::Stable
    }
}

/// The same of a subnet that is known to trade through its pool.
pub fn dynamic_market<T: Config>(netuid: NetUid) -> Market {
    let (tao, alpha) = T::Pools::reserves(netuid);
    let tao_weight = SwapBalancer::<T>::get(netuid).tao_weight();
    Market::Dynamic(Pool { tao, alpha, tao_weight })
}

/// TAO for one alpha of `netuid`, at the margin.
pub fn price<T: Config>(netuid: NetUid) -> U64F64 {
    market::<T>(netuid).price()
}

/// What `amount` of TAO buys on `netuid` before the price passes `ceiling`, in rao per alpha.
pub fn quote_buy<T: Config>(
    netuid: NetUid,
    amount: Tao,
    ceiling: u64,
    with_fee: bool,
) -> Result<Bought, DispatchError> {
    let fee = fee::<T>(netuid, with_fee);
    existing_market::<T>(netuid)?.buy(amount, fee, ceiling).map_err(refusal::<T>)
}

/// What `amount` of alpha fetches on `netuid` before the price passes `floor`, in rao per alpha.
pub fn quote_sell<T: Config>(netuid: NetUid, amount: Alpha, floor: u64, with_fee: bool) -> Result<Sold, DispatchError> {
    let fee = fee::<T>(netuid, with_fee);
    existing_market::<T>(netuid)?.sell(amount, fee, floor).map_err(refusal::<T>)
}

/// The most TAO, fee included, that buys on `netuid` before the price passes `ceiling`.
pub fn max_add<T: Config>(netuid: NetUid, ceiling: u64) -> Result<Tao, DispatchError> {
    let fee = fee::<T>(netuid, true);
    existing_market::<T>(netuid)?.max_add(fee, ceiling).map_err(refusal::<T>)
}

/// The most alpha, fee included, that sells on `netuid` before the price passes `floor`.
pub fn max_remove<T: Config>(netuid: NetUid, floor: u64) -> Result<Alpha, DispatchError> {
    let fee = fee::<T>(netuid, true);
    existing_market::<T>(netuid)?.max_remove(fee, floor).map_err(refusal::<T>)
}

/// The most alpha of `origin` that goes over to `destination` while the ratio of their prices is
/// at `limit` or above, in parts of `10^9`.
pub fn max_swap<T: Config>(origin: NetUid, destination: NetUid, limit: u64) -> Result<Alpha, DispatchError> {
    let (from, onto) = (existing_market::<T>(origin)?, existing_market::<T>(destination)?);
    let (from_fee, onto_fee) = (fee::<T>(origin, true), fee::<T>(destination, true));
    pool::max_swap(&from, &onto, from_fee, onto_fee, limit).map_err(refusal::<T>)
}

/// The fee a purchase for `amount` would pay, whatever the pool says to it.
pub fn fee_on<T: Config>(netuid: NetUid, amount: Tao) -> Tao {
    Tao(fee::<T>(netuid, true).within(amount.rao()))
}

fn existing_market<T: Config>(netuid: NetUid) -> Result<Market, DispatchError> {
    ensure!(T::Pools::exists(netuid), Error::<T>::MechanismDoesNotExist);
    Ok(market::<T>(netuid))
}

fn fee<T: Config>(netuid: NetUid, charged: bool) -> pool::FeeRate {
    if charged {
        pool::FeeRate(FeeRate::<T>::get(netuid))
    } else {
        pool::FeeRate::NONE
    }
}

fn refusal<T: Config>(error: PoolError) -> DispatchError {
    match error {
        PoolError::SwapInputTooLarge => Error::<T>::SwapInputTooLarge,
        PoolError::ReservesTooLow => Error::<T>::ReservesTooLow,
        PoolError::PriceLimitExceeded => Error::<T>::PriceLimitExceeded,
        PoolError::InsufficientLiquidity => Error::<T>::InsufficientLiquidity,
    }
    .into()
}
