//! Fixed-point numbers. Arithmetic is the `fixed` crate's: multiplication rounds toward minus
//! infinity, division toward zero, conversions to fewer bits toward minus infinity. What is
//! stored on chain is the raw integer in a one-field record, as clients expect.

mod described;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

pub use fixed::types::{I32F32, I64F64, I96F32, U64F64, U96F32};

macro_rules! stored {
    ($(#[$doc:meta])* $name:ident, $fixed:ty, $bits:ty, $wire:literal, $fraction:ty) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord,
            Encode, Decode, DecodeWithMemTracking, MaxEncodedLen,
        )]
        #[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
        pub struct $name {
            pub bits: $bits,
        }

        impl $name {
            pub const fn from_bits(bits: $bits) -> Self {
                Self { bits }
            }

            pub const fn get(self) -> $fixed {
                <$fixed>::from_bits(self.bits)
            }
        }

        impl scale_info::TypeInfo for $name {
            type Identity = Self;

            fn type_info() -> scale_info::Type {
                described::number::<$bits, $fraction>($wire, stringify!($bits))
            }
        }

        impl From<$fixed> for $name {
            fn from(value: $fixed) -> Self {
                Self { bits: value.to_bits() }
            }
        }

        impl From<$name> for $fixed {
            fn from(value: $name) -> Self {
                value.get()
            }
        }
    };
}

stored! {
    /// A signed number with 32 bits after the point, as stored.
    StoredI32F32, I32F32, i64, "FixedI64", described::Bits32
}
stored! {
    /// A signed number with 96 bits before and 32 after the point, as stored.
    StoredI96F32, I96F32, i128, "FixedI128", described::Bits32
}
stored! {
    /// An unsigned number with 96 bits before and 32 after the point, as stored.
    StoredU96F32, U96F32, u128, "FixedU128", described::Bits32
}
stored! {
    /// An unsigned number with 64 bits on either side of the point, as stored.
    StoredU64F64, U64F64, u128, "FixedU128", described::Bits64
}
stored! {
    /// A signed number with 64 bits on either side of the point, as stored.
    StoredI64F64, I64F64, i128, "FixedI128", described::Bits64
}

/// `floor(value * 65535)` clamped to `0..=65535`: how proportions are stored.
pub fn proportion_u16(value: I32F32) -> u16 {
    match u64::try_from(value.to_bits()) {
        Err(_) => 0,
        Ok(bits) if bits >> 32 != 0 => u16::MAX,
        // Below one the product has 48 bits, so no wider integer is needed.
        Ok(bits) => (bits.wrapping_mul(u64::from(u16::MAX)) >> 32) as u16,
    }
}

/// A 16-bit proportion as a number: `value / 65535`.
pub fn ratio_u16(value: u16) -> I32F32 {
    // `2^32 = 65535 * 65537 + 1`, so `value * 2^32 / 65535` is `value * 65537` and `value / 65535`
    // more, of which rounding leaves nothing below the greatest value, and one there.
    let rest = i64::from(value == u16::MAX);
    I32F32::from_bits(i64::from(value).wrapping_mul(65_537).wrapping_add(rest))
}

/// A 64-bit proportion as a number: `value / (2^64 - 1)`, with 32 bits after the point.
pub fn ratio_u64(value: u64) -> U96F32 {
    U96F32::from_num(value).saturating_div(U96F32::from_num(u64::MAX))
}

/// `numerator / denominator`, and zero where the division has no answer.
pub fn safe_div(numerator: U96F32, denominator: U96F32) -> U96F32 {
    numerator.checked_div(denominator).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_kappa_is_slightly_below_one_half() {
        assert_eq!(ratio_u16(32767).to_bits(), 2_147_450_879);
    }

    #[test]
    fn every_16_bit_proportion_reads_as_its_quotient() {
        for value in 0..=u16::MAX {
            let quotient = I32F32::from_num(value).checked_div(I32F32::from_num(u16::MAX));
            assert_eq!(Some(ratio_u16(value)), quotient);
        }
    }

    #[test]
    fn proportions_are_stored_as_the_product_clamped() {
        let product = |value: I32F32| value.saturating_mul(I32F32::from_num(u16::MAX)).saturating_to_num::<u16>();
        let edges = [i64::MIN, -1, 0, 1, 65_536, 65_537, 65_538, (1 << 32) - 1, 1 << 32, (1 << 32) + 1, i64::MAX];
        let between = (0..70_000_i64).map(|step| step * 61_681);
        for value in edges.into_iter().chain(between).map(I32F32::from_bits) {
            assert_eq!(proportion_u16(value), product(value), "{value}");
        }
    }

    #[test]
    fn proportions_round_down() {
        assert_eq!(proportion_u16(I32F32::from_num(0.5)), 32767);
        assert_eq!(proportion_u16(I32F32::ONE), 65535);
        assert_eq!(proportion_u16(I32F32::from_bits(4_294_967_294)), 65534);
    }

    #[test]
    fn half_a_stake_by_link_inherits_half_rounded_down() {
        assert_eq!(ratio_u64((1 << 63) - 1).to_bits(), 2_147_483_647);
    }
}
