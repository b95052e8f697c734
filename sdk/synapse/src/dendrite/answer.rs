//! What an answer says, once it is all there.

use super::{CallError, Reply};
use crate::wire::{self, Claim, Terminal};
use crate::Synapse;
use reqwest::header::{HeaderMap, CONTENT_TYPE};
use serde_json::{Map, Value};
use std::time::Duration;

/// Understands an answer: the filled synapse, or why there is none.
pub fn understand<S: Synapse>(
    ends: (Terminal, Terminal),
    status: u16,
    headers: &HeaderMap,
    body: &[u8],
    took: Duration,
) -> Result<Reply<S>, CallError> {
    let kind = kind(headers);
    if kind != "application/json" {
        return Err(CallError::malformed(format!("status {status} with content of type `{kind}`")));
    }
    let mut body: Map<String, Value> = serde_json::from_slice(body).map_err(CallError::malformed)?;
    let (mut axon, mut dendrite) = ends;
    if status == 200 {
        axon = axon.overridden_by(terminal(body.remove("axon")));
        dendrite = dendrite.overridden_by(terminal(body.remove("dendrite")));
    } else {
        axon.status_message = body.get("message").and_then(Value::as_str).map(Into::into);
    }
    let (axon, mut dendrite) = verdict((axon, dendrite), status, headers)?;
    let body = serde_json::from_value(Value::Object(wire::open(body))).map_err(CallError::malformed)?;
    dendrite.process_time = Some(took.as_secs_f64());
    Ok(Reply { body, axon, dendrite, took })
}

/// What the headers say of the two ends, if they speak of success. They win over all else: so it is in
/// the protocol. Only a failure of HTTP they cannot talk into a success.
pub fn verdict(
    (axon, dendrite): (Terminal, Terminal),
    status: u16,
    headers: &HeaderMap,
) -> Result<(Terminal, Terminal), CallError> {
    let claim = Claim::from_headers(headers).map_err(CallError::malformed)?;
    let mut axon = axon.overridden_by(claim.axon);
    if status != 200 && axon.status_code.is_none_or(|code| code == 200) {
        axon.status_code = Some(status.into());
    }
    let code = axon.status_code.unwrap_or(status.into());
    if code != 200 {
        let code = u16::try_from(code).map_err(|_| CallError::malformed(format!("status {code}")))?;
        return Err(CallError::refused(code, axon.status_message));
    }
    let mut dendrite = dendrite.overridden_by(claim.dendrite);
    dendrite.status_code = axon.status_code;
    dendrite.status_message = axon.status_message.clone();
    Ok((axon, dendrite))
}

/// The type of an answer's content, without its parameters.
pub fn kind(headers: &HeaderMap) -> &str {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim()
}

/// One end as the body describes it; nothing if that cannot be read.
fn terminal(value: Option<Value>) -> Terminal {
    value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}
