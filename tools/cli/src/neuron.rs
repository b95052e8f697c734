//! What miners and validators have in common: a seat, an address, and an end.

use crate::connect::not_told;
use myelin_client::At;
use myelin_primitives::{NetUid, Uid};
use myelin_subnet::seats::address_of;
use myelin_up::Failure;
use myelin_wallet::AccountId;
use std::net::SocketAddr;
use tokio::sync::watch;

/// The hotkey's seat; without one there is nothing to do.
pub async fn seat(at: &At, netuid: NetUid, hotkey: &AccountId) -> Result<Uid, Failure> {
    let uid = at.uid_of(netuid, hotkey).await.map_err(not_told)?;
    uid.ok_or_else(|| {
        Failure::new(
            format!("hotkey {hotkey} holds no seat on subnet {netuid}"),
            format!("`myelin subnet register --netuid {netuid}` takes one"),
        )
    })
}

/// Where to listen: for any free port, rather the one that the chain knows from an earlier run,
/// because announcing another has a rate limit.
pub async fn listen(at: &At, netuid: NetUid, hotkey: &AccountId, wanted: SocketAddr) -> Result<SocketAddr, Failure> {
    if wanted.port() != 0 {
        return Ok(wanted);
    }
    let axon = at.axon(netuid, hotkey).await.map_err(not_told)?;
    let known = axon.as_ref().and_then(address_of).filter(|known| known.ip() == wanted.ip());
    let is_free = |address: &SocketAddr| std::net::TcpListener::bind(address).is_ok();
    Ok(known.filter(is_free).unwrap_or(wanted))
}

/// Says true once somebody presses Ctrl-C.
pub fn until_interrupted() -> watch::Receiver<bool> {
    let (say, said) = watch::channel(false);
    tokio::spawn(async move {
        // Where no signal can be heard, the sender goes, and that ends the work too.
        let _ = tokio::signal::ctrl_c().await;
        let _ = say.send(true);
    });
    said
}
