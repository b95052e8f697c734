//! The recorded requests of `btauth/1`, as signed and as judged.

use crate::fixture::bob;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use myelin_synapse::btauth::{sign, AuthError, Verifier};
use myelin_synapse::ManualClock;
use myelin_wallet::{AccountId, Keypair, Scheme};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../../tests/conformance/vectors/btauth.json")).unwrap()
}

fn case(name: &str) -> Value {
    vectors()["cases"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap().clone()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

fn sender(case: &Value) -> Keypair {
    let scheme = if case["scheme"] == "ed25519" { Scheme::Ed25519 } else { Scheme::Sr25519 };
    Keypair::from_uri(text(case, "sender_uri"), scheme).unwrap()
}

fn recorded_headers(case: &Value) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in case["headers"].as_object().unwrap() {
        set(&mut headers, name, value.as_str().unwrap());
    }
    headers
}

fn set(headers: &mut HeaderMap, name: &str, value: &str) {
    headers.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
}

#[test]
fn requests_are_signed_as_recorded() {
    let cases = vectors();
    let cases = cases["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let receiver: Option<AccountId> = case["receiver_ss58"].as_str().map(|address| address.parse().unwrap());
        let body = hex::decode(text(case, "body_hex")).unwrap();
        let nonce = text(case, "nonce").parse().unwrap();
        let hotkey = sender(case);
        let ours = sign(&hotkey, receiver.as_ref(), text(case, "method"), text(case, "path"), &body, nonce);
        let recorded = recorded_headers(case);
        assert_eq!(ours.len(), recorded.len());
        for (name, value) in &ours {
            if *name != "x-bittensor-signature" || hotkey.scheme() == Scheme::Ed25519 {
                assert_eq!(recorded[*name], value.as_str(), "{}", case["name"]);
            }
        }
        // Each side takes the other's signature, over the recorded words.
        let message = text(case, "payload_utf8").as_bytes();
        for signature in [&ours[3].1, recorded["x-bittensor-signature"].to_str().unwrap()] {
            let mut bytes = [0; 64];
            hex::decode_to_slice(&signature[2..], &mut bytes).unwrap();
            assert!(myelin_wallet::verify(&hotkey.account(), hotkey.scheme(), message, &bytes));
        }
    }
}

/// A recorded request with one thing changed.
struct Attempt {
    headers: HeaderMap,
    method: String,
    target: String,
    body: Vec<u8>,
    takes_unbound: bool,
}

impl Attempt {
    fn recorded() -> Self {
        let case = case("sr25519_bound");
        Self {
            headers: recorded_headers(&case),
            method: text(&case, "method").into(),
            target: text(&case, "path").into(),
            body: hex::decode(text(&case, "body_hex")).unwrap(),
            takes_unbound: false,
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        set(&mut self.headers, name, value);
    }

    fn drop(&mut self, name: &str) {
        self.headers.remove(name).unwrap();
    }

    fn change(&mut self, row: &str) {
        let signature = self.headers["x-bittensor-signature"].to_str().unwrap().to_string();
        match row {
            "version header missing" => self.drop("x-bittensor-version"),
            "version header '2'" => self.set("x-bittensor-version", "2"),
            "hotkey header missing" => self.drop("x-bittensor-hotkey"),
            "nonce header missing" => self.drop("x-bittensor-nonce"),
            "nonce header 'abc'" => self.set("x-bittensor-nonce", "abc"),
            "nonce +1 (tampered)" => self.set("x-bittensor-nonce", "1752076800000000001"),
            "crypto header 'ecdsa'" => self.set("x-bittensor-crypto", "ecdsa"),
            "crypto header 'SR25519' (case-insensitive)" => self.set("x-bittensor-crypto", "SR25519"),
            "crypto header '1' (numeric alias)" => self.set("x-bittensor-crypto", "1"),
            "crypto header 'ed25519' on an sr25519 signature" => self.set("x-bittensor-crypto", "ed25519"),
            "signature header missing" => self.drop("x-bittensor-signature"),
            "signature not hex" => self.set("x-bittensor-signature", "0xzz"),
            "signature without 0x prefix" => self.set("x-bittensor-signature", &signature[2..]),
            "signature 63 bytes" => self.set("x-bittensor-signature", &signature[..signature.len() - 2]),
            "hotkey not ss58" => self.set("x-bittensor-hotkey", "not-an-address"),
            "receiver header missing, require_receiver=True" => self.drop("x-bittensor-receiver"),
            "receiver header missing, require_receiver=False (payload differs)" => {
                self.drop("x-bittensor-receiver");
                self.takes_unbound = true;
            }
            "receiver is somebody else" => {
                self.set("x-bittensor-receiver", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
            }
            "body changed" => self.body.push(b' '),
            "method changed" => self.method = "PUT".into(),
            "path changed" => self.target += "&x",
            "signature over <Bytes>-wrapped payload" => self.wrap(),
            // These are as recorded: only the time differs, or how often the request comes.
            row if row.starts_with("now = ") || row.starts_with("replay ") || row.starts_with("header names") => {}
            row => panic!("what is `{row}`?"),
        }
    }

    /// Signs as wallets do that wrap what they sign.
    fn wrap(&mut self) {
        let case = case("sr25519_bound");
        let wrapped = format!("<Bytes>{}</Bytes>", text(&case, "payload_utf8"));
        let signature = sender(&case).sign(wrapped.as_bytes());
        self.set("x-bittensor-signature", &format!("0x{}", hex::encode(signature)));
    }

    fn judge(&self, verifier: &Verifier) -> Result<AccountId, AuthError> {
        verifier.head(&self.method, &self.target, &self.headers)?.verify(verifier, &self.body)
    }
}

#[test]
fn requests_are_judged_as_recorded() {
    let vectors = vectors();
    let rows = vectors["verification_matrix"].as_array().unwrap();
    assert_eq!(rows.len(), 30);
    // Here a verifier remembers for as long as it accepts, so there is no gap to warn of.
    let rows = rows.iter().filter(|row| row["result"]["error"] != "ValueError");
    for row in rows {
        assert_eq!(row["based_on"], "sr25519_bound");
        let clock = ManualClock::at(0);
        let mut verifier = Verifier::with_clock(&bob().account(), clock.clone());
        clock.set(text(row, "now_ns").parse().unwrap());
        let mut attempt = Attempt::recorded();
        attempt.change(text(row, "name"));
        if attempt.takes_unbound {
            verifier = verifier.taking_unbound();
        }
        if row["name"] == "replay 2nd" {
            attempt.judge(&verifier).unwrap();
        }
        let outcome = attempt.judge(&verifier);
        let class = match outcome {
            Ok(caller) => {
                assert_eq!(caller, sender(&case("sr25519_bound")).account());
                None
            }
            Err(AuthError::Malformed(_)) => Some("MalformedAuth"),
            Err(AuthError::WrongReceiver) => Some("WrongReceiver"),
            Err(AuthError::Stale) => Some("StaleRequest"),
            Err(AuthError::BadSignature) => Some("BadSignature"),
            Err(AuthError::Replayed) => Some("ReplayedRequest"),
        };
        assert_eq!(class, row["result"]["error"].as_str(), "{}", row["name"]);
        assert_eq!(class.is_none(), row["result"]["ok"], "{}", row["name"]);
    }
}

#[test]
fn a_request_from_before_the_start_is_refused() {
    let attempt = Attempt::recorded();
    let verifier = Verifier::with_clock(&bob().account(), ManualClock::at(1_752_076_800_000_000_001));
    assert_eq!(attempt.judge(&verifier), Err(AuthError::Replayed));
}
