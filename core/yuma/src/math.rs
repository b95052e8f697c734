//! Arithmetic on numbers with 32 bits after the point. Multiplication rounds toward minus
//! infinity, division toward zero; where a division has no answer, the answer is zero.

use myelin_primitives::fixed_point::I32F32;

/// The number of Euler as the exponential of exactly one yields it: 23 bits after the point.
const E: I32F32 = I32F32::from_bits(22_802_600 << 9);

/// Beyond it the exponential is not worth computing.
const EXPONENT_LIMIT: I32F32 = I32F32::lit("20");

/// `a / b`, toward zero; zero if `b` is zero or the quotient does not fit.
pub fn div(a: I32F32, b: I32F32) -> I32F32 {
    // Nearly every division here is of a number in [0, 1): one machine instruction does it.
    match (u32::try_from(a.to_bits()), u64::try_from(b.to_bits())) {
        (Ok(a), Ok(b)) => {
            let quotient = u64::from(a).wrapping_shl(32).checked_div(b).unwrap_or_default();
            I32F32::from_bits(i64::try_from(quotient).unwrap_or_default())
        }
        _ => a.checked_div(b).unwrap_or_default(),
    }
}

/// `floor(a * b)`, clamped to the type's range.
pub fn mul(a: I32F32, b: I32F32) -> I32F32 {
    // Nearly every factor here is below one, and then the product has 64 bits. What is below zero
    // looks large without its sign.
    let (short, other) = (a.to_bits() as u64, b.to_bits() as u64);
    if (short | other) >> 32 != 0 {
        return a.saturating_mul(b);
    }
    I32F32::from_bits((short.wrapping_mul(other) >> 32) as i64)
}

/// A divisor that many numbers are divided by, with its reciprocal: a multiplication costs a
/// fraction of a division, and the quotients are the same to the last bit.
///
/// With `m = floor((2^64 - 1) / d)`, `2^64 / d` is above `m` by at most one, so for any `n < 2^64`
/// the product `n * m / 2^64` falls short of `n / d` by less than one. Rounded down it is the
/// quotient or one less, and the remainder tells which.
#[derive(Clone, Copy, Debug)]
pub struct Divisor {
    /// The greatest number of all where there is nothing to divide by: no number reaches it, and
    /// every quotient is zero.
    bits: u64,
    reciprocal: u64,
}

impl Divisor {
    pub fn new(divisor: I32F32) -> Self {
        let bits = u64::try_from(divisor.to_bits()).ok().filter(|bits| *bits > 0).unwrap_or(u64::MAX);
        Self { bits, reciprocal: u64::MAX.checked_div(bits).unwrap_or_default() }
    }

    /// `value / divisor` as [`div`] has it, for a divisor that is not negative.
    pub fn divide(&self, value: I32F32) -> I32F32 {
        let Ok(short) = u32::try_from(value.to_bits()) else {
            return i64::try_from(self.bits).map_or(I32F32::ZERO, |bits| div(value, I32F32::from_bits(bits)));
        };
        let value = u64::from(short) << 32;
        let nearly = (u128::from(value).wrapping_mul(u128::from(self.reciprocal)) >> 64) as u64;
        let rest = value.wrapping_sub(nearly.wrapping_mul(self.bits));
        let quotient = nearly.wrapping_add(u64::from(rest >= self.bits));
        I32F32::from_bits(i64::try_from(quotient).unwrap_or_default())
    }
}

impl Default for Divisor {
    fn default() -> Self {
        Self::new(I32F32::ZERO)
    }
}

/// The sum, clamped to the type's range.
pub fn sum(values: &[I32F32]) -> I32F32 {
    values.iter().fold(I32F32::ZERO, |sum, value| sum.saturating_add(*value))
}

/// Divides each value by the sum of all, unless that is zero.
pub fn normalise(values: &mut [I32F32]) {
    let total = sum(values);
    if total > I32F32::ZERO {
        let divisor = Divisor::new(total);
        values.iter_mut().for_each(|value| *value = divisor.divide(*value));
    } else if total < I32F32::ZERO {
        values.iter_mut().for_each(|value| *value = div(*value, total));
    }
}

/// `value`, or the nearer bound where it lies outside; the upper bound wins over the lower.
pub fn clamp(value: I32F32, least: I32F32, greatest: I32F32) -> I32F32 {
    value.max(least).min(greatest)
}

/// The value at a seat, and zero for a seat that does not exist.
pub fn at<T: Copy + Default>(values: &[T], seat: u16) -> T {
    values.get(usize::from(seat)).copied().unwrap_or_default()
}

/// `e^x` by its series up to the 31st power, each term rounded down, for `x` up to 20 on either side
/// of zero.
fn exp(x: I32F32) -> I32F32 {
    if x < I32F32::ZERO {
        return inverse(exp(x.saturating_neg()));
    }
    if x == I32F32::ONE {
        return E;
    }
    I32F32::from_bits(series(x.to_bits().unsigned_abs()))
}

/// The series for `x` from zero to 20. Its terms are at most `20^20 / 20! < 2^26`, their sum is below
/// `e^20 < 2^29`: all fits 64 bits with 32 after the point, and a product fits 128.
fn series(x: u64) -> i64 {
    let mut term = x;
    let mut total = (1_u64 << 32).wrapping_add(x);
    // Written out because division by a constant is several times faster, and liquid alpha comes
    // here once for each weight.
    macro_rules! add_terms {
        ($($power:literal)*) => {$(
            term = ((u128::from(term).wrapping_mul(u128::from(x)) >> 32) as u64).wrapping_div($power);
            if term == 0 {
                return total as i64; // all further terms are zero too
            }
            total = total.wrapping_add(term);
        )*};
    }
    add_terms!(2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
    total as i64
}

/// `1 / x` for an `x` of at least one, rounded down.
pub fn inverse(x: I32F32) -> I32F32 {
    // `2^64 / x` and `(2^64 - 1) / x` differ only where `x` is a power of two.
    let bits = x.to_bits().unsigned_abs();
    let exactly = u64::from(bits.is_power_of_two());
    let quotient = u64::MAX.checked_div(bits).unwrap_or_default().wrapping_add(exactly);
    I32F32::from_bits(quotient as i64)
}

/// `e^x` with the exponent held within 20 on either side of zero.
pub fn exp_safe(x: I32F32) -> I32F32 {
    exp(clamp(x, EXPONENT_LIMIT.saturating_neg(), EXPONENT_LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_quick_division_agrees_with_the_general_one() {
        let samples = [0, 1, 2, 3, 5, 1 << 31, u32::MAX as i64 - 1, u32::MAX as i64, 1 << 32, i64::MAX, -1, i64::MIN];
        for a in samples.map(I32F32::from_bits) {
            for b in samples.map(I32F32::from_bits) {
                assert_eq!(div(a, b), a.checked_div(b).unwrap_or_default(), "{a} / {b}");
            }
        }
    }

    /// The exponential as the rule states it, every step checked.
    fn plain_exp(x: I32F32) -> Option<I32F32> {
        if x == I32F32::ONE {
            return Some(E);
        }
        if x < I32F32::ZERO {
            return I32F32::ONE.checked_div(plain_exp(x.checked_neg()?)?);
        }
        let (mut term, mut total) = (x, I32F32::ONE.checked_add(x)?);
        for power in 2..32_i64 {
            term = term.checked_mul(x)?.checked_div_int(power)?;
            total = total.checked_add(term)?;
        }
        Some(total)
    }

    #[test]
    fn exponentials_are_exact_at_their_fixed_points() {
        assert_eq!(exp(I32F32::ZERO), I32F32::ONE);
        assert_eq!(exp(I32F32::ONE).to_bits(), 22_802_600 << 9);
        assert_eq!(exp(-I32F32::ONE).to_bits(), ((1_i128 << 64) / (22_802_600_i128 << 9)) as i64);
    }

    proptest! {
        #[test]
        fn reciprocals_divide_exactly(value: i64, shift in 0..64_u32, divisor in 0..=i64::MAX, short in 0..63_u32) {
            let (value, divisor) = (I32F32::from_bits(value >> shift), I32F32::from_bits(divisor >> short));
            prop_assert_eq!(Divisor::new(divisor).divide(value), div(value, divisor));
            prop_assert_eq!(Divisor::new(divisor).divide(value), value.checked_div(divisor).unwrap_or_default());
        }

        #[test]
        fn reciprocals_divide_multiples_and_their_neighbours_exactly(
            divisor in 1..1_u64 << 34, quotient in 0..1_u64 << 32, off in 0..3_u64,
        ) {
            // A value whose quotient is nearly whole, where rounding is decided by the last bit.
            let value = ((u128::from(quotient) * u128::from(divisor)) >> 32) as u64;
            let value = I32F32::from_bits((value + off) as i64 - 1);
            let divisor = I32F32::from_bits(divisor as i64);
            prop_assert_eq!(Divisor::new(divisor).divide(value), div(value, divisor));
        }

        #[test]
        fn quick_products_are_exact(a: i64, less_a in 0..64_u32, b: i64, less_b in 0..64_u32) {
            let (a, b) = (I32F32::from_bits(a >> less_a), I32F32::from_bits(b >> less_b));
            prop_assert_eq!(mul(a, b), a.saturating_mul(b));
        }

        #[test]
        fn the_quick_exponential_is_the_plain_one(x in -20_i64 << 32..=20_i64 << 32, shift in 0..40_u32) {
            let x = I32F32::from_bits(x >> shift);
            prop_assert_eq!(Some(exp(x)), plain_exp(x));
        }

        #[test]
        fn inverses_are_quotients(x in 1_i64 << 32..=i64::MAX, shift in 0..31_u32) {
            let x = I32F32::from_bits((x >> shift).max(1 << 32));
            prop_assert_eq!(Some(inverse(x)), I32F32::ONE.checked_div(x));
        }
    }

    #[test]
    fn inverses_of_powers_of_two_are_exact() {
        for shift in 0..30 {
            let x = I32F32::from_bits(1 << (32 + shift));
            assert_eq!(Some(inverse(x)), I32F32::ONE.checked_div(x));
        }
    }

    #[test]
    fn exponents_beyond_twenty_count_as_twenty() {
        assert_eq!(exp_safe(I32F32::from_num(163)), exp_safe(I32F32::from_num(20)));
        assert_eq!(exp_safe(I32F32::from_num(-163)), exp_safe(I32F32::from_num(-20)));
        assert_eq!(exp_safe(I32F32::from_num(-20)).to_bits(), 8);
    }

    #[test]
    fn a_sum_of_nothing_leaves_the_values_alone() {
        let mut values = [I32F32::ZERO; 3];
        normalise(&mut values);
        assert_eq!(values, [I32F32::ZERO; 3]);
    }
}
