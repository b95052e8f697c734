//! The price of a seat: it falls by half every so many blocks and jumps with each registration.

use myelin_primitives::fixed_point::U64F64;
use myelin_primitives::Tao;

/// One, in the Q32 numbers the decay is computed in.
const ONE_Q32: u64 = 1 << 32;

/// The factor `F` a price is multiplied with each block, in Q32: the largest `F` with `F^H <= 1/2`.
///
/// A half-life of zero means that the price does not fall: the factor is one.
pub fn decay_factor(half_life_blocks: u16) -> u64 {
    if half_life_blocks == 0 {
        return ONE_Q32;
    }
    let half = ONE_Q32 / 2;
    let (mut low, mut high) = (0u64, ONE_Q32);
    while low < high {
        let middle = low.saturating_add(high).div_ceil(2);
        if power_q32(middle, half_life_blocks) <= half {
            low = middle;
        } else {
            high = middle.saturating_sub(1);
        }
    }
    low
}

/// One block later: `floor(price * F)`.
pub fn after_block(price: Tao, decay_factor_q32: u64) -> Tao {
    Tao(multiply_q32(price.rao(), decay_factor_q32))
}

/// After one more registration: `floor(price * B)`, where `B` is never below one.
pub fn after_registration(price: Tao, increase: U64F64) -> Tao {
    let factor = increase.max(U64F64::ONE);
    Tao(U64F64::from_num(price.rao()).saturating_mul(factor).to_num::<u64>())
}

/// The price within its bounds; the lower one wins should they cross.
pub fn clamped(price: Tao, min: Tao, max: Tao) -> Tao {
    price.min(max).max(min)
}

/// `base^exponent` by squaring, each product rounded down.
fn power_q32(base: u64, exponent: u16) -> u64 {
    let (mut result, mut square, mut left) = (ONE_Q32, base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result = multiply_q32(result, square);
        }
        square = multiply_q32(square, square);
        left >>= 1;
    }
    result
}

/// `floor(a * b / 2^32)`, saturating.
fn multiply_q32(a: u64, b: u64) -> u64 {
    let product = u128::from(a).saturating_mul(u128::from(b)) >> 32;
    u64::try_from(product).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use myelin_primitives::fixed_point::U64F64;

    #[test]
    fn the_factor_halves_a_price_over_its_half_life() {
        assert_eq!(decay_factor(1), 2_147_483_648);
        assert_eq!(decay_factor(2), 3_037_000_500);
        assert_eq!(decay_factor(360), 4_286_705_684);
        assert_eq!(decay_factor(36_100), 4_294_884_830);
    }

    #[test]
    fn without_a_half_life_the_price_stands_still() {
        assert_eq!(after_block(Tao(777), decay_factor(0)), Tao(777));
    }

    #[test]
    fn a_price_decays_block_by_block() {
        let factor = decay_factor(360);
        let mut price = after_block(Tao(1_000_000_000), factor);
        assert_eq!(price, Tao(998_076_443));
        for _ in 1..360 {
            price = after_block(price, factor);
        }
        assert_eq!(price, Tao(499_999_865));
    }

    #[test]
    fn each_registration_of_a_block_raises_the_price_of_the_next() {
        let increase = U64F64::from_num(1.26);
        let second = after_registration(Tao(1_000_000_000), increase);
        assert_eq!(second, Tao(1_260_000_000));
        assert_eq!(after_registration(second, increase), Tao(1_587_600_000));
        assert_eq!(after_registration(Tao(998_076_443), increase), Tao(1_257_576_318));
    }

    #[test]
    fn an_increase_below_one_does_not_lower_the_price() {
        assert_eq!(after_registration(Tao(5), U64F64::from_num(0.5)), Tao(5));
    }

    #[test]
    fn the_price_stays_within_its_bounds() {
        assert_eq!(clamped(Tao(1), Tao(10), Tao(20)), Tao(10));
        assert_eq!(clamped(Tao(99), Tao(10), Tao(20)), Tao(20));
        assert_eq!(clamped(Tao(15), Tao(10), Tao(20)), Tao(15));
    }

    #[test]
    fn no_price_and_no_factor_overflows() {
        assert_eq!(after_block(Tao::MAX, u64::MAX), Tao::MAX);
        assert_eq!(after_registration(Tao::MAX, U64F64::MAX), Tao::MAX);
    }
}
