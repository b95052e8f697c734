//! What the stories ask a node.

use crate::{wire, within, PATIENCE};
use codec::Decode;
use jsonrpsee::{
    core::{
        client::{ClientT, Subscription, SubscriptionClientT},
        params::ArrayParams,
        ClientError,
    },
    rpc_params,
    ws_client::{WsClient, WsClientBuilder},
};
use myelin_runtime::{Hash, RuntimeCall, RuntimeEvent};
use polkadot_sdk::{
    frame_system::{EventRecord, Phase},
    sp_keyring::Sr25519Keyring,
};
use serde_json::Value;

/// A client of one node.
pub struct Client(WsClient);

/// A header, as far as stories look into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub number: u32,
    pub state_root: String,
    pub parent: String,
}

impl Client {
    /// Connects to a node that says it serves RPC there.
    pub async fn connect(url: &str) -> Self {
        let builder = WsClientBuilder::default().request_timeout(PATIENCE);
        Self(within("a connection", builder.build(url)).await.expect("a node that runs answers"))
    }

    /// Calls a method that is to succeed.
    pub async fn ask(&self, method: &str, params: ArrayParams) -> Value {
        self.try_ask(method, params).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Calls a method.
    pub async fn try_ask(&self, method: &str, params: ArrayParams) -> Result<Value, ClientError> {
        self.0.request(method, params).await
    }

    /// Follows headers: `New` for every best block, `Finalized` for every final one.
    pub async fn heads(&self, kind: &str) -> Heads {
        let subscribe = format!("chain_subscribe{kind}Heads");
        let unsubscribe = format!("chain_unsubscribe{kind}Heads");
        let heads = self.0.subscribe(&subscribe, rpc_params![], &unsubscribe).await;
        Heads(heads.expect("heads can be followed"))
    }

    /// The hash of the block of that number.
    pub async fn hash(&self, number: u32) -> Option<String> {
        let hash = self.ask("chain_getBlockHash", rpc_params![number]).await;
        hash.as_str().map(str::to_owned)
    }

    /// The header of that block, or of the best.
    pub async fn head(&self, hash: Option<&str>) -> Head {
        Head::read(&self.ask("chain_getHeader", rpc_params![hash]).await)
    }

    /// The bytes under a storage key at a block.
    pub async fn storage(&self, key: &[u8], hash: Option<&str>) -> Option<Vec<u8>> {
        let value = self.ask("state_getStorageAt", rpc_params![wire::to_hex(key), hash]).await;
        value.as_str().map(wire::from_hex)
    }

    /// Signs a call with the account's next nonce.
    pub async fn sign(&self, signer: Sr25519Keyring, call: &[u8]) -> Vec<u8> {
        let account = signer.to_account_id().to_string();
        let nonce = self.ask("account_nextIndex", rpc_params![account]).await;
        let version = self.ask("state_getRuntimeVersion", rpc_params![]).await;
        let genesis = self.hash(0).await.expect("a chain has a genesis");
        let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
        wire::sign(
            signer,
            call,
            &wire::Terms {
                nonce: number(&nonce),
                spec_version: number(&version["specVersion"]),
                transaction_version: number(&version["transactionVersion"]),
                genesis: wire::from_hex(&genesis).try_into().expect("a hash has 32 bytes"),
            },
        )
    }

    /// Submits a signed call and waits until a final block holds it; returns that block.
    pub async fn submit(&self, signer: Sr25519Keyring, call: &RuntimeCall) -> String {
        let extrinsic = self.sign(signer, &codec::Encode::encode(call)).await;
        let mut states: Subscription<Value> = self
            .0
            .subscribe(
                "author_submitAndWatchExtrinsic",
                rpc_params![wire::to_hex(&extrinsic)],
                "author_unwatchExtrinsic",
            )
            .await
            .expect("the pool takes the transaction");
        loop {
            let state = within("the transaction to be final", states.next()).await;
            let state = state.expect("the node goes on telling").expect("states can be read");
            if let Some(block) = state["finalized"].as_str() {
                return block.to_owned();
            }
        }
    }

    /// The events of a block, each with the extrinsic it belongs to.
    pub async fn events(&self, hash: &str) -> Vec<(Option<u32>, RuntimeEvent)> {
        let key = [wire::twox_128(b"System"), wire::twox_128(b"Events")].concat();
        let bytes = self.storage(&key, Some(hash)).await.unwrap_or_default();
        let records = Vec::<EventRecord<RuntimeEvent, Hash>>::decode(&mut &bytes[..]);
        let records = records.expect("events decode with the runtime's own types");
        let extrinsic = |phase| match phase {
            Phase::ApplyExtrinsic(index) => Some(index),
            _ => None,
        };
        records.into_iter().map(|record| (extrinsic(record.phase), record.event)).collect()
    }
}

/// Headers as they come.
pub struct Heads(Subscription<Value>);

impl Heads {
    /// The next header.
    pub async fn next(&mut self) -> Head {
        let head = within("the next head", self.0.next()).await;
        Head::read(&head.expect("the node goes on telling").expect("a header can be read"))
    }

    /// The first header with that number or a higher one.
    pub async fn reach(&mut self, number: u32) -> Head {
        let what = format!("block {number}");
        within(&what, async {
            loop {
                let head = self.next().await;
                if head.number >= number {
                    return head;
                }
            }
        })
        .await
    }
}

impl Head {
    fn read(header: &Value) -> Self {
        let text = |name: &str| header[name].as_str().expect("headers have it").to_owned();
        let number = text("number");
        Self {
            number: u32::from_str_radix(number.trim_start_matches("0x"), 16).expect("hex"),
            state_root: text("stateRoot"),
            parent: text("parentHash"),
        }
    }
}
