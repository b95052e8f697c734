//! A hotkey's share pool, and what its holders do.

use crate::models::book::{Book, Event};
use crate::Amount;
use bolero::{produce, TypeGenerator};
use myelin_economy::shares::{SafeFloat, SharePool};
use myelin_primitives::Alpha;

const HOLDERS: usize = 4;
const MOST_EVENTS: usize = 24;

#[derive(Clone, Copy, Debug, TypeGenerator)]
enum Happening {
    Stake(u8, Amount),
    Unstake(u8, Amount),
    Leave(u8),
    Dividend(Amount),
}

#[derive(Clone, Copy, Debug, TypeGenerator)]
struct Float {
    mantissa: u128,
    exponent: i64,
}

#[derive(Clone, Debug, TypeGenerator)]
pub struct Input {
    #[generator(produce::<Vec<Happening>>().with().len(0..=MOST_EVENTS))]
    happenings: Vec<Happening>,
    /// A pool as no chain would store it.
    total: Amount,
    denominator: Float,
    share: Float,
    old_bits: u128,
}

impl Float {
    fn get(self) -> SafeFloat {
        SafeFloat { mantissa: self.mantissa, exponent: self.exponent }
    }
}

/// No bits panic; a pool that grew from nothing keeps the promises of its book.
pub fn check(given: &Input) {
    let mut book = Book::of(HOLDERS);
    for happening in &given.happenings {
        // At most 2^55 rao at a time: all there is of a token, and as much again.
        let amount = |amount: Amount| amount.get() >> 9;
        let holder = |place: u8| usize::from(place) % HOLDERS;
        let event = match *happening {
            Happening::Stake(place, staked) => Event::Stake(holder(place), amount(staked)),
            Happening::Unstake(place, unstaked) => Event::Unstake(holder(place), amount(unstaked)),
            Happening::Leave(place) => Event::Leave(holder(place)),
            Happening::Dividend(paid) => Event::Dividend(amount(paid)),
        };
        if let Err(broken) = book.happen(event) {
            panic!("{broken}");
        }
    }
    any_bits(given);
}

fn any_bits(given: &Input) {
    let (denominator, share) = (given.denominator.get(), given.share.get());
    let pool = SharePool { total: Alpha(given.total.get()), denominator };
    for happening in &given.happenings {
        let (Happening::Stake(_, amount) | Happening::Unstake(_, amount) | Happening::Dividend(amount)) = *happening
        else {
            continue;
        };
        let amount = Alpha(amount.get());
        let _ = (pool.can_add(amount), pool.add(share, amount), pool.add_for_all(amount), pool.remove_for_all(amount));
        if let Some(left) = pool.remove(share, amount) {
            assert!(pool.value(share) >= amount);
            assert_eq!(left.pool.total, pool.total.saturating_sub(amount));
        }
    }
    let _ = (share.checked_add(denominator), share.checked_sub(denominator), share.mul_div(denominator, share));
    let _ = (share.to_u64(), pool.value(share), SafeFloat::from_u64f64_bits(given.old_bits).to_u64());
}
