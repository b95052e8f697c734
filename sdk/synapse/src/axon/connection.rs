//! A connection whose other end must keep taking what it asked for.

use std::future::Future;
use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::task::{ready, Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// Fails a write that waits longer than the patience given.
pub struct Impatient<C> {
    inner: C,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<C> Impatient<C> {
    pub fn new(inner: C, patience: Duration) -> Self {
        Self { inner, patience, waiting: None }
    }

    /// Passes a finished write on, and starts or checks the wait of one that is not.
    fn bound<T>(&mut self, outcome: Poll<Result<T>>, context: &mut Context<'_>) -> Poll<Result<T>> {
        if outcome.is_ready() {
            self.waiting = None;
            return outcome;
        }
        let deadline = || Instant::now().checked_add(self.patience);
        let waiting = match &mut self.waiting {
            Some(waiting) => waiting,
            none => {
                let Some(deadline) = deadline() else { return Poll::Pending };
                none.insert(Box::pin(tokio::time::sleep_until(deadline)))
            }
        };
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "the other end takes nothing")))
    }
}

impl<C: AsyncRead + Unpin> AsyncRead for Impatient<C> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, into)
    }
}

impl<C: AsyncWrite + Unpin> AsyncWrite for Impatient<C> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let outcome = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.bound(outcome, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let outcome = Pin::new(&mut self.inner).poll_flush(context);
        self.bound(outcome, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let outcome = Pin::new(&mut self.inner).poll_shutdown(context);
        self.bound(outcome, context)
    }
}
