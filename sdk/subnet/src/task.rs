//! What whoever designs a subnet writes: how an item is made, what a miner is asked, and how its
//! answer is judged. Everything else (sampling, asking, weights, the chain) is the loops' work.

use crate::Score;
use serde::{de::DeserializeOwned, Serialize};
use std::future::Future;

/// Thirty-two bytes nobody but the validator knows until it publishes them; a different one for
/// every miner, round and question.
pub type Seed = [u8; 32];

/// A task that can be asked for, answered and judged.
///
/// Everything follows from the seed, so whoever learns the seed later can make the item again and
/// judge the answer again.
pub trait Subnet: Send + Sync + 'static {
    /// An item with all that is needed to judge an answer to it. It never leaves the validator.
    type Item: Send + Sync;
    /// What the miner is sent.
    type Question: Serialize + DeserializeOwned + Clone + Send + Sync + 'static;
    /// What the miner sends back.
    type Answer: Serialize + DeserializeOwned + Clone + Send + Sync + 'static;

    /// The name of the request on the wire, an identifier such as `ReadDigits`.
    const NAME: &'static str;

    /// Makes the item of that seed; the same seed makes the same item.
    fn item(&self, seed: &Seed) -> Self::Item;

    /// What a miner is asked about the item.
    fn question(&self, item: &Self::Item) -> Self::Question;

    /// How good the answer is. A miner that did not answer scores zero without being judged.
    fn score(&self, item: &Self::Item, answer: &Self::Answer) -> Score;

    /// What a miner with that mean score deserves, from 0 to 1. Override it to pay nothing for
    /// what guessing achieves; validators share a miner's pay out in proportion to it.
    fn merit(&self, mean: Score) -> f64 {
        mean.as_f64()
    }
}

/// Whoever answers a subnet's questions.
pub trait Miner<S: Subnet>: Send + Sync + 'static {
    /// The answer, or in one line why there is none.
    fn answer(&self, question: S::Question) -> impl Future<Output = Result<S::Answer, String>> + Send;
}
