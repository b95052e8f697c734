//! What pools quote and what trades leave behind.

use crate::calls;
use crate::reading::Place;
use crate::report::{Checked, Difference, FileReport};
use myelin_economy::pool::{FeeRate, Pool, PoolError};
use myelin_primitives::{Alpha, Tao};
use serde_json::{json, Value};

pub fn check(file: &Value, report: &mut FileReport) {
    report.each(file["cases"].as_array().map_or(&[], Vec::as_slice), case);
}

fn case(case: &Place) -> Checked {
    let kind = case.field("kind");
    match kind.text()? {
        "quotes" => quotes(case),
        "executions" => executions(case),
        "liquidity" => case.field("rows").list()?.iter().try_for_each(liquidity),
        "calls" => calls::case(case),
        _ => Err(kind.unreadable("a kind of case")),
    }
}

fn pool(place: &Place) -> Result<Pool, Difference> {
    Ok(Pool {
        tao: Tao(place.field("tao_reserve").number()?),
        alpha: Alpha(place.field("alpha_in").number()?),
        tao_weight: place.field("tao_weight_parts_1e18").number()?,
    })
}

/// The pool of a case and what it charges. Only subnets that price their alpha have one.
fn priced_pool(case: &Place) -> Result<(Pool, FeeRate), Difference> {
    let place = case.field("pool");
    match place.field("mechanism").number_or(1_u8)? {
        1 => Ok((pool(&place)?, FeeRate(place.field("fee_rate").number()?))),
        _ => Err(place.field("mechanism").unreadable("a subnet with a pool (1)")),
    }
}

fn price(pool: &Pool) -> Value {
    pool.price().to_bits().to_string().into()
}

/// A trade in rao of whichever token, and the pool after it.
struct Trade {
    offered: u64,
    paid_in: u64,
    fee: u64,
    out: u64,
    after: Pool,
}

/// The trade that a record asks for.
fn trade(pool: &Pool, side: &Place, record: &Place, fee: FeeRate) -> Result<Result<Trade, PoolError>, Difference> {
    let (amount, limit) = (record.field("amount").number()?, record.field("limit_price").number()?);
    let fee = if record.field("drop_fees").flag_or_no()? { FeeRate::NONE } else { fee };
    match side.text()? {
        "buy" => Ok(pool.buy(Tao(amount), fee, limit).map(|bought| Trade {
            offered: amount,
            paid_in: bought.paid_in.rao(),
            fee: bought.fee.rao(),
            out: bought.out.rao(),
            after: pool.after_buy(&bought),
        })),
        "sell" => Ok(pool.sell(Alpha(amount), fee, limit).map(|sold| Trade {
            offered: amount,
            paid_in: sold.paid_in.rao(),
            fee: sold.fee.rao(),
            out: sold.out.rao(),
            after: pool.after_sell(&sold),
        })),
        _ => Err(side.unreadable("a trade, buy or sell,")),
    }
}

fn refusal(error: PoolError) -> Value {
    json!({"error": format!("{error:?}")})
}

fn result_of(trade: &Result<Trade, PoolError>) -> Value {
    match trade {
        Ok(trade) => json!({"paid_in": trade.paid_in, "paid_out": trade.out, "fee": trade.fee}),
        Err(error) => refusal(*error),
    }
}

/// Independent trades on one and the same pool, and the largest ones that limits let through.
fn quotes(case: &Place) -> Checked {
    let (pool, fee) = priced_pool(case)?;
    case.field("price_raw_u64f64").same(price(&pool))?;
    for quote in case.field("quotes").list()? {
        let mut found = result_of(&trade(&pool, &quote.field("side"), &quote, fee)?);
        // All of a fee belongs to the author of the block.
        if let Some(fee) = found.get("fee").cloned() {
            found["fee_to_author"] = fee;
        }
        quote.field("result").same(found)?;
    }
    let most = |list: &str, most: &dyn Fn(u64) -> Result<u64, PoolError>| -> Checked {
        for row in case.field(list).list()? {
            let limit = row.field("limit_price").number()?;
            row.field(list).same(most(limit).map_or_else(refusal, Value::from))?;
        }
        Ok(())
    };
    most("max_add", &|limit| pool.max_add(fee, limit).map(Tao::rao))?;
    most("max_remove", &|limit| pool.max_remove(fee, limit).map(Alpha::rao))
}

/// What a run of trades moves besides the pool.
#[derive(Default)]
struct Books {
    total_stake: u64,
    volume: u128,
    alpha_out: Option<u64>,
}

impl Books {
    /// All that was offered counts as staked and traded, whatever the limit left of the purchase.
    fn bought(&mut self, trade: &Trade) {
        self.total_stake += trade.offered;
        self.volume += u128::from(trade.offered);
        self.alpha_out = self.alpha_out.map(|alpha| alpha + trade.out);
    }

    fn sold(&mut self, trade: &Trade) {
        self.total_stake -= trade.out;
        self.volume += u128::from(trade.out);
        self.alpha_out = self.alpha_out.map(|alpha| alpha - trade.paid_in);
    }
}

/// Consecutive trades, each on the pool that the one before it left.
fn executions(case: &Place) -> Checked {
    let (mut pool, fee) = priced_pool(case)?;
    let mut books = Books { total_stake: pool.tao.rao(), ..Books::default() };
    for step in case.field("steps").list()? {
        let operation = step.field("op");
        match operation.text()? {
            "add_protocol_liquidity" => add_liquidity(&mut pool, &step)?,
            side => {
                let trade = trade(&pool, &operation, &step, fee)?;
                step.field("result").same(result_of(&trade))?;
                if let Ok(trade) = trade {
                    pool = trade.after;
                    if side == "buy" {
                        books.bought(&trade);
                    } else {
                        books.sold(&trade);
                    }
                }
            }
        }
        compare_state(&step.field("state"), &pool, &mut books)?;
    }
    Ok(())
}

fn compare_state(state: &Place, pool: &Pool, books: &mut Books) -> Checked {
    // The file does not say how much alpha was out before the first trade; from there on it counts.
    let alpha_out = *books.alpha_out.get_or_insert(state.field("alpha_out").number()?);
    state.same(json!({
        "tao_reserve": pool.tao.rao(),
        "alpha_in": pool.alpha.rao(),
        "tao_weight_parts_1e18": pool.tao_weight,
        "price_raw_u64f64": price(pool),
        "alpha_out": alpha_out,
        "total_stake": books.total_stake,
        "volume": books.volume.to_string(),
    }))
}

/// What the pool accepts enters it; the rest stays outside.
fn add_liquidity(pool: &mut Pool, step: &Place) -> Checked {
    let (tao, alpha) = (step.field("tao").number()?, step.field("alpha").number()?);
    let weight = pool.weights_after_liquidity(Tao(tao), Alpha(alpha));
    let (tao, alpha) = weight.map_or((0, 0), |_| (tao, alpha));
    *pool = Pool {
        tao: pool.tao.saturating_add(Tao(tao)),
        alpha: pool.alpha.saturating_add(Alpha(alpha)),
        tao_weight: weight.unwrap_or(pool.tao_weight),
    };
    step.field("result").same(json!({"tao": tao, "alpha": alpha}))
}

/// One adjustment of a pool's weights.
fn liquidity(row: &Place) -> Checked {
    let pool = pool(row)?;
    row.field("price_raw_before").same(price(&pool))?;
    let (tao, alpha) = (row.field("add_tao").number()?, row.field("add_alpha").number()?);
    let weight = pool.weights_after_liquidity(Tao(tao), Alpha(alpha));
    let (accepted_tao, accepted_alpha) = weight.map_or((0, 0), |_| (tao, alpha));
    row.field("accepted_tao").same(accepted_tao)?;
    row.field("accepted_alpha").same(accepted_alpha)?;
    row.field("new_weight_parts_1e18").same(weight.unwrap_or(pool.tao_weight))
}
