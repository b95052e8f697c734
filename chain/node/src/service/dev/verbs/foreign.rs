//! Verbs under the names that other tools have for them: Chopsticks' and manual sealing's.

use super::{error, refused, time, Answer, Seat};
use crate::service::{
    dev::{
        acting::Write,
        until::{Until, MOST_BLOCKS},
    },
    Hash,
};
use jsonrpsee::types::Params;
use polkadot_sdk::{sp_blockchain::HeaderBackend, sp_core::Bytes};
use serde::Deserialize;
use serde_json::json;

/// What `dev_newBlock` may be told. Its other options mean nothing here and are refused.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewBlock {
    count: Option<u32>,
    to: Option<u32>,
}

/// `[{count, to}]`: so many blocks, or as many as it takes to the height `to`; returns the hash.
pub async fn new_block(params: Params<'static>, seat: Seat) -> Answer {
    let wanted: Option<NewBlock> = params.sequence().optional_next()?;
    let sealed = match wanted.unwrap_or_default() {
        NewBlock { to: Some(height), count: None } => seat.sealer.mine_until(Until::Block(height), MOST_BLOCKS).await,
        NewBlock { to: None, count } => seat.sealer.seal(count.unwrap_or(1)).await,
        NewBlock { to: Some(_), count: Some(_) } => return Err(error("either `count` or `to`".into())),
    };
    sealed.map(|sealed| json!(sealed.hash)).map_err(refused)
}

/// `[ms]`, only forward, and returns the time of the next block. Dates in words are not read.
pub async fn time_travel(params: Params<'static>, seat: Seat) -> Answer {
    time::set_time(params, seat).await
}

/// `[hash or height]`: goes back to that block and returns its hash.
pub async fn set_head(params: Params<'static>, seat: Seat) -> Answer {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Which {
        Height(u32),
        Hash(Hash),
    }
    let sealed = match params.sequence().next()? {
        Which::Height(number) => seat.sealer.revert_to_block(number).await,
        Which::Hash(hash) => seat.sealer.revert_to_hash(hash).await,
    };
    sealed.map(|sealed| json!(sealed.hash)).map_err(refused)
}

/// `[[[key, value], ...]]`, a value of null removing what is there: all in one block, whose hash it
/// returns. Values by the names of pallets are not read: their types are the client's to know.
pub async fn set_storage(params: Params<'static>, seat: Seat) -> Answer {
    let writes: Vec<(Bytes, Option<Bytes>)> = params.sequence().next()?;
    let writes: Vec<Write> = writes.into_iter().map(|(key, value)| (key.0, value.map(|value| value.0))).collect();
    seat.sealer.write(writes).await.map(|sealed| json!(sealed.hash)).map_err(refused)
}

/// `[createEmpty, finalize, parentHash]`, as tools for manual sealing know it. Every block is
/// final here, and there is one head to build on.
pub async fn create_block(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let empty: Option<bool> = params.optional_next()?;
    let _finalize: Option<bool> = params.optional_next()?;
    let parent: Option<Hash> = params.optional_next()?;
    if parent.is_some_and(|parent| parent != seat.client.info().best_hash) {
        return Err(error("a development chain builds on its head only".into()));
    }
    let sealed = if empty.unwrap_or(false) { seat.sealer.seal(1).await } else { seat.sealer.seal_pending().await };
    Ok(json!({ "hash": sealed.map_err(refused)?.hash }))
}
