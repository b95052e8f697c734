//! Prices and limits: TAO per alpha, as `U64F64`; limits on the wire are rao per whole alpha.

use crate::power::SCALE;
use myelin_primitives::fixed_point::U64F64;
use myelin_primitives::RAO_PER_TOKEN;

/// The ceiling of a purchase that accepts any price: a million TAO per alpha.
pub const NO_CEILING: u64 = 1_000_000_000_000_000;

/// The floor of a sale that accepts any price: a thousand rao per alpha.
pub const NO_FLOOR: u64 = 1000;

/// `(w1 / w2) * (y / x)`, both quotients and the product rounded down; zero without alpha.
pub fn of(alpha: u64, tao: u64, tao_weight: u64) -> U64F64 {
    let weights = quotient(SCALE.saturating_sub(tao_weight), tao_weight);
    weights.saturating_mul(quotient(tao, alpha))
}

/// A limit in rao per alpha as a price.
pub fn limit(rao_per_alpha: u64) -> U64F64 {
    quotient(rao_per_alpha, RAO_PER_TOKEN)
}

/// `over / under`, rounded down; zero when there is nothing to divide by.
pub fn quotient(over: u64, under: u64) -> U64F64 {
    U64F64::from_num(over).checked_div(U64F64::from_num(under)).unwrap_or_default()
}
