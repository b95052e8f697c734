//! A node that executes natively must not be brought down by a call that nests too deep.

use jsonrpsee::rpc_params;
use myelin_e2e::{client::Client, node::Node, wire};
use polkadot_sdk::sp_keyring::Sr25519Keyring;

async fn submit(client: &Client, depth: usize) -> Result<(), String> {
    let transaction = client.sign(Sr25519Keyring::Alice, &wire::nested(depth)).await;
    let params = rpc_params![wire::to_hex(&transaction)];
    let answer = client.try_ask("author_submitExtrinsic", params).await;
    answer.map(drop).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_call_nested_too_deep_is_refused_and_the_node_lives() {
    let mut node = Node::start(&["--chain", "dev", "--rpc-port", "0", "--seal", "command"]);
    let client = node.client().await;
    for depth in [9, 300, 20_000] {
        let refused = submit(&client, depth).await;
        assert!(refused.is_err(), "{depth} deep was accepted");
        assert!(node.is_alive(), "{depth} deep brought the node down");
        let version = client.ask("state_getRuntimeVersion", rpc_params![]).await;
        assert_eq!(version["specName"], "node-subtensor");
    }
    let sealed = client.ask("dev_seal", rpc_params![1]).await;
    assert_eq!(sealed["number"], 1, "the chain goes on");
}

#[tokio::test]
async fn a_call_nested_a_little_is_taken() {
    let node = Node::start(&["--chain", "dev", "--rpc-port", "0", "--seal", "command"]);
    let client = node.client().await;
    submit(&client, 2).await.unwrap();
}
