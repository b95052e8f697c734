//! A block, and everything that can be asked about it.
//!
//! The state of a block was written by the rules of its parent, so those are what it is read by.

mod storage;
mod views;

pub use storage::Key;
pub use views::Rows;

use crate::{client::Header, events, runtime::Runtime, ChainEvent, Client, Hash, ReadError};
use codec::{DecodeAll, Encode};
use std::{fmt, sync::Arc};
use tokio::sync::OnceCell;

/// A block of a chain. Whatever is asked through it is answered as of that block, however far the
/// chain has gone on.
#[derive(Clone)]
pub struct At {
    client: Client,
    number: u64,
    hash: Hash,
    parent: Hash,
    state_root: Hash,
    runtime: Arc<OnceCell<Arc<Runtime>>>,
}

impl At {
    pub(crate) fn new(client: Client, hash: Hash, header: &Header) -> Self {
        Self {
            client,
            number: header.number,
            hash,
            parent: header.parent_hash.into(),
            state_root: header.state_root.into(),
            runtime: Arc::default(),
        }
    }

    /// The block's height.
    pub fn number(&self) -> u64 {
        self.number
    }

    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The hash of the block before; zero for the first.
    pub fn parent_hash(&self) -> Hash {
        self.parent
    }

    /// The root of the state's tree after the block.
    pub fn state_root(&self) -> Hash {
        self.state_root
    }

    /// The chain the block belongs to.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The block before; none before the first.
    pub async fn parent(&self) -> Result<Option<Self>, ReadError> {
        match self.number {
            0 => Ok(None),
            _ => self.client.at_hash(self.parent).await.map(Some),
        }
    }

    /// Asks the runtime. `arguments` is the tuple of them, or the only one.
    pub async fn runtime_api<R: DecodeAll>(
        &self,
        interface: &str,
        method: &str,
        arguments: &impl Encode,
    ) -> Result<R, ReadError> {
        let function = format!("{interface}_{method}");
        let arguments = arguments.encode();
        let bytes = self.client.call_bytes(&function, &arguments, Some(self.hash)).await?;
        R::decode_all(&mut &bytes[..]).map_err(|cause| ReadError::undecodable(function, cause))
    }

    /// What the block announced.
    pub async fn events(&self) -> Result<Vec<ChainEvent>, ReadError> {
        let runtime = self.runtime().await?;
        let bytes = self.storage_bytes("System", "Events", &[]).await?;
        bytes.map_or(Ok(Vec::new()), |bytes| events::decode(runtime, bytes))
    }

    /// The version of the rules that made the block.
    pub async fn spec_version(&self) -> Result<u32, ReadError> {
        self.runtime().await.map(|runtime| runtime.spec_version)
    }

    pub(crate) async fn runtime(&self) -> Result<&Arc<Runtime>, ReadError> {
        let before = if self.number == 0 { self.hash } else { self.parent };
        let learn = || async move {
            match self.client.runtime_after(Some(before)).await {
                // A chain that was begun from a state in a file has no block before its first.
                Err(ReadError::NoSuchBlock(_)) => self.client.runtime_after(Some(self.hash)).await,
                learned => learned,
            }
        };
        self.runtime.get_or_try_init(learn).await
    }
}

impl fmt::Debug for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "block {} ({}) of {}", self.number, self.hash, self.client.url())
    }
}
