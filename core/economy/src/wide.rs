//! Whole numbers of 256 and 512 bits, with the few operations the crate needs; none can panic.

use primitive_types::{U256, U512};

/// `value >> bits`; bits past the end are dropped, and a shift past the width gives zero.
#[allow(clippy::arithmetic_side_effects)] // shifts of these types are total
pub fn shift_right(value: U512, bits: usize) -> U512 {
    value >> bits
}

/// `value << bits`; the caller leaves room at the top.
#[allow(clippy::arithmetic_side_effects)] // shifts of these types are total
pub fn shift_left(value: U512, bits: usize) -> U512 {
    value << bits
}

/// The number in 256 bits, the largest one if it does not fit.
pub fn narrow(value: U512) -> U256 {
    U256::try_from(value).unwrap_or(U256::MAX)
}

/// The number in 128 bits, the largest one if it does not fit.
pub fn to_u128(value: U256) -> u128 {
    u128::try_from(value).unwrap_or(u128::MAX)
}

/// `floor(a * b / divisor)`, or nothing when the divisor is zero; saturates at 256 bits.
pub fn mul_div(a: U256, b: U256, divisor: U256) -> Option<U256> {
    a.full_mul(b).checked_div(U512::from(divisor)).map(narrow)
}
