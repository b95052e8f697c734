//! How many requests an axon answers and refuses in a second, over loopback, signatures on.
//!
//! `cargo xtask bench axon [--json] [-- CASE]`; one line a case, the median of several runs. The caller
//! shares the machine with the axon, so half of the work measured is the signing of the questions.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use futures::future::join_all;
use myelin_synapse::{Axon, Dendrite, Request, Serving, Synapse, Target};
use myelin_wallet::{Keypair, Scheme};
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const RUNS: usize = 5;
const RUN: Duration = Duration::from_secs(1);
const WARM_UP: Duration = Duration::from_millis(300);
const PATIENT: Duration = Duration::from_secs(30);

/// Well formed, so it is looked at, and made for something else.
const FORGED: &str = concat!(
    "0x9cfd874a83ff66c764a2feabfdd149c0af5af1537bd1b581f15ae203d8bc4f2c",
    "62b0469dc02cb65b56d9618da080deb67507dc05e527dab72b2dd1f0b1564f84"
);

#[derive(Serialize, Deserialize)]
struct Echo {
    text: String,
    #[serde(default)]
    answer: Option<String>,
}

impl Synapse for Echo {
    const NAME: &'static str = "Echo";
    const HASH_FIELDS: &'static [&'static str] = &["text"];
    const REQUIRED: &'static [&'static str] = &["text"];
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let json = arguments.iter().any(|argument| argument == "--json");
    let filter = arguments.iter().find(|argument| !argument.starts_with("--"));
    let wanted = |case: &str| filter.is_none_or(|filter| case.contains(filter.as_str()));

    let axon = serve().await;
    for (payload, bytes) in [("5B", 5), ("1k", 1024), ("64k", 65536)] {
        for callers in [1, 8, 64] {
            let case = format!("answer/{payload}x{callers}");
            if wanted(&case) {
                report(json, &case, median_of_runs(|time| ask(&axon, bytes, callers, time)).await);
            }
        }
    }
    for (case, signature) in [("refuse/unsigned", None), ("refuse/forged", Some(FORGED))] {
        if wanted(case) {
            report(json, case, median_of_runs(|time| be_refused(&axon, signature, time)).await);
        }
    }
}

fn report(json: bool, case: &str, per_second: f64) {
    if json {
        println!(r#"{{"bench":"axon","case":"{case}","value":{per_second:.0},"unit":"requests/s","runs":{RUNS}}}"#);
    } else {
        println!("axon {case}: {per_second:.0} requests/s, median of {RUNS}");
    }
}

/// What a run gives in a second, once warm.
async fn median_of_runs<F: Future<Output = u64>>(mut run: impl FnMut(Duration) -> F) -> f64 {
    run(WARM_UP).await;
    let mut rates = Vec::new();
    for _ in 0..RUNS {
        let started = Instant::now();
        let count = run(RUN).await;
        rates.push(count as f64 / started.elapsed().as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    rates[RUNS / 2]
}

async fn serve() -> Serving {
    Axon::builder(key("//Bob").account())
        .attach(|request: Request<Echo>| async {
            let answer = Some(request.body.text.clone());
            Ok(Echo { answer, ..request.body })
        })
        .serve(([127, 0, 0, 1], 0).into())
        .await
        .unwrap()
}

fn key(uri: &str) -> Keypair {
    Keypair::from_uri(uri, Scheme::Sr25519).unwrap()
}

fn target(axon: &Serving) -> Target {
    Target { hotkey: key("//Bob").account(), address: axon.address() }
}

/// So many callers, each asking again when it is answered; how many right answers there were.
async fn ask(axon: &Serving, bytes: usize, callers: usize, time: Duration) -> u64 {
    let dendrite = Dendrite::new(key("//Alice"));
    let target = target(axon);
    let until = Instant::now() + time;
    let callers = (0..callers).map(|_| {
        let dendrite = dendrite.clone();
        tokio::spawn(async move {
            let question = Echo { text: "x".repeat(bytes), answer: None };
            let mut answered = 0;
            while Instant::now() < until {
                let reply = dendrite.call(&target, &question, PATIENT).await.unwrap();
                assert_eq!(reply.body.answer.as_ref(), Some(&question.text));
                answered += 1;
            }
            answered
        })
    });
    join_all(callers).await.into_iter().map(Result::unwrap).sum()
}

/// Eight connections that send one bad request after another; how many refusals there were.
async fn be_refused(axon: &Serving, signature: Option<&str>, time: Duration) -> u64 {
    let question = Echo { text: "hello".into(), answer: None };
    let request = Dendrite::new(key("//Alice")).prepare(&target(axon), &question, PATIENT).unwrap();
    let mut text = format!("POST {} HTTP/1.1\r\n", request.path);
    for (name, value) in &request.headers {
        let value = if name == "bt_header_dendrite_signature" { signature } else { Some(value.as_str()) };
        text.extend(value.map(|value| format!("{name}: {value}\r\n")));
    }
    let until = Instant::now() + time;
    let senders = (0..8).map(|_| tokio::spawn(insist(axon.address(), text.clone() + "\r\n", until)));
    join_all(senders).await.into_iter().map(Result::unwrap).sum()
}

async fn insist(address: SocketAddr, request: String, until: Instant) -> u64 {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut answer = Vec::new();
    let mut refused = 0;
    while Instant::now() < until {
        stream.write_all(request.as_bytes()).await.unwrap();
        answer.clear();
        // A refusal is one small object and ends with it.
        while !answer.ends_with(b"\"}") {
            assert!(stream.read_buf(&mut answer).await.unwrap() > 0);
        }
        assert!(answer.starts_with(b"HTTP/1.1 401"));
        refused += 1;
    }
    refused
}
