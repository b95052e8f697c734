//! Where a subnet's alpha trades: a pool, or one to one with TAO (the root network and stable subnets).

use super::price::{self, quotient};
use super::{Bought, FeeRate, Pool, PoolError, Sold};
use myelin_primitives::fixed_point::U64F64;
use myelin_primitives::{Alpha, Tao, RAO_PER_TOKEN};

/// How the alpha of a subnet trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Market {
    /// One to one, without fee.
    Stable,
    /// Against the reserves of a pool.
    Dynamic(Pool),
}

impl Market {
    pub fn price(&self) -> U64F64 {
        match self {
            Self::Stable => U64F64::ONE,
            Self::Dynamic(pool) => pool.price(),
        }
    }

    pub fn buy(&self, amount: Tao, fee: FeeRate, ceiling: u64) -> Result<Bought, PoolError> {
        match self {
            Self::Stable => Ok(Bought { paid_in: amount, fee: Tao::ZERO, out: Alpha(amount.rao()) }),
            Self::Dynamic(pool) => pool.buy(amount, fee, ceiling),
        }
    }

    pub fn sell(&self, amount: Alpha, fee: FeeRate, floor: u64) -> Result<Sold, PoolError> {
        match self {
            Self::Stable => Ok(Sold { paid_in: amount, fee: Alpha::ZERO, out: Tao(amount.rao()) }),
            Self::Dynamic(pool) => pool.sell(amount, fee, floor),
        }
    }

    /// The largest purchase with this ceiling; a stable market takes anything from one TAO up.
    pub fn max_add(&self, fee: FeeRate, ceiling: u64) -> Result<Tao, PoolError> {
        match self {
            Self::Stable if ceiling >= RAO_PER_TOKEN => Ok(Tao::MAX),
            Self::Stable => Ok(Tao::ZERO),
            Self::Dynamic(pool) => pool.max_add(fee, ceiling),
        }
    }

    /// The largest sale with this floor; a stable market gives anything up to one TAO.
    pub fn max_remove(&self, fee: FeeRate, floor: u64) -> Result<Alpha, PoolError> {
        match self {
            Self::Stable if floor <= RAO_PER_TOKEN => Ok(Alpha::MAX),
            Self::Stable => Ok(Alpha::ZERO),
            Self::Dynamic(pool) => pool.max_remove(fee, floor),
        }
    }
}

/// The most alpha of `origin` that may go over to `destination` while the ratio of their prices
/// stays at `limit`, in parts of `10^9`, or above.
///
/// Between two pools it is worked out as if both had even weights; the trades themselves then run
/// without limits. `destination_fee` and `origin_fee` matter where one side is stable.
pub fn max_swap(
    origin: &Market,
    destination: &Market,
    origin_fee: FeeRate,
    destination_fee: FeeRate,
    limit: u64,
) -> Result<Alpha, PoolError> {
    match (origin, destination) {
        (Market::Stable, Market::Stable) => origin.max_remove(origin_fee, limit),
        (Market::Stable, Market::Dynamic(pool)) => match inverted(limit) {
            None => Ok(Alpha::MAX),
            Some(ceiling) => pool.max_add(destination_fee, ceiling).map(|tao| Alpha(tao.rao())),
        },
        (Market::Dynamic(pool), Market::Stable) => pool.max_remove(origin_fee, limit),
        (Market::Dynamic(from), Market::Dynamic(onto)) => Ok(max_between(from, onto, limit)),
    }
}

/// A ratio in parts of `10^9` the other way round: `10^18 / limit`.
fn inverted(limit: u64) -> Option<u64> {
    crate::power::SCALE.checked_div(limit)
}

/// `floor( x2 * (y1/(y1+y2)) / limit - x1 * (y2/(y1+y2)) )`, each step rounded down.
fn max_between(from: &Pool, onto: &Pool, limit: u64) -> Alpha {
    let reserves = [from.tao.rao(), from.alpha.rao(), onto.tao.rao(), onto.alpha.rao()];
    if reserves.contains(&0) {
        return Alpha::ZERO;
    }
    if limit == 0 {
        return Alpha::MAX;
    }
    let limit = price::limit(limit);
    let ratio = from.price().checked_div(onto.price()).unwrap_or_default();
    if limit > ratio {
        return Alpha::ZERO;
    }
    let all_tao = from.tao.rao().saturating_add(onto.tao.rao());
    let gained = U64F64::from_num(onto.alpha.rao()).saturating_mul(quotient(from.tao.rao(), all_tao));
    let needed = U64F64::from_num(from.alpha.rao()).saturating_mul(quotient(onto.tao.rao(), all_tao));
    let reached = gained.checked_div(limit).unwrap_or(U64F64::MAX);
    Alpha(reached.saturating_sub(needed).to_num())
}
