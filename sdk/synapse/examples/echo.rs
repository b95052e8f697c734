//! Two neurons to try the protocol with, one at each end of a line.
//!
//! `echo serve` answers as //Bob until its input ends; its first line says where.
//! `echo call` asks as //Alice what its input says, one JSON object a line, and prints what came back.
#![forbid(unsafe_code)]

use myelin_synapse::{Axon, Dendrite, Request, Synapse, Target};
use myelin_wallet::{Keypair, Scheme};
use serde::{Deserialize, Serialize};
use serde_json::{json, Map, Value};
use std::error::Error;
use std::io::{BufRead, Read};
use std::time::Duration;

#[derive(Serialize, Deserialize)]
struct Echo {
    text: String,
    numbers: Vec<Value>,
    #[serde(default)]
    options: Map<String, Value>,
    #[serde(default)]
    answer: Option<String>,
}

impl Synapse for Echo {
    const NAME: &'static str = "Echo";
    const HASH_FIELDS: &'static [&'static str] = &["text", "numbers", "options"];
    const REQUIRED: &'static [&'static str] = &["text", "numbers"];
}

#[derive(Serialize, Deserialize)]
struct Blocked {
    #[serde(default)]
    answer: Option<String>,
}

impl Synapse for Blocked {
    const NAME: &'static str = "Blocked";
}

#[derive(Serialize, Deserialize)]
struct Unknown {
    #[serde(default)]
    answer: Option<String>,
}

impl Synapse for Unknown {
    const NAME: &'static str = "Unknown";
}

/// One line of what is to be asked.
#[derive(Deserialize)]
struct Question {
    synapse: String,
    hotkey: String,
    address: String,
    timeout: f64,
    fields: Value,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    match std::env::args().nth(1).as_deref() {
        Some("serve") => serve().await,
        Some("call") => call().await,
        _ => Err("usage: echo serve | echo call".into()),
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let hotkey = Keypair::from_uri("//Bob", Scheme::Sr25519)?.account();
    let serving = Axon::builder(hotkey)
        .attach(|request: Request<Echo>| async { answer(request.body) })
        .attach(|request: Request<Blocked>| async { Ok(request.body) })
        .gate(|caller| if caller.synapse == "Blocked" { Err("not on the list".into()) } else { Ok(()) })
        .observe(|notice| eprintln!("{notice:?}"))
        .serve(([127, 0, 0, 1], 0).into())
        .await?;
    println!("{}", json!({ "hotkey": hotkey, "address": serving.address() }));
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    serving.stop().await;
    Ok(())
}

fn answer(mut echo: Echo) -> Result<Echo, String> {
    use myelin_synapse::wire::python;
    if echo.text == "fail" {
        return Err("asked to fail".into());
    }
    let numbers = python::str(&Value::Array(echo.numbers.clone()));
    let options = python::str(&Value::Object(echo.options.clone()));
    echo.answer = Some(format!("{} {numbers} {options}", echo.text));
    Ok(echo)
}

async fn call() -> Result<(), Box<dyn Error>> {
    let dendrite = Dendrite::new(Keypair::from_uri("//Alice", Scheme::Sr25519)?);
    for line in std::io::stdin().lock().lines() {
        let question: Question = serde_json::from_str(&line?)?;
        let outcome = match question.synapse.as_str() {
            "Echo" => ask::<Echo>(&dendrite, question).await?,
            "Blocked" => ask::<Blocked>(&dendrite, question).await?,
            _ => ask::<Unknown>(&dendrite, question).await?,
        };
        println!("{outcome}");
    }
    Ok(())
}

/// What came back: status, reason and, if there is one, the answer.
async fn ask<S: Synapse>(dendrite: &Dendrite, question: Question) -> Result<Value, Box<dyn Error>> {
    let target = Target { hotkey: question.hotkey.parse()?, address: question.address.parse()? };
    let synapse: S = serde_json::from_value(question.fields)?;
    Ok(match dendrite.call(&target, &synapse, Duration::from_secs_f64(question.timeout)).await {
        Ok(reply) => {
            let body = serde_json::to_value(&reply.body)?;
            json!({ "code": 200, "message": reply.axon.status_message, "answer": body.get("answer") })
        }
        Err(error) => json!({ "code": error.code(), "message": error.to_string(), "answer": null }),
    })
}
