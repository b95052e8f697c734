//! What only development chains do: blocks when asked, time as it is set, and any state.
//!
//! ```no_run
//! # async fn story(client: myelin_client::Client) -> Result<(), myelin_client::ReadError> {
//! use myelin_client::dev::Until;
//! use myelin_primitives::NetUid;
//!
//! let dev = client.dev();
//! let before = dev.snapshot().await?;
//! dev.mine_until(&Until::Epoch { netuid: NetUid(1) }, None).await?;
//! println!("at block {}", client.at_head().await?.number());
//! dev.revert(before).await?;
//! # Ok(()) }
//! ```

mod edit;
mod order;
mod recipe;
mod until;

pub use recipe::{NoSuchFixture, Populated, Recipe, FIXTURES};
pub use until::Until;

use crate::{rpc::Params, Client, Head, ReadError};
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use std::{fmt, time::Duration};

/// How many blocks one order may ask for.
pub const MOST_BLOCKS: u32 = 100_000;

/// A moment of a chain to which one can go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Snapshot(pub u64);

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The verbs of a development chain; other nodes do not know them.
#[derive(Clone)]
pub struct Dev {
    client: Client,
}

impl Dev {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Makes `count` blocks, one after the other, and gives the last. Dropped, it ends early.
    pub async fn seal(&self, count: u32) -> Result<Head, ReadError> {
        self.order("dev_mine", Params::of([count])?, count).await
    }

    /// The same as [`Dev::seal`].
    pub async fn mine(&self, count: u32) -> Result<Head, ReadError> {
        self.seal(count).await
    }

    /// Makes blocks until that holds, [`MOST_BLOCKS`] unless told fewer; none if it holds already.
    /// Dropped, it ends early.
    pub async fn mine_until(&self, until: &Until, at_most: Option<u32>) -> Result<Head, ReadError> {
        let at_most = at_most.unwrap_or(MOST_BLOCKS);
        self.order("dev_mineUntil", Params::of((until, at_most))?, at_most).await
    }

    /// Ends every order that is under way or waits; whoever waits for one is told.
    pub async fn call_off(&self) -> Result<(), ReadError> {
        self.tell("dev_callOff", Params::NONE).await
    }

    /// Chain time of the next block, in milliseconds since 1970.
    pub async fn next_time(&self) -> Result<u64, ReadError> {
        self.tell("dev_time", Params::NONE).await
    }

    /// Lets the next block come at that time, or in the first slot after it, and tells when that is.
    pub async fn set_time(&self, milliseconds: u64) -> Result<u64, ReadError> {
        self.tell("dev_setTime", Params::of([milliseconds])?).await
    }

    /// Lets the next block come so much later, and tells when that is.
    pub async fn advance_time(&self, by: Duration) -> Result<u64, ReadError> {
        let milliseconds = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        self.tell("dev_advanceTime", Params::of([milliseconds])?).await
    }

    /// Remembers this moment, to come back to any number of times.
    pub async fn snapshot(&self) -> Result<Snapshot, ReadError> {
        self.tell("dev_snapshot", Params::NONE).await
    }

    /// Goes back: later blocks and snapshots are gone, and so is what waits in the pool.
    pub async fn revert(&self, to: Snapshot) -> Result<Head, ReadError> {
        self.tell("dev_revert", Params::of([to])?).await
    }

    /// Tells the chain once: what is done twice is done two times.
    async fn tell<R: DeserializeOwned>(&self, method: &str, params: Params) -> Result<R, ReadError> {
        self.client.rpc.tell(method, params).await.map_err(order::in_its_own_words)
    }
}
