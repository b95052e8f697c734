//! What holds for every input: no value out of nothing, and no input that panics.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use myelin_economy::emission::{
    accrue, auto_claims, claimed_with, delegate_take, divide_buckets, has_root_sell, moving_price, owed,
    root_proportion, split_alpha_out, split_dividend, subnet_shares, tao_of_share, terms, Candidate, Parent, Recipient,
    Stakes, Validator,
};
use myelin_economy::issuance::{block_emission, minted, TOTAL_SUPPLY};
use myelin_economy::lock_cost::{lock_cost, reduction_blocks, LastLock};
use myelin_economy::median_price::{median_price, opening_alpha};
use myelin_economy::pool::{max_swap, FeeRate, Market, Pool, LEAST_RESERVE, LEAST_WEIGHT, NO_CEILING, NO_FLOOR};
use myelin_economy::shares::{SafeFloat, SharePool};
use myelin_economy::{burn_price, pool};
use myelin_primitives::fixed_point::{I96F32, U64F64, U96F32};
use myelin_primitives::{Alpha, Tao};
use proptest::prelude::*;

/// A pool as it may stand on a chain.
fn living_pool() -> impl Strategy<Value = Pool> {
    let reserve =
        || (LEAST_RESERVE.ilog2()..=TOTAL_SUPPLY.ilog2()).prop_flat_map(|bits| 1u64 << bits..=(2 << bits) - 1);
    let weight = prop_oneof![Just(pool::EVEN_WEIGHT), LEAST_WEIGHT..=1_000_000_000_000_000_000 - LEAST_WEIGHT];
    (reserve(), reserve(), weight).prop_map(|(tao, alpha, tao_weight)| Pool {
        tao: Tao(tao.clamp(LEAST_RESERVE, TOTAL_SUPPLY)),
        alpha: Alpha(alpha.clamp(LEAST_RESERVE, TOTAL_SUPPLY)),
        tao_weight,
    })
}

/// Any bits at all.
fn any_pool() -> impl Strategy<Value = Pool> {
    (any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(tao, alpha, tao_weight)| Pool {
        tao: Tao(tao),
        alpha: Alpha(alpha),
        tao_weight,
    })
}

fn any_float() -> impl Strategy<Value = SafeFloat> {
    (any::<u128>(), any::<i64>()).prop_map(|(mantissa, exponent)| SafeFloat { mantissa, exponent })
}

fn any_stakes() -> impl Strategy<Value = Stakes> {
    (any::<u64>(), any::<u64>()).prop_map(|(alpha, root)| Stakes { alpha: Alpha(alpha), root: Alpha(root) })
}

fn any_price() -> impl Strategy<Value = I96F32> {
    any::<i128>().prop_map(I96F32::from_bits)
}

/// Amounts of every size, not only huge ones.
fn any_size() -> impl Strategy<Value = u64> {
    (0u32..64, any::<u64>()).prop_map(|(bits, value)| value >> bits)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn buying_and_selling_back_never_pays(pool in living_pool(), amount in any_size()) {
        if let Ok(bought) = pool.buy(Tao(amount), FeeRate::NONE, NO_CEILING) {
            let after = pool.after_buy(&bought);
            if let Ok(sold) = after.sell(bought.out, FeeRate::NONE, NO_FLOOR) {
                // Each way rounds by at most a rao of the reserve's worth; see the module's front page.
                prop_assert!(sold.out.rao() <= bought.paid_in.rao().saturating_add(5));
            }
        }
    }

    #[test]
    fn selling_and_buying_back_never_pays(pool in living_pool(), amount in any_size()) {
        if let Ok(sold) = pool.sell(Alpha(amount), FeeRate::NONE, NO_FLOOR) {
            let after = pool.after_sell(&sold);
            if let Ok(bought) = after.buy(sold.out, FeeRate::NONE, NO_CEILING) {
                prop_assert!(bought.out.rao() <= sold.paid_in.rao().saturating_add(5));
            }
        }
    }

    #[test]
    fn a_trade_takes_no_more_than_was_offered(
        pool in any_pool(), amount in any_size(), rate in any::<u16>(), limit in any_size(),
    ) {
        if let Ok(bought) = pool.buy(Tao(amount), FeeRate(rate), limit) {
            prop_assert!(bought.paid_in.checked_add(bought.fee).is_some_and(|paid| paid <= Tao(amount)));
            prop_assert!(bought.out <= pool.alpha);
        }
        if let Ok(sold) = pool.sell(Alpha(amount), FeeRate(rate), limit) {
            prop_assert!(sold.paid_in.checked_add(sold.fee).is_some_and(|paid| paid <= Alpha(amount)));
            prop_assert!(sold.out <= pool.tao);
        }
    }

    #[test]
    fn a_trade_within_its_largest_limited_amount_is_filled(pool in living_pool(), limit in any_size()) {
        if let Ok(most) = pool.max_add(FeeRate::NONE, limit) {
            if let Ok(bought) = pool.buy(most, FeeRate::NONE, limit) {
                prop_assert!(most.rao() - bought.paid_in.rao() <= 1);
            }
        }
    }

    #[test]
    fn liquidity_keeps_the_price(pool in living_pool(), tao in any_size(), alpha in any_size()) {
        let (tao, alpha) = (Tao(tao % TOTAL_SUPPLY), Alpha(alpha % TOTAL_SUPPLY));
        if let Some(tao_weight) = pool.weights_after_liquidity(tao, alpha) {
            let after = Pool {
                tao: pool.tao.saturating_add(tao),
                alpha: pool.alpha.saturating_add(alpha),
                tao_weight,
            };
            let (before, after) = (pool.price(), after.price());
            // The products the weights come from are whole numbers, of ten digits in the smallest pools.
            let slack = (before / 1_000_000_000).saturating_add(U64F64::from_bits(200));
            prop_assert!(before.max(after) - before.min(after) <= slack, "{before} became {after}");
        }
    }

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
    fn alpha_buckets_never_exceed_the_mint(alpha in any::<u64>(), cut in any::<Option<u16>>(), root in 0u128..=1 << 32) {
        let split = split_alpha_out(Alpha(alpha), cut, U96F32::from_bits(root));
        let sum: u128 = [split.owner, split.server, split.validator, split.root].iter().map(|part| u128::from(part.rao())).sum();
        prop_assert!(sum <= u128::from(alpha));
        prop_assert!(u128::from(alpha) - sum <= 4);
    }

    #[test]
    fn emission_terms_never_exceed_the_share(tao in any::<u32>(), price in any::<u64>(), root in 0u128..=1 << 32) {
        let given = terms(U96F32::from_num(tao), U64F64::from_bits(price.into()), U96F32::from_bits(root), Alpha(1_000_000_000));
        prop_assert!(given.tao_in.rao() + given.excess_tao.rao() <= u64::from(tao));
        prop_assert!(given.alpha_in.rao() <= 1_000_000_000);
    }

    #[test]
    fn shares_of_subnets_never_exceed_one(prices in prop::collection::vec((any::<u32>(), 0u128..=1 << 33, any::<bool>()), 0..12)) {
        let candidates: Vec<Candidate> = prices.into_iter().map(|(price, burned, is_enabled)| Candidate {
            moving_price: I96F32::from_bits(price.into()), miner_burned: U96F32::from_bits(burned), is_enabled,
        }).collect();
        let sum = subnet_shares(&candidates).into_iter().fold(U64F64::ZERO, |sum, share| sum + share);
        prop_assert!(sum <= U64F64::ONE);
    }

    #[test]
    fn a_dividend_is_shared_and_never_grown(
        dividend in any::<u64>(), own in any_stakes(), above in prop::collection::vec((any::<u64>(), any_stakes(), any::<bool>()), 0..6),
        lent in prop::collection::vec(any::<u64>(), 0..6), childkey_take in any::<u16>(), burn in any::<u64>(),
    ) {
        let parents: Vec<Parent> = above.into_iter()
            .map(|(proportion, stakes, has_same_owner)| Parent { proportion, stakes, has_same_owner }).collect();
        let validator = Validator { stakes: own, lent: &lent, parents: &parents, childkey_take };
        let split = split_dividend(Alpha(dividend), &validator, U96F32::from_bits(226_245_882), burn);
        prop_assert_eq!(split.parents.len(), parents.len());
        let parts = split.parents.iter().chain([&split.validator, &split.burned]);
        let sum: u128 = parts.map(|part| u128::from(part.rao())).sum();
        prop_assert!(sum <= u128::from(dividend));
    }

    #[test]
    fn buckets_are_never_overdrawn(
        weights in prop::collection::vec((any::<u64>(), any_stakes(), any::<u16>()), 0..8), alpha in any::<u64>(), root in any::<u64>(),
    ) {
        let recipients: Vec<Recipient> = weights.iter().map(|(weight, stakes, _)| Recipient { weight: Alpha(*weight), stakes: *stakes }).collect();
        let (mut alpha_paid, mut root_paid) = (0u128, 0u128);
        let divided = divide_buckets(&recipients, Alpha(alpha), Alpha(root), U96F32::from_bits(226_245_882));
        for (dividend, (_, _, take)) in divided.into_iter().zip(&weights) {
            for (paid, part) in [(&mut alpha_paid, dividend.alpha), (&mut root_paid, dividend.root)] {
                let taken = delegate_take(part, *take);
                *paid += u128::from(taken.take.rao()) + u128::from(taken.rest.rao());
            }
        }
        prop_assert!(alpha_paid <= u128::from(alpha) && root_paid <= u128::from(root));
    }

    #[test]
    fn no_pool_panics(pool in any_pool(), other in any_pool(), amount in any::<u64>(), rate in any::<u16>(), limit in any_size()) {
        let _ = (pool.max_add(FeeRate(rate), limit), pool.max_remove(FeeRate(rate), limit));
        let _ = pool.weights_after_liquidity(Tao(amount), Alpha(limit));
        for (from, onto) in [
            (Market::Dynamic(pool), Market::Dynamic(other)),
            (Market::Stable, Market::Dynamic(other)),
            (Market::Dynamic(pool), Market::Stable),
        ] {
            let _ = max_swap(&from, &onto, FeeRate(rate), FeeRate(rate), limit);
            let _ = (from.price(), from.buy(Tao(amount), FeeRate(rate), limit), from.sell(Alpha(amount), FeeRate(rate), limit));
        }
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
    fn no_emission_panics(
        bits in any::<u128>(), other in any::<u128>(), price in any_price(), smoothing in any_price(),
        a in any::<u64>(), b in any::<u64>(), hash in any::<[u8; 32]>(),
    ) {
        let (number, spot) = (U96F32::from_bits(bits), U64F64::from_bits(other));
        let _ = (block_emission(a), minted(Tao(a), Tao(b)), root_proportion(Tao(a), Alpha(b), number));
        let _ = (terms(number, spot, U96F32::from_bits(other), Alpha(a)), split_alpha_out(Alpha(a), Some(b as u16), number));
        let _ = (tao_of_share(Tao(a), spot), moving_price(price, spot, a, b, smoothing), has_root_sell([price, smoothing]));
        let candidate = Candidate { moving_price: price, miner_burned: number, is_enabled: a & 1 == 0 };
        let _ = subnet_shares(&[candidate, Candidate { moving_price: smoothing, ..candidate }]);
        let _ = (accrue(Alpha(a), Alpha(b)), owed(price, Alpha(a), bits), claimed_with(price, Alpha(b)));
        let _ = (delegate_take(number, a as u16), auto_claims(&hash, a, b % 50));
    }

    #[test]
    fn no_price_panics(a in any::<u64>(), b in any::<u64>(), c in any::<u64>(), d in any::<u64>(), bits in any::<u128>(), other in any::<u128>()) {
        let _ = (burn_price::decay_factor(a as u16), burn_price::after_block(Tao(a), b));
        let _ = (burn_price::after_registration(Tao(a), U64F64::from_bits(bits)), burn_price::clamped(Tao(a), Tao(b), Tao(c)));
        let last = LastLock { amount: Tao(a), block: b };
        let _ = lock_cost(last, c, reduction_blocks(d, a), Tao(d));
        let median = median_price([U64F64::from_bits(bits), U64F64::from_bits(other)]);
        let _ = opening_alpha(Tao(a), median);
    }
}
