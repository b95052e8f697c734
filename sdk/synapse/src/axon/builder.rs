//! An axon before it serves.

use super::pipeline::{router, Gate, Observer, Shared};
use super::replay::Replay;
use super::{route::Route, serve, Caller, Limits, Notice, Request, Serving};
use crate::{Clock, Ping, Synapse, SystemClock};
use bytes::Bytes;
use futures::Stream;
use myelin_wallet::AccountId;
use std::collections::HashSet;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// The answering side of a neuron.
///
/// ```
/// # use myelin_synapse::{Axon, Ping, Request};
/// # async fn serve(hotkey: myelin_wallet::AccountId) -> Result<(), myelin_synapse::AxonError> {
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize)]
/// # struct Echo { text: String, answer: Option<String> }
/// # impl myelin_synapse::Synapse for Echo { const NAME: &'static str = "Echo"; }
/// let serving = Axon::builder(hotkey)
///     .gate(move |caller| if caller.account == hotkey { Err("it is me".into()) } else { Ok(()) })
///     .attach(|request: Request<Echo>| async move {
///         let answer = Some(request.body.text.to_uppercase());
///         Ok(Echo { answer, ..request.body })
///     })
///     .serve(([127, 0, 0, 1], 0).into())
///     .await?;
/// println!("answering at {}", serving.address());
/// # serving.stop().await; Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Axon;

impl Axon {
    /// An axon of that hotkey. It signs nothing, so it is given the address and not the key.
    pub fn builder(hotkey: AccountId) -> Builder {
        let builder = Builder {
            hotkey,
            routes: Vec::new(),
            gates: Vec::new(),
            observers: Vec::new(),
            limits: Limits::default(),
            clock: Box::new(SystemClock),
        };
        builder.attach(|request: Request<Ping>| async move { Ok(request.body) })
    }
}

/// Why an axon does not serve.
#[derive(Debug, thiserror::Error)]
pub enum AxonError {
    /// The port is taken, or not ours to take.
    #[error("could not listen on {address}: {source}")]
    Listen {
        /// Where it should have listened.
        address: SocketAddr,
        /// Why it cannot.
        source: std::io::Error,
    },
    /// The name cannot be a path.
    #[error("`{0}` is no name for a synapse: only ASCII letters, digits and underscores are")]
    Name(&'static str),
    /// Two handlers for the same thing.
    #[error("two handlers are attached for `{0}`")]
    Twice(&'static str),
}

/// An axon in the making.
pub struct Builder {
    hotkey: AccountId,
    routes: Vec<Route>,
    gates: Vec<Box<Gate>>,
    observers: Vec<Box<Observer>>,
    limits: Limits,
    clock: Box<dyn Clock>,
}

impl Builder {
    /// Refuses these callers.
    pub fn blacklist(self, accounts: impl IntoIterator<Item = AccountId>) -> Self {
        let accounts = accounts.into_iter().collect::<HashSet<_>>();
        self.gate(move |caller| match accounts.contains(&caller.account) {
            true => Err("not wanted here".into()),
            false => Ok(()),
        })
    }

    /// Asks before a body is read whether its caller, whose signature is good, is let in; the error
    /// is the reason the caller gets. Several gates must all agree. It runs for every signed request, so
    /// it should look things up in memory and return.
    pub fn gate(mut self, gate: impl Fn(&Caller) -> Result<(), String> + Send + Sync + 'static) -> Self {
        self.gates.push(Box::new(gate));
        self
    }

    /// Tells what became of each request once its answer is ready.
    pub fn observe(mut self, observer: impl Fn(&Notice) + Send + Sync + 'static) -> Self {
        self.observers.push(Box::new(observer));
        self
    }

    /// Replaces the limits.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Replaces the clock by which nonces are judged.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Answers this synapse with that handler. What a failing handler says stays here: the caller is
    /// told a number, the observers are told the rest.
    pub fn attach<S, H, A>(mut self, handler: H) -> Self
    where
        S: Synapse,
        H: Fn(Request<S>) -> A + Send + Sync + 'static,
        A: Future<Output = Result<S, String>> + Send + 'static,
    {
        self.routes.push(Route::filling(handler));
        self
    }

    /// Answers this synapse with a stream of bytes, sent as they come. They must all have come within
    /// the time the caller waits; one that fails breaks the connection off, which the caller notices.
    pub fn attach_stream<S, H, A, P>(mut self, handler: H) -> Self
    where
        S: Synapse,
        H: Fn(Request<S>) -> A + Send + Sync + 'static,
        A: Future<Output = Result<P, String>> + Send + 'static,
        P: Stream<Item = Result<Bytes, String>> + Send + 'static,
    {
        self.routes.push(Route::streaming(handler));
        self
    }

    /// Listens and answers until the result is stopped or dropped. Port 0 takes a free one.
    pub async fn serve(self, address: SocketAddr) -> Result<Serving, AxonError> {
        self.check_names()?;
        let listen = |source| AxonError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let replay = Replay::new(self.clock.now_ns(), self.limits.callers, self.limits.clients_per_caller);
        let shared = Shared {
            receiver: self.hotkey.to_string(),
            routes: self.routes,
            gates: self.gates,
            observers: self.observers,
            replay: Mutex::new(replay),
            requests: Arc::new(Semaphore::new(self.limits.requests)),
            limits: self.limits.clone(),
            clock: self.clock,
        };
        Ok(serve::spawn(listener, address, router(Arc::new(shared)), self.limits))
    }

    fn check_names(&self) -> Result<(), AxonError> {
        let mut names = HashSet::new();
        for name in self.routes.iter().map(|route| route.name) {
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            if name.is_empty() || !name.bytes().all(is_word) {
                return Err(AxonError::Name(name));
            }
            if !names.insert(name) {
                return Err(AxonError::Twice(name));
            }
        }
        Ok(())
    }
}
