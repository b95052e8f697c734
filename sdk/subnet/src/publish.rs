//! How a validator's records are read by others: `GET /contributions/{epoch}` or
//! `/contributions/latest` at the address its axon announces. Public, read-only, and bounded: few
//! connections at once, and none for long.

use crate::{Library, Published};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
    Json, Router,
};
use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{watch, OwnedSemaphorePermit, Semaphore},
    time::Sleep,
};

/// Connections at once; more wait in the operating system's queue.
const CONNECTIONS: usize = 32;
/// How long a reader may stay.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running publication; it ends when this is dropped.
pub struct Publication {
    address: SocketAddr,
    _stop: watch::Sender<()>,
}

impl Publication {
    /// Serves the records of that library; port 0 takes a free one.
    pub async fn serve(library: Library, listen: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let (stop, mut stopped) = watch::channel(());
        let pages = Router::new().route("/contributions/{epoch}", get(contribution)).with_state(library);
        let door = Door { listener, room: Arc::new(Semaphore::new(CONNECTIONS)) };
        tokio::spawn(async move {
            tokio::select! {
                // Ends only with the task.
                _ = async { axum::serve(door, pages).await } => {}
                // The sender is gone: so is the publication.
                _ = stopped.changed() => {}
            }
        });
        Ok(Self { address, _stop: stop })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

async fn contribution(State(library): State<Library>, Path(epoch): Path<String>) -> Response {
    let found = match epoch.as_str() {
        "latest" => library.latest(),
        number => match number.parse() {
            Ok(number) => library.of_epoch(number),
            Err(_) => return (StatusCode::BAD_REQUEST, "an epoch is a number or `latest`\n").into_response(),
        },
    };
    match found {
        Some(published) => Json::<&Published>(&published).into_response(),
        None => (StatusCode::NOT_FOUND, "no record of that epoch is kept here\n").into_response(),
    }
}

/// Lets in so many at a time.
struct Door {
    listener: TcpListener,
    room: Arc<Semaphore>,
}

impl axum::serve::Listener for Door {
    type Io = Visit;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Visit, SocketAddr) {
        let place = self.room.clone().acquire_owned().await.ok();
        let (stream, address) = axum::serve::Listener::accept(&mut self.listener).await;
        (Visit { stream, until: Box::pin(tokio::time::sleep(PATIENCE)), _place: place }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that ends when its time is up, whatever it is doing.
struct Visit {
    stream: TcpStream,
    until: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Visit {
    fn is_over(&mut self, context: &mut Context<'_>) -> Option<io::Error> {
        self.until.as_mut().poll(context).is_ready().then(|| io::ErrorKind::TimedOut.into())
    }
}

impl AsyncRead for Visit {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.is_over(cx) {
            Some(error) => Poll::Ready(Err(error)),
            None => Pin::new(&mut self.stream).poll_read(cx, into),
        }
    }
}

impl AsyncWrite for Visit {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.is_over(cx) {
            Some(error) => Poll::Ready(Err(error)),
            None => Pin::new(&mut self.stream).poll_write(cx, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
