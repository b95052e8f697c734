//! Shares of a hotkey: whoever leaves takes what is theirs, to the rao.

use crate::models::book::{Book, Event};
use crate::{any_float, any_size};
use myelin_economy::issuance::TOTAL_SUPPLY;
use myelin_economy::shares::{SafeFloat, SharePool};
use myelin_primitives::Alpha;
use proptest::prelude::*;

const HOLDERS: usize = 5;

/// Amounts of every size up to all there is.
fn amount() -> impl Strategy<Value = u64> {
    any_size().prop_map(|amount| amount % TOTAL_SUPPLY)
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (0..HOLDERS, amount()).prop_map(|(holder, amount)| Event::Stake(holder, amount)),
        3 => (0..HOLDERS, amount()).prop_map(|(holder, amount)| Event::Unstake(holder, amount)),
        2 => (0..HOLDERS).prop_map(Event::Leave),
        2 => amount().prop_map(Event::Dividend),
    ]
}

/// What happens while everybody stays.
fn growth() -> impl Strategy<Value = Event> {
    event().prop_map(|event| match event {
        Event::Unstake(holder, amount) => Event::Stake(holder, amount),
        Event::Leave(holder) => Event::Stake(holder, 1),
        other => other,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 4))]

    #[test]
    fn a_stake_is_worth_what_was_paid_to_the_rao(
        first in 1u64..TOTAL_SUPPLY, dividend in 0u64..TOTAL_SUPPLY, stake in 1u64..TOTAL_SUPPLY,
    ) {
        let pool = SharePool::default().add(SafeFloat::ZERO, Alpha(first)).pool.add_for_all(Alpha(dividend));
        prop_assume!(pool.can_add(Alpha(stake)));
        let holding = pool.add(SafeFloat::ZERO, Alpha(stake));
        let worth = holding.pool.value(holding.share).rao();
        prop_assert!(worth == stake || worth + 1 == stake, "{stake} became {worth}");
        let left = holding.pool.remove(holding.share, Alpha(worth)).unwrap();
        prop_assert!(left.pool.value(left.share).rao() <= 1);
    }

    #[test]
    fn holders_together_own_the_pool(stakes in prop::collection::vec(1u64..1_000_000_000_000_000, 1..20), dividend in any_size()) {
        let mut pool = SharePool::default();
        let mut shares = Vec::new();
        for stake in &stakes {
            let holding = pool.add(SafeFloat::ZERO, Alpha(*stake));
            pool = holding.pool.add_for_all(Alpha(dividend % 1_000_000_000_000));
            shares.push(holding.share);
        }
        let owned: u64 = shares.iter().map(|share| pool.value(*share).rao()).sum();
        prop_assert!(owned <= pool.total.rao());
        prop_assert!(pool.total.rao() - owned <= stakes.len() as u64);
    }

    #[test]
    fn no_share_panics(total in any::<u64>(), denominator in any_float(), share in any_float(), amount in any::<u64>(), bits in any::<u128>()) {
        let pool = SharePool { total: Alpha(total), denominator };
        let _ = (pool.value(share), pool.can_add(Alpha(amount)), pool.add(share, Alpha(amount)));
        let _ = (pool.remove(share, Alpha(amount)), pool.add_for_all(Alpha(amount)), pool.remove_for_all(Alpha(amount)));
        let _ = (share.checked_add(denominator), share.checked_sub(denominator), share.mul_div(denominator, share));
        let _ = (share.to_u64(), SafeFloat::from_u64f64_bits(bits).to_u64());
    }

    #[test]
    fn whatever_happens_everybody_owns_what_they_should(events in prop::collection::vec(event(), 1..40)) {
        let mut book = Book::of(HOLDERS);
        for event in events {
            let happened = book.happen(event);
            prop_assert!(happened.is_ok(), "{happened:?}");
        }
    }

    #[test]
    fn a_round_trip_costs_at_most_a_rao(
        events in prop::collection::vec(growth(), 0..20), holder in 0..HOLDERS, stake in 1..TOTAL_SUPPLY,
    ) {
        let mut book = Book::of(HOLDERS);
        for event in events {
            let happened = book.happen(event);
            prop_assert!(happened.is_ok(), "{happened:?}");
        }
        let worth = |book: &Book| book.shares.iter().map(|share| book.pool.value(*share).rao()).collect::<Vec<_>>();
        let before = worth(&book);
        prop_assert_eq!(book.hidden(), 0);
        if book.pool.denominator.is_zero() || book.happen(Event::Stake(holder, stake)) != Ok(true) {
            return Ok(()); // whoever comes first also takes what was there before, and makes no round trip
        }
        let staked = worth(&book)[holder];
        prop_assert_eq!(book.happen(Event::Unstake(holder, staked - before[holder])), Ok(true));
        prop_assert!((stake - 1..=stake + 1).contains(&(staked - before[holder])));
        for (before, after) in before.iter().zip(worth(&book)) {
            prop_assert!(before.abs_diff(after) <= 1, "{before} became {after}");
        }
    }
}
