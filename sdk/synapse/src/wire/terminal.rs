//! What a message says about one of its two ends.

use super::{claim::integer, claim::number, python, NotANumber};
use serde::{Deserialize, Serialize};

/// The two ends of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The end that answers.
    Axon,
    /// The end that asks.
    Dendrite,
}

impl Side {
    /// How this end's headers begin.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Axon => "bt_header_axon_",
            Self::Dendrite => "bt_header_dendrite_",
        }
    }
}

/// One end of a call, as headers and bodies describe it. All of it is a claim until verified.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terminal {
    /// How it went, as an HTTP status.
    pub status_code: Option<i64>,
    /// How it went, in one line.
    pub status_message: Option<String>,
    /// Seconds the work took.
    pub process_time: Option<f64>,
    /// Its address, without the port.
    pub ip: Option<String>,
    /// Its port.
    pub port: Option<i64>,
    /// The version of the protocol it speaks.
    pub version: Option<i64>,
    /// Nanoseconds since 1970.
    pub nonce: Option<i64>,
    /// Names one instance of a client or server; nonces grow per instance.
    pub uuid: Option<String>,
    /// The SS58 address of its key.
    pub hotkey: Option<String>,
    /// `0x` and 128 hex digits.
    pub signature: Option<String>,
}

impl Terminal {
    /// What is known, as header names without their prefix and texts, in the order of the wire.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, String)> {
        let shown = |value: Option<i64>| value.map(|value| value.to_string());
        let entries = [
            ("status_code", shown(self.status_code)),
            ("status_message", self.status_message.clone()),
            ("process_time", self.process_time.map(python::float)),
            ("ip", self.ip.clone()),
            ("port", shown(self.port)),
            ("version", shown(self.version)),
            ("nonce", shown(self.nonce)),
            ("uuid", self.uuid.clone()),
            ("hotkey", self.hotkey.clone()),
            ("signature", self.signature.clone()),
        ];
        entries.into_iter().filter_map(|(key, text)| Some((key, text?)))
    }

    /// Takes one header in; a key nobody knows is ignored.
    pub(super) fn read(&mut self, key: &str, text: String) -> Result<(), NotANumber> {
        match key {
            "status_code" => self.status_code = Some(integer(key, &text)?),
            "status_message" => self.status_message = Some(text),
            "process_time" => self.process_time = Some(number(key, &text)?),
            "ip" => self.ip = Some(text),
            "port" => self.port = Some(integer(key, &text)?),
            "version" => self.version = Some(integer(key, &text)?),
            "nonce" => self.nonce = Some(integer(key, &text)?),
            "uuid" => self.uuid = Some(text),
            "hotkey" => self.hotkey = Some(text),
            "signature" => self.signature = Some(text),
            _ => {}
        }
        Ok(())
    }

    /// Lets what the other one knows win over what this one knows.
    pub fn overridden_by(self, other: Self) -> Self {
        Self {
            status_code: other.status_code.or(self.status_code),
            status_message: other.status_message.or(self.status_message),
            process_time: other.process_time.or(self.process_time),
            ip: other.ip.or(self.ip),
            port: other.port.or(self.port),
            version: other.version.or(self.version),
            nonce: other.nonce.or(self.nonce),
            uuid: other.uuid.or(self.uuid),
            hotkey: other.hotkey.or(self.hotkey),
            signature: other.signature.or(self.signature),
        }
    }
}
