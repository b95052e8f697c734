//! What a chain looks like from outside: `cargo run -p myelin-client --example tour -- [URL] [ADDRESS]`.
#![forbid(unsafe_code)]

use myelin_client::Client;
use myelin_wallet::{AccountId, Keypair, Scheme};
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().unwrap_or_else(|| "ws://127.0.0.1:9944".into());
    let account: AccountId = match arguments.next() {
        Some(address) => address.parse()?,
        None => Keypair::from_uri("//Alice", Scheme::Sr25519)?.account(),
    };

    let client = Client::connect(&url, Duration::from_secs(5)).await?;
    let at = client.at_head().await?;
    println!("block {} {}, rules {}", at.number(), at.hash(), at.spec_version().await?);
    println!("{account} has {} rao", at.balance(&account).await?);
    for subnet in at.subnets().await? {
        let neurons = at.neurons_lite(subnet.netuid).await?;
        let price = at.price(subnet.netuid).await?;
        println!("subnet {}: {} neurons, one alpha costs {price} rao", subnet.netuid, neurons.len());
    }
    Ok(())
}
