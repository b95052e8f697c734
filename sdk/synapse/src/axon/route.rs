//! From a body to a typed request, and from the handler's answer back to a body.

use crate::wire::{self, EMPTY_BODY_HASH};
use crate::Synapse;
use bytes::Bytes;
use futures::future::{self, BoxFuture, FutureExt};
use futures::stream::{BoxStream, Stream, StreamExt};
use myelin_wallet::AccountId;
use serde_json::{Map, Value};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// What a handler is given: the synapse as it came, and who proved to have sent it.
#[derive(Clone, Debug, PartialEq)]
pub struct Request<S> {
    /// The question, to be filled in.
    pub body: S,
    /// Whose key signed the question.
    pub caller: AccountId,
    /// Where the connection comes from.
    pub address: SocketAddr,
    /// How long the caller says it will wait.
    pub timeout: Duration,
}

/// What is known of a request before its body is understood.
pub struct Asked {
    pub body_hash: Option<String>,
    pub caller: AccountId,
    pub address: SocketAddr,
    pub timeout: Duration,
}

/// What a handler made of a request.
pub struct Answered {
    /// The synapse's fields.
    pub fields: Map<String, Value>,
    /// What is sent instead of them, piece by piece.
    pub pieces: Option<BoxStream<'static, Result<Bytes, String>>>,
}

type Answer = dyn Fn(Map<String, Value>, Asked) -> BoxFuture<'static, Result<Answered, String>> + Send + Sync;

/// One synapse this axon answers.
#[derive(Clone)]
pub struct Route {
    pub name: &'static str,
    pub required: &'static [&'static str],
    pub answer: Arc<Answer>,
}

impl Route {
    /// A handler that fills the synapse in.
    pub fn filling<S, H, A>(handler: H) -> Self
    where
        S: Synapse,
        H: Fn(Request<S>) -> A + Send + Sync + 'static,
        A: Future<Output = Result<S, String>> + Send + 'static,
    {
        Self::new(move |request| {
            let answer = handler(request);
            async move { Ok(Answered { fields: fields_of(&answer.await?)?, pieces: None }) }
        })
    }

    /// A handler that answers with bytes of its own, as they come.
    pub fn streaming<S, H, A, P>(handler: H) -> Self
    where
        S: Synapse,
        H: Fn(Request<S>) -> A + Send + Sync + 'static,
        A: Future<Output = Result<P, String>> + Send + 'static,
        P: Stream<Item = Result<Bytes, String>> + Send + 'static,
    {
        Self::new(move |request: Request<S>| {
            let fields = fields_of(&request.body);
            let answer = handler(request);
            async move { Ok(Answered { fields: fields?, pieces: Some(answer.await?.boxed()) }) }
        })
    }

    fn new<S, H, A>(handler: H) -> Self
    where
        S: Synapse,
        H: Fn(Request<S>) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Answered, String>> + Send + 'static,
    {
        let answer = move |fields, asked: Asked| match signed_body::<S>(fields, asked.body_hash.as_deref()) {
            Err(why) => future::ready(Err(why)).boxed(),
            Ok(body) => {
                let Asked { caller, address, timeout, .. } = asked;
                handler(Request { body, caller, address, timeout }).boxed()
            }
        };
        Self { name: S::NAME, required: S::REQUIRED, answer: Arc::new(answer) }
    }
}

/// The synapse in a body, if the hashed fields are those its sender signed.
fn signed_body<S: Synapse>(fields: Map<String, Value>, claimed: Option<&str>) -> Result<S, String> {
    let is_complete = S::HASH_FIELDS.iter().all(|name| fields.contains_key(*name));
    let raw = match S::HASH_FIELDS {
        [] => Some(EMPTY_BODY_HASH.into()),
        names => is_complete.then(|| wire::body_hash(&fields, names)),
    };
    let body: S =
        serde_json::from_value(Value::Object(fields)).map_err(|error| format!("the body is unfit: {error}"))?;
    if claimed.is_some() && claimed == raw.as_deref() {
        return Ok(body);
    }
    // The sender hashes typed values: a `1` may have been a float to it, and a missing field a default.
    let typed = wire::body_hash(&fields_of(&body)?, S::HASH_FIELDS);
    if claimed == Some(typed.as_str()) {
        return Ok(body);
    }
    Err("the body's hash is not the one that was signed".into())
}

fn fields_of<S: Synapse>(synapse: &S) -> Result<Map<String, Value>, String> {
    match serde_json::to_value(synapse) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(format!("{} is not a struct with named fields", S::NAME)),
        Err(error) => Err(format!("{} cannot be written: {error}", S::NAME)),
    }
}
