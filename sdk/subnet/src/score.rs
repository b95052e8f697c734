//! How good an answer was: a share of the best possible, in parts per million.

use serde::{Deserialize, Serialize};

/// From nothing right (0) to everything right (1,000,000). Whole numbers, so that the same answer
/// gets the same score on every machine and the score can be hashed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Score(u32);

impl Score {
    /// Nothing right.
    pub const ZERO: Self = Self(0);
    /// Everything right.
    pub const FULL: Self = Self(1_000_000);

    /// `right` out of `all`, rounded down; zero when nothing was asked.
    pub fn share(right: usize, all: usize) -> Self {
        let scaled = (right.min(all) as u128).saturating_mul(u128::from(Self::FULL.0));
        let ppm = scaled.checked_div(all as u128).unwrap_or(0);
        Self(u32::try_from(ppm).unwrap_or(Self::FULL.0))
    }

    /// A score of so many parts per million; more than full is full.
    pub fn from_ppm(ppm: u32) -> Self {
        Self(ppm.min(Self::FULL.0))
    }

    /// In parts per million.
    pub const fn ppm(self) -> u32 {
        self.0
    }

    /// As a number between 0 and 1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::FULL.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_the_share_of_what_was_right() {
        assert_eq!(Score::share(3, 4).ppm(), 750_000);
        assert_eq!(Score::share(4, 4), Score::FULL);
        assert_eq!(Score::share(5, 4), Score::FULL);
        assert_eq!(Score::share(0, 0), Score::ZERO);
        assert_eq!(Score::from_ppm(2_000_000), Score::FULL);
    }
}
