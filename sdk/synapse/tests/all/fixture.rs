//! The people of the stories, what they say to each other, and the recorded examples.

use myelin_synapse::{Axon, Builder, ManualClock, Synapse, Target};
use myelin_wallet::{AccountId, Keypair, Scheme};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Some nanosecond of November 2026.
pub const NOON: i64 = 1_795_348_800_000_000_000;

pub fn alice() -> Keypair {
    Keypair::from_uri("//Alice", Scheme::Sr25519).unwrap()
}

pub fn bob() -> Keypair {
    Keypair::from_uri("//Bob", Scheme::Sr25519).unwrap()
}

pub fn nobody() -> SocketAddr {
    ([127, 0, 0, 1], 0).into()
}

/// Bob's axon at noon, which echoes.
pub fn bobs_axon(clock: &ManualClock) -> Builder {
    Axon::builder(bob().account()).clock(clock.clone()).attach(echo)
}

pub async fn echo(request: myelin_synapse::Request<EchoSynapse>) -> Result<EchoSynapse, String> {
    let mut body = request.body;
    body.answer = Some(body.text.to_uppercase());
    Ok(body)
}

pub fn to(hotkey: AccountId, address: SocketAddr) -> Target {
    Target { hotkey, address }
}

/// The richest of the recorded synapses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EchoSynapse {
    pub text: String,
    pub numbers: Vec<Value>,
    #[serde(default)]
    pub flag: bool,
    #[serde(default)]
    pub options: Map<String, Value>,
    #[serde(default)]
    pub maybe: Option<String>,
    #[serde(default)]
    pub answer: Option<String>,
}

impl Synapse for EchoSynapse {
    const NAME: &'static str = "EchoSynapse";
    const HASH_FIELDS: &'static [&'static str] = &["text", "numbers", "flag", "options", "maybe"];
    const REQUIRED: &'static [&'static str] = &["text", "numbers"];
}

pub fn says(text: &str) -> EchoSynapse {
    EchoSynapse { text: text.into(), ..EchoSynapse::default() }
}

/// The recorded examples.
pub fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../../tests/conformance/vectors/axon_dendrite.json")).unwrap()
}

pub fn examples() -> Vec<Value> {
    vectors()["examples"].as_array().unwrap().clone()
}

/// A recorded header.
pub fn header<'a>(message: &'a Value, name: &str) -> Option<&'a str> {
    let mut headers = message["headers"].as_array().unwrap().iter();
    headers.find(|header| header[0] == name).and_then(|header| header[1].as_str())
}

/// An HTTP answer, taken apart.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The sentence of a refusal, without the number that is different each time.
    pub fn message(&self) -> String {
        message_of(&self.json())
    }
}

/// What an answer's body says, whoever wrote it.
pub fn message_of(body: &Value) -> String {
    let text =
        body["message"].as_str().or_else(|| body["detail"].as_str()).or_else(|| body["detail"][0]["msg"].as_str());
    text.unwrap_or_default().split(" #").next().unwrap().into()
}

/// Sends bytes and takes one answer.
pub async fn send(address: SocketAddr, bytes: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    receive(&mut stream).await.unwrap()
}

/// One answer, or nothing if the other end hangs up instead.
pub async fn receive(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).map(|text| text.parse::<usize>().unwrap());
    let mut body = bytes.split_off(end);
    let is_chunked = head.contains("transfer-encoding: chunked");
    let is_complete = |body: &[u8]| match length {
        Some(length) => body.len() >= length,
        None => is_chunked && body.ends_with(b"0\r\n\r\n"),
    };
    while !is_complete(&body) {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            break;
        }
    }
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Some(Answer { status, head, body })
}

/// A prepared request as bytes, after a look at its headers.
pub fn bytes_of(request: &myelin_synapse::Prepared, change: impl Fn(&str, &str) -> Option<String>) -> Vec<u8> {
    let mut text = format!("POST {} HTTP/1.1\r\n", request.path);
    for (name, value) in &request.headers {
        if let Some(value) = change(name, value) {
            text += &format!("{name}: {value}\r\n");
        }
    }
    text += &format!("content-length: {}\r\n\r\n", request.body.len());
    [text.as_bytes(), &request.body].concat()
}

/// Headers as they are.
pub fn unchanged(_: &str, value: &str) -> Option<String> {
    Some(value.into())
}
