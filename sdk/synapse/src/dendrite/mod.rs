//! The asking side: signs a question, sends it, and takes what comes back with a grain of salt.
//!
//! A call takes as long as it was given and no longer, whatever the other end does, and reads no more
//! than its limit. It goes to the address it is told and asks nobody for its own.

mod answer;
mod error;
mod lanes;
mod request;
mod streaming;

pub use error::CallError;
pub use request::Prepared;
pub use streaming::Streaming;

use crate::{Clock, Synapse, SystemClock, Terminal};
use lanes::Lanes;
use myelin_wallet::{AccountId, Keypair};
use request::Stamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long an idle connection is kept. Python axons close theirs after five seconds, and a request sent
/// into a closing connection is lost.
const IDLE: Duration = Duration::from_secs(4);

/// How much of an answer is read unless told otherwise.
const MOST_ANSWER_BYTES: usize = 8 * 1024 * 1024;

/// Whom to ask, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// The key the question is meant for; nobody else accepts it.
    pub hotkey: AccountId,
    /// Where that key's axon listens.
    pub address: SocketAddr,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply<S> {
    /// The synapse as it came back. The other side wrote all of it, the question's fields included.
    pub body: S,
    /// What the answering side says of itself.
    pub axon: Terminal,
    /// What it says of the asking side, and the status and time as seen from here.
    pub dendrite: Terminal,
    /// From the first byte sent to the last one read.
    pub took: Duration,
}

/// The asking side of a neuron. Clones share connections and nonces.
#[derive(Clone)]
pub struct Dendrite {
    hotkey: Keypair,
    http: Result<reqwest::Client, String>,
    clock: Arc<dyn Clock>,
    newest_nonce: Arc<AtomicI64>,
    lanes: Arc<Lanes>,
    claimed_ip: Option<IpAddr>,
    most_answer_bytes: usize,
}

impl Dendrite {
    /// A dendrite that signs with this key, which must be an sr25519 one.
    pub fn new(hotkey: Keypair) -> Self {
        // Straight to the target: no proxy from the environment, no redirect to somewhere else.
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .http1_only()
            .tcp_nodelay(true)
            .pool_idle_timeout(IDLE)
            .build();
        Self {
            hotkey,
            http: http.map_err(|error| error.to_string()),
            clock: Arc::new(SystemClock),
            newest_nonce: Arc::default(),
            lanes: Arc::default(),
            claimed_ip: None,
            most_answer_bytes: MOST_ANSWER_BYTES,
        }
    }

    /// Takes nonces from another clock.
    pub fn with_clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Tells axons this is our address. They go by the one they see.
    pub fn with_claimed_ip(mut self, ip: IpAddr) -> Self {
        self.claimed_ip = Some(ip);
        self
    }

    /// Reads at most so many bytes of an answer.
    pub fn with_answer_limit(mut self, bytes: usize) -> Self {
        self.most_answer_bytes = bytes;
        self
    }

    /// Whose key signs.
    pub fn account(&self) -> AccountId {
        self.hotkey.account()
    }

    /// Asks, and waits for the answer for at most that long in all.
    pub async fn call<S: Synapse>(
        &self,
        target: &Target,
        synapse: &S,
        timeout: Duration,
    ) -> Result<Reply<S>, CallError> {
        let lane = Lanes::enter(&self.lanes, target.address);
        let request = self.prepare_as(target, synapse, timeout, lane.uuid)?;
        let outcome = tokio::time::timeout(timeout, self.exchange::<S>(target, request, timeout)).await;
        outcome.unwrap_or(Err(CallError::TimedOut { timeout }))
    }

    /// Asks, and gives back the answer's bytes as they come. The time is for all of it, and so is the
    /// limit on its size.
    pub async fn call_stream<S: Synapse>(
        &self,
        target: &Target,
        synapse: &S,
        timeout: Duration,
    ) -> Result<Streaming, CallError> {
        let began = tokio::time::Instant::now();
        let lane = Lanes::enter(&self.lanes, target.address);
        let mut request = self.prepare_as(target, synapse, timeout, lane.uuid)?;
        let opening = async {
            let mut response = self.send(target, &mut request, S::NAME, timeout).await?;
            let ends = (request.axon, request.dendrite);
            if answer::kind(response.headers()) != "text/event-stream" {
                let lost = |error| CallError::from_http(&error, target, S::NAME, timeout);
                let body = self.read(&mut response, lost).await?;
                let status = response.status().as_u16();
                answer::understand::<S>(ends, status, response.headers(), &body, timeout)?;
                return Err(CallError::Malformed("the answer is no stream".into()));
            }
            let (axon, dendrite) = answer::verdict(ends, response.status().as_u16(), response.headers())?;
            Ok(Streaming::new(response, axon, dendrite, self.most_answer_bytes, (began, timeout), lane))
        };
        tokio::time::timeout(timeout, opening).await.unwrap_or(Err(CallError::TimedOut { timeout }))
    }

    /// The request a call would send.
    pub fn prepare<S: Synapse>(&self, target: &Target, synapse: &S, timeout: Duration) -> Result<Prepared, CallError> {
        self.prepare_as(target, synapse, timeout, Lanes::enter(&self.lanes, target.address).uuid)
    }

    fn prepare_as<S: Synapse>(
        &self,
        target: &Target,
        synapse: &S,
        timeout: Duration,
        uuid: uuid::Uuid,
    ) -> Result<Prepared, CallError> {
        let claimed_ip = self.claimed_ip.map(|ip| ip.to_string());
        let stamp = Stamp { nonce: self.next_nonce(), uuid: uuid.to_string(), claimed_ip };
        request::prepare(&self.hotkey, target, synapse, timeout, stamp)
    }

    async fn exchange<S: Synapse>(
        &self,
        target: &Target,
        mut request: Prepared,
        timeout: Duration,
    ) -> Result<Reply<S>, CallError> {
        let started = Instant::now();
        let mut response = self.send(target, &mut request, S::NAME, timeout).await?;
        let body = self.read(&mut response, |error| CallError::from_http(&error, target, S::NAME, timeout)).await?;
        let ends = (request.axon, request.dendrite);
        answer::understand(ends, response.status().as_u16(), response.headers(), &body, started.elapsed())
    }

    /// Sends a request and waits for the head of the answer.
    async fn send(
        &self,
        target: &Target,
        request: &mut Prepared,
        name: &'static str,
        timeout: Duration,
    ) -> Result<reqwest::Response, CallError> {
        let http = self.http.as_ref().map_err(|error| CallError::Unasked(error.clone()))?;
        let mut headers = HeaderMap::new();
        for (name, text) in &request.headers {
            let unfit = || CallError::Unasked(format!("`{name}` cannot be a header"));
            let value = HeaderValue::from_str(text).map_err(|_| unfit())?;
            headers.append(HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit())?, value);
        }
        let url = format!("http://{}{}", target.address, request.path);
        let body = std::mem::take(&mut request.body);
        let sent = http.post(url).headers(headers).body(body).send().await;
        sent.map_err(|error| CallError::from_http(&error, target, name, timeout))
    }

    /// The whole answer, if it is not too much.
    async fn read(
        &self,
        response: &mut reqwest::Response,
        lost: impl Fn(reqwest::Error) -> CallError,
    ) -> Result<Vec<u8>, CallError> {
        if response.content_length().is_some_and(|length| length > self.most_answer_bytes as u64) {
            return Err(self.too_large());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(&lost)? {
            if body.len().saturating_add(chunk.len()) > self.most_answer_bytes {
                return Err(self.too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    fn too_large(&self) -> CallError {
        CallError::TooLarge { most: self.most_answer_bytes }
    }

    /// The time, or one more than the last nonce if the clock has not moved on.
    fn next_nonce(&self) -> i64 {
        let now = self.clock.now_ns();
        let next = |newest: i64| Some(newest.saturating_add(1).max(now));
        let newest = self.newest_nonce.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        newest.unwrap_or_else(|newest| newest).saturating_add(1).max(now)
    }
}
