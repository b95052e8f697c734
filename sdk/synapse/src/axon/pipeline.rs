//! A request's way through the axon, from its head to its answer.

use super::{refusal, replay::Replay, route::Asked, route::Route, verify, Caller, Limits, Notice, Refusal};
use crate::wire::{self, python, Claim, Side, Terminal};
use crate::Clock;
use axum::body::{Body, HttpBody};
use axum::extract::{Request as HttpRequest, State};
use axum::http::{header, HeaderMap, HeaderName, HeaderValue, Response};
use axum::middleware::Next;
use axum::routing::{on, MethodFilter};
use axum::Router;
use bytes::Bytes;
use futures::stream::{self, BoxStream, Stream, StreamExt};
use futures::FutureExt;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use myelin_wallet::AccountId;
use serde_json::{Map, Value};
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How much of an unwanted body may run off, and for how long.
const RUN_OFF_BYTES: usize = 4 * 1024 * 1024;
const RUN_OFF_TIME: Duration = Duration::from_secs(1);

pub type Gate = dyn Fn(&Caller) -> Result<(), String> + Send + Sync;
pub type Observer = dyn Fn(&Notice) + Send + Sync;

/// What all requests share.
pub struct Shared {
    /// The address signatures must name.
    pub receiver: String,
    pub routes: Vec<Route>,
    pub gates: Vec<Box<Gate>>,
    pub observers: Vec<Box<Observer>>,
    pub limits: Limits,
    pub clock: Box<dyn Clock>,
    pub replay: Mutex<Replay>,
    pub requests: Arc<Semaphore>,
}

/// What the middleware leaves for the handler.
#[derive(Clone)]
struct Admitted {
    claim: Arc<Claim>,
    caller: AccountId,
}

/// What the answer leaves for the observers.
#[derive(Clone)]
struct Cause(String);

/// Where the connection comes from.
#[derive(Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The routes behind the check that every request must pass.
pub fn router(shared: Arc<Shared>) -> Router {
    let mut router = Router::new();
    for route in shared.routes.clone() {
        let shared = Arc::clone(&shared);
        let path = format!("/{}", route.name);
        let handler = move |request: HttpRequest| async move {
            answer(&shared, &route, request).await.unwrap_or_else(|refusal| refuse(&refusal))
        };
        router = router.route(&path, on(MethodFilter::GET.or(MethodFilter::POST), handler));
    }
    router
        .fallback(|| async { refusal::not_found() })
        .method_not_allowed_fallback(|| async { refusal::wrong_method() })
        .layer(axum::middleware::from_fn_with_state(shared, watch))
}

/// Tells the observers what came of a request.
async fn watch(State(shared): State<Arc<Shared>>, mut request: HttpRequest, next: Next) -> Response<Body> {
    let started = Instant::now();
    let address = request.extensions().get::<Peer>().map_or(([0, 0, 0, 0], 0).into(), |peer| peer.0);
    let mut notice = Notice { synapse: None, caller: None, address, status: 0, cause: None, took: Duration::ZERO };
    let response = match admit(&shared, &request, &mut notice) {
        Ok(admitted) => {
            request.extensions_mut().insert(admitted);
            next.run(request).await
        }
        Err(refusal) => {
            let (head, body) = request.into_parts();
            run_off(&head.headers, body);
            refuse(&refusal)
        }
    };
    notice.status = response.status().as_u16();
    notice.cause = response.extensions().get::<Cause>().map(|cause| cause.0.clone());
    notice.took = started.elapsed();
    shared.observers.iter().for_each(|observer| observer(&notice));
    response
}

/// All that can be said without the body.
fn admit(shared: &Shared, request: &HttpRequest, notice: &mut Notice) -> Result<Admitted, Refusal> {
    let name = request.uri().path().trim_start_matches('/').split('/').next().unwrap_or_default();
    let Some(route) = shared.routes.iter().find(|route| route.name == name) else {
        let known = shared.routes.iter().map(|route| route.name).collect::<Vec<_>>();
        return Err(Refusal::unknown(name, &known));
    };
    notice.synapse = Some(route.name);
    let claim = Claim::from_headers(request.headers()).map_err(|error| Refusal::internal(error.to_string()))?;
    if let Some(missing) = route.required.iter().find(|name| !claim.inputs.iter().any(|input| input == **name)) {
        return Err(Refusal::internal(format!("no header stands in for the required field `{missing}`")));
    }
    let is_fresh = |caller: &AccountId, client: &str, nonce| shared.replay().is_fresh(caller, client, nonce);
    let verified = verify::verify(&claim, &shared.receiver, shared.clock.now_ns(), &shared.limits, is_fresh)?;
    notice.caller = Some(verified.caller);
    let caller = Caller { account: verified.caller, synapse: route.name, address: notice.address };
    for gate in &shared.gates {
        gate(&caller).map_err(|why| Refusal::forbidden(&why))?;
    }
    verify::admit(&mut shared.replay(), &verified)?;
    Ok(Admitted { claim: Arc::new(claim), caller: verified.caller })
}

/// Lets a body that nobody wants run off beside the refusal, unlooked at: a caller cut off while it
/// still sends would not read why. Within bounds, and not for those who wait to be told to send.
fn run_off(headers: &HeaderMap, body: Body) {
    if body.is_end_stream() || headers.contains_key(header::EXPECT) {
        return;
    }
    let mut body = Limited::new(body, RUN_OFF_BYTES);
    tokio::spawn(timeout(RUN_OFF_TIME, async move { while let Some(Ok(_)) = body.frame().await {} }));
}

/// Reads the body, lets the handler answer, and writes that down.
async fn answer(shared: &Shared, route: &Route, request: HttpRequest) -> Result<Response<Body>, Refusal> {
    let (mut head, body) = request.into_parts();
    let Ok(room) = Arc::clone(&shared.requests).try_acquire_owned() else {
        run_off(&head.headers, body);
        return Err(Refusal::busy());
    };
    if body.size_hint().lower() > shared.limits.body_bytes as u64 {
        run_off(&head.headers, body);
        return Err(Refusal::too_large(shared.limits.body_bytes));
    }
    let admitted = head.extensions.remove::<Admitted>().ok_or_else(|| Refusal::internal("not admitted"))?;
    let address = head.extensions.get::<Peer>().map_or(([0, 0, 0, 0], 0).into(), |peer| peer.0);
    let claim = &admitted.claim;
    let seconds = claim.timeout.unwrap_or(wire::DEFAULT_TIMEOUT_SECONDS);
    let Some(body) = read(body, shared, seconds).await? else { return Ok(refusal::not_json()) };

    let patience = Duration::from_secs_f64(seconds.clamp(0.0, shared.limits.handling_time.as_secs_f64()));
    let body_hash = claim.body_hash.clone();
    let asked = Asked { body_hash, caller: admitted.caller, address, timeout: patience };
    let started = Instant::now();
    let handling = async { (route.answer)(wire::open(body), asked).await };
    // A handler that panics has failed, and must not take the connection with it.
    let handling = AssertUnwindSafe(handling).catch_unwind();
    let handled = timeout(patience, handling).await.map_err(|_| Refusal::late(seconds))?;
    let answered = handled.map_err(|_| Refusal::internal("the handler panicked"))?.map_err(Refusal::internal)?;
    let mut response = success(route, claim, answered.fields, started.elapsed())
        .map_err(|error| Refusal::internal(error.to_string()))?;
    if let Some(pieces) = answered.pieces {
        let event_stream = HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert(header::CONTENT_TYPE, event_stream);
        *response.body_mut() = Body::from_stream(until(started, patience, pieces, room));
    }
    Ok(response)
}

/// The pieces that come in time; whatever else happens is an error, so that nobody takes a part for the whole.
fn until(
    started: Instant,
    patience: Duration,
    pieces: BoxStream<'static, Result<Bytes, String>>,
    room: OwnedSemaphorePermit,
) -> impl Stream<Item = Result<Bytes, String>> {
    stream::unfold(Some((pieces, room)), move |state| async move {
        let (mut pieces, room) = state?;
        let left = patience.saturating_sub(started.elapsed());
        match timeout(left, pieces.next()).await {
            Ok(Some(Ok(piece))) => Some((Ok(piece), Some((pieces, room)))),
            Ok(Some(Err(error))) => Some((Err(error), None)),
            Ok(None) => None,
            Err(_) => Some((Err("the time is up".into()), None)),
        }
    })
}

/// The body as a JSON object; nothing if it is something else.
async fn read(body: Body, shared: &Shared, seconds: f64) -> Result<Option<Map<String, Value>>, Refusal> {
    let most = shared.limits.body_bytes;
    let reading = Limited::new(body, most).collect();
    let read = timeout(shared.limits.body_time, reading).await.map_err(|_| Refusal::late(seconds))?;
    let bytes = read.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
        Some(_) => Refusal::too_large(most),
        None => Refusal::internal(format!("the body broke off: {error}")),
    })?;
    Ok(serde_json::from_slice(&bytes.to_bytes()).ok())
}

/// The answer's own fields in the envelope. It repeats what was signed, not what the body claimed.
fn success(
    route: &Route,
    claim: &Claim,
    fields: Map<String, Value>,
    took: Duration,
) -> Result<Response<Body>, serde_json::Error> {
    let axon = Terminal {
        status_code: Some(200),
        status_message: Some("Success".into()),
        process_time: Some(took.as_secs_f64()),
        ip: claim.axon.ip.clone(),
        port: claim.axon.port,
        hotkey: claim.axon.hotkey.clone(),
        ..Terminal::default()
    };
    let seconds = claim.timeout.unwrap_or(wire::DEFAULT_TIMEOUT_SECONDS);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    insert(&mut headers, "name", route.name);
    insert(&mut headers, "timeout", &python::float(seconds));
    for (side, terminal) in [(Side::Axon, &axon), (Side::Dendrite, &claim.dendrite)] {
        for (key, text) in terminal.entries() {
            insert(&mut headers, &format!("{}{key}", side.prefix()), &text);
        }
    }
    for name in route.required {
        if let Some(stand_in) = fields.get(*name).and_then(wire::placeholder) {
            insert(&mut headers, &format!("{}{name}", wire::INPUT_PREFIX), &stand_in);
        }
    }
    insert(&mut headers, "header_size", wire::NO_SIZE);
    insert(&mut headers, "total_size", wire::NO_SIZE);
    insert(&mut headers, "computed_body_hash", claim.body_hash.as_deref().unwrap_or_default());

    let body = wire::envelope(route.name, seconds, &claim.dendrite, &axon, fields)?;
    let mut response = Response::new(Body::from(serde_json::to_vec(&body)?));
    *response.headers_mut() = headers;
    Ok(response)
}

/// Sets a header, unless its text cannot stand in one.
fn insert(headers: &mut HeaderMap, name: &str, text: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(text)) {
        headers.insert(name, value);
    }
}

fn refuse(refusal: &Refusal) -> Response<Body> {
    let mut response = refusal.response();
    if let Some(cause) = &refusal.cause {
        response.extensions_mut().insert(Cause(cause.clone()));
    }
    response
}

impl Shared {
    // A panic while the lock is held cannot leave the nonces half written, so its poison says nothing.
    fn replay(&self) -> MutexGuard<'_, Replay> {
        self.replay.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
