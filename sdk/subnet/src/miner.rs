//! A miner: serves its answers to whoever may ask, says on chain where, and keeps an eye on who
//! may.

use crate::{
    seats::{address_of, Seats},
    wire::Ask,
    Miner, Subnet,
};
use futures::StreamExt;
use myelin_client::{calls, At, Client, ReadError, SubmitError};
use myelin_primitives::NetUid;
use myelin_synapse::{Axon, AxonError, Limits, Request, Serving};
use myelin_wallet::{AccountId, Keypair};
use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
};
use tokio::sync::watch;

#[derive(Debug, thiserror::Error)]
pub enum MinerError {
    #[error("could not serve: {0}")]
    Axon(#[from] AxonError),
    #[error("could not read the chain: {0}")]
    Read(#[from] ReadError),
    #[error("could not announce the axon: {0}")]
    Submit(#[from] SubmitError),
    #[error("hotkey {hotkey} holds no seat on subnet {netuid}; register it first")]
    NoSeat { hotkey: AccountId, netuid: NetUid },
}

/// A miner at work; it stops serving when this is dropped.
pub struct MinerNode {
    client: Client,
    hotkey: Keypair,
    netuid: NetUid,
    serving: Serving,
    /// Where others reach it, if not where it listens.
    external: SocketAddr,
    askers: Askers,
}

/// Who may ask: those whose weights count.
#[derive(Clone, Default)]
struct Askers(Arc<RwLock<BTreeSet<AccountId>>>);

impl Askers {
    fn may(&self, caller: &AccountId) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(caller)
    }

    fn set(&self, validators: Vec<AccountId>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = validators.into_iter().collect();
    }
}

impl MinerNode {
    /// Begins to serve; nobody may ask before [`Self::follow`] has read who may.
    pub async fn serve<S: Subnet, M: Miner<S>>(
        miner: M,
        client: Client,
        hotkey: Keypair,
        netuid: NetUid,
        listen: SocketAddr,
        external: Option<SocketAddr>,
    ) -> Result<Self, MinerError> {
        let askers = Askers::default();
        let miner = Arc::new(miner);
        let may_ask = askers.clone();
        let serving = Axon::builder(hotkey.account())
            .limits(Limits::default())
            .gate(move |caller| match may_ask.may(&caller.account) {
                true => Ok(()),
                false => Err("no validator permit".to_string()),
            })
            .attach::<Ask<S>, _, _>(move |request: Request<Ask<S>>| {
                let miner = miner.clone();
                async move {
                    let answer = miner.answer(request.body.question.clone()).await?;
                    Ok(Ask { answer: Some(answer), ..request.body })
                }
            })
            .serve(listen)
            .await?;
        let external = external.unwrap_or(serving.address());
        Ok(Self { client, hotkey, netuid, serving, external, askers })
    }

    pub fn account(&self) -> AccountId {
        self.hotkey.account()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.serving.address()
    }

    /// Learns who may ask at that block.
    pub async fn follow(&self, at: &At) -> Result<(), MinerError> {
        self.askers.set(Seats::read(at, self.netuid).await?.validators);
        Ok(())
    }

    /// Says on chain where it serves, unless the chain knows; true if it had to.
    pub async fn announce(&self, at: &At) -> Result<bool, MinerError> {
        announce(&self.client, at, &self.hotkey, self.netuid, self.external).await
    }

    /// Follows the chain until `stop` says true or its sender is gone.
    pub async fn run(self, mut stop: watch::Receiver<bool>, mut tell: impl FnMut(MinerError) + Send) {
        let mut heads = self.client.heads();
        loop {
            let head = tokio::select! {
                head = heads.next() => head,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            let followed = match head {
                Some(Ok(head)) => match self.client.at_hash(head.hash).await {
                    Ok(at) => self.follow(&at).await,
                    Err(error) => Err(error.into()),
                },
                Some(Err(error)) => Err(error.into()),
                None => return,
            };
            if let Err(error) = followed {
                tell(error);
            }
        }
    }
}

/// Says on chain where a hotkey serves, unless the chain knows; true if it had to. Announcing has
/// a rate limit, so that saying it again for nothing would cost the next real change.
pub async fn announce(
    client: &Client,
    at: &At,
    hotkey: &Keypair,
    netuid: NetUid,
    address: SocketAddr,
) -> Result<bool, MinerError> {
    let account = hotkey.account();
    if at.uid_of(netuid, &account).await?.is_none() {
        return Err(MinerError::NoSeat { hotkey: account, netuid });
    }
    let known = at.axon(netuid, &account).await?.as_ref().and_then(address_of);
    if known == Some(address) {
        return Ok(false);
    }
    client.submit(&calls::serve_axon(netuid, VERSION, address.ip(), address.port(), PROTOCOL), hotkey).await?;
    Ok(true)
}

/// What this software calls itself on chain: major, minor and patch as `1_000_000`, `1_000`, `1`.
const VERSION: u32 = 10_005_000;
/// The protocol number axons announce.
const PROTOCOL: u8 = 4;
