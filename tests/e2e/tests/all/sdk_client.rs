//! A node asked through our own client.

use futures::StreamExt;
use myelin_client::{calls, Call, Client, ConnectError, ReadError, SubmitError, Value};
use myelin_e2e::{
    node::{free_port, Node},
    within, PATIENCE,
};
use myelin_primitives::{MechId, NetUid, Tao, Uid};
use myelin_wallet::{AccountId, Keypair, Scheme};
use polkadot_sdk::sp_io::hashing::blake2_256;
use std::time::{Duration, Instant};

const DEV: [&str; 4] = ["--chain", "dev", "--rpc-port", "0"];

fn key(name: &str) -> Keypair {
    Keypair::from_uri(&format!("//{name}"), Scheme::Sr25519).unwrap()
}

async fn connect(node: &Node) -> Client {
    Client::connect(&node.url, PATIENCE).await.unwrap()
}

/// Does what has to be allowed first, then creates a subnet of Alice's and gives its number.
async fn subnet_of_alice(client: &Client, hotkey: &AccountId) -> NetUid {
    let alice = key("Alice");
    let before: Vec<NetUid> =
        client.at_head().await.unwrap().subnets().await.unwrap().iter().map(|s| s.netuid).collect();
    client.submit(&calls::sudo(calls::set_network_rate_limit(0)), &alice).await.unwrap();
    client.submit(&calls::register_network(hotkey), &alice).await.unwrap();
    let after = client.at_head().await.unwrap().subnets().await.unwrap();
    let created: Vec<NetUid> = after.iter().map(|s| s.netuid).filter(|netuid| !before.contains(netuid)).collect();
    assert_eq!(created.len(), 1, "one subnet was created");
    created[0]
}

#[tokio::test]
async fn a_block_keeps_its_answers_while_the_chain_goes_on() {
    let node = Node::start(&DEV);
    let client = connect(&node).await;
    // Not Alice: she makes the blocks, and gets her fees back as their author.
    let (bob, stranger) = (key("Bob"), key("a stranger").account());
    let before = client.at_head().await.unwrap();

    let sent = client.submit(&calls::transfer_keep_alive(&stranger, Tao::whole(3)), &bob).await.unwrap();

    let after = client.at_hash(sent.block).await.unwrap();
    assert_eq!((after.number(), after.parent_hash()), (before.number() + 1, before.hash()));
    assert_eq!(before.balance(&stranger).await.unwrap(), Tao::ZERO);
    assert_eq!(after.balance(&stranger).await.unwrap(), Tao::whole(3));
    let paid = before.balance(&bob.account()).await.unwrap().0 - after.balance(&bob.account()).await.unwrap().0;
    assert_eq!(paid, Tao::whole(3).0 + sent.fee.0, "the fee is what was paid beyond the amount");
    assert!(sent.fee > Tao::ZERO);
    let moved = sent.event("Balances", "Transfer").expect("the transfer announced itself");
    assert_eq!(moved.number("amount"), Some(u128::from(Tao::whole(3).0)));
    assert_eq!(client.at_number(after.number()).await.unwrap().hash(), sent.block);
    assert!(matches!(client.at_number(1_000_000).await, Err(ReadError::NoSuchBlock(_))));
}

#[tokio::test]
async fn the_metagraph_of_a_new_subnet_shows_who_registered() {
    let node = Node::start(&DEV);
    let client = connect(&node).await;
    let (alice, owner, miner) = (key("Alice"), key("owner's hotkey").account(), key("miner's hotkey"));
    let netuid = subnet_of_alice(&client, &owner).await;

    client.submit(&calls::burned_register(netuid, &miner.account()), &alice).await.unwrap();

    let at = client.at_head().await.unwrap();
    let metagraph = at.metagraph(netuid).await.unwrap();
    assert_eq!(metagraph.hotkeys, [owner, miner.account()]);
    assert_eq!(metagraph.coldkeys, [alice.account(); 2]);
    assert_eq!(at.uid_of(netuid, &miner.account()).await.unwrap(), Some(Uid(1)));
    assert_eq!(at.uid_of(netuid, &alice.account()).await.unwrap(), None);
    assert_eq!(at.owner_of(&miner.account()).await.unwrap(), Some(alice.account()));
    assert_eq!(at.neurons(netuid).await.unwrap().len(), 2);
    let seats = at.storage_map::<Uid, AccountId>("SubtensorModule", "Keys", &[&netuid]).await.unwrap();
    assert_eq!(seats, [(Uid(0), owner), (Uid(1), miner.account())]);
    let everywhere = at.storage_map::<(NetUid, Uid), AccountId>("SubtensorModule", "Keys", &[]).await.unwrap();
    assert!(everywhere.contains(&((netuid, Uid(1)), miner.account())));
    let settings = at.hyperparameters(netuid).await.unwrap();
    assert_eq!((settings.tempo, settings.commit_reveal_weights_enabled), (360, true));
    assert!(at.weights(netuid, MechId::MAIN).await.unwrap().is_empty());
    assert!(matches!(at.metagraph(NetUid(999)).await, Err(ReadError::NoSuchSubnet(NetUid(999)))));
}

#[tokio::test]
async fn a_hotkey_with_nothing_announces_its_axon_for_free() {
    let node = Node::start(&DEV);
    let client = connect(&node).await;
    let (owner, miner) = (key("owner's hotkey").account(), key("miner's hotkey"));
    let netuid = subnet_of_alice(&client, &owner).await;
    client.submit(&calls::burned_register(netuid, &miner.account()), &key("Alice")).await.unwrap();

    let call = calls::serve_axon(netuid, 1, "85.1.2.3".parse().unwrap(), 8091, 4);
    let served = client.submit(&call, &miner).await.unwrap();
    assert_eq!(served.fee, Tao::ZERO);
    let axon = client.at_hash(served.block).await.unwrap().axon(netuid, &miner.account()).await.unwrap().unwrap();
    assert_eq!((axon.ip, axon.port, axon.ip_type), (0x5501_0203, 8091, 4));
}

#[tokio::test]
async fn a_call_that_fails_says_the_chains_name_for_it_and_a_way_out() {
    let node = Node::start(&DEV);
    let client = connect(&node).await;
    let (alice, bob) = (key("Alice"), key("Bob"));

    let failed = client.submit(&calls::start_call(NetUid(999)), &alice).await.unwrap_err();
    assert!(matches!(&failed, SubmitError::Failed { failure, .. } if failure.pallet == "SubtensorModule"), "{failed}");
    assert_eq!(failed.name(), Some("SubnetNotExists"));
    assert!(failed.to_string().contains("SubnetNotExists: "), "{failed}");
    assert!(!failed.hint().is_empty());

    // The wrapping call succeeds, what it carries does not: that is a failure all the same.
    let inner = client.submit(&calls::sudo(calls::sudo_set_tempo(NetUid(999), 10)), &alice).await.unwrap_err();
    assert!(matches!(&inner, SubmitError::Inner { carrier, .. } if carrier == "Sudo.Sudid"), "{inner}");
    let batched = client.submit(&calls::batch([calls::start_call(NetUid(999))]), &bob).await.unwrap_err();
    assert!(
        matches!(&batched, SubmitError::Inner { carrier, .. } if carrier == "Utility.BatchInterrupted"),
        "{batched}"
    );
    assert_eq!(batched.name(), Some("SubnetNotExists"));

    let unknown = client.submit(&Call::new("NoSuch", "call", [("at", Value::u128(1))]), &alice).await.unwrap_err();
    assert!(matches!(unknown, SubmitError::UnknownCall { .. }), "{unknown}");
}

#[tokio::test]
async fn what_the_pool_refuses_has_a_name_and_leaves_the_next_call_alone() {
    let node = Node::start(&DEV);
    let client = connect(&node).await;
    let (alice, nobody) = (key("Alice"), key("somebody without a coin"));

    let poor = client.submit(&calls::transfer_keep_alive(&alice.account(), Tao(1)), &nobody).await.unwrap_err();
    assert!(poor.to_string().contains("Inability to pay"), "{poor}");
    assert!(poor.hint().contains("fund"), "{}", poor.hint());
    let axon = |port| calls::serve_axon(NetUid(1), 1, "85.1.2.3".parse().unwrap(), port, 4);
    let seatless = client.submit(&axon(8091), &nobody).await.unwrap_err();
    let named =
        |error: &SubmitError, name: &str| matches!(error, SubmitError::Refused { reason, .. } if reason == name);
    assert!(named(&seatless, "HotKeyNotRegisteredInNetwork (code 10)"), "{seatless}");
    assert!(seatless.hint().contains("register"), "{}", seatless.hint());

    // A refused call wastes no number: the account's next one is taken at once.
    let greedy = client.submit(&calls::increase_take(&alice.account(), u16::MAX), &alice).await.unwrap_err();
    assert!(named(&greedy, "DelegateTakeTooHigh (code 27)"), "{greedy}");
    client.submit(&calls::transfer_keep_alive(&nobody.account(), Tao::whole(1)), &alice).await.unwrap();
}

#[tokio::test]
async fn calls_of_one_account_submitted_at_once_all_come_into_blocks() {
    let node = Node::start(&DEV);
    let client = connect(&node).await;
    let (alice, receiver) = (key("Alice"), key("receiver of many").account());
    let submitted = (0..60u64).map(|extra| {
        let (client, alice) = (client.clone(), alice.clone());
        async move { client.submit(&calls::transfer_keep_alive(&receiver, Tao(1_000 + extra)), &alice).await }
    });

    let outcomes = within("60 transfers", futures::future::join_all(submitted)).await;

    let mut places: Vec<(u64, u32)> =
        outcomes.into_iter().map(|outcome| outcome.unwrap()).map(|sent| (sent.number, sent.extrinsic_index)).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 60, "each came into a block, at a place of its own");
    let all = (0..60).map(|extra| 1_000 + extra).sum::<u64>();
    assert_eq!(client.at_head().await.unwrap().balance(&receiver).await.unwrap(), Tao(all));

    // Another process of the same account does not know of ours.
    let other = connect(&node).await;
    let mine = calls::transfer_keep_alive(&receiver, Tao(1));
    for _ in 0..5 {
        let (here, there) = tokio::join!(client.submit(&mine, &alice), other.submit(&mine, &alice));
        assert!(here.is_ok() || there.is_ok(), "{here:?} {there:?}");
    }
}

#[tokio::test]
async fn a_client_goes_on_when_its_node_comes_back() {
    let data = tempfile::tempdir().unwrap();
    let (port, path) = (free_port().to_string(), data.path().to_str().unwrap());
    let arguments = ["--chain", "dev", "--rpc-port", &port, "--base-path", path];
    let node = Node::start(&arguments);
    let client = connect(&node).await;
    let (alice, receiver) = (key("Alice"), key("receiver").account());
    let mut heads = client.heads();
    client.submit(&calls::transfer_keep_alive(&receiver, Tao::whole(1)), &alice).await.unwrap();
    within("the first head", heads.next()).await.unwrap().unwrap();

    assert!(node.stop().success());
    let asked_meanwhile = tokio::spawn({
        let client = client.clone();
        async move { client.at_head().await }
    });
    let _again = Node::start(&arguments);

    let at = within("the head after the restart", asked_meanwhile).await.unwrap().unwrap();
    assert_eq!(at.balance(&receiver).await.unwrap(), Tao::whole(1), "the chain was kept");
    let sent = client.submit(&calls::transfer_keep_alive(&receiver, Tao::whole(1)), &alice).await.unwrap();
    let followed = async {
        loop {
            if matches!(heads.next().await, Some(Ok(head)) if head.hash == sent.block) {
                return;
            }
        }
    };
    within("the block to be announced", followed).await;
}

#[tokio::test]
async fn a_node_that_is_not_there_is_given_up_within_the_deadline() {
    let url = format!("ws://127.0.0.1:{}", free_port());
    let began = Instant::now();
    let refused = Client::connect(&url, Duration::from_millis(500)).await.err().unwrap();
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert!(matches!(refused, ConnectError::Unreachable { .. }), "{refused}");

    // One that goes away later is given up too.
    let node = Node::start(&DEV);
    let client = connect(&node).await.with_deadline(Duration::from_millis(500));
    node.kill();
    let began = Instant::now();
    assert!(client.at_head().await.is_err());
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_development_chain_makes_blocks_on_demand_and_proves_its_state() {
    let node = Node::start(&DEV);
    let client = connect(&node).await;
    let sealed = client.dev().seal(7).await.unwrap();
    let at = client.at_head().await.unwrap();
    assert_eq!((at.number(), at.hash()), (7, sealed.hash));
    assert_eq!(client.at_finalized().await.unwrap().number(), 7);

    let key = at.storage_key("SubtensorModule", "Tempo", &[&NetUid(1)]).await.unwrap();
    let proof = at.storage_proof(vec![key.clone()]).await.unwrap();
    assert_eq!(proof.state_root, at.state_root());
    let root = proof.nodes.iter().filter(|node| blake2_256(node) == proof.state_root.0).count();
    assert_eq!(root, 1, "one of the nodes is the root itself");
    let value = at.raw_storage(&key).await.unwrap().expect("subnet 1 has a tempo");
    let holds = proof.nodes.iter().any(|node| node.windows(value.len()).any(|bytes| bytes == value));
    assert!(holds, "and one holds the value");
}
