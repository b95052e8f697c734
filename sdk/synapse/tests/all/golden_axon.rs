//! Every recorded request, sent again byte for byte to our axon, whose clock stands where it stood.

use crate::fixture::{bobs_axon, examples, header, message_of, nobody, send};
use base64::{engine::general_purpose::STANDARD, Engine};
use bytes::Bytes;
use myelin_synapse::{Limits, ManualClock, Request, Synapse};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::future;
use std::time::Duration;

/// Where we answer otherwise than recorded: with which status and sentence, and why.
const DEVIATIONS: [(&str, u16, &str, &str); 4] = [
    (
        "tensor_required_field_fails_500",
        200,
        "",
        "a stand-in must be there but is not held against the field's type, so nested required fields work",
    ),
    (
        "verify_fn_raises_401",
        403,
        "Forbidden. Key is blacklisted: custom verify says no.",
        "verification cannot be replaced; what else speaks against a caller is for the gate to say",
    ),
    (
        "raw_nonce_future_ok",
        401,
        "Not Verified with error: Nonce is ahead of this machine's time",
        "a nonce from far ahead would stay good until its time has come",
    ),
    (
        "raw_old_version_old_nonce_ok",
        401,
        "Not Verified with error: Nonce is too old: acceptable delta is 16.00 seconds but request was",
        "the version is not signed, so it cannot excuse an old nonce",
    ),
];

/// Recorded without an answer: the caller had hung up.
const UNANSWERED: &str = "client_timeout_408";

macro_rules! synapse {
    ($name:ident { $($field:ident),* }, $hashed:expr, $required:expr) => {
        #[derive(Serialize, Deserialize)]
        struct $name { $(#[serde(default)] $field: Option<Value>),* }
        impl Synapse for $name {
            const NAME: &'static str = stringify!($name);
            const HASH_FIELDS: &'static [&'static str] = &$hashed;
            const REQUIRED: &'static [&'static str] = &$required;
        }
    };
}

synapse!(TensorSynapse { inp, out }, ["inp"], []);
synapse!(TensorRequired { inp }, [], ["inp"]);
synapse!(Blocked {}, [], []);
synapse!(Boom {}, [], []);
synapse!(SlowPrio {}, [], []);
synapse!(Slow {}, [], []);
synapse!(Picky {}, [], []);
synapse!(StreamTalk { prompt, completion }, ["prompt"], ["prompt"]);

async fn same<S: Synapse>(request: Request<S>) -> Result<S, String> {
    Ok(request.body)
}

#[tokio::test]
async fn recorded_requests_get_the_recorded_answers() {
    let clock = ManualClock::at(0);
    let axon = bobs_axon(&clock)
        .limits(Limits { handling_time: Duration::from_millis(20), ..Limits::default() })
        .attach(same::<TensorSynapse>)
        .attach(same::<TensorRequired>)
        .attach(same::<Blocked>)
        .attach(|_: Request<Boom>| async { Err("boom".into()) })
        .attach(|_: Request<SlowPrio>| future::pending())
        .attach(same::<Slow>)
        .attach(same::<Picky>)
        .attach_stream(|_: Request<StreamTalk>| async {
            Ok(futures::stream::iter(["Hel", "lo ", "bob"].map(|piece| Ok(Bytes::from_static(piece.as_bytes())))))
        })
        .gate(|caller| match caller.synapse {
            "Blocked" => Err("hotkey not registered".into()),
            "Picky" => Err("custom verify says no".into()),
            _ => Ok(()),
        })
        .serve(nobody())
        .await
        .unwrap();

    let examples = examples();
    assert_eq!(examples.len(), 33);
    for example in examples.iter().filter(|example| example["name"] != UNANSWERED) {
        clock.set(recorded_time(example));
        let request = STANDARD.decode(example["request_raw_b64"].as_str().unwrap()).unwrap();
        let answer = send(axon.address(), &request).await;
        let (status, message) = expected(example);
        let name = &example["name"];
        assert_eq!(answer.status, status, "{name}: {answer:?}");
        if status == 200 {
            check_success(example, &answer);
        } else {
            assert!(answer.message().starts_with(&message), "{name}: {}", answer.message());
            assert!(!message.is_empty() && answer.body.len() < 700, "{name}");
        }
    }
}

/// When the answering machine saw the request: the axon says so in refusals, else it was at once.
fn recorded_time(example: &Value) -> i64 {
    let nonce = |side: &str, name: &str| header(&example[side], name).map(|text| text.parse::<i64>().unwrap());
    let server = nonce("response", "bt_header_axon_nonce");
    let client = nonce("request", "bt_header_dendrite_nonce");
    match example["name"].as_str().unwrap() {
        "raw_nonce_future_ok" => client.unwrap() - 3_600_000_000_000,
        "raw_old_version_old_nonce_ok" => crate::fixture::NOON,
        _ => server.or(client).unwrap(),
    }
}

/// The status and the beginning of the sentence.
fn expected(example: &Value) -> (u16, String) {
    if let Some((_, status, message, _)) = DEVIATIONS.iter().find(|deviation| example["name"] == deviation.0) {
        return (*status, (*message).into());
    }
    let start_line = example["response"]["start_line"].as_str().unwrap();
    let status = start_line.split(' ').nth(1).unwrap().parse().unwrap();
    let body = example["response"]["body"].as_str().unwrap();
    (status, serde_json::from_str(body).map(|body| message_of(&body)).unwrap_or_default())
}

/// A success has the recorded headers and keys, and answers with what the handler gave.
fn check_success(example: &Value, answer: &crate::fixture::Answer) {
    let name = &example["name"];
    for header in ["bt_header_axon_status_code: 200\r\n", "bt_header_axon_status_message: Success\r\n"] {
        assert!(answer.head.contains(header), "{name}: {}", answer.head);
    }
    let is_deviation = DEVIATIONS.iter().any(|deviation| *name == deviation.0);
    if is_deviation {
        return;
    }
    if *name == "streaming" {
        assert!(answer.head.contains("content-type: text/event-stream\r\n"), "{}", answer.head);
        // The recording's text: chunks and their lengths.
        let recorded = example["response"]["body"].as_str().unwrap();
        assert_eq!(String::from_utf8_lossy(&answer.body), recorded);
        return;
    }
    let recorded: Value = serde_json::from_str(example["response"]["body"].as_str().unwrap()).unwrap();
    let ours = answer.json();
    let keys = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&ours), keys(&recorded), "{name}");
    assert_eq!(ours["name"], recorded["name"]);
    assert_eq!(ours["timeout"], recorded["timeout"]);
    if *name == "echo_required_hash_fields" {
        for field in ["text", "numbers", "flag", "options", "maybe", "answer"] {
            assert_eq!(ours[field], recorded[field], "{field}");
        }
        assert_eq!(ours["dendrite"], recorded["dendrite"]);
    }
}
