//! `btauth/1`: who sent an HTTP request, whatever it is for. Four headers and a signature over the
//! whole request, body included; no routes and no message format.
//!
//! The one who sends calls [`sign`]. The one who receives has a [`Verifier`]: [`Verifier::head`] says
//! before the body is read all that can be said then, [`Head::verify`] the rest.

mod seen;

use crate::clock::nanoseconds;
use crate::{Clock, SystemClock};
use axum::http::HeaderMap;
use myelin_wallet::{AccountId, Keypair, Scheme};
use seen::Seen;
use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

const VERSION: &str = "x-bittensor-version";
const HOTKEY: &str = "x-bittensor-hotkey";
const NONCE: &str = "x-bittensor-nonce";
const SIGNATURE: &str = "x-bittensor-signature";
const CRYPTO: &str = "x-bittensor-crypto";
const RECEIVER: &str = "x-bittensor-receiver";

/// How old a request may be.
const MAX_AGE: Duration = Duration::from_secs(10);

/// How far a request may be ahead of this machine's time.
const MAX_AHEAD: Duration = Duration::from_secs(2);

/// Why a request is not taken for its sender's. All of them are a 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// A header is missing or cannot be read.
    #[error("the header `{0}` is missing or unreadable")]
    Malformed(&'static str),
    /// The request was made for someone else, or for nobody in particular.
    #[error("the request is not signed for this receiver")]
    WrongReceiver,
    /// The request is too old, or from the future.
    #[error("the request's nonce is too far from this machine's time")]
    Stale,
    /// The signature is not the claimed sender's, or not over this request.
    #[error("the signature does not fit the request")]
    BadSignature,
    /// The request was received before.
    #[error("the request was received before")]
    Replayed,
}

/// The headers that make a request its sender's. `target` is the path with its query, as sent; without a
/// receiver anyone may take the request for theirs, and most refuse it.
pub fn sign(
    hotkey: &Keypair,
    receiver: Option<&AccountId>,
    method: &str,
    target: &str,
    body: &[u8],
    nonce: i64,
) -> Vec<(&'static str, String)> {
    let sender = hotkey.account().to_string();
    let receiver = receiver.map(ToString::to_string);
    let message =
        Message { scheme: hotkey.scheme(), method, target, nonce, sender: &sender, receiver: receiver.as_deref() };
    let signature = hotkey.sign(message.text(body).as_bytes());
    let mut headers = vec![
        (VERSION, "1".into()),
        (HOTKEY, sender),
        (NONCE, nonce.to_string()),
        (SIGNATURE, format!("0x{}", hex::encode(signature))),
    ];
    if hotkey.scheme() == Scheme::Ed25519 {
        headers.push((CRYPTO, "ed25519".into()));
    }
    headers.extend(receiver.map(|receiver| (RECEIVER, receiver)));
    headers
}

/// What is signed.
struct Message<'a> {
    scheme: Scheme,
    method: &'a str,
    target: &'a str,
    nonce: i64,
    sender: &'a str,
    receiver: Option<&'a str>,
}

impl Message<'_> {
    fn text(&self, body: &[u8]) -> String {
        let scheme = match self.scheme {
            Scheme::Sr25519 => "sr25519",
            Scheme::Ed25519 => "ed25519",
        };
        let method = self.method.to_ascii_uppercase();
        let body = hex::encode(Sha256::digest(body));
        let Self { target, nonce, sender, .. } = self;
        let receiver = self.receiver.unwrap_or("-");
        format!("btauth/1\n{scheme}\n{method}\n{target}\n{body}\n{nonce}\n{sender}\n{receiver}")
    }
}

/// Checks requests, each of them once.
pub struct Verifier {
    receiver: String,
    takes_unbound: bool,
    clock: Box<dyn Clock>,
    seen: Mutex<Seen>,
}

/// A request whose headers are in order; whose it is shows once the body is there.
#[derive(Clone, Debug)]
pub struct Head {
    sender: AccountId,
    scheme: Scheme,
    method: String,
    target: String,
    nonce: i64,
    is_bound: bool,
    signature: [u8; 64],
}

impl Verifier {
    /// For requests made for that hotkey, by the machine's clock.
    pub fn new(receiver: &AccountId) -> Self {
        Self::with_clock(receiver, SystemClock)
    }

    /// For requests made for that hotkey, by another clock.
    pub fn with_clock(receiver: &AccountId, clock: impl Clock) -> Self {
        let seen = Mutex::new(Seen::new(clock.now_ns()));
        Self { receiver: receiver.to_string(), takes_unbound: false, clock: Box::new(clock), seen }
    }

    /// Takes requests made for nobody in particular too. Whoever receives one can pass it on as if it
    /// were its sender, within seconds.
    pub fn taking_unbound(mut self) -> Self {
        self.takes_unbound = true;
        self
    }

    /// All that can be said before the body is read. The sender is a claim still.
    pub fn head(&self, method: &str, target: &str, headers: &HeaderMap) -> Result<Head, AuthError> {
        let text = |name: &'static str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let required = |name: &'static str| text(name).ok_or(AuthError::Malformed(name));
        if required(VERSION)? != "1" {
            return Err(AuthError::Malformed(VERSION));
        }
        let sender = required(HOTKEY)?.parse().map_err(|_| AuthError::Malformed(HOTKEY))?;
        let nonce: i64 = required(NONCE)?.parse().map_err(|_| AuthError::Malformed(NONCE))?;
        let scheme = match text(CRYPTO).map(str::to_ascii_lowercase).as_deref() {
            None | Some("sr25519" | "1") => Scheme::Sr25519,
            Some("ed25519" | "0") => Scheme::Ed25519,
            Some(_) => return Err(AuthError::Malformed(CRYPTO)),
        };
        let digits = required(SIGNATURE)?;
        let mut signature = [0; 64];
        hex::decode_to_slice(digits.strip_prefix("0x").unwrap_or(digits), &mut signature)
            .map_err(|_| AuthError::Malformed(SIGNATURE))?;
        let is_bound = match text(RECEIVER) {
            Some(receiver) if receiver == self.receiver => true,
            None if self.takes_unbound => false,
            _ => return Err(AuthError::WrongReceiver),
        };
        let age = self.clock.now_ns().saturating_sub(nonce);
        if age > nanoseconds(MAX_AGE) || age < nanoseconds(MAX_AHEAD).saturating_neg() {
            return Err(AuthError::Stale);
        }
        Ok(Head { sender, scheme, method: method.into(), target: target.into(), nonce, is_bound, signature })
    }
}

impl Head {
    /// Who claims to have sent the request.
    pub fn claimed_sender(&self) -> AccountId {
        self.sender
    }

    /// Whose the request is, proven; the same one is refused from then on.
    pub fn verify(&self, verifier: &Verifier, body: &[u8]) -> Result<AccountId, AuthError> {
        let sender = self.sender.to_string();
        let receiver = self.is_bound.then_some(verifier.receiver.as_str());
        let Self { scheme, method, target, nonce, .. } = self;
        let message = Message { scheme: *scheme, method, target, nonce: *nonce, sender: &sender, receiver };
        if !myelin_wallet::verify(&self.sender, *scheme, message.text(body).as_bytes(), &self.signature) {
            return Err(AuthError::BadSignature);
        }
        let stale = verifier.clock.now_ns().saturating_sub(nanoseconds(MAX_AGE));
        let mut seen = verifier.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.admit(&self.sender, *nonce, stale).then_some(self.sender).ok_or(AuthError::Replayed)
    }
}
