//! A chain inside your test, with a connected client, whose time you control.
//!
//! ```no_run
//! # async fn story() -> Result<(), myelin_devnet::Error> {
//! use myelin_devnet::{spawn, Config, Until};
//! use myelin_primitives::NetUid;
//!
//! let devnet = spawn(Config::quiet()).await?;
//! let before = devnet.snapshot().await?;
//! devnet.mine_until(&Until::Epoch { netuid: NetUid(1) }, None).await?;
//! println!("at block {}", devnet.client().at_head().await?.number());
//! devnet.revert(before).await?;
//! # Ok(()) }
//! ```
//!
//! Any number of them live side by side in one process: each takes a free port, prints nothing, and
//! is gone when it is dropped.
#![forbid(unsafe_code)]

mod error;
mod fixtures;

pub use error::Error;
pub use fixtures::{fixture, fixture_in};
pub use myelin_client::{
    dev::{Dev, Populated, Recipe, Snapshot, Until, MOST_BLOCKS},
    Client,
};
pub use myelin_node::dev::Seal;

use myelin_node::dev::{self, Chain, StateFile, Storage};
use myelin_primitives::NetUid;
use serde_json::Value;
use std::{fs, ops::Deref, path::PathBuf, time::Duration};

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
    /// The file with the state to begin from ([`Dev::dump`] writes one, [`fixture`] finds one), in
    /// place of the genesis. It says the length of slots.
    pub state: Option<PathBuf>,
    /// What to set on which subnet (or on the network) before it is handed over, by name; the main
    /// network's values hold for all else.
    pub hyperparameters: Vec<(Option<NetUid>, String, Value)>,
}

impl Config {
    /// A block for each transaction, on a free port.
    pub fn quiet() -> Self {
        Self { seal: Seal::OnTransaction, port: 0, slot: None, state: None, hyperparameters: Vec::new() }
    }

    /// No block before it is ordered.
    pub fn on_command() -> Self {
        Self { seal: Seal::OnCommand, ..Self::quiet() }
    }
}

/// A running chain and a client of it; both end when this is dropped. Its verbs are those of
/// [`Dev`].
pub struct Devnet {
    dev: Dev,
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
    if let Some(path) = config.state {
        let bytes = fs::read(&path).map_err(|cause| Error::File { path, cause })?;
        settings.state = Some(StateFile::from_bytes(&bytes)?);
    }
    // Building the genesis keeps a processor busy; others on the caller's threads go on meanwhile.
    let started = tokio::task::spawn_blocking(move || dev::spawn(settings)).await;
    let chain = started.map_err(|_| Error::Stopped)??;
    let url = chain.rpc_url().ok_or(Error::Stopped)?;
    let client = Client::connect(&url, READY_WITHIN).await?;
    let devnet = Devnet { dev: client.dev(), client, url, chain };
    for (netuid, name, value) in config.hyperparameters {
        devnet.set_hyperparameter(netuid, &name, value).await?;
    }
    Ok(devnet)
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
}

impl Deref for Devnet {
    type Target = Dev;

    fn deref(&self) -> &Dev {
        &self.dev
    }
}
