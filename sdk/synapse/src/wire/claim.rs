//! What a message's headers claim, and the words its sender signed.

use super::{placeholder, Side, Terminal};
use axum::http::{HeaderMap, HeaderValue};

/// How the headers that stand in for required fields begin.
pub const INPUT_PREFIX: &str = "bt_header_input_obj_";

/// What the headers of a request or an answer say. Nothing of it is proven yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// The seconds the sender wants to wait.
    pub timeout: Option<f64>,
    /// The end that answers.
    pub axon: Terminal,
    /// The end that asks.
    pub dendrite: Terminal,
    /// The hash of what of the body is signed.
    pub body_hash: Option<String>,
    /// The required fields for which there is a readable stand-in.
    pub inputs: Vec<String>,
}

/// A header that must be a number and is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("header `{0}` is not a number")]
pub struct NotANumber(pub String);

impl Claim {
    /// Reads the headers of the protocol and passes over all others.
    pub fn from_headers(headers: &HeaderMap) -> Result<Self, NotANumber> {
        let mut claim = Self::default();
        for (name, value) in headers {
            claim.read(name.as_str(), value)?;
        }
        Ok(claim)
    }

    // A prefix counts wherever it stands in the name: that is how the protocol's own programs read.
    fn read(&mut self, name: &str, value: &HeaderValue) -> Result<(), NotANumber> {
        if let Some((_, key)) = name.split_once(Side::Axon.prefix()) {
            self.axon.read(key, text(value))?;
        } else if let Some((_, key)) = name.split_once(Side::Dendrite.prefix()) {
            self.dendrite.read(key, text(value))?;
        } else if let Some((_, field)) = name.split_once(INPUT_PREFIX) {
            if placeholder::is_placeholder(&text(value)) {
                self.inputs.push(field.into());
            }
        } else {
            match name {
                "timeout" => self.timeout = Some(number(name, &text(value))?),
                "header_size" | "total_size" => {
                    integer(name, &text(value))?;
                }
                "computed_body_hash" => self.body_hash = Some(text(value)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The words a request's sender signs. What is missing reads `None`.
pub fn signed_message(dendrite: &Terminal, receiver: &str, body_hash: Option<&str>) -> String {
    let nonce = dendrite.nonce.map_or("None".into(), |nonce| nonce.to_string());
    let hotkey = dendrite.hotkey.as_deref().unwrap_or("None");
    let uuid = dendrite.uuid.as_deref().unwrap_or("None");
    format!("{nonce}.{hotkey}.{receiver}.{uuid}.{}", body_hash.unwrap_or("None"))
}

/// A header's bytes as text, one character a byte as HTTP has it.
fn text(value: &HeaderValue) -> String {
    value.as_bytes().iter().map(|byte| char::from(*byte)).collect()
}

pub(super) fn integer(name: &str, text: &str) -> Result<i64, NotANumber> {
    text.trim().parse().map_err(|_| NotANumber(name.into()))
}

pub(super) fn number(name: &str, text: &str) -> Result<f64, NotANumber> {
    let parsed = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
    parsed.ok_or_else(|| NotANumber(name.into()))
}
