//! What validators of a new subnet think of its miners.

use super::recipe::Population;
use alloc::vec::Vec;

/// A validator's weights: one in a cabal praises its cabal's miners and knows no others; one in
/// none weighs every miner by its quality.
pub(super) fn of_validator(population: &Population, number: usize) -> Vec<(u16, u16)> {
    let cabal = population.cabal_of_validator(number);
    let miners = population.miners.len();
    (0..miners)
        .filter(|miner| cabal.is_none() || population.cabal_of_miner(*miner) == cabal)
        .map(|miner| {
            let value = if cabal.is_some() { u16::MAX } else { quality(miner, miners) };
            (population.uid_of_miner(miner).0, value)
        })
        .collect()
}

/// The quality of one of so many miners: the first is perfect, and each is a little worse than the
/// one before it. Nobody is worth nothing.
fn quality(miner: usize, of: usize) -> u16 {
    let steps = of.saturating_sub(miner).saturating_mul(usize::from(u16::MAX));
    u16::try_from(steps.checked_div(of).unwrap_or_default()).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::quality;

    #[test]
    fn miners_are_of_falling_quality() {
        let four: Vec<u16> = (0..4).map(|miner| quality(miner, 4)).collect();
        assert_eq!(four, [65_535, 49_151, 32_767, 16_383]);
        assert!(quality(254, 255) > 0);
    }
}
