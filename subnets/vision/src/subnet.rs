//! The subnet itself: how its items are made, asked about and judged.

use crate::merit;
use crate::strip::{Answer, Item, Question};
use myelin_subnet::{Score, Seed, Subnet};

/// Reading strips of handwritten digits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Vision;

impl Vision {
    /// The subnet; the images are unpacked when the first item is made.
    pub fn new() -> Self {
        Self
    }
}

impl Subnet for Vision {
    type Item = Item;
    type Question = Question;
    type Answer = Answer;

    const NAME: &'static str = "ReadDigits";

    fn item(&self, seed: &Seed) -> Item {
        Item::render(seed)
    }

    fn question(&self, item: &Item) -> Question {
        Question::about(&item.strip)
    }

    /// The share of places read right, of those on the strip or in the answer, whichever are more:
    /// a digit left out and a digit too many are both wrong.
    fn score(&self, item: &Item, answer: &Answer) -> Score {
        let pairs = item.digits.chars().zip(answer.digits.chars());
        let right = pairs.filter(|(written, read)| written == read).count();
        Score::share(right, item.digits.chars().count().max(answer.digits.chars().count()))
    }

    fn merit(&self, mean: Score) -> f64 {
        merit::merit(mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn score(digits: &str, answer: &str) -> u32 {
        let item = Item { digits: digits.to_string(), ..Vision::new().item(&[0; 32]) };
        Vision::new().score(&item, &Answer { digits: answer.to_string() }).ppm()
    }

    #[test]
    fn the_score_is_the_share_of_places_read_right() {
        assert_eq!(score("4071", "4071"), 1_000_000);
        assert_eq!(score("4071", "4011"), 750_000);
        assert_eq!(score("4071", "1704"), 0);
    }

    #[test]
    fn a_digit_left_out_or_too_many_is_wrong() {
        assert_eq!(score("4071", "407"), 750_000);
        assert_eq!(score("4071", "40711"), 800_000);
        assert_eq!(score("4071", ""), 0);
        assert_eq!(score("407", &"4".repeat(1000)), 1000);
        assert_eq!(score("407", "4\u{660}7"), 666_666);
    }

    #[test]
    fn the_same_seed_makes_the_same_item_and_another_seed_another() {
        let item = |seed: u8| Vision::new().item(&[seed; 32]);
        assert_eq!(item(3), item(3));
        let strips: HashSet<_> = (0..=255).map(|seed| item(seed).strip.pixels().to_vec()).collect();
        assert_eq!(strips.len(), 256);
    }

    #[test]
    fn every_digit_and_every_length_is_equally_likely() {
        let mut seed = [0; 32];
        let (mut digits, mut lengths) = ([0; 10], [0; 6]);
        for number in 0..3000_u16 {
            seed[..2].copy_from_slice(&number.to_le_bytes());
            let item = Vision::new().item(&seed);
            lengths[item.digits.len()] += 1;
            item.digits.bytes().for_each(|digit| digits[usize::from(digit - b'0')] += 1);
        }
        // Five standard deviations: 12000 digits, 3000 strips.
        assert!(digits.iter().all(|count| (1036..=1364).contains(count)), "{digits:?}");
        assert!(lengths[3..].iter().all(|count| (871..=1129).contains(count)), "{lengths:?}");
    }
}
