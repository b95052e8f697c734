//! Liquid alpha: how fast a bond follows a weight depends on how far the two are apart.

use crate::math::{clamp, div, exp_safe, inverse, mul};
use myelin_primitives::fixed_point::{ratio_u16, I32F32};

/// The hyperparameters of liquid alpha, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiquidAlpha {
    /// Least rate, in parts of 65535.
    pub low: u16,
    /// Greatest rate, in parts of 65535.
    pub high: u16,
    /// Hundred times the slope of the sigmoid between them; below zero it falls.
    pub steepness: i16,
}

/// The curve `alpha(d) = low + (high - low) / (1 + e^(slope * (d - 1/2)))`.
#[derive(Clone, Copy, Debug)]
pub struct Curve {
    low: I32F32,
    high: I32F32,
    slope: I32F32,
    /// The rate at distance zero, which is most of what is ever asked for.
    at_rest: I32F32,
}

impl Curve {
    pub fn new(given: LiquidAlpha) -> Self {
        let slope = div(I32F32::from_num(given.steepness), I32F32::lit("-100"));
        let curve = Self { low: ratio_u16(given.low), high: ratio_u16(given.high), slope, at_rest: I32F32::ZERO };
        Self { at_rest: curve.at(I32F32::ZERO), ..curve }
    }

    /// The rate at which a bond `held` turns into `weight`. Above the bond, what counts is how far
    /// the weight is ahead of the consensus (buying early); below it, how much is given up.
    pub fn rate(&self, weight: I32F32, held: I32F32, consensus: I32F32) -> I32F32 {
        let ahead = if weight >= held { weight.saturating_sub(consensus) } else { held.saturating_sub(weight) };
        let distance = clamp(ahead, I32F32::ZERO, I32F32::ONE);
        if distance == I32F32::ZERO {
            self.at_rest
        } else {
            self.at(distance)
        }
    }

    fn at(&self, distance: I32F32) -> I32F32 {
        let exponent = mul(self.slope, distance.saturating_sub(I32F32::lit("0.5")));
        let sigmoid = inverse(I32F32::ONE.saturating_add(exp_safe(exponent)));
        let spread = self.high.saturating_sub(self.low);
        clamp(self.low.saturating_add(mul(sigmoid, spread)), self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULT: LiquidAlpha = LiquidAlpha { low: 45_875, high: 58_982, steepness: 1000 };

    #[test]
    fn a_weight_at_the_consensus_moves_its_bond_at_nearly_the_least_rate() {
        let half = I32F32::lit("0.5");
        assert_eq!(Curve::new(DEFAULT).rate(half, I32F32::ZERO, half).to_bits(), 3_012_258_989);
    }

    #[test]
    fn the_rate_grows_with_the_distance_and_stays_within_its_bounds() {
        let curve = Curve::new(DEFAULT);
        let rates: Vec<_> = (0..=10_u8).map(|tenths| curve.at(I32F32::from_num(tenths) / 10)).collect();
        assert!(rates.is_sorted());
        assert!(rates.iter().all(|rate| (curve.low..=curve.high).contains(rate)));
    }

    #[test]
    fn below_the_bond_what_is_given_up_counts_and_the_consensus_does_not() {
        let curve = Curve::new(DEFAULT);
        let (weight, held) = (I32F32::lit("0.25"), I32F32::lit("0.75"));
        assert_eq!(curve.rate(weight, held, I32F32::ZERO), curve.rate(weight, held, I32F32::ONE));
        assert!(curve.rate(weight, held, I32F32::ZERO) > curve.at_rest);
    }

    #[test]
    fn a_weight_equal_to_its_bond_is_still_bought_ahead_of_the_consensus() {
        let curve = Curve::new(DEFAULT);
        let (weight, consensus) = (I32F32::lit("0.75"), I32F32::lit("0.25"));
        assert_eq!(curve.rate(weight, weight, consensus), curve.at(I32F32::lit("0.5")));
    }
}
