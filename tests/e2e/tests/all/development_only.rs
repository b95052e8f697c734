//! What development chains may do, and no other chain may.

use crate::network::Ground;
use jsonrpsee::{core::ClientError, rpc_params};
use myelin_e2e::{client::Client, node::Node, wire};
use polkadot_sdk::sp_keyring::Sr25519Keyring::Bob;
use serde_json::Value;

const VERBS: [&str; 5] = ["dev_mine", "dev_setTime", "dev_actAs", "dev_setStorage", "engine_createBlock"];

/// A node of a chain with authorities of its own, and a client of it.
async fn of_a_network(ground: &Ground) -> (Node, Client) {
    let node = ground.seat("alice", Some("--alice")).take(&ground.spec, None);
    let client = node.client().await;
    (node, client)
}

async fn verbs_of(client: &Client) -> Vec<String> {
    let answer = client.ask("rpc_methods", rpc_params![]).await;
    let names = answer["methods"].as_array().unwrap().iter().filter_map(Value::as_str);
    names.filter(|name| name.starts_with("dev_") || name.starts_with("engine_")).map(str::to_owned).collect()
}

fn code_of(refusal: &ClientError) -> i32 {
    match refusal {
        ClientError::Call(error) => error.code(),
        other => panic!("no refusal: {other}"),
    }
}

#[tokio::test]
async fn a_node_of_a_network_does_not_know_the_verbs_of_development_chains() {
    const METHOD_NOT_FOUND: i32 = -32_601;
    let ground = Ground::with(&[]);
    let (_node, network) = of_a_network(&ground).await;
    assert_eq!(verbs_of(&network).await, [""; 0]);
    for verb in VERBS {
        let refusal = network.try_ask(verb, rpc_params![]).await.unwrap_err();
        assert_eq!(code_of(&refusal), METHOD_NOT_FOUND, "{verb}");
    }
    let node = Node::start(&["--chain", "dev", "--rpc-port", "0"]);
    let known = verbs_of(&node.client().await).await;
    assert!(VERBS.iter().all(|verb| known.iter().any(|name| name == verb)), "{known:?}");
}

#[tokio::test]
async fn a_transaction_without_the_key_is_a_bad_signature_on_a_network() {
    let transaction = wire::to_hex(&wire::without_key(Bob, 0, &wire::nested(0)));
    let node = Node::start(&["--chain", "dev", "--rpc-port", "0"]);
    let taken = node.client().await.ask("author_submitExtrinsic", rpc_params![&transaction]).await;
    assert!(taken.is_string());

    let ground = Ground::with(&[]);
    let (_node, network) = of_a_network(&ground).await;
    let refusal = network.try_ask("author_submitExtrinsic", rpc_params![&transaction]).await.unwrap_err();
    assert!(refusal.to_string().contains("bad signature"), "{refusal}");
}
