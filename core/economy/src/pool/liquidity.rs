//! Adding to both reserves without moving the price: the weights give way instead.

use super::Pool;
use crate::power::SCALE;
use crate::wide::{mul_div, to_u128};
use myelin_primitives::{Alpha, Tao};
use primitive_types::U256;

/// The weight a pool starts with: both sides count the same.
pub const EVEN_WEIGHT: u64 = SCALE / 2;

/// Neither side of a pool may weigh less, in parts of `10^18`.
pub const LEAST_WEIGHT: u64 = SCALE / 100;

impl Pool {
    /// The weight of the TAO side that keeps the price when these amounts enter the reserves.
    ///
    /// `w2' = q2 / (q1 + q2)` with `q1 = w1 * y * (x + dx)` and `q2 = w2 * x * (y + dy)`. Nothing
    /// when one side would weigh too little: then nothing may be added.
    pub fn weights_after_liquidity(&self, tao: Tao, alpha: Alpha) -> Option<u64> {
        let (x, y) = (self.alpha.rao(), self.tao.rao());
        let alpha_part = weighted(self.alpha_weight(), y, x, alpha.rao());
        let tao_part = weighted(self.tao_weight, x, y, tao.rao());
        let sum = alpha_part.saturating_add(tao_part);
        let tao_weight =
            if sum.is_zero() { EVEN_WEIGHT } else { u64::try_from(mul_div(tao_part, U256::from(SCALE), sum)?).ok()? };
        let alpha_weight = SCALE.checked_sub(tao_weight)?;
        (tao_weight >= LEAST_WEIGHT && alpha_weight >= LEAST_WEIGHT).then_some(tao_weight)
    }
}

/// `round(weight * other * (reserve + added))`, with the weight in parts of `10^18`.
fn weighted(weight: u64, other: u64, reserve: u64, added: u64) -> U256 {
    let after = u128::from(reserve).saturating_add(u128::from(added));
    let product = after.saturating_mul(u128::from(other));
    let half = U256::from(SCALE / 2);
    let parts = U256::from(product).saturating_mul(U256::from(weight)).saturating_add(half);
    // At most 128 bits again, since a weight is at most one.
    U256::from(to_u128(parts.checked_div(U256::from(SCALE)).unwrap_or_default()))
}
