//! Chance that is the same on every machine: ChaCha20 and whole numbers.

use rand_chacha::rand_core::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};

/// Numbers drawn from a seed, one after the other; the order of the draws is part of an item.
pub(crate) struct Draws(ChaCha20Rng);

impl Draws {
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ChaCha20Rng::from_seed(*seed))
    }

    /// For those who need no secret: the numbers of that purpose and number.
    pub fn of(purpose: &str, number: u64) -> Self {
        Self::from_seed(&derived_seed(purpose, number))
    }

    /// Anything from 0 to `end - 1`. Multiplying favours some numbers by less than `end / 2^32`.
    pub fn below(&mut self, end: u32) -> u32 {
        let product = u64::from(self.0.next_u32()).saturating_mul(u64::from(end));
        u32::try_from(product >> 32).unwrap_or_default()
    }

    /// Anything from `-reach` to `reach`.
    pub fn within(&mut self, reach: u32) -> i64 {
        let drawn = self.below(reach.saturating_mul(2).saturating_add(1));
        i64::from(drawn).saturating_sub(i64::from(reach))
    }

    /// Anything from `first` to `last`.
    pub fn between(&mut self, first: u32, last: u32) -> i64 {
        let drawn = self.below(last.saturating_sub(first).saturating_add(1));
        i64::from(first).saturating_add(i64::from(drawn))
    }

    /// One of them; none only if there are none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(u32::try_from(from.len()).unwrap_or(u32::MAX));
        from.get(usize::try_from(at).unwrap_or_default())
    }

    /// Two bytes' sum about its middle: from -255 to 255, the middle likeliest.
    pub fn grain(&mut self) -> i64 {
        let [one, other, ..] = self.0.next_u32().to_le_bytes();
        i64::from(one).saturating_add(i64::from(other)).saturating_sub(255)
    }

    /// From -1 to 1, in steps of 2^-23 that an `f32` holds exactly.
    pub fn signed_unit(&mut self) -> f32 {
        let steps = i32::try_from(self.0.next_u32() >> 8).unwrap_or_default();
        steps.saturating_sub(1 << 23) as f32 / (1 << 23) as f32
    }

    /// Puts a list into a random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let end = u32::try_from(last.saturating_add(1)).unwrap_or(u32::MAX);
            let other = usize::try_from(self.below(end)).unwrap_or_default();
            list.swap(last, other);
        }
    }
}

/// The seed of that purpose and number, with nothing secret in it.
pub(crate) fn derived_seed(purpose: &str, number: u64) -> [u8; 32] {
    let hasher = Sha256::new_with_prefix("myelin-vision/").chain_update(purpose);
    hasher.chain_update(number.to_le_bytes()).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_stay_in_their_range_and_reach_both_ends() {
        let mut draws = Draws::from_seed(&[7; 32]);
        let drawn: Vec<i64> = (0..2000).map(|_| draws.within(3)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-3), Some(&3)));
        let drawn: Vec<i64> = (0..2000).map(|_| draws.between(10, 12)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&10), Some(&12)));
        assert!((0..2000).all(|_| (-1.0..1.0).contains(&draws.signed_unit())));
    }

    #[test]
    fn a_shuffled_list_holds_what_it_held() {
        let mut list: Vec<u32> = (0..100).collect();
        Draws::of("a test", 1).shuffle(&mut list);
        assert!(list.iter().zip(0..100).any(|(there, was)| *there != was));
        list.sort_unstable();
        assert!(list.into_iter().eq(0..100));
    }
}
