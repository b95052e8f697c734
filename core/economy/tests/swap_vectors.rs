//! The pool, held against recorded trades of the reference chain, to the last rao.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod vectors;

use myelin_economy::pool::{FeeRate, Pool, PoolError};
use myelin_primitives::{Alpha, Tao};
use serde_json::Value;
use vectors::{amount, cases_of, text};

/// Paid in, fee and output of a trade, in rao of whichever token.
type Amounts = (u64, u64, u64);

fn pool_of(record: &Value) -> Pool {
    Pool {
        tao: Tao(amount(&record["tao_reserve"])),
        alpha: Alpha(amount(&record["alpha_in"])),
        tao_weight: amount(&record["tao_weight_parts_1e18"]),
    }
}

fn fee_of(pool: &Value, trade: &Value) -> FeeRate {
    match trade["drop_fees"].as_bool() {
        Some(true) => FeeRate::NONE,
        _ => FeeRate(amount(&pool["fee_rate"]) as u16),
    }
}

/// Runs the trade of a record and gives back the pool after it.
fn trade(pool: &Pool, side: &str, trade: &Value, fee: FeeRate) -> Result<(Amounts, Pool), PoolError> {
    let (offered, limit) = (amount(&trade["amount"]), amount(&trade["limit_price"]));
    match side {
        "buy" => pool
            .buy(Tao(offered), fee, limit)
            .map(|bought| ((bought.paid_in.0, bought.fee.0, bought.out.0), pool.after_buy(&bought))),
        "sell" => pool
            .sell(Alpha(offered), fee, limit)
            .map(|sold| ((sold.paid_in.0, sold.fee.0, sold.out.0), pool.after_sell(&sold))),
        other => panic!("a trade is a buy or a sell, not {other}"),
    }
}

fn expected(result: &Value) -> Result<Amounts, String> {
    match result["error"].as_str() {
        Some(error) => Err(error.into()),
        None => Ok((amount(&result["paid_in"]), amount(&result["fee"]), amount(&result["paid_out"]))),
    }
}

fn named<T>(outcome: Result<T, PoolError>) -> Result<T, String> {
    outcome.map_err(|error| format!("{error:?}"))
}

#[test]
fn quotes_match_the_reference() {
    let mut compared = 0;
    for case in cases_of("swap_vectors.json", "quotes") {
        let (record, pool) = (&case["pool"], pool_of(&case["pool"]));
        assert_eq!(pool.price().to_bits().to_string(), text(&case["price_raw_u64f64"]), "{}", case["name"]);
        for quote in case["quotes"].as_array().unwrap() {
            let outcome = trade(&pool, text(&quote["side"]), quote, fee_of(record, quote));
            let outcome = named(outcome.map(|(amounts, _)| amounts));
            assert_eq!(outcome, expected(&quote["result"]), "{}: {quote}", case["name"]);
            compared += 1;
        }
    }
    assert_eq!(compared, 1260);
}

#[test]
fn the_largest_limited_trades_match_the_reference() {
    let mut compared = 0;
    for case in cases_of("swap_vectors.json", "quotes") {
        let (pool, fee) = (pool_of(&case["pool"]), FeeRate(amount(&case["pool"]["fee_rate"]) as u16));
        for (list, most) in [("max_add", true), ("max_remove", false)] {
            for row in case[list].as_array().unwrap() {
                let limit = amount(&row["limit_price"]);
                let outcome = if most {
                    named(pool.max_add(fee, limit).map(u64::from))
                } else {
                    named(pool.max_remove(fee, limit).map(u64::from))
                };
                let expected = match row[list]["error"].as_str() {
                    Some(error) => Err(error.to_string()),
                    None => Ok(amount(&row[list])),
                };
                assert_eq!(outcome, expected, "{}: {list} {row}", case["name"]);
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "only {compared} limits were compared");
}

#[test]
fn runs_of_trades_match_the_reference() {
    let mut compared = 0;
    for case in cases_of("swap_vectors.json", "executions") {
        let mut pool = pool_of(&case["pool"]);
        for step in case["steps"].as_array().unwrap() {
            let name = format!("{}: {step}", case["name"]);
            match text(&step["op"]) {
                "add_protocol_liquidity" => add_liquidity(&mut pool, step, &name),
                side => {
                    let outcome = named(trade(&pool, side, step, fee_of(&case["pool"], step)));
                    assert_eq!(outcome.clone().map(|(amounts, _)| amounts), expected(&step["result"]), "{name}");
                    pool = outcome.map_or(pool, |(_, after)| after);
                }
            }
            assert_eq!(pool, pool_of(&step["state"]), "{name}");
            assert_eq!(pool.price().to_bits().to_string(), text(&step["state"]["price_raw_u64f64"]), "{name}");
            compared += 1;
        }
    }
    assert_eq!(compared, 300);
}

fn add_liquidity(pool: &mut Pool, step: &Value, name: &str) {
    let (tao, alpha) = (Tao(amount(&step["tao"])), Alpha(amount(&step["alpha"])));
    let accepted = pool.weights_after_liquidity(tao, alpha).map_or((0, 0), |weight| {
        *pool = Pool { tao: pool.tao.saturating_add(tao), alpha: pool.alpha.saturating_add(alpha), tao_weight: weight };
        (tao.0, alpha.0)
    });
    assert_eq!(accepted, (amount(&step["result"]["tao"]), amount(&step["result"]["alpha"])), "{name}");
}

#[test]
fn weights_after_liquidity_match_the_reference() {
    let mut compared = 0;
    for case in cases_of("swap_vectors.json", "liquidity") {
        for row in case["rows"].as_array().unwrap() {
            let pool = pool_of(row);
            assert_eq!(pool.price().to_bits().to_string(), text(&row["price_raw_before"]), "{row}");
            let (tao, alpha) = (amount(&row["add_tao"]), amount(&row["add_alpha"]));
            let weight = pool.weights_after_liquidity(Tao(tao), Alpha(alpha));
            let accepted = weight.map_or((0, 0), |_| (tao, alpha));
            assert_eq!(accepted, (amount(&row["accepted_tao"]), amount(&row["accepted_alpha"])), "{row}");
            assert_eq!(weight.unwrap_or(pool.tao_weight), amount(&row["new_weight_parts_1e18"]), "{row}");
            compared += 1;
        }
    }
    assert_eq!(compared, 50);
}
