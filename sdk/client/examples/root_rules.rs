//! What root decides for a new subnet of a development chain, where Alice is root: weights in the
//! open, emission on, and how many seats may validate.
//! `cargo run -p myelin-client --example root_rules -- NETUID VALIDATORS [URL]`.
#![forbid(unsafe_code)]

use myelin_client::{calls, Client, Value};
use myelin_primitives::NetUid;
use myelin_wallet::{Keypair, Scheme};
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(netuid), Some(validators)) = (arguments.next(), arguments.next()) else {
        return Err("say which subnet, and how many seats may validate".into());
    };
    let (netuid, validators): (NetUid, u16) = (NetUid(netuid.parse()?), validators.parse()?);
    let url = arguments.next().unwrap_or_else(|| "ws://127.0.0.1:9944".into());

    let root = Keypair::from_uri("//Alice", Scheme::Sr25519)?;
    let client = Client::connect(&url, Duration::from_secs(5)).await?;
    for rule in [
        calls::set_commit_reveal(netuid, false),
        calls::set_subnet_emission(netuid, true),
        calls::set_for_subnet("sudo_set_max_allowed_validators", netuid, Value::u128(validators.into())),
    ] {
        let outcome = client.submit(&calls::sudo(rule), &root).await?;
        println!("in block {}", outcome.number);
    }
    Ok(())
}
