//! A chain inside your test, with a connected client, whose time you control.
//!
//! ```no_run
//! # async fn story() -> Result<(), myelin_devnet::Error> {
//! use myelin_devnet::{spawn, Config, Until};
//!
//! let devnet = spawn(Config::quiet()).await?;
//! let before = devnet.snapshot().await?;
//! devnet.mine_until(Until::Epoch { netuid: 1 }).await?;
//! println!("at block {}", devnet.client().at_head().await?.number());
//! devnet.revert(before).await?;
//! # Ok(()) }
//! ```
//!
//! Any number of them live side by side in one process: each takes a free port, prints nothing, and
//! is gone when it is dropped.
#![forbid(unsafe_code)]

mod error;

pub use error::Error;
pub use myelin_client::Client;
pub use myelin_node::dev::{Seal, Sealed, Until, MOST_BLOCKS};

use myelin_node::dev::{self, Chain, Sealer, Storage};
use std::time::Duration;

/// How long the node may take to answer for the first time.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// How a local network is to be.
#[derive(Clone, Debug)]
pub struct Config {
    /// When it makes blocks of its own accord.
    pub seal: Seal,
    /// The port for JSON-RPC on this machine; 0 takes a free one.
    pub port: u16,
    /// The length of a slot in chain time; the main network's unless said otherwise.
    pub slot: Option<Duration>,
}

impl Config {
    /// A block for each transaction, on a free port.
    pub fn quiet() -> Self {
        Self { seal: Seal::OnTransaction, port: 0, slot: None }
    }

    /// No block before it is ordered.
    pub fn on_command() -> Self {
        Self { seal: Seal::OnCommand, ..Self::quiet() }
    }
}

/// A number under which a moment is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot(u64);

/// A running chain and a client of it; both end when this is dropped.
pub struct Devnet {
    client: Client,
    url: String,
    chain: Chain,
}

/// Starts a chain in memory and connects to it.
pub async fn spawn(config: Config) -> Result<Devnet, Error> {
    let mut settings = dev::Config {
        seal: config.seal,
        storage: Storage::Memory,
        rpc_port: Some(config.port),
        ..dev::Config::quiet()
    };
    if let Some(slot) = config.slot {
        let milliseconds = u64::try_from(slot.as_millis()).map_err(|_| Error::SlotTooLong(slot))?;
        settings.genesis.slot_duration_ms = Some(milliseconds);
    }
    // Building the genesis keeps a processor busy; others on the caller's threads go on meanwhile.
    let started = tokio::task::spawn_blocking(move || dev::spawn(settings)).await;
    let chain = started.map_err(|_| Error::Stopped)??;
    let url = chain.rpc_url().ok_or(Error::Stopped)?;
    let client = Client::connect(&url, READY_WITHIN).await?;
    Ok(Devnet { client, url, chain })
}

impl Devnet {
    /// Reads the chain and submits to it.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Where other clients find it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The chain itself, for what only code in the same process can do.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Makes `blocks` blocks, which take no time but chain time, and gives the last.
    pub async fn mine(&self, blocks: u32) -> Result<Sealed, Error> {
        Ok(self.sealer().seal(blocks).await?)
    }

    /// Makes blocks until that holds; none if it does already. Dropped, it ends after a block.
    pub async fn mine_until(&self, until: Until) -> Result<Sealed, Error> {
        Ok(self.sealer().mine_until(until, MOST_BLOCKS).await?)
    }

    /// Chain time of the next block, in milliseconds since 1970.
    pub async fn next_time(&self) -> Result<u64, Error> {
        Ok(self.sealer().next_time().await?)
    }

    /// Lets the next block come at that chain time, or in the first slot after it.
    pub async fn set_time(&self, milliseconds: u64) -> Result<u64, Error> {
        Ok(self.sealer().set_time(milliseconds).await?)
    }

    /// Lets the next block come so much later.
    pub async fn advance_time(&self, by: Duration) -> Result<u64, Error> {
        let milliseconds = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        Ok(self.sealer().advance_time(milliseconds).await?)
    }

    /// Remembers this moment, to come back to any number of times.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        Ok(Snapshot(self.sealer().snapshot().await?))
    }

    /// Goes back: later blocks and snapshots are gone, and so is what waits in the pool.
    pub async fn revert(&self, to: Snapshot) -> Result<Sealed, Error> {
        Ok(self.sealer().revert(to.0).await?)
    }

    /// Lets an account own exactly so much, in a block of its own.
    pub async fn set_balance(&self, account: [u8; 32], rao: u64) -> Result<Sealed, Error> {
        Ok(self.sealer().set_balance(account.into(), rao).await?)
    }

    /// Gives an account so much more, in a block of its own.
    pub async fn faucet(&self, account: [u8; 32], rao: u64) -> Result<Sealed, Error> {
        Ok(self.sealer().faucet(account.into(), rao).await?)
    }

    /// Makes an encoded call as any account, without its key, in a block of its own.
    pub async fn act_as(&self, account: [u8; 32], call: Vec<u8>) -> Result<Sealed, Error> {
        Ok(self.sealer().act(account.into(), call).await?)
    }

    /// Makes an encoded call as root, in a block of its own.
    pub async fn act_as_root(&self, call: Vec<u8>) -> Result<Sealed, Error> {
        Ok(self.sealer().act_as_root(call).await?)
    }

    /// Writes raw storage, all in one block; a value of none removes what is there.
    pub async fn set_storage(&self, writes: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<Sealed, Error> {
        Ok(self.sealer().write(writes).await?)
    }

    fn sealer(&self) -> &Sealer {
        self.chain.sealer()
    }
}
