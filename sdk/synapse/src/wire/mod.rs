//! What goes over the wire: headers, the signed message, the body hash. No sockets here.

mod claim;
mod hash;
mod placeholder;
pub mod python;
mod terminal;

pub use claim::{signed_message, Claim, NotANumber, INPUT_PREFIX};
pub use hash::body_hash;
pub use placeholder::placeholder;
pub use terminal::{Side, Terminal};

use serde_json::{Map, Value};

/// The version of the protocol as a number: major, minor and patch with three digits each.
pub const PROTOCOL_VERSION: i64 = 10_005_000;

/// The seconds a request may take when its sender does not say.
pub const DEFAULT_TIMEOUT_SECONDS: f64 = 12.0;

/// The hash of a body of which nothing is hashed.
pub const EMPTY_BODY_HASH: &str = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a";

/// What `header_size` and `total_size` say: sizes of objects in the memory of a Python program. Nobody
/// checks them, and here there are no such objects.
pub const NO_SIZE: &str = "0";

/// The keys every body has beside the fields of its synapse.
const ENVELOPE: [&str; 7] = ["name", "timeout", "total_size", "header_size", "dendrite", "axon", "computed_body_hash"];

/// The body around a synapse's own fields, in the order of the wire.
pub fn envelope(
    name: &str,
    timeout: f64,
    dendrite: &Terminal,
    axon: &Terminal,
    fields: Map<String, Value>,
) -> Result<Map<String, Value>, serde_json::Error> {
    let mut body = Map::new();
    body.insert("name".into(), name.into());
    body.insert("timeout".into(), timeout.into());
    body.insert("total_size".into(), 0.into());
    body.insert("header_size".into(), 0.into());
    body.insert("dendrite".into(), serde_json::to_value(dendrite)?);
    body.insert("axon".into(), serde_json::to_value(axon)?);
    body.insert("computed_body_hash".into(), "".into());
    body.extend(fields.into_iter().filter(|(key, _)| !ENVELOPE.contains(&key.as_str())));
    Ok(body)
}

/// Takes the synapse's own fields out of a body.
pub fn open(mut body: Map<String, Value>) -> Map<String, Value> {
    body.retain(|key, _| !ENVELOPE.contains(&key.as_str()));
    body
}
