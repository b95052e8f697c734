//! One node's JSON-RPC: requests with deadlines over a connection that comes back by itself.

use crate::{ConnectError, ReadError};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::value::{to_raw_value, RawValue};
use std::time::Duration;
use subxt::rpcs::{
    client::reconnecting_rpc_client::{ExponentialBackoff, PingConfig, RpcClient as Reconnecting},
    client::RpcSubscription,
    Error, RpcClient,
};
use tokio::time::{sleep, timeout, Instant};

/// How long a question may take unless the caller says otherwise.
pub(crate) const REQUEST_DEADLINE: Duration = Duration::from_secs(20);
/// Longer than anybody sets a deadline: below ours, the connection's own must not cut answers short.
const NEVER: Duration = Duration::from_secs(24 * 60 * 60);
/// The pause before a lost question is asked again, and the first pause between connections.
const SHORT_PAUSE: Duration = Duration::from_millis(50);
/// The longest pause between two attempts to connect.
const LONG_PAUSE: Duration = Duration::from_secs(1);
/// How often an idle connection is checked: a dead one is known after two of these.
const PING: Duration = Duration::from_secs(10);

/// Parameters of a request, each already JSON.
pub(crate) struct Params(Option<Box<RawValue>>);

impl Params {
    pub(crate) const NONE: Self = Self(None);

    /// A tuple or list, which JSON writes as an array.
    pub(crate) fn of(list: impl Serialize) -> Result<Self, ReadError> {
        to_raw_value(&list).map(|raw| Self(Some(raw))).map_err(|cause| ReadError::undecodable("parameters", cause))
    }
}

/// A connection. Clones share it.
#[derive(Clone)]
pub(crate) struct Rpc {
    client: RpcClient,
    deadline: Duration,
}

impl Rpc {
    /// Connects, trying again until `deadline` has passed.
    pub(crate) async fn connect(url: &str, deadline: Duration) -> Result<Self, ConnectError> {
        if !(url.starts_with("ws://") || url.starts_with("wss://")) {
            return Err(ConnectError::Url { url: url.to_owned(), reason: "it is not a WebSocket URL".into() });
        }
        reach(url, deadline).await?;
        let pauses = ExponentialBackoff::from_millis(2).max_delay(LONG_PAUSE);
        let building = Reconnecting::builder()
            .retry_policy(pauses)
            .request_timeout(NEVER)
            .enable_ws_ping(PingConfig::new().ping_interval(PING).inactive_limit(PING).max_failures(2))
            .build(url);
        let unreachable = |reason: String| ConnectError::Unreachable { url: url.to_owned(), deadline, reason };
        let client = timeout(deadline, building)
            .await
            .map_err(|_| unreachable("it closed the connection again".into()))?
            .map_err(|cause| unreachable(cause.to_string()))?;
        Ok(Self { client: RpcClient::new(client), deadline: REQUEST_DEADLINE })
    }

    /// The same connection with another deadline for each question.
    pub(crate) fn with_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    pub(crate) fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Asks, and asks again where the connection broke before the answer; for questions only.
    pub(crate) async fn ask<R: DeserializeOwned>(&self, method: &str, params: Params) -> Result<R, ReadError> {
        let asking = async {
            loop {
                match self.client.request_raw(method, params.0.clone()).await {
                    Err(Error::DisconnectedWillReconnect(_)) => sleep(SHORT_PAUSE).await,
                    answer => break answer,
                }
            }
        };
        let answer = self.in_time(method, asking).await?;
        serde_json::from_str(answer.get()).map_err(|cause| ReadError::undecodable(method, cause))
    }

    /// Asks once: for what must not happen twice.
    pub(crate) async fn tell<R: DeserializeOwned>(&self, method: &str, params: Params) -> Result<R, ReadError> {
        let answer = self.in_time(method, self.client.request_raw(method, params.0)).await?;
        serde_json::from_str(answer.get()).map_err(|cause| ReadError::undecodable(method, cause))
    }

    /// Subscribes once; the stream ends or errs when the connection breaks.
    pub(crate) async fn subscribe<R: DeserializeOwned>(
        &self,
        method: &str,
        params: Params,
        end: &str,
    ) -> Result<RpcSubscription<R>, ReadError> {
        let raw = self.in_time(method, self.client.subscribe_raw(method, params.0, end)).await?;
        Ok(RpcSubscription::new(raw))
    }

    async fn in_time<R>(
        &self,
        method: &str,
        work: impl std::future::Future<Output = Result<R, Error>>,
    ) -> Result<R, ReadError> {
        match timeout(self.deadline, work).await {
            Ok(answer) => answer.map_err(|cause| read_error(method, cause)),
            Err(_) => Err(ReadError::TimedOut { method: method.to_owned(), deadline: self.deadline }),
        }
    }
}

/// Opens one connection and lets it go, so that the reason of a failure can be told: the client
/// that reconnects by itself keeps its reasons.
async fn reach(url: &str, deadline: Duration) -> Result<(), ConnectError> {
    let end = Instant::now().checked_add(deadline);
    let mut reason = String::from("it did not complete the handshake");
    loop {
        let left = end.map_or(deadline, |end| end.saturating_duration_since(Instant::now()));
        let unreachable = || ConnectError::Unreachable { url: url.to_owned(), deadline, reason: reason.clone() };
        if left.is_zero() {
            return Err(unreachable());
        }
        let once = Reconnecting::builder().retry_policy(std::iter::empty::<Duration>()).build(url);
        match timeout(left, once).await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(cause)) => reason = causes(&cause),
            Err(_) => return Err(unreachable()),
        }
        sleep(SHORT_PAUSE.min(left)).await;
    }
}

/// An error with the causes beneath it, those left out that repeat what was said.
fn causes(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut beneath = error.source();
    while let Some(cause) = beneath {
        let next = cause.to_string();
        if !said.contains(&next) {
            said = format!("{said}: {next}");
        }
        beneath = cause.source();
    }
    said
}

fn read_error(method: &str, cause: Error) -> ReadError {
    match cause {
        Error::User(refusal) => {
            let data = refusal.data.map(|data| data.get().trim_matches('"').to_owned()).unwrap_or_default();
            let told = format!("{} {data}", refusal.message);
            if told.contains("State already discarded") {
                return ReadError::Pruned("that block".into());
            }
            if told.contains("UnknownBlock") || told.contains("Header was not found") {
                return ReadError::NoSuchBlock("of that hash".into());
            }
            ReadError::Refused { method: method.to_owned(), code: refusal.code, message: refusal.message, data }
        }
        Error::DisconnectedWillReconnect(reason) => ReadError::Disconnected(reason),
        Error::Deserialization(cause) => ReadError::undecodable(method, cause),
        other => ReadError::Disconnected(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_no_url_is_refused_at_once() {
        let refused = Rpc::connect("http://127.0.0.1:1", Duration::from_secs(5)).await.err().unwrap();
        assert!(matches!(refused, ConnectError::Url { .. }), "{refused}");
    }

    #[tokio::test]
    async fn a_dead_address_is_given_up_within_the_deadline_and_says_why() {
        // Taken and let go: nobody listens there.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let begin = Instant::now();
        let url = format!("ws://127.0.0.1:{port}");
        let refused = Rpc::connect(&url, Duration::from_millis(400)).await.err().unwrap();
        assert!(begin.elapsed() < Duration::from_secs(2));
        assert!(refused.to_string().contains("refused"), "{refused}");
    }

    #[tokio::test]
    async fn a_listener_that_never_speaks_is_given_up_within_the_deadline() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        let begin = Instant::now();
        let refused = Rpc::connect(&url, Duration::from_millis(400)).await.err().unwrap();
        assert!(begin.elapsed() < Duration::from_secs(2));
        assert!(matches!(refused, ConnectError::Unreachable { .. }), "{refused}");
    }
}
