//! The pool of a subnet: what alpha costs, what a trade pays, which fee it takes.
//!
//! A weighted pool: with reserves `x` of alpha and `y` of TAO and weights `w1 + w2 = 1`, every
//! trade keeps `x^w1 * y^w2` and the price is `(w1/w2) * (y/x)`. The part of a reserve that stays is
//! known to eighteen digits and rounded down, so a trade may pay up to a rao more than the curve;
//! the fee is what makes going back and forth cost.
//! A pool is a plain value; the caller moves the reserves by what [`Bought`] or [`Sold`] says.
//! Fees never enter the reserves.

mod liquidity;
mod market;
mod price;
mod ratio;
mod trade;

#[cfg(test)]
mod tests;

pub use liquidity::{EVEN_WEIGHT, LEAST_WEIGHT};
pub use market::{max_swap, Market};
pub use price::{NO_CEILING, NO_FLOOR};

use crate::power::SCALE;
use myelin_primitives::fixed_point::U64F64;
use myelin_primitives::{Alpha, Tao};

/// A pool trades at most this many times the reserve it is paid into.
pub const LARGEST_INPUT_IN_RESERVES: u64 = 1000;

/// Below this much in the reserve that pays, in rao, a pool does not trade.
pub const LEAST_RESERVE: u64 = 1_000_000;

/// The reserves of a subnet and their weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// TAO reserve, `y`.
    pub tao: Tao,
    /// Alpha reserve, `x`.
    pub alpha: Alpha,
    /// Weight of the TAO side, `w2`, in parts of `10^18`; the alpha side has the rest.
    pub tao_weight: u64,
}

/// The share of an input that is kept as a fee: `rate / 65535`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeeRate(pub u16);

impl FeeRate {
    /// No fee: chain buys, root claims, and the sale of a fee itself.
    pub const NONE: Self = Self(0);
    /// What a subnet charges unless root says otherwise: about 0.05 %.
    pub const DEFAULT: Self = Self(33);
    /// The most a subnet may charge.
    pub const LARGEST: Self = Self(10_000);

    /// The fee inside an amount: `floor(amount * rate / 65535)`, the rate rounded down first.
    pub fn within(self, amount: u64) -> u64 {
        trade::fee_within(amount, self)
    }
}

/// What a purchase of alpha comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bought {
    /// TAO that enters the reserve.
    pub paid_in: Tao,
    /// TAO kept as a fee, on top of what is paid in.
    pub fee: Tao,
    /// Alpha that leaves the reserve.
    pub out: Alpha,
}

/// What a sale of alpha comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sold {
    /// Alpha that enters the reserve.
    pub paid_in: Alpha,
    /// Alpha kept as a fee, on top of what is paid in.
    pub fee: Alpha,
    /// TAO that leaves the reserve.
    pub out: Tao,
}

/// Why a pool refuses a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolError {
    /// The input is more than a thousand times the reserve it would enter: trade less.
    SwapInputTooLarge,
    /// The paying reserve is nearly empty, or the input too small to be paid for.
    ReservesTooLow,
    /// The price is already at or past the limit: move the limit.
    PriceLimitExceeded,
    /// The trade would pay out more than the reserve holds.
    InsufficientLiquidity,
}

impl Pool {
    /// A pool with even weights, as every pool starts.
    pub const fn even(tao: Tao, alpha: Alpha) -> Self {
        Self { tao, alpha, tao_weight: EVEN_WEIGHT }
    }

    /// The price of one alpha in TAO: `(w1 / w2) * (y / x)`, and zero for a pool without alpha.
    pub fn price(&self) -> U64F64 {
        price::of(self.alpha.rao(), self.tao.rao(), self.tao_weight)
    }

    /// Weight of the alpha side, `w1`, in parts of `10^18`.
    pub const fn alpha_weight(&self) -> u64 {
        SCALE.saturating_sub(self.tao_weight)
    }

    /// Buys alpha for up to `amount`, stopping where the price would rise past `ceiling`, in rao
    /// per whole alpha ([`NO_CEILING`] for none).
    pub fn buy(&self, amount: Tao, fee: FeeRate, ceiling: u64) -> Result<Bought, PoolError> {
        let traded = trade::step(self, trade::Side::Buy, amount.rao(), fee, ceiling)?;
        Ok(Bought { paid_in: Tao(traded.paid_in), fee: Tao(traded.fee), out: Alpha(traded.out) })
    }

    /// Sells up to `amount` of alpha, stopping where the price would fall past `floor`, in rao per
    /// whole alpha ([`NO_FLOOR`] for none).
    pub fn sell(&self, amount: Alpha, fee: FeeRate, floor: u64) -> Result<Sold, PoolError> {
        let traded = trade::step(self, trade::Side::Sell, amount.rao(), fee, floor)?;
        Ok(Sold { paid_in: Alpha(traded.paid_in), fee: Alpha(traded.fee), out: Tao(traded.out) })
    }

    /// The largest amount, fee included, that a purchase with this ceiling takes.
    pub fn max_add(&self, fee: FeeRate, ceiling: u64) -> Result<Tao, PoolError> {
        let everything = Tao(self.tao.rao().saturating_mul(LARGEST_INPUT_IN_RESERVES));
        let bought = self.buy(everything, fee, ceiling)?;
        Ok(bought.paid_in.saturating_add(bought.fee))
    }

    /// The largest amount, fee included, that a sale with this floor takes.
    pub fn max_remove(&self, fee: FeeRate, floor: u64) -> Result<Alpha, PoolError> {
        let everything = Alpha(self.alpha.rao().saturating_mul(LARGEST_INPUT_IN_RESERVES));
        let sold = self.sell(everything, fee, floor)?;
        Ok(sold.paid_in.saturating_add(sold.fee))
    }

    /// The pool after a purchase.
    pub fn after_buy(&self, bought: &Bought) -> Self {
        Self { tao: self.tao.saturating_add(bought.paid_in), alpha: self.alpha.saturating_sub(bought.out), ..*self }
    }

    /// The pool after a sale.
    pub fn after_sell(&self, sold: &Sold) -> Self {
        Self { tao: self.tao.saturating_sub(sold.out), alpha: self.alpha.saturating_add(sold.paid_in), ..*self }
    }
}
