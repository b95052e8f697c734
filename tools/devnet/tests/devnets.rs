//! Local networks side by side, each with its own time.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use futures::future::try_join_all;
use myelin_client::calls;
use myelin_client::views::NeuronInfoLite;
use myelin_devnet::{fixture_in, spawn, Config, Devnet, Error, Recipe, Until};
use myelin_primitives::{Alpha, MechId, NetUid, Tao, Uid};
use myelin_wallet::{AccountId, Keypair, Scheme};
use serde_json::json;
use std::{
    io::Read,
    net::TcpStream,
    path::Path,
    time::{Duration, Instant},
};

/// How long what takes a moment may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

fn key(uri: &str) -> Keypair {
    Keypair::from_uri(uri, Scheme::Sr25519).unwrap()
}

/// What its owner does with the network of that number, which differs from each other's.
async fn used(number: u32) -> Result<Devnet, Error> {
    let devnet = spawn(Config::quiet()).await?;
    devnet.mine(number).await?;
    let outcome = devnet
        .client()
        .submit(&calls::transfer_keep_alive(&key("//Bob").account(), Tao::whole(number.into())), &key("//Alice"))
        .await
        .unwrap();
    assert_eq!(outcome.number, u64::from(number) + 1);
    Ok(devnet)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_networks_are_used_side_by_side_and_none_sees_the_others() {
    let devnets = try_join_all((1..=20).map(used)).await.unwrap();
    for (number, devnet) in (1u32..).zip(&devnets) {
        let at = devnet.client().at_head().await.unwrap();
        assert_eq!(at.number(), u64::from(number) + 1);
        let bob = at.balance(&key("//Bob").account()).await.unwrap();
        assert_eq!(bob, Tao::whole(1_000_000 + u64::from(number)));
    }
}

#[tokio::test]
async fn a_network_is_gone_when_it_is_dropped() {
    let devnet = spawn(Config::quiet()).await.unwrap();
    let address = devnet.url().trim_start_matches("ws://").to_owned();
    drop(devnet);
    let began = Instant::now();
    // Whoever still gets in is put out as soon as the server ends; then nobody gets in.
    while let Ok(mut guest) = TcpStream::connect(&address) {
        assert!(began.elapsed() < PATIENCE, "{address} is still served");
        guest.set_read_timeout(Some(PATIENCE)).unwrap();
        let _ = guest.read(&mut [0]);
    }
}

#[tokio::test]
async fn a_client_reads_the_past_again_after_a_revert() {
    let devnet = spawn(Config::quiet()).await.unwrap();
    let bob = key("//Bob").account();
    let before = devnet.client().at_head().await.unwrap().balance(&bob).await.unwrap();
    let snapshot = devnet.snapshot().await.unwrap();
    for _ in 0..2 {
        let gift = calls::transfer_keep_alive(&bob, Tao::whole(5));
        devnet.client().submit(&gift, &key("//Alice")).await.unwrap();
        devnet.mine_until(&Until::Epoch { netuid: NetUid(1) }, None).await.unwrap();
        devnet.revert(snapshot).await.unwrap();
        let head = devnet.client().at_head().await.unwrap();
        assert_eq!((head.number(), head.balance(&bob).await.unwrap()), (0, before));
    }
}

#[tokio::test]
async fn an_account_without_a_key_at_hand_is_given_tao() {
    let devnet = spawn(Config::on_command()).await.unwrap();
    let stranger = key("//Stranger").account();
    devnet.faucet(&stranger, Tao::whole(3)).await.unwrap();
    let at = devnet.client().at_head().await.unwrap();
    assert_eq!(at.balance(&stranger).await.unwrap(), Tao::whole(3));
}

#[tokio::test]
async fn a_fixture_is_built_once_and_networks_begin_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let recipe = Recipe::named("small").unwrap();
    let file = fixture_in(folder.path(), &recipe).await.unwrap();
    let built = std::fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(fixture_in(folder.path(), &recipe).await.unwrap(), file);
    assert_eq!(std::fs::metadata(&file).unwrap().modified().unwrap(), built);

    let begin = || spawn(Config { state: Some(file.clone()), ..Config::on_command() });
    let (one, other) = (begin().await.unwrap(), begin().await.unwrap());
    let netuid = NetUid(2);
    let epoch = Until::Epoch { netuid };
    let paid = one.mine_until(&epoch, None).await.unwrap();
    assert_eq!(other.mine_until(&epoch, None).await.unwrap().hash, paid.hash);
    let neurons = one.client().at_head().await.unwrap().neurons_lite(netuid).await.unwrap();
    assert_eq!(neurons.len(), 16);
    let earning = |earns: fn(&NeuronInfoLite<AccountId>) -> bool| neurons.iter().filter(|neuron| earns(neuron)).count();
    assert_eq!(earning(|neuron| neuron.incentive > 0), 11, "every miner");
    assert_eq!(earning(|neuron| neuron.dividends > 0), 4, "every validator");
}

#[tokio::test]
async fn hyperparameters_are_set_before_a_network_is_handed_over() {
    let one = (Some(NetUid(1)), "kappa".to_owned(), json!(12_345));
    let devnet = spawn(Config { hyperparameters: vec![one], ..Config::quiet() }).await.unwrap();
    let at = devnet.client().at_head().await.unwrap();
    assert_eq!(at.hyperparameters(NetUid(1)).await.unwrap().kappa, 12_345);
    let unknown = (Some(NetUid(1)), "kapa".to_owned(), json!(1));
    let refusal = spawn(Config { hyperparameters: vec![unknown], ..Config::quiet() }).await.err().unwrap();
    assert!(refusal.to_string().contains("kapa"), "{refusal}");
}

#[tokio::test]
async fn a_file_without_a_state_is_refused() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let begin = |path: &Path| spawn(Config { state: Some(path.to_owned()), ..Config::quiet() });
    let empty = begin(file.path()).await.err().unwrap();
    assert!(empty.to_string().contains("no state file"), "{empty}");
    let missing = begin(Path::new("/nowhere.state")).await.err().unwrap();
    assert!(missing.to_string().contains("/nowhere.state"), "{missing}");
}

#[tokio::test]
async fn stake_weights_and_storage_are_as_they_are_set() {
    let devnet = spawn(Config::quiet()).await.unwrap();
    let built = devnet.populate(&Recipe { epochs: 0, ..Recipe::named("small").unwrap() }).await.unwrap();
    let (hotkey, coldkey) = (key("//Validator0").account(), key("//Validator0//coldkey").account());
    devnet.set_stake(&hotkey, &coldkey, built.netuid, 77_000_000_000).await.unwrap();
    devnet.set_weights(built.netuid, MechId(0), Uid(1), &[(Uid(7), 65_535)]).await.unwrap();
    let at = devnet.client().at_head().await.unwrap();
    assert_eq!(at.stake(&hotkey, &coldkey, built.netuid).await.unwrap(), Alpha::whole(77));
    let rows = at.weights(built.netuid, MechId(0)).await.unwrap();
    assert!(rows.contains(&(Uid(1), vec![(Uid(7), 65_535)])), "{rows:?}");
    let nobody = devnet.set_weights(built.netuid, MechId(0), Uid(99), &[]).await.unwrap_err();
    assert!(nobody.to_string().contains("99"), "{nobody}");
}
