//! Luck: streams of random numbers, one for each agent.

use rand_chacha::{
    rand_core::{RngCore, SeedableRng},
    ChaCha8Rng,
};

/// Whose luck it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Miner(usize),
    Validator(usize),
}

/// One agent's luck. It depends on the seed and the agent alone, not on what others draw.
#[derive(Clone)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64, whose: Whose) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(match whose {
            Whose::Miner(number) => number as u64,
            Whose::Validator(number) => (1 << 32) | number as u64,
        });
        Self(rng)
    }

    /// From 0 up to, but without, 1.
    pub fn part(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Around zero with a deviation of one, at most 3.47 away: four uniform numbers added up,
    /// which looks much like a bell and needs no function that machines disagree on.
    pub fn bell(&mut self) -> f64 {
        /// The square root of three.
        const WIDTH: f64 = 1.732_050_807_568_877_2;
        let bits = self.0.next_u64();
        let sum = (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
        (sum as f64 / 65_535.0 - 2.0) * WIDTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_centred_with_a_deviation_of_one() {
        let mut dice = Dice::new(7, Whose::Validator(3));
        let drawn: Vec<f64> = (0..100_000).map(|_| dice.bell()).collect();
        let mean = drawn.iter().sum::<f64>() / 1e5;
        let variance = drawn.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.01 && (variance - 1.0).abs() < 0.02, "{mean} {variance}");
    }

    #[test]
    fn everybody_has_luck_of_their_own() {
        let first = |whose| Dice::new(1, whose).part();
        assert_ne!(first(Whose::Miner(0)), first(Whose::Miner(1)));
        assert_ne!(first(Whose::Miner(0)), first(Whose::Validator(0)));
        assert_eq!(first(Whose::Miner(0)), first(Whose::Miner(0)));
    }
}
