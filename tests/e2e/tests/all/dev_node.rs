//! One development node, asked as its users ask it.

use jsonrpsee::rpc_params;
use myelin_e2e::{node::Node, wire};
use myelin_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use polkadot_sdk::{frame_system, pallet_balances, sp_keyring::Sr25519Keyring};
use std::time::Instant;

const DEV: [&str; 4] = ["--chain", "dev", "--rpc-port", "0"];

#[tokio::test]
async fn a_dev_node_answers_as_soon_as_it_runs() {
    let node = Node::start(&DEV);
    let connecting = Instant::now();
    let client = node.client().await;
    let version = client.ask("state_getRuntimeVersion", rpc_params![]).await;
    let answered = node.took + connecting.elapsed();
    eprintln!("first answer {} ms after the start of the process", answered.as_millis());
    assert_eq!(version["specName"], "node-subtensor");
    assert_eq!(version["specVersion"], 425);

    let metadata = client.ask("state_getMetadata", rpc_params![]).await;
    let metadata = wire::from_hex(metadata.as_str().unwrap());
    assert_eq!(metadata[..5], *b"meta\x0e", "version 14 of the metadata");
}

#[tokio::test]
async fn the_methods_official_clients_look_for_are_there() {
    let node = Node::start(&DEV);
    let client = node.client().await;
    let methods = client.ask("rpc_methods", rpc_params![]).await;
    let methods: Vec<&str> = methods["methods"].as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
    for name in [
        "account_nextIndex",
        "author_pendingExtrinsics",
        "author_submitAndWatchExtrinsic",
        "author_submitExtrinsic",
        "author_unwatchExtrinsic",
        "chain_getBlock",
        "chain_getBlockHash",
        "chain_getFinalizedHead",
        "chain_getHead",
        "chain_getHeader",
        "chain_subscribeFinalizedHeads",
        "chain_subscribeNewHeads",
        "chain_unsubscribeFinalizedHeads",
        "chain_unsubscribeNewHeads",
        "payment_queryInfo",
        "state_call",
        "state_getKeys",
        "state_getKeysPaged",
        "state_getMetadata",
        "state_getRuntimeVersion",
        "state_getStorage",
        "state_getStorageAt",
        "state_queryStorageAt",
        "state_subscribeStorage",
        "state_unsubscribeStorage",
        "system_chain",
        "system_name",
        "system_properties",
        "system_version",
    ] {
        assert!(methods.contains(&name), "{name} is missing");
    }
    assert_eq!(client.ask("system_chain", rpc_params![]).await, "Bittensor");
    let properties = client.ask("system_properties", rpc_params![]).await;
    assert_eq!(properties["tokenSymbol"], "TAO");
    assert_eq!(properties["tokenDecimals"], 9);
    assert_eq!(properties["ss58Format"], 42);
}

#[tokio::test]
async fn a_method_the_runtime_lacks_is_said_to_be_missing() {
    let node = Node::start(&DEV);
    let client = node.client().await;
    let params = rpc_params!["No_such_method", "", Option::<String>::None];
    let error = client.try_ask("state_call", params).await.unwrap_err().to_string();
    assert!(error.contains("Exported method No_such_method is not found"), "{error}");
}

#[tokio::test]
async fn a_signed_transfer_is_included_final_and_seen_in_events() {
    let node = Node::start(&DEV);
    let client = node.client().await;
    let (alice, bob) = (Sr25519Keyring::Alice, Sr25519Keyring::Bob);
    let amount = 5_000_000_000;
    let call = RuntimeCall::from(pallet_balances::Call::<Runtime>::transfer_keep_alive {
        dest: bob.to_account_id().into(),
        value: amount,
    });

    let block = client.submit(alice, &call).await;

    let events = client.events(&block).await;
    let transfer = events.iter().find_map(|(extrinsic, event)| match event {
        RuntimeEvent::Balances(pallet_balances::Event::Transfer { from, to, amount }) => {
            Some((*extrinsic, from.clone(), to.clone(), *amount))
        }
        _ => None,
    });
    let (extrinsic, from, to, moved) = transfer.expect("the transfer announced itself");
    assert_eq!((from, to, moved), (alice.to_account_id(), bob.to_account_id(), amount));
    let succeeded = events.iter().any(|(index, event)| {
        let success = matches!(event, RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { .. }));
        success && *index == extrinsic
    });
    assert!(succeeded, "its extrinsic succeeded");
    assert_eq!(client.head(Some(&block)).await.number, 1, "it did not wait for another block");
}

#[tokio::test]
async fn an_account_that_cannot_pay_is_turned_away_at_the_pool() {
    let node = Node::start(&DEV);
    let client = node.client().await;
    let call = frame_system::Call::<Runtime>::remark { remark: vec![1, 2, 3] };
    let call = codec::Encode::encode(&RuntimeCall::from(call));
    // Nobody endows this key on the preset.
    let transaction = client.sign(Sr25519Keyring::AliceStash, &call).await;
    let params = rpc_params![wire::to_hex(&transaction)];
    let error = client.try_ask("author_submitExtrinsic", params).await.unwrap_err().to_string();
    assert!(error.contains("1010"), "{error}");
    assert_eq!(client.head(None).await.number, 0, "and no block was made for it");
}

#[tokio::test]
async fn ordered_blocks_come_at_once_and_are_final() {
    let node = Node::start(&[&DEV[..], &["--seal", "command"]].concat());
    let client = node.client().await;
    let sealed = client.ask("dev_seal", rpc_params![25]).await;
    assert_eq!(sealed["number"], 25);
    assert_eq!(client.ask("chain_getFinalizedHead", rpc_params![]).await, sealed["hash"]);
    let created = client.ask("engine_createBlock", rpc_params![true, true]).await;
    assert_eq!(client.hash(26).await.as_deref(), created["hash"].as_str());
    let empty = client.try_ask("engine_createBlock", rpc_params![false, true]).await;
    assert!(empty.is_err(), "an unwanted empty block was made");
}

#[tokio::test]
async fn blocks_come_by_themselves_at_an_interval() {
    let node = Node::start(&[&DEV[..], &["--seal-interval-ms", "20"]].concat());
    let client = node.client().await;
    let head = client.heads("Finalized").await.reach(3).await;
    assert!(head.number >= 3);
}
