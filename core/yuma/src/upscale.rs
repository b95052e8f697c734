//! How submitted weights are scaled before they are stored.

use alloc::{vec, vec::Vec};
use myelin_primitives::fixed_point::I32F32;

/// Scales a row so that its greatest value becomes 65535; a row of zeros stays one.
pub fn max_upscale(values: &[u16]) -> Vec<u16> {
    let greatest = values.iter().copied().max().unwrap_or_default();
    if greatest == 0 {
        return vec![0; values.len()];
    }
    let full = I32F32::from_num(u16::MAX);
    let most = I32F32::from_num(greatest);
    let scale = |value: &u16| {
        let value = I32F32::from_num(*value);
        // Multiplying first keeps more digits, and fits only up to half of the range.
        let scaled = if greatest > 32_768 {
            value.saturating_mul(full.saturating_div(most))
        } else {
            value.saturating_mul(full).saturating_div(most)
        };
        scaled.saturating_round().saturating_to_num()
    };
    values.iter().map(scale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_weight_fills_the_range() {
        assert_eq!(max_upscale(&[0, 1, 2]), [0, 32768, 65535]);
        assert_eq!(max_upscale(&[32768, 16384, 1]), [65535, 32768, 2]);
    }

    #[test]
    fn a_full_row_is_stored_as_it_came() {
        assert_eq!(max_upscale(&[65535, 12345, 0, 1]), [65535, 12345, 0, 1]);
    }

    #[test]
    fn above_half_of_the_range_the_rounded_factor_is_applied() {
        assert_eq!(max_upscale(&[40000, 20000, 10000]), [65535, 32767, 16384]);
    }

    #[test]
    fn rows_without_any_weight_stay_as_they_are() {
        assert_eq!(max_upscale(&[0, 0]), [0, 0]);
        assert_eq!(max_upscale(&[]), Vec::<u16>::new());
    }
}
