//! What a validator publishes of its work, held against the chain by somebody who believes nobody.

use myelin_e2e::{
    binary,
    node::free_port,
    up::{Place, Up},
    PATIENCE,
};
use serde_json::Value;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::{Command, Output, Stdio},
    time::Duration,
};

/// A network that stays up, and what is needed to ask about it.
struct Held {
    _up: Up,
    _place: Place,
    url: String,
    netuid: String,
}

impl Held {
    /// One paid epoch, then slow blocks.
    fn new() -> Self {
        let place = Place::new();
        let port = free_port().to_string();
        let up = place.until(&["--hold", "--json", "--epochs", "1", "--rpc-port", &port], "up at ");
        let url = format!("ws://127.0.0.1:{port}");
        let mut held = Self { _up: up, _place: place, url, netuid: String::new() };
        let subnets = held.myelin(&["subnet", "list", "--json"]);
        let netuids: Vec<u64> =
            data(&subnets).as_array().unwrap().iter().map(|subnet| subnet["netuid"].as_u64().unwrap()).collect();
        // Created last, by the network's owner.
        held.netuid = netuids.into_iter().max().expect("there is a subnet").to_string();
        held
    }

    fn myelin(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(binary());
        command.args(arguments).env("MYELIN_URL", &self.url).stdin(Stdio::null());
        command.output().expect("the binary starts")
    }

    fn verify(&self, more: &[&str]) -> Output {
        self.myelin(&[&["verify", "--netuid", &self.netuid, "--uid", "1"], more].concat())
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn data(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no JSON:\n{}", said(output)))
}

/// The newest record, as it is published at that address.
fn latest(records: &str) -> Value {
    let address = records.strip_prefix("http://").expect("records are read over HTTP");
    let mut stream = TcpStream::connect(address).expect("the validator publishes there");
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET /contributions/latest HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (_, body) = text.split_once("\r\n\r\n").expect("an answer has a body");
    serde_json::from_str(body).expect("the body is a record")
}

/// Publishes something else, to one reader; says where.
fn publish(record: &Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let body = record.to_string();
    std::thread::spawn(move || {
        let (mut reader, _) = listener.accept().unwrap();
        reader.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n") && reader.read(&mut byte).unwrap() == 1 {
            request.push(byte[0]);
        }
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
        write!(reader, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    });
    format!("http://{address}")
}

#[test]
fn a_validators_record_is_confirmed_and_a_changed_one_is_not() {
    let held = Held::new();

    let honest = held.verify(&["--json"]);
    assert!(honest.status.success(), "{}", said(&honest));
    let honest = data(&honest);
    assert_eq!(honest["confirmed"], true, "{honest}");
    assert_eq!(honest["judged"], true, "{honest}");
    assert_eq!(honest["disagreements"], Value::Array(Vec::new()));
    assert_eq!(honest["miners"].as_array().unwrap().len(), 4, "{honest}");
    // Three rounds of eight questions to four miners.
    assert_eq!(honest["asked"], 96, "{honest}");

    let told = held.verify(&[]);
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(text.contains("root proven in block") && text.contains("all scores confirmed"), "{text}");

    let mut record = latest(honest["records"].as_str().unwrap());
    let leaf = &mut record["record"]["leaves"][2];
    let score = leaf["score"].as_u64().expect("scores are parts per million");
    leaf["score"] = Value::from(if score == 0 { 1_000_000 } else { 0 });

    let changed = held.verify(&["--records", &publish(&record)]);
    assert_eq!(changed.status.code(), Some(1));
    let complaint = said(&changed);
    assert!(complaint.contains("the root differs"), "{complaint}");
    assert!(complaint.contains("the score of leaf 2 differs"), "{complaint}");
    assert!(!complaint.contains("leaf 1 differs"), "{complaint}");

    let missing = held.verify(&["--epoch", "1000000"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(said(&missing).contains("no record of that epoch"), "{}", said(&missing));
}
