//! What a mean score deserves: nothing for what guessing achieves.
//!
//! `merit(a) = max(0, (a - 0.25) / 0.75)` for a mean score `a`.
//!
//! A guess is right one time in ten, whatever the guess, since every digit is drawn with the same
//! chance; answering with what a neighbour read on another strip is such a guess, and does worse
//! (0.08) when the two strips differ in length. A mean over 100 digits, what a validator asks a
//! miner in an epoch, strays from 0.1 by `sqrt(0.1 * 0.9 / 100) = 0.03` (one standard deviation),
//! so 0.25 is five of them away: 25 or more of 100 guessed right happens once in 76,000 epochs,
//! and once in 300 for a sample of 40. A validator's moving mean over epochs strays less still.
//!
//! From 0.25 on, merit grows in proportion: no jump where one digit more decides over a wage.

use myelin_subnet::Score;

/// The mean score up to which nothing is paid.
pub const PAID_FROM: f64 = 0.25;

/// The share of the best possible merit that a mean score deserves.
pub fn merit(mean: Score) -> f64 {
    ((mean.as_f64() - PAID_FROM) / (1.0 - PAID_FROM)).max(0.0)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;

    /// The chance that at least `right` of `all` guesses are right, summed term by term.
    fn guessed(right: u32, all: u32) -> f64 {
        let mut term = 0.9_f64.powi(all as i32);
        let mut sum = 0.0;
        for count in 0..=all {
            if count >= right {
                sum += term;
            }
            term *= f64::from(all - count) / f64::from(count + 1) / 9.0;
        }
        sum
    }

    #[test]
    fn everything_right_deserves_everything_and_a_guess_nothing() {
        assert_eq!(merit(Score::FULL), 1.0);
        assert_eq!(merit(Score::ZERO), 0.0);
        assert_eq!(merit(Score::share(1, 10)), 0.0);
        assert_eq!(merit(Score::share(1, 4)), 0.0);
        assert!((merit(Score::share(5, 8)) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn guessing_a_hundred_digits_is_paid_about_once_in_seventy_six_thousand_epochs() {
        assert!((guessed(0, 100) - 1.0).abs() < 1e-9);
        let chance = guessed(25, 100);
        assert!((1.30e-5..1.32e-5).contains(&chance), "{chance}");
        let chance = guessed(10, 40);
        assert!((2e-3..6e-3).contains(&chance), "{chance}");
    }
}
