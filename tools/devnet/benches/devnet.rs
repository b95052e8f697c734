//! How fast a local network starts, jumps through chain time, and goes back.
//!
//! `cargo xtask bench devnet [--json] [CASE]`; the median of each case. Everything is asked over
//! JSON-RPC, as a test in any language would.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use criterion::Bencher;
use myelin_devnet::{spawn, Config, Devnet, Recipe};
use myelin_measure::report::{Bench, Effort, Unit};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

const TEMPO: u32 = 360;

fn main() {
    let mut bench = Bench::of("devnet");
    bench.effort(Effort { warm_up: Duration::from_millis(200), measure: Duration::from_secs(2), runs: 10 });
    bench.case("start", Unit::Milliseconds, start);
    for (uids, validators) in [(64, 16), (256, 64)] {
        for tempos in [1, 10] {
            let case = format!("jump/{tempos}/{uids}");
            bench.case(&case, Unit::Milliseconds, || jump(uids, validators, tempos * TEMPO));
        }
    }
    bench.case("snapshot", Unit::Milliseconds, snapshot);
    for blocks in [1, TEMPO, 10 * TEMPO] {
        let case = if blocks == 1 { "revert".to_owned() } else { format!("revert/{blocks}") };
        bench.case(&case, Unit::Milliseconds, || revert(blocks));
    }
}

/// From the start of the program to its first answer over JSON-RPC.
fn start() -> impl FnMut(&mut Bencher) {
    let program = std::env::var_os("MYELIN_BIN").expect("`cargo xtask bench devnet` names the program");
    move |bencher: &mut Bencher| {
        bencher.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                let started = Instant::now();
                let mut child = Command::new(&program)
                    .args(["dev", "--port", "0", "--json"])
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap();
                ask_for_the_head(&mut child);
                total += started.elapsed();
                child.kill().unwrap();
                child.wait().unwrap();
            }
            total
        });
    }
}

/// Plain HTTP, so that no client's start is measured.
fn ask_for_the_head(child: &mut Child) {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let banner: serde_json::Value = serde_json::from_str(&line).unwrap();
    let address = banner["url"].as_str().unwrap().trim_start_matches("ws://").to_owned();
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"chain_getHeader","params":[]}"#;
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(
        stream,
        "POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("stateRoot"), "{answer}");
}

/// A subnet at work, from file, and what waits for its verbs.
fn network(recipe: Option<Recipe>) -> (Runtime, Arc<Devnet>) {
    let waiting = Runtime::new().unwrap();
    let devnet = waiting.block_on(async {
        let devnet = spawn(Config::on_command()).await.unwrap();
        if let Some(recipe) = recipe {
            devnet.populate(&recipe).await.unwrap();
        }
        devnet
    });
    (waiting, Arc::new(devnet))
}

/// So many blocks of a subnet whose validators have set weights, every epoch paid out.
fn jump(uids: u16, validators: u16, blocks: u32) -> impl FnMut(&mut Bencher) {
    let (waiting, devnet) = network(Some(Recipe { uids, validators, ..Recipe::default() }));
    let before = waiting.block_on(devnet.snapshot()).unwrap();
    move |bencher: &mut Bencher| {
        bencher.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                let started = Instant::now();
                waiting.block_on(devnet.mine(blocks)).unwrap();
                total += started.elapsed();
                waiting.block_on(devnet.revert(before)).unwrap();
            }
            total
        });
    }
}

fn snapshot() -> impl FnMut(&mut Bencher) {
    let (waiting, devnet) = network(None);
    let before = waiting.block_on(devnet.snapshot()).unwrap();
    move |bencher: &mut Bencher| {
        bencher.iter(|| waiting.block_on(devnet.snapshot()).unwrap());
        // They are bounded in number, and those taken since go with this.
        waiting.block_on(devnet.revert(before)).unwrap();
    }
}

fn revert(blocks: u32) -> impl FnMut(&mut Bencher) {
    let (waiting, devnet) = network(Some(Recipe { uids: 64, validators: 16, ..Recipe::default() }));
    let before = waiting.block_on(devnet.snapshot()).unwrap();
    move |bencher: &mut Bencher| {
        bencher.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                waiting.block_on(devnet.mine(blocks)).unwrap();
                let started = Instant::now();
                waiting.block_on(devnet.revert(before)).unwrap();
                total += started.elapsed();
            }
            total
        });
    }
}
