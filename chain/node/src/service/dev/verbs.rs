//! The verbs of a development chain over JSON-RPC: `dev_*`, and `engine_createBlock`.
//!
//! They are there only where the genesis declares a development chain; any other node does not know
//! their names. Verbs that tools for forked chains use under other names are accepted where
//! they mean the same.

use super::{
    acting::Write,
    seal::{Sealed, Sealer},
    state_file::StateFile,
    until::{Until, MOST_BLOCKS},
};
use crate::{
    failure::Failure,
    service::{Client, Hash},
};
use codec::Decode;
use futures::{future::BoxFuture, FutureExt};
use jsonrpsee::{
    types::{ErrorObjectOwned, Params},
    RpcModule,
};
use myelin_runtime::AccountId;
use polkadot_sdk::{
    sc_client_api::{StorageKey, StorageProvider},
    sc_service::Error as ServiceError,
    sp_blockchain::HeaderBackend,
    sp_core::{crypto::Ss58Codec, Bytes},
    sp_io::hashing::twox_128,
};
use serde::Deserialize;
use serde_json::{json, Value};
use std::sync::Arc;

/// What the verbs work on.
struct Desk {
    client: Arc<Client>,
    sealer: Sealer,
}

type Seat = Arc<Desk>;
type Answer = Result<Value, ErrorObjectOwned>;
type Verb = fn(Params<'static>, Seat) -> BoxFuture<'static, Answer>;

const VERBS: &[(&str, Verb)] = &[
    ("dev_seal", |params, seat| seal(params, seat).boxed()),
    ("dev_mine", |params, seat| seal(params, seat).boxed()),
    ("dev_mineUntil", |params, seat| mine_until(params, seat).boxed()),
    ("dev_callOff", |params, seat| call_off(params, seat).boxed()),
    ("dev_time", |params, seat| time(params, seat).boxed()),
    ("dev_setTime", |params, seat| set_time(params, seat).boxed()),
    ("dev_advanceTime", |params, seat| advance_time(params, seat).boxed()),
    ("dev_snapshot", |params, seat| snapshot(params, seat).boxed()),
    ("dev_revert", |params, seat| revert(params, seat).boxed()),
    ("dev_setBalance", |params, seat| set_balance(params, seat).boxed()),
    ("dev_faucet", |params, seat| faucet(params, seat).boxed()),
    ("dev_actAs", |params, seat| act_as(params, seat).boxed()),
    ("dev_actAsRoot", |params, seat| act_as_root(params, seat).boxed()),
    ("dev_dump", |params, seat| dump(params, seat).boxed()),
    ("dev_load", |params, seat| load(params, seat).boxed()),
    // As Chopsticks names them.
    ("dev_newBlock", |params, seat| new_block(params, seat).boxed()),
    ("dev_timeTravel", |params, seat| time_travel(params, seat).boxed()),
    ("dev_setHead", |params, seat| set_head(params, seat).boxed()),
    ("dev_setStorage", |params, seat| set_storage(params, seat).boxed()),
    ("engine_createBlock", |params, seat| create_block(params, seat).boxed()),
];

/// The verbs, if this is a chain that has them.
pub fn module(client: Arc<Client>, sealer: Sealer) -> Result<RpcModule<()>, ServiceError> {
    let mut module = RpcModule::new(());
    if !is_development(&client)? {
        return Ok(module);
    }
    let seat = Arc::new(Desk { client, sealer });
    for (name, verb) in VERBS {
        let (seat, verb) = (seat.clone(), *verb);
        module
            .register_async_method(name, move |params, _, _| verb(params, seat.clone()))
            .map_err(|cause| ServiceError::Application(cause.into()))?;
    }
    Ok(module)
}

/// What the genesis itself says; nothing that happens later can make a chain one for development.
fn is_development(client: &Client) -> Result<bool, ServiceError> {
    let key = [twox_128(b"ChainParameters"), twox_128(b"Development")].concat();
    let value = client.storage(client.info().genesis_hash, &StorageKey(key))?;
    Ok(value.is_some_and(|value| bool::decode(&mut &value.0[..]).unwrap_or(false)))
}

/// `[count]`: makes that many blocks, one if not said, and returns the last.
async fn seal(params: Params<'static>, seat: Seat) -> Answer {
    let count: Option<u32> = params.sequence().optional_next()?;
    seat.sealer.seal(count.unwrap_or(1)).await.map(told).map_err(refused)
}

/// `[until, atMost]`, for example `[{"epoch": {"netuid": 1}}]`: makes blocks until that holds.
async fn mine_until(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let until: Until = params.next()?;
    let at_most: Option<u32> = params.optional_next()?;
    seat.sealer.mine_until(until, at_most.unwrap_or(MOST_BLOCKS)).await.map(told).map_err(refused)
}

/// Calls off every order that is under way or waits.
async fn call_off(_params: Params<'static>, seat: Seat) -> Answer {
    seat.sealer.call_off();
    Ok(Value::Null)
}

/// When the next block comes, in milliseconds of chain time.
async fn time(_params: Params<'static>, seat: Seat) -> Answer {
    seat.sealer.next_time().await.map(Value::from).map_err(refused)
}

/// `[ms]`: lets the next block come at that chain time.
async fn set_time(params: Params<'static>, seat: Seat) -> Answer {
    let to_ms: u64 = params.sequence().next()?;
    seat.sealer.set_time(to_ms).await.map(Value::from).map_err(refused)
}

/// `[ms]`: lets the next block come so much later.
async fn advance_time(params: Params<'static>, seat: Seat) -> Answer {
    let by_ms: u64 = params.sequence().next()?;
    seat.sealer.advance_time(by_ms).await.map(Value::from).map_err(refused)
}

/// Remembers this moment and returns its number.
async fn snapshot(_params: Params<'static>, seat: Seat) -> Answer {
    seat.sealer.snapshot().await.map(Value::from).map_err(refused)
}

/// `[snapshot]`: goes back there and returns its head.
async fn revert(params: Params<'static>, seat: Seat) -> Answer {
    let id: u64 = params.sequence().next()?;
    seat.sealer.revert(id).await.map(told).map_err(refused)
}

/// `[account, rao]`: lets the account own exactly that.
async fn set_balance(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let (who, rao): (Account, u64) = (params.next()?, params.next()?);
    seat.sealer.set_balance(who.0, rao).await.map(told).map_err(refused)
}

/// `[account, rao]`: gives the account so much more.
async fn faucet(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let (who, rao): (Account, u64) = (params.next()?, params.next()?);
    seat.sealer.faucet(who.0, rao).await.map(told).map_err(refused)
}

/// `[account, call]`: makes the encoded call as that account, without its key.
async fn act_as(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let (who, call): (Account, Bytes) = (params.next()?, params.next()?);
    seat.sealer.act(who.0, call.0).await.map(told).map_err(refused)
}

/// `[call]`: makes the encoded call as root.
async fn act_as_root(params: Params<'static>, seat: Seat) -> Answer {
    let call: Bytes = params.sequence().next()?;
    seat.sealer.act_as_root(call.0).await.map(told).map_err(refused)
}

/// The head's state as a file, in hex.
async fn dump(_params: Params<'static>, seat: Seat) -> Answer {
    let file = seat.sealer.dump().await.map_err(refused)?;
    Ok(json!(Bytes(file.to_bytes().map_err(refused)?)))
}

/// `[file]`, in hex: goes to the state in it and returns its head.
async fn load(params: Params<'static>, seat: Seat) -> Answer {
    let bytes: Bytes = params.sequence().next()?;
    let file = StateFile::from_bytes(&bytes.0).map_err(refused)?;
    seat.sealer.load(file).await.map(told).map_err(refused)
}

/// What `dev_newBlock` may be told. Its other options mean nothing here and are refused.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewBlock {
    count: Option<u32>,
    to: Option<u32>,
}

/// `[{count, to}]`: so many blocks, or as many as it takes to the height `to`; returns the hash.
async fn new_block(params: Params<'static>, seat: Seat) -> Answer {
    let wanted: Option<NewBlock> = params.sequence().optional_next()?;
    let sealed = match wanted.unwrap_or_default() {
        NewBlock { to: Some(height), count: None } => seat.sealer.mine_until(Until::Block(height), MOST_BLOCKS).await,
        NewBlock { to: None, count } => seat.sealer.seal(count.unwrap_or(1)).await,
        NewBlock { to: Some(_), count: Some(_) } => return Err(error("either `count` or `to`".into())),
    };
    sealed.map(|sealed| json!(sealed.hash)).map_err(refused)
}

/// `[ms]`, only forward, and returns the time of the next block. Dates in words are not read.
async fn time_travel(params: Params<'static>, seat: Seat) -> Answer {
    set_time(params, seat).await
}

/// `[hash or height]`: goes back to that block and returns its hash.
async fn set_head(params: Params<'static>, seat: Seat) -> Answer {
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
async fn set_storage(params: Params<'static>, seat: Seat) -> Answer {
    let writes: Vec<(Bytes, Option<Bytes>)> = params.sequence().next()?;
    let writes: Vec<Write> = writes.into_iter().map(|(key, value)| (key.0, value.map(|value| value.0))).collect();
    seat.sealer.write(writes).await.map(|sealed| json!(sealed.hash)).map_err(refused)
}

/// `[createEmpty, finalize, parentHash]`, as tools for manual sealing know it. Every block is
/// final here, and there is one head to build on.
async fn create_block(params: Params<'static>, seat: Seat) -> Answer {
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

/// An account by its address or its public key in hex.
struct Account(AccountId);

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        AccountId::from_string(&text)
            .map(Self)
            .map_err(|_| serde::de::Error::custom("an account is an address or 32 bytes in hex"))
    }
}

fn told(sealed: Sealed) -> Value {
    json!({ "hash": sealed.hash, "number": sealed.number })
}

fn refused(failure: Failure) -> ErrorObjectOwned {
    match failure.hint.is_empty() {
        true => error(failure.what),
        false => error(format!("{}; {}", failure.what, failure.hint)),
    }
}

fn error(message: String) -> ErrorObjectOwned {
    /// The server error JSON-RPC leaves to applications.
    const CODE: i32 = -32_000;
    ErrorObjectOwned::owned(CODE, message, None::<()>)
}

#[cfg(test)]
mod tests {
    use crate::dev::{spawn, Chain, Config};
    use serde_json::{json, Value};

    fn ask(chain: &Chain, method: &str, params: Value) -> Result<Value, String> {
        let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (answer, _) = runtime.block_on(chain.rpc().raw_json_request(&request, 1)).unwrap();
        let mut answer: Value = serde_json::from_str(&answer).unwrap();
        match answer.get("error") {
            Some(error) => Err(error.to_string()),
            None => Ok(answer["result"].take()),
        }
    }

    #[test]
    fn a_story_is_told_and_taken_back_by_json_rpc() {
        let chain = spawn(Config::quiet()).unwrap();
        let snapshot = ask(&chain, "dev_snapshot", json!([])).unwrap();
        assert_eq!(ask(&chain, "dev_mine", json!([3])).unwrap()["number"], 3);
        assert_eq!(ask(&chain, "dev_mineUntil", json!([{ "epoch": { "netuid": 1 } }])).unwrap()["number"], 100);
        let set = ask(&chain, "dev_setStorage", json!([[["0x3a746573743a", "0x2a"]]])).unwrap();
        let read = ask(&chain, "state_getStorage", json!(["0x3a746573743a", set])).unwrap();
        assert_eq!(read, "0x2a");
        assert_eq!(ask(&chain, "dev_revert", json!([snapshot])).unwrap()["number"], 0);
        let header = ask(&chain, "chain_getHeader", json!([])).unwrap();
        assert_eq!(header["number"], "0x0");
        assert_eq!(ask(&chain, "chain_getHeader", json!([set])).unwrap(), Value::Null);
    }

    #[test]
    fn what_cannot_be_done_is_refused_by_name() {
        let chain = spawn(Config::quiet()).unwrap();
        assert!(ask(&chain, "dev_revert", json!([5])).unwrap_err().contains("no snapshot 5"));
        assert!(ask(&chain, "dev_mineUntil", json!([{ "epohc": 1 }])).unwrap_err().contains("epohc"));
        assert!(ask(&chain, "dev_mine", json!([100_001])).unwrap_err().contains("at most 100000"));
        assert!(ask(&chain, "dev_setHead", json!([7])).unwrap_err().contains("its head is block 0"));
        assert!(ask(&chain, "dev_setBalance", json!(["nobody", 1])).unwrap_err().contains("address"));
        assert!(ask(&chain, "dev_newBlock", json!([{ "unsafeBlockHeight": 9 }])).is_err());
    }
}
