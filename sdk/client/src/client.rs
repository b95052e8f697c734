//! A connection to a chain, and the blocks one can read at.

use crate::{
    nonces::Nonces,
    rpc::{Params, Rpc},
    runtime::{BittensorConfig, Runtime},
    At, ConnectError, Dev, Hash, ReadError,
};
use codec::Decode;
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use subxt::{
    config::substrate::{SubstrateHeader, H256},
    metadata::Metadata,
};

pub(crate) type Header = SubstrateHeader<H256>;

/// How long a submitted call may take into a block unless the caller says otherwise.
const INCLUSION_DEADLINE: Duration = Duration::from_secs(120);

/// A chain. Clones share the connection, which comes back by itself when it breaks.
#[derive(Clone)]
pub struct Client {
    pub(crate) rpc: Rpc,
    pub(crate) inclusion_deadline: Duration,
    pub(crate) shared: Arc<Shared>,
}

/// What all clones of a client know.
pub(crate) struct Shared {
    url: String,
    /// Rules by version: they change rarely and their metadata is large. Forgotten when another
    /// chain is met behind the same address.
    runtimes: Mutex<HashMap<u32, Arc<Runtime>>>,
    pub(crate) nonces: Nonces,
}

impl Shared {
    fn runtimes(&self) -> MutexGuard<'_, HashMap<u32, Arc<Runtime>>> {
        self.runtimes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The answer of `state_getRuntimeVersion`, as far as we care.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Version {
    spec_version: u32,
    transaction_version: u32,
}

impl Client {
    /// Connects to the node at `url` (`ws://` or `wss://`) and makes sure that a chain answers.
    /// Tries again until `deadline` has passed.
    pub async fn connect(url: &str, deadline: Duration) -> Result<Self, ConnectError> {
        let rpc = Rpc::connect(url, deadline).await?;
        let shared = Shared { url: url.to_owned(), runtimes: Mutex::default(), nonces: Nonces::default() };
        let client = Self { rpc, inclusion_deadline: INCLUSION_DEADLINE, shared: Arc::new(shared) };
        let foreign = |cause: ReadError| ConnectError::Foreign { url: url.to_owned(), reason: cause.to_string() };
        let asking = client.clone().with_deadline(deadline);
        asking.hash_of(0).await.map_err(foreign)?;
        Ok(client)
    }

    /// The same connection with another deadline for each question.
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.rpc = self.rpc.with_deadline(deadline);
        self
    }

    /// The same connection with another deadline for calls to come into a block.
    pub fn with_inclusion_deadline(mut self, deadline: Duration) -> Self {
        self.inclusion_deadline = deadline;
        self
    }

    /// Where the node is.
    pub fn url(&self) -> &str {
        &self.shared.url
    }

    /// The newest block.
    pub async fn at_head(&self) -> Result<At, ReadError> {
        self.at_hash(self.rpc.ask("chain_getBlockHash", Params::NONE).await?).await
    }

    /// The newest block that cannot be undone.
    pub async fn at_finalized(&self) -> Result<At, ReadError> {
        self.at_hash(self.rpc.ask("chain_getFinalizedHead", Params::NONE).await?).await
    }

    /// The block of a height.
    pub async fn at_number(&self, number: u64) -> Result<At, ReadError> {
        self.at_hash(self.hash_of(number).await?).await
    }

    /// The block of a hash.
    pub async fn at_hash(&self, hash: Hash) -> Result<At, ReadError> {
        let header: Option<Header> = self.rpc.ask("chain_getHeader", Params::of([hash])?).await?;
        let header = header.ok_or_else(|| ReadError::NoSuchBlock(hash.to_string()))?;
        Ok(At::new(self.clone(), hash, &header))
    }

    /// What only development chains do.
    pub fn dev(&self) -> Dev {
        Dev::new(self.clone())
    }

    /// The hash of the first block, which names the chain.
    pub async fn genesis(&self) -> Result<Hash, ReadError> {
        self.hash_of(0).await
    }

    pub(crate) async fn hash_of(&self, number: u64) -> Result<Hash, ReadError> {
        let hash: Option<Hash> = self.rpc.ask("chain_getBlockHash", Params::of([number])?).await?;
        hash.ok_or_else(|| ReadError::NoSuchBlock(number.to_string()))
    }

    /// The rules that hold after the block `hash`; after the newest one if none is named.
    pub(crate) async fn runtime_after(&self, hash: Option<Hash>) -> Result<Arc<Runtime>, ReadError> {
        let version: Version = self.rpc.ask("state_getRuntimeVersion", Params::of([hash])?).await?;
        if let Some(runtime) = self.shared.runtimes().get(&version.spec_version) {
            return Ok(runtime.clone());
        }
        let runtime = Arc::new(self.learn(version, hash).await?);
        Ok(self.shared.runtimes().entry(version.spec_version).or_insert(runtime).clone())
    }

    /// The rules that hold after the newest block, by which calls are made.
    pub(crate) async fn newest_runtime(&self) -> Result<Arc<Runtime>, ReadError> {
        let (runtime, genesis) = futures::try_join!(self.runtime_after(None), self.genesis())?;
        if runtime.genesis == genesis {
            return Ok(runtime);
        }
        self.shared.runtimes().clear();
        self.runtime_after(None).await
    }

    async fn learn(&self, version: Version, hash: Option<Hash>) -> Result<Runtime, ReadError> {
        let unreadable = |cause: &dyn std::fmt::Display| ReadError::undecodable("metadata", cause);
        let told = match self.call_bytes("Metadata_metadata_at_version", &15u32.to_le_bytes(), hash).await {
            Ok(bytes) => Option::<Vec<u8>>::decode(&mut &bytes[..]).map_err(|cause| unreadable(&cause))?,
            // A runtime too old to be asked for a version.
            Err(ReadError::Refused { .. }) => None,
            Err(other) => return Err(other),
        };
        let bytes = match told {
            Some(bytes) => bytes,
            None => from_hex("metadata", &self.rpc.ask::<String>("state_getMetadata", Params::of([hash])?).await?)?,
        };
        Runtime::new(BittensorConfig {
            genesis: self.genesis().await?,
            spec_version: version.spec_version,
            transaction_version: version.transaction_version,
            metadata: Metadata::decode_from(&bytes).map_err(|cause| unreadable(&cause))?.arc(),
        })
    }

    /// Asks the runtime after a block.
    pub(crate) async fn call_bytes(
        &self,
        function: &str,
        arguments: &[u8],
        hash: Option<Hash>,
    ) -> Result<Vec<u8>, ReadError> {
        let arguments = to_hex(arguments);
        let answer: String = self.rpc.ask("state_call", Params::of((function, arguments, hash))?).await?;
        from_hex(function, &answer)
    }
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

pub(crate) fn from_hex(what: &str, text: &str) -> Result<Vec<u8>, ReadError> {
    hex::decode(text.strip_prefix("0x").unwrap_or(text)).map_err(|cause| ReadError::undecodable(what, cause))
}
