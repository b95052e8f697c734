//! Local networks side by side, each with its own time.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use futures::future::try_join_all;
use myelin_client::calls;
use myelin_devnet::{spawn, Config, Devnet, Error, Until};
use myelin_primitives::{NetUid, Tao};
use myelin_wallet::{Keypair, Scheme};
use std::{
    io::Read,
    net::TcpStream,
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
