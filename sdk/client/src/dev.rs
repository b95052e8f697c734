//! What only development chains do.

use crate::{rpc::Params, Client, Head, ReadError};
use std::time::Duration;

/// How long a block may take to be made, at worst; the deadline grows with their number.
const PER_BLOCK: Duration = Duration::from_millis(100);

/// The verbs of a development chain; other nodes refuse them.
pub struct Dev {
    client: Client,
}

impl Dev {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Makes `count` blocks, one after the other, and gives the last.
    pub async fn seal(&self, count: u32) -> Result<Head, ReadError> {
        let deadline = self.client.rpc.deadline().saturating_add(PER_BLOCK.saturating_mul(count));
        // Told once: blocks made twice would be twice as many.
        self.client.rpc.clone().with_deadline(deadline).tell("dev_seal", Params::of([count])?).await
    }
}
