//! Connections: how many, how long, and how they end.

use super::{connection::Impatient, pipeline::Peer, Limits};
use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{watch, Semaphore};
use tokio::task::{JoinHandle, JoinSet};
use tower::Service;

/// How long requests under way may go on once the axon stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// The least room hyper accepts for a connection's buffer.
const LEAST_BUFFER: usize = 8192;

/// An axon that answers. Dropped, it ends at once, connections included.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Serving {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more connections, lets requests under way finish within a few seconds, and ends.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        // It fails only if the task is gone already.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub fn spawn(listener: TcpListener, address: SocketAddr, router: Router, limits: Limits) -> Serving {
    let (stop, stopping) = watch::channel(false);
    let task = tokio::spawn(accept(listener, router, limits, stopping));
    Serving { address, stop, task }
}

/// Owns all connections: they end with it.
async fn accept(listener: TcpListener, router: Router, limits: Limits, mut stopping: watch::Receiver<bool>) {
    let limits = Arc::new(limits);
    let room = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
            _ = stopping.wait_for(|stopping| *stopping) => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file handles, most likely: connections must end before another can begin.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
        let connection = converse(stream, peer, router.clone(), Arc::clone(&limits), stopping.clone());
        connections.spawn(async move {
            connection.await;
            drop(place);
        });
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// One connection, request after request, until either side ends it or its time is up.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Arc<Limits>,
    mut stopping: watch::Receiver<bool>,
) {
    // Answers are small and complete; waiting to fill a packet only delays them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        // A router is always ready; a clone of it is a reference.
        router.clone().call(request.map(axum::body::Body::new))
    });
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_headers(limits.headers)
        .max_header_size(limits.header_bytes)
        .max_buf_size(limits.header_bytes.max(LEAST_BUFFER).saturating_mul(2));
    let stream = TokioIo::new(Impatient::new(stream, limits.write_time));
    let connection = protocol.serve_connection(stream, service);
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = tokio::time::sleep(limits.connection_time) => {}
        _ = stopping.wait_for(|stopping| *stopping) => {}
    }
    connection.as_mut().graceful_shutdown();
    let farewell = if *stopping.borrow() { FAREWELL } else { limits.handling_time };
    let _ = tokio::time::timeout(farewell, connection).await;
}
