//! A decimal float for shares: some twenty-one digits at any size, all roundings down.

use crate::wide::to_u128;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::U256;
use scale_info::TypeInfo;

/// The mantissa of a number in normal form lies in `(10^20, 10^21]`.
const LARGEST_MANTISSA: u128 = 1_000_000_000_000_000_000_000;
const SMALLEST_MANTISSA: u128 = LARGEST_MANTISSA / 10;

/// No number is scaled by more than this power of ten in one step.
const LARGEST_SCALING: u32 = 22;

/// `mantissa * 10^exponent`, never negative. Zero is `(0, 0)`.
///
/// Stored numbers are in normal form; any other bytes that decode are computed with, never panicked on.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SafeFloat {
    pub mantissa: u128,
    pub exponent: i64,
}

impl SafeFloat {
    pub const ZERO: Self = Self { mantissa: 0, exponent: 0 };

    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The number whose raw `U64F64` bits an older chain stored as a share.
    pub fn from_u64f64_bits(bits: u128) -> Self {
        // Both halves fit 64 bits by construction of the mask and the shift.
        let whole = Self::normalised(U256::from(bits >> 64), 0);
        let fraction = Self::normalised(U256::from(bits & u128::from(u64::MAX)), 0);
        let one = Self::from(1);
        let unit = Self::normalised(U256::from(1u128 << 64), 0);
        let fraction = fraction.mul_div(one, unit).unwrap_or_default();
        whole.checked_add(fraction).unwrap_or(whole)
    }

    /// The whole part, saturating.
    pub fn to_u64(self) -> u64 {
        let mantissa = U256::from(self.mantissa);
        let scale = power_of_ten(self.exponent.unsigned_abs());
        let whole = if self.exponent < 0 {
            mantissa.checked_div(scale).unwrap_or_default()
        } else {
            mantissa.saturating_mul(scale)
        };
        u64::try_from(whole).unwrap_or(u64::MAX)
    }

    /// `self + other`, rounded down to the coarser of the two.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return Some(self);
        }
        if self.is_zero() {
            return Some(other);
        }
        let (a, b, exponent) = aligned(self, other);
        Some(Self::normalised(a.checked_add(b)?, exponent))
    }

    /// `self - other`, zero if `other` is larger; nothing when something is taken from zero.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return Some(self);
        }
        if self.is_zero() {
            return None;
        }
        let (a, b, exponent) = aligned(self, other);
        Some(Self::normalised(a.saturating_sub(b), exponent))
    }

    /// `floor(self * factor / divisor)` on the mantissas; nothing when the divisor is zero.
    pub fn mul_div(self, factor: Self, divisor: Self) -> Option<Self> {
        let product = U256::from(self.mantissa).checked_mul(U256::from(factor.mantissa))?;
        let mantissa = product.checked_div(U256::from(divisor.mantissa))?;
        let exponent = self.exponent.checked_add(factor.exponent)?.checked_sub(divisor.exponent)?;
        Some(Self::normalised(mantissa, exponent))
    }

    /// The normal form of `mantissa * 10^exponent`; digits that do not fit are cut off.
    fn normalised(mut mantissa: U256, mut exponent: i64) -> Self {
        if mantissa.is_zero() {
            return Self::ZERO;
        }
        let ten = U256::from(10);
        while mantissa > U256::from(LARGEST_MANTISSA) {
            mantissa = mantissa.checked_div(ten).unwrap_or_default();
            exponent = exponent.saturating_add(1);
        }
        while mantissa <= U256::from(SMALLEST_MANTISSA) {
            mantissa = mantissa.saturating_mul(ten);
            exponent = exponent.saturating_sub(1);
        }
        Self { mantissa: to_u128(mantissa), exponent }
    }
}

impl From<u64> for SafeFloat {
    fn from(whole: u64) -> Self {
        Self::normalised(U256::from(whole), 0)
    }
}

/// Both mantissas at the larger of the two exponents, the other one's lowest digits cut off.
fn aligned(a: SafeFloat, b: SafeFloat) -> (U256, U256, i64) {
    let distance = power_of_ten(a.exponent.abs_diff(b.exponent));
    let (whole_a, whole_b) = (U256::from(a.mantissa), U256::from(b.mantissa));
    if a.exponent >= b.exponent {
        (whole_a, whole_b.checked_div(distance).unwrap_or_default(), a.exponent)
    } else {
        (whole_a.checked_div(distance).unwrap_or_default(), whole_b, b.exponent)
    }
}

fn power_of_ten(exponent: u64) -> U256 {
    let exponent = u32::try_from(exponent).unwrap_or(LARGEST_SCALING).min(LARGEST_SCALING);
    U256::from(10u128.saturating_pow(exponent))
}
