use super::*;
use crate::power::scaled_power;

const ONE_TRILLION: u64 = 1_000_000_000_000;

fn even_pool() -> Pool {
    Pool::even(Tao(ONE_TRILLION), Alpha(ONE_TRILLION))
}

fn cheap_pool(tao_weight: u64) -> Pool {
    Pool { tao: Tao(ONE_TRILLION), alpha: Alpha(4 * ONE_TRILLION), tao_weight }
}

fn buy(pool: Pool, amount: u64) -> Bought {
    pool.buy(Tao(amount), FeeRate::DEFAULT, NO_CEILING).unwrap()
}

fn sell(pool: Pool, amount: u64) -> Sold {
    pool.sell(Alpha(amount), FeeRate::DEFAULT, NO_FLOOR).unwrap()
}

#[test]
fn an_even_pool_charges_both_sides_the_same() {
    let bought = buy(even_pool(), 1_000_000_000);
    assert_eq!(bought, Bought { paid_in: Tao(999_496_453), fee: Tao(503_547), out: Alpha(998_498_457) });
    let sold = sell(even_pool(), 1_000_000_000);
    assert_eq!(sold, Sold { paid_in: Alpha(999_496_453), fee: Alpha(503_547), out: Tao(998_498_457) });
}

#[test]
fn the_price_decides_how_much_alpha_tao_buys() {
    let pool = cheap_pool(EVEN_WEIGHT);
    let bought = buy(pool, 100_000_000_000);
    assert_eq!((bought.fee, bought.out), (Tao(50_354_772), Alpha(363_469_893_959)));
    assert_eq!(sell(pool, 100_000_000_000).out, Tao(24_378_261_656));
    let dear = Pool::even(Tao(5 * ONE_TRILLION), Alpha(ONE_TRILLION));
    let bought = buy(dear, ONE_TRILLION);
    assert_eq!((bought.fee, bought.out), (Tao(503_547_722), Alpha(166_596_723_613)));
}

#[test]
fn weights_bend_the_price_and_the_trades() {
    let pool = cheap_pool(400_000_000_000_000_000);
    assert_eq!(pool.price().to_bits(), 6_917_529_027_641_081_856);
    assert_eq!(buy(pool, 100_000_000_000).out, Alpha(246_139_564_262));
    assert_eq!(sell(pool, 100_000_000_000).out, Tao(36_343_616_238));
    let odd = cheap_pool(123_456_789_012_345_678);
    assert_eq!(odd.price().to_bits(), 32_742_971_067_026_368_193);
    assert_eq!(buy(odd, 100_000_000_000).out, Alpha(53_311_630_139));
    assert_eq!(sell(odd, 100_000_000_000).out, Tao(160_736_326_664));
}

#[test]
fn the_kept_part_is_exact_to_the_last_of_eighteen_digits() {
    let net = 99_949_645_228u128;
    let (x, y) = (4 * u128::from(ONE_TRILLION), u128::from(ONE_TRILLION));
    assert_eq!(scaled_power(y, y + net, 2, 3), Some(938_465_108_934_357_628));
    assert_eq!(scaled_power(x, x + net, 3, 2), Some(963_656_383_761_245_766));
    let (w2, w1) = (123_456_789_012_345_678, 876_543_210_987_654_322);
    assert_eq!(scaled_power(y, y + net, w2, w1), Some(986_672_092_465_152_889));
    assert_eq!(scaled_power(x, x + net, w1, w2), Some(839_263_673_335_000_132));
}

#[test]
fn liquidity_shifts_the_weights_and_not_the_price() {
    let pool = cheap_pool(EVEN_WEIGHT);
    let weight = pool.weights_after_liquidity(Tao(1_163_676), Alpha(116_367_690));
    assert_eq!(weight, Some(499_993_018_043_996_628));
}

#[test]
fn liquidity_that_would_unbalance_a_pool_is_refused() {
    let pool = Pool { tao: Tao(2_000_000), alpha: Alpha(1_500_000), tao_weight: 10_500_000_000_000_000 };
    assert_eq!(pool.weights_after_liquidity(Tao(1000), Alpha(500_000_000)), None);
    assert_eq!(Pool::even(Tao(0), Alpha(0)).weights_after_liquidity(Tao(0), Alpha(0)), Some(EVEN_WEIGHT));
}

#[test]
fn a_limited_purchase_stops_at_its_price() {
    let pool = even_pool();
    let most = pool.max_add(FeeRate::DEFAULT, 1_050_000_000).unwrap();
    assert_eq!(most, Tao(24_707_518_009));
    let bought = pool.buy(Tao(ONE_TRILLION), FeeRate::DEFAULT, 1_050_000_000).unwrap();
    assert_eq!((bought.paid_in, bought.fee), (Tao(24_695_076_595), Tao(12_441_414)));
}

#[test]
fn a_limit_at_the_price_refuses_every_trade() {
    let bought = even_pool().buy(Tao(1_000_000), FeeRate::DEFAULT, 1_000_000_000);
    assert_eq!(bought, Err(PoolError::PriceLimitExceeded));
    let sold = even_pool().sell(Alpha(1_000_000), FeeRate::DEFAULT, 1_000_000_000);
    assert_eq!(sold, Err(PoolError::PriceLimitExceeded));
}

#[test]
fn a_trade_of_nothing_fetches_nothing() {
    assert_eq!(buy(even_pool(), 0), Bought::default());
    assert_eq!(sell(even_pool(), 0), Sold::default());
}

#[test]
fn a_pool_says_why_it_refuses() {
    let too_much = even_pool().buy(Tao(1001 * ONE_TRILLION), FeeRate::NONE, NO_CEILING);
    assert_eq!(too_much, Err(PoolError::SwapInputTooLarge));
    let dry = Pool::even(Tao(ONE_TRILLION), Alpha(LEAST_RESERVE - 1));
    assert_eq!(dry.buy(Tao(1000), FeeRate::NONE, NO_CEILING), Err(PoolError::ReservesTooLow));
    let dust = Pool::even(Tao(5 * ONE_TRILLION), Alpha(ONE_TRILLION));
    assert_eq!(dust.buy(Tao(1), FeeRate::NONE, NO_CEILING), Err(PoolError::ReservesTooLow));
}

#[test]
fn a_stable_market_exchanges_one_to_one_and_free() {
    let bought = Market::Stable.buy(Tao(7), FeeRate::DEFAULT, 0).unwrap();
    assert_eq!(bought, Bought { paid_in: Tao(7), fee: Tao(0), out: Alpha(7) });
    let sold = Market::Stable.sell(Alpha(7), FeeRate::DEFAULT, u64::MAX).unwrap();
    assert_eq!(sold, Sold { paid_in: Alpha(7), fee: Alpha(0), out: Tao(7) });
    assert_eq!(Market::Stable.max_add(FeeRate::DEFAULT, 999_999_999), Ok(Tao::ZERO));
    assert_eq!(Market::Stable.max_add(FeeRate::DEFAULT, 1_000_000_000), Ok(Tao::MAX));
    assert_eq!(Market::Stable.max_remove(FeeRate::DEFAULT, 1_000_000_001), Ok(Alpha::ZERO));
    assert_eq!(Market::Stable.max_remove(FeeRate::DEFAULT, 1_000_000_000), Ok(Alpha::MAX));
}

#[test]
fn a_swap_between_pools_moves_until_the_ratio_of_prices_is_there() {
    let (from, onto) = (Market::Dynamic(even_pool()), Market::Dynamic(even_pool()));
    let most = |limit| max_swap(&from, &onto, FeeRate::NONE, FeeRate::NONE, limit).unwrap();
    assert_eq!(most(0), Alpha::MAX);
    assert_eq!(most(1_000_000_001), Alpha::ZERO);
    assert_eq!(most(1_000_000_000), Alpha::ZERO);
    assert_eq!(most(500_000_000), Alpha(ONE_TRILLION / 2));
}
