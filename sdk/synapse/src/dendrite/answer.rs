//! What an answer says, once it is all there.

use super::{CallError, Prepared, Reply};
use crate::wire::{self, Claim, Terminal};
use crate::Synapse;
use reqwest::header::{HeaderMap, CONTENT_TYPE};
use serde_json::{Map, Value};
use std::time::Duration;

/// Understands an answer: the filled synapse, or why there is none.
pub fn understand<S: Synapse>(
    request: Prepared,
    status: u16,
    headers: &HeaderMap,
    body: &[u8],
    took: Duration,
) -> Result<Reply<S>, CallError> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(CallError::malformed(format!("status {status} with content of type `{kind}`")));
    }
    let mut body: Map<String, Value> = serde_json::from_slice(body).map_err(CallError::malformed)?;
    let claim = Claim::from_headers(headers).map_err(CallError::malformed)?;
    let mut axon = request.axon;
    let mut dendrite = request.dendrite;
    if status == 200 {
        axon = axon.overridden_by(terminal(body.remove("axon")));
        dendrite = dendrite.overridden_by(terminal(body.remove("dendrite")));
    } else {
        axon.status_code = Some(status.into());
        axon.status_message = body.get("message").and_then(Value::as_str).map(Into::into);
    }
    // What the headers say wins, the status included: so it is in the protocol.
    axon = axon.overridden_by(claim.axon);
    dendrite = dendrite.overridden_by(claim.dendrite);
    let code = axon.status_code.unwrap_or(status.into());
    if code != 200 {
        let code = u16::try_from(code).map_err(|_| CallError::malformed(format!("status {code}")))?;
        return Err(CallError::refused(code, axon.status_message));
    }
    let body = serde_json::from_value(Value::Object(wire::open(body))).map_err(CallError::malformed)?;
    dendrite.status_code = axon.status_code;
    dendrite.status_message = axon.status_message.clone();
    dendrite.process_time = Some(took.as_secs_f64());
    Ok(Reply { body, axon, dendrite, took })
}

/// One end as the body describes it; nothing if that cannot be read.
fn terminal(value: Option<Value>) -> Terminal {
    value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}
