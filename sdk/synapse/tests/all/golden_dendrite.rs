//! Our dendrite puts the recorded questions in the recorded words, and reads the recorded answers as
//! they were read.

use crate::fixture::{alice, bob, examples, header, nobody, to, vectors, EchoSynapse};
use base64::{engine::general_purpose::STANDARD, Engine};
use myelin_synapse::wire::python;
use myelin_synapse::{CallError, Dendrite, ManualClock, Ping, Prepared, Reply, Synapse, Target};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Where the recorded axon was.
const RECORDER: ([u8; 4], u16) = ([127, 0, 0, 1], 18092);

/// What the recorded sender leaves to its HTTP library, or measures in its own memory.
const INCIDENTAL: [&str; 7] =
    ["host", "header_size", "total_size", "accept", "accept-encoding", "user-agent", "content-length"];

#[derive(Clone, Serialize, Deserialize)]
struct TensorSynapse {
    inp: Option<Value>,
    out: Option<Value>,
}

impl Synapse for TensorSynapse {
    const NAME: &'static str = "TensorSynapse";
    const HASH_FIELDS: &'static [&'static str] = &["inp"];
}

#[derive(Clone, Serialize, Deserialize)]
struct StreamTalk {
    prompt: String,
    completion: Option<String>,
}

impl Synapse for StreamTalk {
    const NAME: &'static str = "StreamTalk";
    const HASH_FIELDS: &'static [&'static str] = &["prompt"];
    const REQUIRED: &'static [&'static str] = &["prompt"];
}

fn example(name: &str) -> Value {
    examples().into_iter().find(|example| example["name"] == name).unwrap()
}

fn recorded_echo() -> EchoSynapse {
    let body: Value =
        serde_json::from_str(example("echo_required_hash_fields")["request"]["body"].as_str().unwrap()).unwrap();
    serde_json::from_value(body).unwrap()
}

#[test]
fn requests_are_written_as_recorded() {
    same_request("ping_default_synapse", &Ping {});
    same_request("echo_required_hash_fields", &recorded_echo());
    let tensor = json!({
        "buffer": "hcQCbmTDxAR0eXBlozxmNMQEa2luZMQAxAVzaGFwZZICAsQEZGF0YcQQAACAPwAAAEAAAEBAAACAQA==",
        "dtype": "float32",
        "shape": [2, 2],
    });
    same_request("tensor_field", &TensorSynapse { inp: Some(tensor), out: None });
    same_request("streaming", &StreamTalk { prompt: "bob".into(), completion: None });
}

fn same_request<S: Synapse>(name: &str, synapse: &S) {
    let recorded = &example(name)["request"];
    let nonce: i64 = header(recorded, "bt_header_dendrite_nonce").unwrap().parse().unwrap();
    let dendrite = Dendrite::new(alice()).with_clock(ManualClock::at(nonce)).with_claimed_ip([203, 0, 113, 7].into());
    let target = to(bob().account(), RECORDER.into());
    let ours = dendrite.prepare(&target, synapse, Duration::from_secs(12)).unwrap();

    assert_eq!(format!("POST {} HTTP/1.1", ours.path), recorded["start_line"].as_str().unwrap());
    let of_recorded = recorded["headers"].as_array().unwrap().iter();
    let of_recorded =
        of_recorded.map(|pair| (pair[0].as_str().unwrap().to_lowercase(), pair[1].as_str().unwrap().into()));
    assert_eq!(essential(of_recorded), essential(ours.headers.clone().into_iter()));
    let names = |headers: Vec<(String, String)>| headers.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(ours.headers.clone())[..4], ["host", "name", "timeout", "bt_header_axon_ip"]);

    let theirs: Value = serde_json::from_str(recorded["body"].as_str().unwrap()).unwrap();
    assert_eq!(comparable(serde_json::from_slice(&ours.body).unwrap()), comparable(theirs));
    is_signed(&ours, &target, nonce);
}

/// The headers that matter, in order, with what is random in them left out.
fn essential(headers: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let is_random = |name: &str| name.ends_with("_uuid") || name.ends_with("_signature");
    headers
        .filter(|(name, _)| !INCIDENTAL.contains(&name.as_str()))
        .map(|(name, value)| if is_random(&name) { (name, value.len().to_string()) } else { (name, value) })
        .collect()
}

/// A body with what is random or incidental in it left out, as text that shows numbers by value.
fn comparable(mut body: Value) -> String {
    body["total_size"] = Value::Null;
    body["dendrite"]["uuid"] = Value::Null;
    body["dendrite"]["signature"] = Value::Null;
    python::str(&body)
}

fn is_signed(request: &Prepared, target: &Target, nonce: i64) {
    let value = |name: &str| request.headers.iter().find(|header| header.0 == name).unwrap().1.clone();
    let message = format!(
        "{nonce}.{}.{}.{}.{}",
        alice().account(),
        target.hotkey,
        value("bt_header_dendrite_uuid"),
        value("computed_body_hash"),
    );
    let mut signature = [0; 64];
    hex::decode_to_slice(&value("bt_header_dendrite_signature")[2..], &mut signature).unwrap();
    let scheme = myelin_wallet::Scheme::Sr25519;
    assert!(myelin_wallet::verify(&alice().account(), scheme, message.as_bytes(), &signature));
}

/// A server that answers with the recorded bytes, whatever it is asked.
async fn recorded_server(name: &str) -> Target {
    let bytes = STANDARD.decode(example(name)["response_raw_b64"].as_str().unwrap()).unwrap();
    let listener = TcpListener::bind(nobody()).await.unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 16384]).await;
        stream.write_all(&bytes).await.unwrap();
    });
    to(bob().account(), address)
}

async fn recorded_answer<S: Synapse>(name: &str, synapse: &S) -> Result<Reply<S>, CallError> {
    Dendrite::new(alice()).call(&recorded_server(name).await, synapse, Duration::from_secs(12)).await
}

#[tokio::test]
async fn a_recorded_stream_is_read_as_recorded() {
    let target = recorded_server("streaming").await;
    let question = StreamTalk { prompt: "bob".into(), completion: None };
    let mut stream = Dendrite::new(alice()).call_stream(&target, &question, Duration::from_secs(12)).await.unwrap();
    let mut heard = String::new();
    while let Some(piece) = stream.next().await.unwrap() {
        heard += std::str::from_utf8(&piece).unwrap();
    }
    let example = example("streaming");
    let pieces = example["client_chunks"].as_array().unwrap().iter().map(|piece| piece.as_str().unwrap());
    assert_eq!(heard, pieces.collect::<String>());
    let mut dendrite = serde_json::to_value(&stream.dendrite).unwrap();
    dendrite["process_time"] = example["client_result_dendrite"]["process_time"].clone();
    assert_eq!(dendrite, example["client_result_dendrite"]);
}

#[tokio::test]
async fn recorded_successes_are_read_as_recorded() {
    let reply = recorded_answer("ping_default_synapse", &Ping {}).await.unwrap();
    same_result("ping_default_synapse", &reply);
    let reply = recorded_answer("echo_required_hash_fields", &recorded_echo()).await.unwrap();
    same_result("echo_required_hash_fields", &reply);
    assert_eq!(reply.body.answer.as_deref(), Some("H\"I É"));
    let reply = recorded_answer("tensor_field", &TensorSynapse { inp: None, out: None }).await.unwrap();
    same_result("tensor_field", &reply);
}

fn same_result<S: Synapse>(name: &str, reply: &Reply<S>) {
    let recorded = &example(name)["client_result"];
    let mut dendrite = serde_json::to_value(&reply.dendrite).unwrap();
    assert!(reply.took > Duration::ZERO);
    dendrite["process_time"] = recorded["dendrite"]["process_time"].clone();
    assert_eq!(dendrite, recorded["dendrite"], "{name}");
    let mut axon = reply.axon.clone();
    // The recording was made on another port than the one of this test.
    axon.port = recorded["axon"]["port"].as_i64();
    assert_eq!(python::str(&serde_json::to_value(axon).unwrap()), python::str(&recorded["axon"]), "{name}");
    for (field, value) in serde_json::to_value(&reply.body).unwrap().as_object().unwrap() {
        assert_eq!(*value, recorded[field], "{name}: {field}");
    }
}

#[tokio::test]
async fn recorded_refusals_are_read_as_recorded() {
    let refusals = [
        "tensor_required_field_fails_500",
        "blacklisted_403",
        "verify_fn_raises_401",
        "forward_raises_500",
        "priority_timeout_408",
        "unknown_synapse_404",
    ];
    for name in refusals {
        let error = recorded_answer("ping_default_synapse", &Ping {}).await.err();
        assert_eq!(error, None);
        let error = recorded_answer(name, &Ping {}).await.unwrap_err();
        let recorded = &example(name)["client_result"]["dendrite"];
        assert_eq!(json!(error.code()), recorded["status_code"], "{name}");
        assert_eq!(error.to_string(), recorded["status_message"].as_str().unwrap(), "{name}");
    }
}

#[tokio::test]
async fn failures_on_this_side_have_the_recorded_codes_and_words() {
    let recorded = &example("client_timeout_408")["client_result"]["dendrite"];
    let late = CallError::TimedOut { timeout: Duration::from_secs(1) };
    assert_eq!(json!(late.code()), recorded["status_code"]);
    assert_eq!(late.to_string(), recorded["status_message"].as_str().unwrap());

    let closed = TcpListener::bind(nobody()).await.unwrap().local_addr().unwrap();
    let target = to(bob().account(), closed);
    let error = Dendrite::new(alice()).call(&target, &Ping {}, Duration::from_secs(12)).await.unwrap_err();
    let recorded = &vectors()["connection_refused_client_dendrite"];
    assert_eq!(json!(error.code()), recorded["status_code"]);
    let words = recorded["status_message"].as_str().unwrap().replace("127.0.0.1:18099", &closed.to_string());
    assert_eq!(error.to_string(), words);
}
