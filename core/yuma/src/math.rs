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

/// The sum, clamped to the type's range.
pub fn sum(values: &[I32F32]) -> I32F32 {
    values.iter().fold(I32F32::ZERO, |sum, value| sum.saturating_add(*value))
}

/// Divides each value by the sum of all, unless that is zero.
pub fn normalise(values: &mut [I32F32]) {
    let total = sum(values);
    if total != I32F32::ZERO {
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

/// `e^x` by its series up to the 31st power, each term rounded down; `None` on overflow.
pub fn exp(x: I32F32) -> Option<I32F32> {
    if x == I32F32::ONE {
        return Some(E);
    }
    if x < I32F32::ZERO {
        return I32F32::ONE.checked_div(exp(x.checked_neg()?)?);
    }
    let mut term = x;
    let mut total = I32F32::ONE.checked_add(x)?;
    // Written out because division by a constant is several times faster, and liquid alpha comes
    // here once for each weight.
    macro_rules! add_terms {
        ($($power:literal)*) => {$(
            term = term.checked_mul(x)?.checked_div_int($power)?;
            if term == I32F32::ZERO {
                return Some(total); // all further terms are zero too
            }
            total = total.checked_add(term)?;
        )*};
    }
    add_terms!(2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
    Some(total)
}

/// `e^x` with the exponent held within 20 on either side of zero.
pub fn exp_safe(x: I32F32) -> I32F32 {
    let otherwise = if x <= I32F32::ZERO { I32F32::ZERO } else { I32F32::MAX };
    exp(clamp(x, EXPONENT_LIMIT.saturating_neg(), EXPONENT_LIMIT)).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_division_agrees_with_the_general_one() {
        let samples = [0, 1, 2, 3, 5, 1 << 31, u32::MAX as i64 - 1, u32::MAX as i64, 1 << 32, i64::MAX, -1, i64::MIN];
        for a in samples.map(I32F32::from_bits) {
            for b in samples.map(I32F32::from_bits) {
                assert_eq!(div(a, b), a.checked_div(b).unwrap_or_default(), "{a} / {b}");
            }
        }
    }

    #[test]
    fn exponentials_are_exact_at_their_fixed_points() {
        assert_eq!(exp(I32F32::ZERO), Some(I32F32::ONE));
        assert_eq!(exp(I32F32::ONE).map(I32F32::to_bits), Some(22_802_600 << 9));
        assert_eq!(exp(-I32F32::ONE).map(I32F32::to_bits), Some(((1_i128 << 64) / (22_802_600_i128 << 9)) as i64));
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
