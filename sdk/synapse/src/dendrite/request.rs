//! A signed request, ready to be sent.

use super::{CallError, Target};
use crate::wire::{self, python, Side, Terminal};
use crate::Synapse;
use myelin_wallet::{Keypair, Scheme};
use serde_json::Value;
use std::time::Duration;

/// A request as it will be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// The path it is posted to.
    pub path: String,
    /// Its headers, in the order of the wire.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
    pub(super) axon: Terminal,
    pub(super) dendrite: Terminal,
}

/// What makes a request unlike all others.
pub struct Stamp {
    pub nonce: i64,
    pub uuid: String,
    /// The address the sender claims; receivers replace it by the one they see.
    pub claimed_ip: Option<String>,
}

/// Writes and signs a request.
pub fn prepare<S: Synapse>(
    hotkey: &Keypair,
    target: &Target,
    synapse: &S,
    timeout: Duration,
    stamp: Stamp,
) -> Result<Prepared, CallError> {
    if hotkey.scheme() != Scheme::Sr25519 {
        return Err(CallError::Unasked("the protocol knows sr25519 hotkeys only".into()));
    }
    let fields = match serde_json::to_value(synapse) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return Err(CallError::Unasked(format!("{} is not a struct with named fields", S::NAME))),
        Err(error) => return Err(CallError::Unasked(format!("{} cannot be written: {error}", S::NAME))),
    };
    let receiver = target.hotkey.to_string();
    let body_hash = wire::body_hash(&fields, S::HASH_FIELDS);
    let axon = Terminal {
        ip: Some(target.address.ip().to_string()),
        port: Some(target.address.port().into()),
        hotkey: Some(receiver.clone()),
        ..Terminal::default()
    };
    let mut dendrite = Terminal {
        ip: stamp.claimed_ip,
        version: Some(wire::PROTOCOL_VERSION),
        nonce: Some(stamp.nonce),
        uuid: Some(stamp.uuid),
        hotkey: Some(hotkey.account().to_string()),
        ..Terminal::default()
    };
    let message = wire::signed_message(&dendrite, &receiver, Some(&body_hash));
    dendrite.signature = Some(format!("0x{}", hex::encode(hotkey.sign(message.as_bytes()))));

    let seconds = timeout.as_secs_f64();
    let mut headers = vec![
        ("host".into(), target.address.to_string()),
        ("name".into(), S::NAME.into()),
        ("timeout".into(), python::float(seconds)),
    ];
    for (side, terminal) in [(Side::Axon, &axon), (Side::Dendrite, &dendrite)] {
        headers.extend(terminal.entries().map(|(key, text)| (format!("{}{key}", side.prefix()), text)));
    }
    for name in S::REQUIRED {
        let stand_in = fields.get(*name).and_then(wire::placeholder);
        headers.extend(stand_in.map(|stand_in| (format!("{}{name}", wire::INPUT_PREFIX), stand_in)));
    }
    headers.push(("header_size".into(), wire::NO_SIZE.into()));
    headers.push(("total_size".into(), wire::NO_SIZE.into()));
    headers.push(("computed_body_hash".into(), body_hash));
    headers.push(("accept".into(), "*/*".into()));
    headers.push(("user-agent".into(), concat!("myelin/", env!("CARGO_PKG_VERSION")).into()));
    headers.push(("content-type".into(), "application/json".into()));

    let body = wire::envelope(S::NAME, seconds, &dendrite, &axon, fields);
    let body = body.and_then(|body| serde_json::to_vec(&body));
    let body = body.map_err(|error| CallError::Unasked(format!("{} cannot be written: {error}", S::NAME)))?;
    Ok(Prepared { path: format!("/{}", S::NAME), headers, body, axon, dendrite })
}
