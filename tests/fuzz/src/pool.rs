//! A pool, and what a trader and the chain do with it.

use crate::models::curve::{check_buy, check_sell};
use crate::Amount;
use bolero::{produce, TypeGenerator};
use myelin_economy::pool::{max_swap, FeeRate, Market, Pool, EVEN_WEIGHT, LEAST_WEIGHT};
use myelin_primitives::{Alpha, Tao};

const MOST_TRADES: usize = 16;

#[derive(Clone, Copy, Debug, TypeGenerator)]
enum Weight {
    Even,
    Hundredths(u8),
    Any(u64),
}

#[derive(Clone, Copy, Debug, TypeGenerator)]
struct Start {
    tao: Amount,
    alpha: Amount,
    weight: Weight,
}

#[derive(Clone, Copy, Debug, TypeGenerator)]
enum Step {
    Buy {
        amount: Amount,
        rate: u16,
        ceiling: Amount,
    },
    Sell {
        amount: Amount,
        rate: u16,
        floor: Amount,
    },
    /// As much as the limit lets through.
    BuyMost {
        rate: u16,
        ceiling: Amount,
    },
    SellMost {
        rate: u16,
        floor: Amount,
    },
    AddLiquidity {
        tao: Amount,
        alpha: Amount,
    },
    /// How much could go over to the other pool.
    MeasureSwap {
        origin_rate: u16,
        destination_rate: u16,
        limit: Amount,
    },
}

#[derive(Clone, Debug, TypeGenerator)]
pub struct Input {
    start: Start,
    other: Start,
    #[generator(produce::<Vec<Step>>().with().len(0..=MOST_TRADES))]
    steps: Vec<Step>,
}

impl Start {
    fn get(self) -> Pool {
        let tao_weight = match self.weight {
            Weight::Even => EVEN_WEIGHT,
            Weight::Hundredths(parts) => LEAST_WEIGHT * u64::from(parts % 99 + 1),
            Weight::Any(weight) => weight,
        };
        Pool { tao: Tao(self.tao.get()), alpha: Alpha(self.alpha.get()), tao_weight }
    }
}

fn buy(pool: &Pool, amount: Tao, rate: FeeRate, ceiling: u64) -> Pool {
    let Ok(bought) = pool.buy(amount, rate, ceiling) else { return *pool };
    let cost = u128::from(bought.paid_in.rao()) + u128::from(bought.fee.rao());
    assert!(cost <= u128::from(amount.rao()), "{pool:?} took {cost} of {amount:?}");
    assert!(bought.out <= pool.alpha);
    if let Err(broken) = check_buy(pool, &bought) {
        panic!("{pool:?} {bought:?}: {broken}");
    }
    pool.after_buy(&bought)
}

fn sell(pool: &Pool, amount: Alpha, rate: FeeRate, floor: u64) -> Pool {
    let Ok(sold) = pool.sell(amount, rate, floor) else { return *pool };
    let cost = u128::from(sold.paid_in.rao()) + u128::from(sold.fee.rao());
    assert!(cost <= u128::from(amount.rao()), "{pool:?} took {cost} of {amount:?}");
    assert!(sold.out <= pool.tao);
    if let Err(broken) = check_sell(pool, &sold) {
        panic!("{pool:?} {sold:?}: {broken}");
    }
    pool.after_sell(&sold)
}

/// No pool panics, takes more than was offered, or pays what its curve does not.
pub fn check(given: &Input) {
    let (mut pool, other) = (given.start.get(), given.other.get());
    for step in &given.steps {
        pool = match *step {
            Step::Buy { amount, rate, ceiling } => buy(&pool, Tao(amount.get()), FeeRate(rate), ceiling.get()),
            Step::Sell { amount, rate, floor } => sell(&pool, Alpha(amount.get()), FeeRate(rate), floor.get()),
            Step::BuyMost { rate, ceiling } => match pool.max_add(FeeRate(rate), ceiling.get()) {
                Ok(most) => buy(&pool, most, FeeRate(rate), ceiling.get()),
                Err(_) => pool,
            },
            Step::SellMost { rate, floor } => match pool.max_remove(FeeRate(rate), floor.get()) {
                Ok(most) => sell(&pool, most, FeeRate(rate), floor.get()),
                Err(_) => pool,
            },
            Step::AddLiquidity { tao, alpha } => {
                let (tao, alpha) = (Tao(tao.get()), Alpha(alpha.get()));
                match pool.weights_after_liquidity(tao, alpha) {
                    Some(tao_weight) => {
                        assert!((LEAST_WEIGHT..=2 * EVEN_WEIGHT - LEAST_WEIGHT).contains(&tao_weight));
                        Pool { tao: pool.tao.saturating_add(tao), alpha: pool.alpha.saturating_add(alpha), tao_weight }
                    }
                    None => pool,
                }
            }
            Step::MeasureSwap { origin_rate, destination_rate, limit } => {
                let rates = (FeeRate(origin_rate), FeeRate(destination_rate));
                for (from, onto) in [
                    (Market::Dynamic(pool), Market::Dynamic(other)),
                    (Market::Dynamic(pool), Market::Stable),
                    (Market::Stable, Market::Dynamic(pool)),
                ] {
                    let _ = max_swap(&from, &onto, rates.0, rates.1, limit.get());
                }
                pool
            }
        };
    }
}
