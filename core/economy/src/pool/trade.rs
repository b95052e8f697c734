//! One trade, step by step. Buying and selling are the same step with the sides exchanged.

use super::price;
use super::ratio::Ratio;
use super::{FeeRate, Pool, PoolError, LARGEST_INPUT_IN_RESERVES, LEAST_RESERVE};
use crate::power::{scaled_power, SCALE};
use myelin_primitives::fixed_point::U64F64;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// TAO in, alpha out.
    Buy,
    /// Alpha in, TAO out.
    Sell,
}

/// What a trade comes to, in rao of whichever token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traded {
    pub paid_in: u64,
    pub fee: u64,
    pub out: u64,
}

/// The reserves as one side sees them.
struct Reserves {
    paid_into: u64,
    paid_from: u64,
    weight_in: u64,
    weight_out: u64,
}

impl Reserves {
    fn seen_by(side: Side, pool: &Pool) -> Self {
        let (tao, alpha) = (pool.tao.rao(), pool.alpha.rao());
        let (tao_weight, alpha_weight) = (pool.tao_weight, pool.alpha_weight());
        match side {
            Side::Buy => Self { paid_into: tao, paid_from: alpha, weight_in: tao_weight, weight_out: alpha_weight },
            Side::Sell => Self { paid_into: alpha, paid_from: tao, weight_in: alpha_weight, weight_out: tao_weight },
        }
    }

    /// What an input without fee fetches: `floor(paid_from * (1 - e))`, where
    /// `e = (reserve / (reserve + input))^(weight_in / weight_out)` in parts of `10^18`.
    fn output_of(&self, input: u64) -> u64 {
        let after = self.paid_into.saturating_add(input);
        if after == 0 {
            return 0;
        }
        let exponent = Ratio::reduced(self.weight_in, self.weight_out);
        let kept = scaled_power(self.paid_into.into(), after.into(), exponent.over, exponent.under);
        let kept = price::quotient(kept.unwrap_or_default(), SCALE).min(U64F64::ONE);
        let paid = U64F64::ONE.saturating_sub(kept);
        U64F64::from_num(self.paid_from).saturating_mul(paid).to_num()
    }
}

/// Trades up to `amount`, fee included, as far as the limit price lets it.
pub fn step(pool: &Pool, side: Side, amount: u64, rate: FeeRate, limit: u64) -> Result<Traded, PoolError> {
    let reserves = Reserves::seen_by(side, pool);
    let fee = fee_within(amount, rate);
    let net = amount.saturating_sub(fee);
    if net > reserves.paid_into.saturating_mul(LARGEST_INPUT_IN_RESERVES) {
        return Err(PoolError::SwapInputTooLarge);
    }
    if reserves.paid_from < LEAST_RESERVE {
        return Err(PoolError::ReservesTooLow);
    }
    let (price, limit) = (pool.price(), price::limit(limit));
    if !may_move(side, price, limit) {
        return Err(PoolError::PriceLimitExceeded);
    }
    let full = Traded { paid_in: net, fee, out: reserves.output_of(net) };
    let traded = if stays_within(side, price_after(pool, side, &full), limit) {
        full
    } else {
        stopped_at(limit, price, side, &reserves, rate, full)
    };
    if traded.paid_in > 0 && traded.out == 0 {
        return Err(PoolError::ReservesTooLow);
    }
    if traded.out > reserves.paid_from {
        return Err(PoolError::InsufficientLiquidity);
    }
    Ok(traded)
}

/// The part of the trade that brings the price to the limit and no further.
///
/// Never more than the full trade: prices too small for their 64 bits after the point would
/// otherwise ask for more than was offered.
fn stopped_at(limit: U64F64, price: U64F64, side: Side, reserves: &Reserves, rate: FeeRate, full: Traded) -> Traded {
    let (over, under) = match side {
        Side::Buy => (limit, price),
        Side::Sell => (price, limit),
    };
    // The reserve grows by `(limit / price)^weight` of the other side until the price is there.
    let exponent = Ratio::reduced(reserves.weight_out, SCALE);
    let growth = scaled_power(over.to_bits(), under.to_bits(), exponent.over, exponent.under);
    let growth = price::quotient(growth.unwrap_or_default(), SCALE).saturating_sub(U64F64::ONE);
    let input: u64 = U64F64::from_num(reserves.paid_into).saturating_mul(growth).to_num();
    let fee = fee_on_top(input, rate);
    if input.saturating_add(fee) >= full.paid_in.saturating_add(full.fee) {
        return full;
    }
    Traded { paid_in: input, fee, out: reserves.output_of(input) }
}

fn may_move(side: Side, price: U64F64, limit: U64F64) -> bool {
    match side {
        Side::Buy => price < limit,
        Side::Sell => price > limit,
    }
}

fn stays_within(side: Side, price: U64F64, limit: U64F64) -> bool {
    match side {
        Side::Buy => price <= limit,
        Side::Sell => price >= limit,
    }
}

fn price_after(pool: &Pool, side: Side, traded: &Traded) -> U64F64 {
    let (tao, alpha) = (pool.tao.rao(), pool.alpha.rao());
    let (tao, alpha) = match side {
        Side::Buy => (tao.saturating_add(traded.paid_in), alpha.saturating_sub(traded.out)),
        Side::Sell => (tao.saturating_sub(traded.out), alpha.saturating_add(traded.paid_in)),
    };
    price::of(alpha, tao, pool.tao_weight)
}

/// The fee inside an amount: `floor(amount * rate / 65535)`, the rate rounded down first.
pub(super) fn fee_within(amount: u64, rate: FeeRate) -> u64 {
    share_of(amount, price::quotient(rate.0.into(), u16::MAX.into()))
}

/// The fee that belongs on top of a net input, so that it is the same part of the sum.
fn fee_on_top(input: u64, rate: FeeRate) -> u64 {
    let rest = u16::MAX.saturating_sub(rate.0);
    share_of(input, price::quotient(rate.0.into(), rest.into()))
}

fn share_of(amount: u64, part: U64F64) -> u64 {
    U64F64::from_num(amount).saturating_mul(part).to_num()
}
