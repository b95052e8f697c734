//! Powers with a fraction for an exponent, as whole numbers at scale `10^18`, without floats.
//!
//! Fixed point with 240 bits after the point: the result is off by less than `2^-160`. A result
//! within [`SNAP_BITS`] of a whole number is taken for that number: this makes the exact cases
//! exact (roots of perfect powers), and no other case comes that near except by a coincidence of
//! one in `2^150`.

use crate::wide::{mul_div, narrow, shift_left, shift_right};
use primitive_types::{U256, U512};

/// `1.0` in the results, and the parts pool weights are counted in.
pub const SCALE: u64 = 1_000_000_000_000_000_000;

/// Bits after the point while computing.
const FRACTION_BITS: usize = 240;

/// Results are lifted by `2^-150` before they are rounded down.
const SNAP_BITS: usize = FRACTION_BITS - 150;

/// How often the argument of `exp` is halved before its series, and the sum squared after it.
const HALVINGS: usize = 8;

/// Beyond `e^64` the result does not fit 64 bits, and below `e^-64` it rounds down to zero.
const LARGEST_EXPONENT: u64 = 64;

/// `ln 2`, with 240 bits after the point.
const LN_2: U256 = U256([0xb62d_8a0d_175b_8baa, 0xf6af_40f3_4326_7298, 0x79ab_c9e3_b398_03f2, 0xb172_17f7_d1cf]);

/// A number of either sign, 240 bits after the point.
#[derive(Clone, Copy)]
struct Signed {
    negative: bool,
    magnitude: U256,
}

/// `floor(10^18 * (numerator / denominator)^(over / under))`, at most `2^64 - 1`.
///
/// Nothing when a denominator is zero.
pub fn scaled_power(numerator: u128, denominator: u128, over: u64, under: u64) -> Option<u64> {
    if denominator == 0 || under == 0 {
        return None;
    }
    if over == under {
        return scaled_ratio(numerator, denominator);
    }
    if over == 0 || numerator == denominator {
        return Some(SCALE);
    }
    if numerator == 0 {
        return Some(0);
    }
    let logarithm = logarithm(numerator, denominator);
    let exponent = Signed {
        negative: logarithm.negative,
        magnitude: mul_div(logarithm.magnitude, U256::from(over), U256::from(under))?,
    };
    Some(scaled_exponential(exponent))
}

/// `floor(10^18 * numerator / denominator)`, at most `2^64 - 1`.
fn scaled_ratio(numerator: u128, denominator: u128) -> Option<u64> {
    let ratio = match numerator.checked_mul(u128::from(SCALE)) {
        Some(product) => U256::from(product.checked_div(denominator)?),
        None => mul_div(U256::from(numerator), U256::from(SCALE), U256::from(denominator))?,
    };
    Some(u64::try_from(ratio).unwrap_or(u64::MAX))
}

/// `ln(numerator / denominator)` of two numbers above zero.
fn logarithm(numerator: u128, denominator: u128) -> Signed {
    let (mut above, mut below) = (U512::from(numerator), U512::from(denominator));
    // Bring the fraction near one: it is `2^doublings * above / below` from here on.
    let mut doublings = bit_length(numerator).saturating_sub(bit_length(denominator));
    if doublings > 0 {
        below = shift_left(below, doublings.unsigned_abs());
    } else {
        above = shift_left(above, doublings.unsigned_abs());
    }
    if times(above, 5) > times(below, 7) {
        below = shift_left(below, 1);
        doublings = doublings.saturating_add(1);
    } else if times(above, 10) < times(below, 7) {
        above = shift_left(above, 1);
        doublings = doublings.saturating_sub(1);
    }
    // ln(a/b) = 2 atanh((a - b) / (a + b)), whose argument is now at most 0.18.
    let argument = shift_left(above.abs_diff(below), FRACTION_BITS)
        .checked_div(above.saturating_add(below))
        .map_or(U256::zero(), narrow);
    let fraction = Signed { negative: above < below, magnitude: inverse_tanh(argument).saturating_mul(U256::from(2)) };
    let whole =
        Signed { negative: doublings < 0, magnitude: LN_2.saturating_mul(U256::from(doublings.unsigned_abs())) };
    sum(whole, fraction)
}

/// `atanh z = z + z^3/3 + z^5/5 + ...` for a small argument.
fn inverse_tanh(argument: U256) -> U256 {
    let square = multiply(argument, argument);
    let (mut total, mut power, mut divisor) = (argument, argument, 1u64);
    while !power.is_zero() {
        power = multiply(power, square);
        divisor = divisor.saturating_add(2);
        total = total.saturating_add(divide(power, divisor));
    }
    total
}

/// `floor(10^18 * e^x)`, at most `2^64 - 1`.
fn scaled_exponential(exponent: Signed) -> u64 {
    let limit = narrow(shift_left(U512::from(LARGEST_EXPONENT), FRACTION_BITS));
    if exponent.magnitude >= limit {
        return if exponent.negative { 0 } else { u64::MAX };
    }
    // e^x = 2^doublings * e^rest, where the rest keeps the sign and is below ln 2.
    let doublings = exponent.magnitude.checked_div(LN_2).unwrap_or_default();
    let rest = exponent.magnitude.saturating_sub(LN_2.saturating_mul(doublings));
    let power = small_exponential(Signed { negative: exponent.negative, magnitude: rest });
    let doublings = doublings.low_u64() as usize;
    let scaled = power.full_mul(U256::from(SCALE));
    let scaled = if exponent.negative { shift_right(scaled, doublings) } else { shift_left(scaled, doublings) };
    let lifted = scaled.saturating_add(shift_left(U512::one(), SNAP_BITS));
    u64::try_from(shift_right(lifted, FRACTION_BITS)).unwrap_or(u64::MAX)
}

/// `e^x` for `|x| < 1`: the series of `e^(x / 256)`, squared eight times.
fn small_exponential(exponent: Signed) -> U256 {
    let step = narrow(shift_right(U512::from(exponent.magnitude), HALVINGS));
    let one = narrow(shift_left(U512::one(), FRACTION_BITS));
    let (mut total, mut term, mut divisor) = (one, one, 0u64);
    while !term.is_zero() {
        divisor = divisor.saturating_add(1);
        term = divide(multiply(term, step), divisor);
        let falls = exponent.negative && divisor & 1 == 1;
        total = if falls { total.saturating_sub(term) } else { total.saturating_add(term) };
    }
    (0..HALVINGS).fold(total, |power, _| multiply(power, power))
}

fn sum(a: Signed, b: Signed) -> Signed {
    if a.negative == b.negative {
        return Signed { negative: a.negative, magnitude: a.magnitude.saturating_add(b.magnitude) };
    }
    let negative = if a.magnitude >= b.magnitude { a.negative } else { b.negative };
    Signed { negative, magnitude: a.magnitude.abs_diff(b.magnitude) }
}

/// The product of two numbers with 240 bits after the point, rounded down.
fn multiply(a: U256, b: U256) -> U256 {
    narrow(shift_right(a.full_mul(b), FRACTION_BITS))
}

fn divide(a: U256, divisor: u64) -> U256 {
    a.checked_div(U256::from(divisor)).unwrap_or_default()
}

fn times(a: U512, factor: u64) -> U512 {
    a.saturating_mul(U512::from(factor))
}

fn bit_length(value: u128) -> isize {
    isize::try_from(u128::BITS.saturating_sub(value.leading_zeros())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    /// The exact answer: the floor of a root of huge whole numbers.
    fn exact(numerator: u128, denominator: u128, over: u32, under: u32) -> u64 {
        let above = BigUint::from(SCALE).pow(under) * BigUint::from(numerator).pow(over);
        let root = (above / BigUint::from(denominator).pow(over)).nth_root(under);
        u64::try_from(root).unwrap_or(u64::MAX)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn a_power_is_exact_to_the_last_digit(
            numerator in 1u128..=u128::from(u64::MAX),
            denominator in 1u128..=u128::from(u64::MAX),
            over in 1u32..100,
            under in 1u32..100,
        ) {
            let power = scaled_power(numerator, denominator, over.into(), under.into());
            prop_assert_eq!(power, Some(exact(numerator, denominator, over, under)));
        }

        #[test]
        fn a_power_of_a_perfect_power_is_exact(
            base in 1u128..2000,
            divisor in 1u128..2000,
            over in 1u32..8,
            under in 1u32..6,
        ) {
            let (numerator, denominator) = (base.pow(under), divisor.pow(under));
            let power = scaled_power(numerator, denominator, over.into(), under.into());
            prop_assert_eq!(power, Some(exact(base, divisor, over, 1)));
        }

        #[test]
        fn no_power_panics(n in any::<u128>(), d in any::<u128>(), a in any::<u64>(), b in any::<u64>()) {
            prop_assert_eq!(scaled_power(n, d, a, b).is_none(), d == 0 || b == 0);
        }
    }

    #[test]
    fn powers_at_the_edges_saturate() {
        assert_eq!(scaled_power(u128::MAX, 1, 1, 2), Some(u64::MAX));
        assert_eq!(scaled_power(1, u128::MAX, 99, 1), Some(0));
        assert_eq!(scaled_power(0, 7, 1, 3), Some(0));
        assert_eq!(scaled_power(7, 3, 0, 3), Some(SCALE));
        assert_eq!(scaled_power(7, 0, 1, 3), None);
    }
}
