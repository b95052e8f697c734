//! The blocks of a chain as they come.

use crate::{client::Header, rpc::Params, Client, Hash, ReadError};
use codec::Encode;
use futures::{stream, Stream};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use subxt::rpcs::client::RpcSubscription;
use tokio::time::sleep;

/// The pause after a failure to subscribe.
const PAUSE: Duration = Duration::from_millis(500);

/// A block by its height and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub number: u64,
    pub hash: Hash,
}

impl Client {
    /// The newest block now, and each that comes. After a lost connection it goes on with the
    /// newest; blocks that were made meanwhile are left out, as are those a slow reader missed
    /// before. An error is told and the stream goes on.
    pub fn heads(&self) -> impl Stream<Item = Result<Head, ReadError>> + Send + Unpin + 'static {
        let begin: (Client, Option<RpcSubscription<Header>>, Option<Hash>) = (self.clone(), None, None);
        Box::pin(stream::unfold(begin, |(client, mut subscription, last)| async move {
            loop {
                let Some(open) = subscription.as_mut() else {
                    match client.subscribe_heads().await {
                        Ok(opened) => subscription = Some(opened),
                        Err(cause) => {
                            sleep(PAUSE).await;
                            return Some((Err(cause), (client, None, last)));
                        }
                    }
                    continue;
                };
                match open.next().await {
                    Some(Ok(header)) => {
                        let head = Head { number: header.number, hash: Hash::of(&header.encode()) };
                        if last != Some(head.hash) {
                            return Some((Ok(head), (client, subscription, Some(head.hash))));
                        }
                    }
                    // The connection broke; the next subscription waits for the new one.
                    Some(Err(_)) | None => subscription = None,
                }
            }
        }))
    }

    async fn subscribe_heads(&self) -> Result<RpcSubscription<Header>, ReadError> {
        self.rpc.subscribe("chain_subscribeNewHeads", Params::NONE, "chain_unsubscribeNewHeads").await
    }
}
