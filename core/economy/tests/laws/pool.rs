//! Trading against a pool: no value out of nothing.

use crate::models::curve::{check_buy, check_sell, BLUR};
use crate::{any_pool, any_size, living_pool};
use myelin_economy::issuance::TOTAL_SUPPLY;
use myelin_economy::pool::{max_swap, FeeRate, Market, Pool, LEAST_RESERVE, LEAST_WEIGHT, NO_CEILING, NO_FLOOR};
use myelin_primitives::fixed_point::U64F64;
use myelin_primitives::{Alpha, Tao};
use proptest::prelude::*;

/// A living pool whose weights are whole hundredths, so that its curve can be computed exactly.
fn round_pool() -> impl Strategy<Value = Pool> {
    (living_pool(), prop_oneof![1 => Just(50), 2 => 1..=99_u64])
        .prop_map(|(pool, hundredths)| Pool { tao_weight: LEAST_WEIGHT * hundredths, ..pool })
}

fn rate() -> impl Strategy<Value = FeeRate> {
    prop_oneof![Just(FeeRate::NONE), Just(FeeRate::DEFAULT), Just(FeeRate::LARGEST)]
}

/// What a trader does: how much of what is at hand, at which fee, and how far the price may move,
/// in thousandths of itself.
#[derive(Clone, Copy, Debug)]
struct Deal {
    buys: bool,
    thousandths: u64,
    rate: FeeRate,
    limit: Option<u64>,
}

fn deal() -> impl Strategy<Value = Deal> {
    let limit = proptest::option::weighted(0.3, 0..=3000_u64);
    (any::<bool>(), prop_oneof![1..=1000_u64, Just(1000)], rate(), limit)
        .prop_map(|(buys, thousandths, rate, limit)| Deal { buys, thousandths, rate, limit })
}

/// A pool and the one who trades with it. Fees leave both.
struct Trader {
    pool: Pool,
    tao: u64,
    alpha: u64,
    tao_fees: u64,
    alpha_fees: u64,
    /// What the pool may have lost of its TAO through the digits it computes with, as a part.
    blur: f64,
}

impl Trader {
    fn totals(&self) -> (u64, u64) {
        (self.pool.tao.rao() + self.tao + self.tao_fees, self.pool.alpha.rao() + self.alpha + self.alpha_fees)
    }

    fn limit(&self, deal: &Deal) -> Option<u64> {
        // Nothing where the price is more than a limit can say.
        let rao_per_alpha = self.pool.price().checked_mul_int(1_000_000_000)?.to_num::<u64>();
        u64::try_from(u128::from(rao_per_alpha) * u128::from(deal.limit?) / 1000).ok()
    }

    fn deal(&mut self, deal: &Deal) -> Result<(), String> {
        let limit = self.limit(deal);
        let part = |of: u64| (u128::from(of) * u128::from(deal.thousandths) / 1000) as u64;
        let weight = |parts: u64| parts as f64 / self.pool.tao_weight as f64;
        if deal.buys {
            let Ok(bought) = self.pool.buy(Tao(part(self.tao)), deal.rate, limit.unwrap_or(NO_CEILING)) else {
                return Ok(());
            };
            check_buy(&self.pool, &bought)?;
            let after = self.pool.after_buy(&bought);
            let loss = weight(self.pool.alpha_weight()) * self.pool.alpha.rao() as f64 / after.alpha.rao() as f64;
            (self.pool, self.blur) = (after, self.blur + loss * BLUR as f64 / 1e20);
            (self.tao, self.tao_fees) =
                (self.tao - bought.paid_in.rao() - bought.fee.rao(), self.tao_fees + bought.fee.rao());
            self.alpha += bought.out.rao();
        } else {
            let Ok(sold) = self.pool.sell(Alpha(part(self.alpha)), deal.rate, limit.unwrap_or(NO_FLOOR)) else {
                return Ok(());
            };
            check_sell(&self.pool, &sold)?;
            let after = self.pool.after_sell(&sold);
            let loss = self.pool.tao.rao() as f64 / after.tao.rao() as f64;
            (self.pool, self.blur) = (after, self.blur + loss * BLUR as f64 / 1e20);
            (self.alpha, self.alpha_fees) =
                (self.alpha - sold.paid_in.rao() - sold.fee.rao(), self.alpha_fees + sold.fee.rao());
            self.tao += sold.out.rao();
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 4))]

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
    fn a_trade_pays_what_the_curve_says_but_for_a_rao(pool in round_pool(), amount in any_size(), rate in rate(), limit in any_size()) {
        for (ceiling, floor) in [(NO_CEILING, NO_FLOOR), (limit, limit)] {
            if let Ok(bought) = pool.buy(Tao(amount), rate, ceiling) {
                prop_assert_eq!(check_buy(&pool, &bought), Ok(()), "{:?}", bought);
            }
            if let Ok(sold) = pool.sell(Alpha(amount), rate, floor) {
                prop_assert_eq!(check_sell(&pool, &sold), Ok(()), "{:?}", sold);
            }
        }
    }

    #[test]
    fn no_sequence_of_trades_makes_anybody_richer(
        pool in round_pool(), purse in 0..TOTAL_SUPPLY, deals in prop::collection::vec(deal(), 1..12),
    ) {
        let mut trader = Trader { pool, tao: purse, alpha: 0, tao_fees: 0, alpha_fees: 0, blur: 0.0 };
        let (opening, start) = (trader.totals(), pool.tao.rao());
        for deal in &deals {
            let dealt = trader.deal(deal);
            prop_assert_eq!(dealt, Ok(()));
            prop_assert_eq!(trader.totals(), opening);
        }
        let everything = Deal { buys: false, thousandths: 1000, rate: FeeRate::NONE, limit: None };
        let dealt = trader.deal(&everything);
        prop_assert_eq!(dealt, Ok(()));
        prop_assert_eq!(trader.totals(), opening);
        // The digits hide less than a rao, unless the deals nearly emptied the pool.
        let hidden = if trader.blur.is_finite() { start as f64 * trader.blur.exp_m1() } else { f64::MAX };
        prop_assert!(trader.tao <= purse.saturating_add(hidden as u64), "{} of {purse}, hidden {hidden}", trader.tao);
    }

    #[test]
    fn a_trade_stops_at_its_limit(pool in living_pool(), amount in any_size(), rate in rate(), thousandths in 0..3000_u64) {
        let trader = Trader { pool, tao: 0, alpha: 0, tao_fees: 0, alpha_fees: 0, blur: 0.0 };
        let Some(limit) = trader.limit(&Deal { buys: true, thousandths: 0, rate, limit: Some(thousandths) }) else { return Ok(()) };
        let exact = U64F64::from_num(limit) / 1_000_000_000;
        // A rao more or less moves the price of the smallest pool by a millionth of it; and a price
        // is known to 64 bits, of which few are left for the smallest.
        let slack = exact / 100_000 + U64F64::from_bits(1 << 24);
        if let Ok(bought) = pool.buy(Tao(amount), rate, limit) {
            let after = pool.after_buy(&bought);
            prop_assert!(after.alpha.rao() < LEAST_RESERVE || after.price() <= exact + slack, "{} past {exact}", after.price());
        }
        if let Ok(sold) = pool.sell(Alpha(amount), rate, limit) {
            let after = pool.after_sell(&sold);
            prop_assert!(after.tao.rao() < LEAST_RESERVE || after.price() + slack >= exact, "{} past {exact}", after.price());
        }
    }
}
