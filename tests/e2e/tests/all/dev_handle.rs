//! What a client's handle of a development chain does.

use myelin_client::{
    calls,
    dev::{Recipe, Until},
    Client, ReadError,
};
use myelin_e2e::{node::Node, within, PATIENCE};
use myelin_primitives::{Alpha, MechId, NetUid, Tao, Uid};
use myelin_wallet::{AccountId, Keypair, Scheme};
use std::time::Duration;

const ON_COMMAND: [&str; 6] = ["--chain", "dev", "--rpc-port", "0", "--seal", "command"];

async fn spawn() -> (Node, Client) {
    let node = Node::start(&ON_COMMAND);
    let client = Client::connect(&node.url, PATIENCE).await.unwrap_or_else(|cause| panic!("{cause}"));
    (node, client)
}

fn account(uri: &str) -> AccountId {
    Keypair::from_uri(uri, Scheme::Sr25519).unwrap().account()
}

#[tokio::test]
async fn a_state_is_set_piece_by_piece_and_read_back() {
    let (_node, client) = spawn().await;
    let dev = client.dev();
    let ferdie = account("//Ferdie");
    dev.set_balance(&ferdie, Tao::whole(7)).await.unwrap();
    dev.faucet(&ferdie, Tao::whole(2)).await.unwrap();
    let built = within("a subnet", dev.populate(&Recipe::named("small").unwrap())).await.unwrap();
    let (hotkey, coldkey) = (account("//Validator0"), account("//Validator0//coldkey"));
    dev.set_stake(&hotkey, &coldkey, built.netuid, 123).await.unwrap();
    let uid = client.at_head().await.unwrap().uid_of(built.netuid, &hotkey).await.unwrap().unwrap();
    let row = vec![(Uid(5), u16::MAX), (Uid(6), 1_000)];
    dev.set_weights(built.netuid, MechId::MAIN, uid, &row).await.unwrap();
    dev.set_hyperparameter(Some(built.netuid), "kappa", 40_000.into()).await.unwrap();
    let last = dev.set_storage(vec![(b":x".to_vec(), Some(vec![42])), (b":y".to_vec(), None)]).await.unwrap();

    let at = client.at_head().await.unwrap();
    assert_eq!((at.number(), at.hash()), (last.number, last.hash));
    assert_eq!(at.balance(&ferdie).await.unwrap(), Tao::whole(9));
    assert_eq!(at.neurons_lite(built.netuid).await.unwrap().len(), 16);
    assert_eq!(at.stake(&hotkey, &coldkey, built.netuid).await.unwrap(), Alpha(123));
    assert!(at.weights(built.netuid, MechId::MAIN).await.unwrap().contains(&(uid, row)));
    assert_eq!(at.hyperparameters(built.netuid).await.unwrap().kappa, 40_000);
    assert_eq!(at.raw_storage(b":x").await.unwrap(), Some(vec![42]));
}

#[tokio::test]
async fn one_goes_back_to_a_snapshot_and_to_a_state_in_a_file() {
    let (_node, client) = spawn().await;
    let dev = client.dev();
    let ferdie = account("//Ferdie");
    let before = dev.snapshot().await.unwrap();
    dev.set_balance(&ferdie, Tao::whole(3)).await.unwrap();
    let file = dev.dump().await.unwrap();
    assert_eq!(dev.revert(before).await.unwrap().number, 0);
    assert_eq!(client.at_head().await.unwrap().balance(&ferdie).await.unwrap(), Tao::whole(2_000));
    dev.load(&file).await.unwrap();
    assert_eq!(client.at_head().await.unwrap().balance(&ferdie).await.unwrap(), Tao::whole(3));
    let cut = dev.load(&file[..file.len() / 2]).await.unwrap_err();
    assert!(matches!(&cut, ReadError::Declined { .. }), "{cut}");
}

#[tokio::test]
async fn a_call_that_fails_is_told_with_the_name_of_its_error() {
    let (_node, client) = spawn().await;
    let dev = client.dev();
    let poor = dev.act_as(&account("//Ferdie"), &calls::start_call(NetUid(99))).await.unwrap_err();
    assert!(poor.to_string().starts_with("the call failed: SubtensorModule."), "{poor}");
    let unset = dev.act_as_root(&calls::sudo_set_tempo(NetUid(99), 3)).await.unwrap_err();
    assert!(unset.to_string().starts_with("the call failed: "), "{unset}");
    assert!(!unset.to_string().contains('['), "a name, not bytes: {unset}");
}

#[tokio::test]
async fn an_order_nobody_waits_for_any_more_is_called_off() {
    let (_node, client) = spawn().await;
    let dev = client.dev();
    let long = tokio::time::timeout(Duration::from_millis(200), dev.mine(100_000)).await;
    assert!(long.is_err(), "a hundred thousand blocks take longer");
    // An order that came before the long one was called off is called off with it.
    let next = loop {
        match dev.mine(1).await {
            Err(ReadError::Declined { reason, .. }) if reason.contains("called off") => {}
            next => break next.unwrap(),
        }
    };
    assert!(next.number < 100_000, "the head is block {}", next.number);
}

#[tokio::test]
async fn what_a_chain_declines_is_told_with_a_way_out() {
    let (_node, client) = spawn().await;
    let dev = client.dev();
    let nowhere = dev.mine_until(&Until::Epoch { netuid: NetUid(77) }, Some(10)).await.unwrap_err();
    assert_eq!((nowhere.to_string().as_str(), nowhere.hint()), ("there is no subnet 77", "register it first"));
    assert_eq!(dev.mine_until(&Until::Block(7), None).await.unwrap().number, 7);
    let past = dev.mine_until(&Until::Block(3), None).await.unwrap_err();
    assert_eq!(
        (past.to_string().as_str(), past.hint()),
        ("block 3 is past: the head is block 7", "a revert goes back")
    );
}
