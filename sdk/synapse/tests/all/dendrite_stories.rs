//! Axons that are dead, slow, endless or lying, and what a caller makes of them.

use crate::fixture::{alice, bob, bobs_axon, nobody, says, to, EchoSynapse, NOON};
use futures::future::join_all;
use myelin_synapse::{CallError, Dendrite, ManualClock, Reply, Target};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const PATIENT: Duration = Duration::from_secs(12);
const HASTY: Duration = Duration::from_millis(150);

type Outcome = Result<Reply<EchoSynapse>, CallError>;

async fn ask(address: SocketAddr, timeout: Duration) -> Outcome {
    Dendrite::new(alice()).call(&to(bob().account(), address), &says("hi"), timeout).await
}

/// A server that says these bytes to whoever connects, over and over if asked to, and then waits.
async fn server(bytes: impl Into<Vec<u8>>, forever: bool) -> SocketAddr {
    let bytes = bytes.into();
    let listener = TcpListener::bind(nobody()).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, bytes.clone(), forever));
        }
    });
    address
}

async fn talk(mut stream: TcpStream, bytes: Vec<u8>, forever: bool) {
    let _ = stream.read(&mut [0; 16384]).await;
    let _ = stream.write_all(&bytes).await;
    while forever && stream.write_all(&[b' '; 4096]).await.is_ok() {}
    std::future::pending().await
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len())
}

const JSON: &str = "content-type: application/json\r\n";

#[tokio::test]
async fn an_axon_that_says_nothing_is_given_up_on_in_time() {
    let address = server("", false).await;
    let started = Instant::now();
    assert_eq!(ask(address, HASTY).await, Err(CallError::TimedOut { timeout: HASTY }));
    assert!(started.elapsed() >= HASTY);
}

#[tokio::test]
async fn an_axon_that_stops_in_the_middle_is_given_up_on_in_time() {
    for beginning in ["HTTP/1.1 200 OK\r\ncontent-le", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"text"] {
        let address = server(beginning, false).await;
        assert_eq!(ask(address, HASTY).await, Err(CallError::TimedOut { timeout: HASTY }));
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let address = server(format!("HTTP/1.1 200 OK\r\n{JSON}\r\n"), true).await;
    let dendrite = Dendrite::new(alice()).with_answer_limit(100_000);
    let outcome = dendrite.call(&to(bob().account(), address), &says("hi"), PATIENT).await;
    assert_eq!(outcome, Err(CallError::TooLarge { most: 100_000 }));
    assert_eq!(outcome.unwrap_err().code(), 400);
}

#[tokio::test]
async fn an_answer_that_announces_too_much_is_not_read() {
    let address = server(format!("HTTP/1.1 200 OK\r\n{JSON}content-length: 99999999999\r\n\r\n"), false).await;
    assert!(matches!(ask(address, PATIENT).await, Err(CallError::TooLarge { .. })));
}

#[tokio::test]
async fn endless_headers_end_the_call() {
    let address = server("HTTP/1.1 200 OK\r\nx: ", true).await;
    let error = ask(address, PATIENT).await.unwrap_err();
    assert_eq!(error.code(), 503, "{error}");
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_a_disconnection() {
    let listener = TcpListener::bind(nobody()).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 16384]).await;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{").await;
        }
    });
    let error = ask(address, PATIENT).await.unwrap_err();
    assert!(matches!(error, CallError::Disconnected(_)), "{error:?}");
    assert_eq!(error.code(), 503);
}

#[tokio::test]
async fn answers_that_make_no_sense_are_malformed() {
    let cases = [
        answer("200 OK", JSON, "nope"),
        answer("200 OK", JSON, "[1, 2]"),
        answer("200 OK", JSON, r#"{"text": 7, "numbers": []}"#),
        answer("200 OK", JSON, "{}"),
        answer("200 OK", "content-type: text/html\r\n", "<html>"),
        answer("502 Bad Gateway", "content-type: text/html\r\n", "<html>"),
        answer("200 OK", &format!("{JSON}bt_header_axon_process_time: soon\r\n"), r#"{"text": "", "numbers": []}"#),
        answer("200 OK", &format!("{JSON}bt_header_axon_status_code: -1\r\n"), r#"{"text": "", "numbers": []}"#),
    ];
    for bytes in cases {
        let error = ask(server(bytes.clone(), false).await, PATIENT).await.unwrap_err();
        assert!(matches!(error, CallError::Malformed(_)), "{bytes}: {error:?}");
        assert_eq!(error.code(), 422);
    }
}

#[tokio::test]
async fn a_reason_with_control_characters_or_without_end_fits_on_a_line() {
    let long = serde_json::json!({ "message": format!("\u{1b}[31mred\n{}", "x".repeat(10_000)) }).to_string();
    let error = ask(server(answer("403 Forbidden", JSON, &long), false).await, PATIENT).await.unwrap_err();
    assert_eq!(error.code(), 403);
    assert!(error.to_string().len() <= 600 && !error.to_string().contains(char::is_control));
    let bare = ask(server(answer("500 Oops", JSON, "{}"), false).await, PATIENT).await.unwrap_err();
    assert_eq!(bare.to_string(), "status 500 without a reason");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let clock = ManualClock::at(NOON);
    let axon = bobs_axon(&clock).serve(nobody()).await.unwrap();
    let location = format!("{JSON}location: http://{}/EchoSynapse\r\n", axon.address());
    let error = ask(server(answer("307 Temporary Redirect", &location, "{}"), false).await, PATIENT).await.unwrap_err();
    assert_eq!(error.code(), 307);
}

#[tokio::test]
async fn an_ed25519_key_cannot_ask() {
    let key = myelin_wallet::Keypair::from_uri("//Alice", myelin_wallet::Scheme::Ed25519).unwrap();
    let error = Dendrite::new(key).call(&to(bob().account(), nobody()), &says("hi"), PATIENT).await.unwrap_err();
    assert!(matches!(error, CallError::Unasked(_)), "{error:?}");
}

#[tokio::test]
async fn many_questions_at_once_to_one_axon_are_all_answered() {
    let clock = ManualClock::at(NOON);
    let axon = bobs_axon(&clock).serve(nobody()).await.unwrap();
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let target = to(bob().account(), axon.address());
    for _ in 0..3 {
        let texts = (0..60).map(|number| format!("number {number}")).collect::<Vec<_>>();
        let calls = texts.iter().map(|text| {
            let question = says(text);
            let dendrite = &dendrite;
            async move { dendrite.call(&target, &question, PATIENT).await }
        });
        for (text, outcome) in texts.iter().zip(join_all(calls).await) {
            assert_eq!(outcome.unwrap().body.answer, Some(text.to_uppercase()));
        }
    }
}

#[tokio::test]
async fn one_bad_axon_does_not_hold_up_the_others() {
    let clock = ManualClock::at(NOON);
    let axon = bobs_axon(&clock).serve(nobody()).await.unwrap();
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let closed = TcpListener::bind(nobody()).await.unwrap().local_addr().unwrap();
    let targets = [
        (axon.address(), PATIENT),
        (server("", false).await, HASTY),
        (server("garbage\r\n\r\n", false).await, PATIENT),
        (server(format!("HTTP/1.1 200 OK\r\n{JSON}\r\n"), true).await, PATIENT),
        (closed, PATIENT),
        (axon.address(), PATIENT),
    ];
    let questions = targets.map(|(address, timeout)| {
        let dendrite = dendrite.clone().with_answer_limit(1000);
        async move { dendrite.call(&to(bob().account(), address), &says("hi"), timeout).await }
    });
    let codes = join_all(questions).await.into_iter().map(|outcome| outcome.map_or_else(|error| error.code(), |_| 200));
    assert_eq!(codes.collect::<Vec<_>>(), [200, 408, 503, 400, 503, 200]);
}

#[tokio::test]
async fn connections_are_used_again() {
    let clock = ManualClock::at(NOON);
    let ports = std::sync::Arc::new(std::sync::Mutex::new(std::collections::HashSet::new()));
    let seen = std::sync::Arc::clone(&ports);
    let builder = bobs_axon(&clock).observe(move |notice| {
        seen.lock().unwrap().insert(notice.address);
    });
    let axon = builder.serve(nobody()).await.unwrap();
    let dendrite = Dendrite::new(alice()).with_clock(clock);
    let target: Target = to(bob().account(), axon.address());
    for _ in 0..10 {
        dendrite.call(&target, &says("hi"), PATIENT).await.unwrap();
    }
    assert_eq!(ports.lock().unwrap().len(), 1);
}
