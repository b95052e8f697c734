//! The verbs of a development chain over JSON-RPC: `dev_*`, and `engine_createBlock`.
//!
//! They are there only where the genesis declares a development chain; any other node does not know
//! their names. Verbs that tools for forked chains use under other names are accepted where
//! they mean the same.

mod foreign;
mod state;
mod time;

use super::seal::{Sealed, Sealer};
use crate::{failure::Failure, service::Client};
use codec::Decode;
use futures::{future::BoxFuture, FutureExt};
use jsonrpsee::{
    types::{ErrorObjectOwned, Params},
    RpcModule,
};
use polkadot_sdk::{
    sc_client_api::{StorageKey, StorageProvider},
    sc_service::Error as ServiceError,
    sp_blockchain::HeaderBackend,
    sp_io::hashing::twox_128,
};
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
    ("dev_seal", |params, seat| time::seal(params, seat).boxed()),
    ("dev_mine", |params, seat| time::seal(params, seat).boxed()),
    ("dev_mineUntil", |params, seat| time::mine_until(params, seat).boxed()),
    ("dev_callOff", |params, seat| time::call_off(params, seat).boxed()),
    ("dev_time", |params, seat| time::time(params, seat).boxed()),
    ("dev_setTime", |params, seat| time::set_time(params, seat).boxed()),
    ("dev_advanceTime", |params, seat| time::advance_time(params, seat).boxed()),
    ("dev_snapshot", |params, seat| time::snapshot(params, seat).boxed()),
    ("dev_revert", |params, seat| time::revert(params, seat).boxed()),
    ("dev_setBalance", |params, seat| state::set_balance(params, seat).boxed()),
    ("dev_faucet", |params, seat| state::faucet(params, seat).boxed()),
    ("dev_setStake", |params, seat| state::set_stake(params, seat).boxed()),
    ("dev_setWeights", |params, seat| state::set_weights(params, seat).boxed()),
    ("dev_setHyperparameter", |params, seat| state::set_hyperparameter(params, seat).boxed()),
    ("dev_populate", |params, seat| state::populate(params, seat).boxed()),
    ("dev_actAs", |params, seat| state::act_as(params, seat).boxed()),
    ("dev_actAsRoot", |params, seat| state::act_as_root(params, seat).boxed()),
    ("dev_dump", |params, seat| state::dump(params, seat).boxed()),
    ("dev_load", |params, seat| state::load(params, seat).boxed()),
    ("dev_newBlock", |params, seat| foreign::new_block(params, seat).boxed()),
    ("dev_timeTravel", |params, seat| foreign::time_travel(params, seat).boxed()),
    ("dev_setHead", |params, seat| foreign::set_head(params, seat).boxed()),
    ("dev_setStorage", |params, seat| foreign::set_storage(params, seat).boxed()),
    ("engine_createBlock", |params, seat| foreign::create_block(params, seat).boxed()),
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
    use polkadot_sdk::sp_core::{self, crypto::Ss58Codec, Pair as _};
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
    fn a_subnet_is_built_changed_and_kept_by_json_rpc() {
        let chain = spawn(Config::quiet()).unwrap();
        let recipe = json!({ "uids": 12, "validators": 3, "tempo": 100 });
        let built = ask(&chain, "dev_populate", json!([recipe])).unwrap();
        assert_eq!(built["netuid"], 2);
        let bytes = format!("0x{}", "07".repeat(32));
        ask(&chain, "dev_faucet", json!([bytes, 1_000_000])).unwrap();
        let validator = sp_core::sr25519::Pair::from_string("//Validator0", None).unwrap().public().to_ss58check();
        let coldkey =
            sp_core::sr25519::Pair::from_string("//Validator0//coldkey", None).unwrap().public().to_ss58check();
        ask(&chain, "dev_setStake", json!([validator, coldkey, 2, 5_000_000_000u64])).unwrap();
        ask(&chain, "dev_setWeights", json!([2, 0, 1, [[4, 1], [5, 2]]])).unwrap();
        ask(&chain, "dev_setHyperparameter", json!([2, "kappa", 40_000])).unwrap();
        let told = ask(&chain, "dev_dump", json!([])).unwrap();
        let other = spawn(Config::quiet()).unwrap();
        let head = ask(&other, "dev_load", json!([told])).unwrap();
        assert_eq!(ask(&chain, "dev_mine", json!([])).unwrap(), head);
        let next = |chain| ask(chain, "dev_mineUntil", json!([{ "epoch": { "netuid": 2 } }])).unwrap();
        assert_eq!(next(&chain), next(&other));
        assert!(head["number"].as_u64() > built["number"].as_u64());
    }

    #[test]
    fn what_cannot_be_done_is_refused_by_name() {
        let chain = spawn(Config::quiet()).unwrap();
        assert!(ask(&chain, "dev_revert", json!([5])).unwrap_err().contains("no snapshot 5"));
        assert!(ask(&chain, "dev_mineUntil", json!([{ "epohc": 1 }])).unwrap_err().contains("epohc"));
        assert!(ask(&chain, "dev_mine", json!([100_001])).unwrap_err().contains("at most 100000"));
        assert!(ask(&chain, "dev_setHead", json!([7])).unwrap_err().contains("its head is block 0"));
        assert!(ask(&chain, "dev_setBalance", json!(["nobody", 1])).unwrap_err().contains("address"));
        assert!(ask(&chain, "dev_setBalance", json!(["0x01", 1])).unwrap_err().contains("hex"));
        assert!(ask(&chain, "dev_newBlock", json!([{ "unsafeBlockHeight": 9 }])).is_err());
        assert!(ask(&chain, "dev_setHyperparameter", json!([1, "kapa", 9])).unwrap_err().contains("kappa"));
        assert!(ask(&chain, "dev_setHyperparameter", json!([1, "kappa", 70_000])).unwrap_err().contains("16 bits"));
        assert!(ask(&chain, "dev_setWeights", json!([1, 0, 200, []])).is_err());
        assert!(ask(&chain, "dev_populate", json!([{ "uids": 3, "validators": 3 }])).unwrap_err().contains("too few"));
        assert!(ask(&chain, "dev_populate", json!([{ "miners": 3 }])).unwrap_err().contains("miners"));
        assert!(ask(&chain, "dev_load", json!(["0x00"])).unwrap_err().contains("no state file"));
        assert_eq!(ask(&chain, "chain_getHeader", json!([])).unwrap()["number"], "0x0");
    }
}
