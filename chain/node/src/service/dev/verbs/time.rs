//! Blocks, the clock, and going back.

use super::{refused, told, Answer, Seat};
use crate::service::dev::until::{Until, MOST_BLOCKS};
use jsonrpsee::types::Params;
use serde_json::Value;

/// `[count]`: makes that many blocks, one if not said, and returns the last.
pub async fn seal(params: Params<'static>, seat: Seat) -> Answer {
    let count: Option<u32> = params.sequence().optional_next()?;
    seat.sealer.seal(count.unwrap_or(1)).await.map(told).map_err(refused)
}

/// `[until, atMost]`, for example `[{"epoch": {"netuid": 1}}]`: makes blocks until that holds.
pub async fn mine_until(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let until: Until = params.next()?;
    let at_most: Option<u32> = params.optional_next()?;
    seat.sealer.mine_until(until, at_most.unwrap_or(MOST_BLOCKS)).await.map(told).map_err(refused)
}

/// Calls off every order that is under way or waits.
pub async fn call_off(_params: Params<'static>, seat: Seat) -> Answer {
    seat.sealer.call_off();
    Ok(Value::Null)
}

/// When the next block comes, in milliseconds of chain time.
pub async fn time(_params: Params<'static>, seat: Seat) -> Answer {
    seat.sealer.next_time().await.map(Value::from).map_err(refused)
}

/// `[ms]`: lets the next block come at that chain time.
pub async fn set_time(params: Params<'static>, seat: Seat) -> Answer {
    let to_ms: u64 = params.sequence().next()?;
    seat.sealer.set_time(to_ms).await.map(Value::from).map_err(refused)
}

/// `[ms]`: lets the next block come so much later.
pub async fn advance_time(params: Params<'static>, seat: Seat) -> Answer {
    let by_ms: u64 = params.sequence().next()?;
    seat.sealer.advance_time(by_ms).await.map(Value::from).map_err(refused)
}

/// Remembers this moment and returns its number.
pub async fn snapshot(_params: Params<'static>, seat: Seat) -> Answer {
    seat.sealer.snapshot().await.map(Value::from).map_err(refused)
}

/// `[snapshot]`: goes back there and returns its head.
pub async fn revert(params: Params<'static>, seat: Seat) -> Answer {
    let id: u64 = params.sequence().next()?;
    seat.sealer.revert(id).await.map(told).map_err(refused)
}
