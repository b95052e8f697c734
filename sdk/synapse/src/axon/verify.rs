//! Whether a request is what it claims to be. Cheap questions first; the signature comes last.
//!
//! Stricter than the protocol's own program in three ways, each because what it trusts instead is
//! not signed: a nonce may not be far ahead of our clock; it may not be old for a client we know
//! either; and the claimed version excuses nobody from any of this.

use super::{replay::Replay, Limits, Refusal};
use crate::clock::nanoseconds;
use crate::wire::{self, Claim};
use myelin_wallet::{AccountId, Scheme};
use std::time::Duration;

/// What every nonce is allowed, for clocks that disagree.
const GRACE_SECONDS: f64 = 4.0;

/// The longest name of a client that is remembered.
const LONGEST_CLIENT: usize = 64;

/// A request that passed all but the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whose key signed it.
    pub caller: AccountId,
    /// Which of its clients.
    pub client: String,
    /// When.
    pub nonce: i64,
}

/// Checks time, novelty and signature, in that order.
pub fn verify(
    claim: &Claim,
    receiver: &str,
    now_ns: i64,
    limits: &Limits,
    is_fresh: impl FnOnce(&AccountId, &str, i64) -> bool,
) -> Result<Verified, Refusal> {
    let Some(hotkey) = claim.dendrite.hotkey.as_deref() else {
        return Err(Refusal::unverified("No SS58 formatted address or public key provided."));
    };
    let nonce = claim.dendrite.nonce.ok_or_else(|| Refusal::unverified("Missing Nonce"))?;
    let caller: AccountId = hotkey.parse().map_err(|_| Refusal::unverified("The hotkey is not an SS58 address"))?;
    let client = claim.dendrite.uuid.as_deref().unwrap_or("None");
    if client.len() > LONGEST_CLIENT {
        return Err(Refusal::unverified(format!("The uuid is longer than {LONGEST_CLIENT} characters")));
    }
    timely(nonce, claim.timeout, now_ns, limits)?;
    if !is_fresh(&caller, client, nonce) {
        return Err(replayed());
    }
    let Some(signature) = claim.dendrite.signature.as_deref() else {
        return Err(Refusal::unverified("Missing Signature"));
    };
    let message = wire::signed_message(&claim.dendrite, receiver, claim.body_hash.as_deref());
    let is_signed = signature_bytes(signature)
        .is_some_and(|bytes| myelin_wallet::verify(&caller, Scheme::Sr25519, message.as_bytes(), &bytes));
    if !is_signed {
        return Err(Refusal::unverified(format!("Signature mismatch with {message} and {signature}")));
    }
    Ok(Verified { caller, client: client.into(), nonce })
}

/// The nonce was used, or may have been.
pub fn replayed() -> Refusal {
    Refusal::unverified("Nonce is too old, a newer one was last processed")
}

/// Uses the nonce up, now that nothing else speaks against the request.
pub fn admit(replay: &mut Replay, verified: &Verified) -> Result<(), Refusal> {
    let is_new = replay.admit(&verified.caller, &verified.client, verified.nonce);
    is_new.then_some(()).ok_or_else(replayed)
}

fn timely(nonce: i64, timeout: Option<f64>, now_ns: i64, limits: &Limits) -> Result<(), Refusal> {
    let timeout = timeout.unwrap_or(wire::DEFAULT_TIMEOUT_SECONDS);
    let allowed = GRACE_SECONDS + timeout.clamp(0.0, limits.nonce_age.as_secs_f64());
    let age_ns = now_ns.saturating_sub(nonce);
    if age_ns >= nanoseconds(Duration::from_secs_f64(allowed)) {
        let age = age_ns as f64 / 1e9;
        let message = format!("acceptable delta is {allowed:.2} seconds but request was {age:.2} seconds old");
        return Err(Refusal::unverified(format!("Nonce is too old: {message}")));
    }
    if age_ns < nanoseconds(limits.nonce_ahead).saturating_neg() {
        return Err(Refusal::unverified("Nonce is ahead of this machine's time"));
    }
    Ok(())
}

fn signature_bytes(text: &str) -> Option<[u8; 64]> {
    let mut bytes = [0; 64];
    hex::decode_to_slice(text.strip_prefix("0x")?, &mut bytes).ok()?;
    Some(bytes)
}
