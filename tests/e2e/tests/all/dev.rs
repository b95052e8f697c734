//! `myelin dev`: a chain of one's own, as the person at the terminal and the script have it.

use crate::network::Ground;
use myelin_e2e::{
    client::Client,
    dev::{alone, order, said, send, Chain},
    PATIENCE,
};
use myelin_wallet::Wallet;
use serde_json::{json, Value};
use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt, process::Output, time::Instant};

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const MEGA_TAO: u64 = 1_000_000_000_000_000;

/// The account at that path, as the chain's first line has it.
fn person<'a>(people: &'a Value, uri: &str) -> &'a Value {
    let mut people = people.as_array().expect("a list").iter();
    people.find(|person| person["uri"] == uri).unwrap_or_else(|| panic!("{uri} is missing"))
}

fn balance(chain: &Chain, uri: &str) -> u64 {
    person(&chain.told(&["accounts"]), uri)["free_rao"].as_u64().expect("a number")
}

#[test]
fn a_script_waits_for_one_line_and_hears_nothing_more() {
    let chain = Chain::start(&[]);
    let ready = &chain.ready;
    assert!(ready["url"].as_str().unwrap().starts_with("ws://127.0.0.1:"), "{ready}");
    assert_eq!(ready["http"], ready["url"].as_str().unwrap().replace("ws://", "http://"));
    assert_eq!((&ready["block"], &ready["netuids"]), (&json!(0), &json!([0, 1])));
    assert!(ready["mnemonic"].as_str().unwrap().starts_with("bottom drive"), "{ready}");
    let alice = person(&ready["accounts"], "//Alice");
    assert_eq!((&alice["address"], &alice["free_rao"]), (&json!(ALICE), &json!(MEGA_TAO)));
    assert_eq!(alice["roles"], json!(["sudo"]));

    assert_eq!(chain.told(&["mine", "3"])["number"], 3);
    let (status, rest) = chain.end("TERM");
    assert_eq!((status.code(), rest.as_str()), (Some(0), ""));
}

#[test]
fn ctrl_c_ends_a_chain_well() {
    let (status, rest) = Chain::start(&[]).end("INT");
    assert_eq!((status.code(), rest.as_str()), (Some(0), ""));
}

#[test]
fn time_goes_on_when_told_to_and_back_to_a_moment_that_was_remembered() {
    let chain = Chain::start(&["--seal", "command"]);
    assert_eq!(chain.told(&["mine"])["number"], 1);
    let moment = chain.told(&["snapshot"])["snapshot"].as_u64().unwrap().to_string();
    assert_eq!(chain.told(&["until", "epoch", "--netuid", "1"])["number"], 100);
    assert_eq!(chain.told(&["until", "epoch-index", "--netuid", "1", "--index", "3"])["number"], 300);
    assert_eq!(chain.told(&["until", "block", "310"])["number"], 310);
    for _ in 0..2 {
        assert_eq!(chain.told(&["revert", &moment])["number"], 1);
    }

    let now = chain.told(&["time"])["next_time_ms"].as_u64().unwrap();
    let later = chain.told(&["time", "--advance", "1h30m"])["next_time_ms"].as_u64().unwrap();
    assert_eq!(later - now, 5_400_000);
    let set = chain.told(&["time", "--set", "2031-01-01T00:00:00Z"]);
    assert_eq!(set["next_time"], "2031-01-01T00:00:00Z");
    assert_eq!(chain.told(&["until", "time", "2031-01-01T00:01:00Z"])["number"], 7, "six slots of 12 s");
}

#[test]
fn what_an_account_has_is_changed_at_will() {
    let chain = Chain::start(&[]);
    chain.told(&["balance", "//Dave", "12.5"]);
    chain.told(&["faucet", "//Dave", "0.5"]);
    assert_eq!(balance(&chain, "//Dave"), 13_000_000_000);
    let bob = person(&chain.ready["accounts"], "//Bob")["address"].as_str().unwrap().to_owned();
    let moves = json!({ "dest": "//Dave", "value": 1_000_000_000 }).to_string();
    chain.told(&["act-as", &bob, "Balances.transfer_keep_alive", &moves]);
    assert_eq!(balance(&chain, "//Dave"), 14_000_000_000);
    let too_much = json!({ "dest": "//Bob", "value": MEGA_TAO }).to_string();
    let refusal = chain.refuses(&["act-as", "//Dave", "Balances.transfer_keep_alive", &too_much]);
    assert!(refusal.contains("Balances.transfer_keep_alive"), "{refusal}");
    let left = balance(&chain, "//Dave");
    assert!((13_900_000_000..14_000_000_000).contains(&left), "a call that fails costs its fee: {left}");
}

#[test]
fn raw_storage_is_shown_written_and_removed() {
    let chain = Chain::start(&[]);
    let sudo = chain.told(&["storage", "Sudo.Key"]);
    let alice = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
    assert_eq!(sudo["value"], alice);
    let key = sudo["key"].as_str().unwrap();
    let bob = "0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";
    chain.told(&["storage", key, bob]);
    assert_eq!(person(&chain.told(&["accounts"]), "//Bob")["roles"], json!(["sudo"]));
    chain.told(&["storage", key, "--remove"]);
    assert_eq!(chain.told(&["storage", key])["value"], Value::Null);
}

#[test]
fn a_subnet_with_everybody_on_it_is_built_and_changed() {
    let chain = Chain::start(&[]);
    let options = ["--uids", "8", "--validators", "3", "--tempo", "20", "--commit-reveal", "false"];
    let netuid = chain.told(&[&["populate"][..], &options].concat())["netuid"].as_u64().unwrap().to_string();
    let people = chain.told(&["accounts"]);
    let roles = &person(&people, "//Validator0")["roles"];
    assert!(roles[0].as_str().unwrap().starts_with(&format!("validator {netuid}/")), "{roles}");
    assert!(person(&people, "//Miner0")["roles"][0].as_str().unwrap().starts_with("miner"), "{people}");

    chain.told(&["stake", "//Validator0", "//Validator0//coldkey", &netuid, "123.5"]);
    chain.told(&["weights", &netuid, "1", "4=1", "5=3"]);
    chain.told(&["set", "tempo", "33", "--netuid", &netuid]);
    let output = chain.order(&["set", "tepmo", "33", "--netuid", &netuid]);
    assert!(!output.status.success() && said(&output).contains("tepmo"), "{}", said(&output));
    let settings = std::process::Command::new(myelin_e2e::binary())
        .args(["subnet", "hyperparameters", "--netuid", &netuid, "--json", "--url", chain.url()])
        .output()
        .unwrap();
    let settings: Value = serde_json::from_slice(&settings.stdout).unwrap();
    assert_eq!(settings["tempo"], 33);
}

#[test]
fn a_chain_begins_with_the_hyperparameters_and_slots_it_is_given() {
    let chain = Chain::start(&["--hyperparameter", "tempo=25", "--slot-ms", "1000"]);
    let before = chain.told(&["time"])["next_time_ms"].as_u64().unwrap();
    let head = chain.told(&["until", "epoch", "--netuid", "1"])["number"].as_u64().unwrap();
    let next = chain.told(&["until", "epoch", "--netuid", "1"])["number"].as_u64().unwrap();
    assert_eq!(next - head, 25);
    let after = chain.told(&["time"])["next_time_ms"].as_u64().unwrap();
    assert_eq!((after - before) / 1000, next - chain.ready["block"].as_u64().unwrap(), "a second for each block");
}

#[test]
fn a_state_is_written_down_and_begun_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bug.state");
    let file = file.to_str().unwrap();
    let chain = Chain::start(&[]);
    chain.told(&["mine", "3"]);
    chain.told(&["balance", "//Eve", "77"]);
    assert_eq!(chain.told(&["dump", file])["bytes"], fs::metadata(file).unwrap().len());

    let begun = Chain::start(&["--load", file]);
    assert_eq!(begun.ready["block"], 5, "one above the file's");
    assert_eq!(person(&begun.ready["accounts"], "//Eve")["free_rao"], 77_000_000_000_u64);
    let taken = Chain::start(&[]);
    taken.told(&["load", file]);
    assert_eq!(balance(&taken, "//Eve"), 77_000_000_000);

    let bytes = fs::read(file).unwrap();
    fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
    let head = chain.told(&["mine", "0"]);
    let refusal = chain.refuses(&["load", file]);
    assert!(refusal.starts_with("error: "), "{refusal}");
    assert_eq!(chain.told(&["mine", "0"]), head, "nothing was half applied");
    assert!(chain.refuses(&["load", "nowhere.state"]).contains("nowhere.state"));
}

#[test]
fn what_cannot_be_is_refused_with_a_way_forward() {
    let chain = Chain::start(&[]);
    chain.told(&["mine", "5"]);
    let refuses = |arguments: &[&str], what: &str, hint: &str| {
        let text = chain.refuses(arguments);
        assert!(text.contains(&format!("error: {what}")), "{arguments:?}: {text}");
        assert!(text.contains("hint: ") && text.contains(hint), "{arguments:?}: {text}");
    };
    refuses(&["revert", "9"], "there is no snapshot 9", "`myelin dev snapshot`");
    refuses(&["until", "block", "3"], "block 3 is past", "revert");
    refuses(&["until", "epoch", "--netuid", "77"], "there is no subnet 77", "register");
    refuses(&["until", "not-immune", "--netuid", "1", "--uid", "200"], "subnet 1 has no seat 200", "register");
    refuses(&["--quiet", "mine"], "an order was given together with options of a new chain", "--url");
    refuses(&["--url", chain.url()], "`myelin dev` starts a chain of its own", "--help");
    refuses(&["act-as", "//Alice", "System.nothing"], "could not make System.nothing", "");
    assert!(chain.refuses(&["mine", "100001"]).contains("100000"), "jumps are bounded");
    assert_eq!(chain.told(&["mine", "0"])["number"], 5, "none of it made a block");
}

#[test]
fn a_node_of_a_network_is_said_to_be_no_development_chain() {
    let ground = Ground::with(&[]);
    let node = ground.seat("alice", Some("--alice")).take(&ground.spec, None);
    for arguments in [&["mine"][..], &["snapshot"], &["faucet", "//Alice", "1"]] {
        let output = order(arguments, &node.url);
        assert!(!output.status.success());
        assert!(
            said(&output).contains(&format!("the node at {} is no development chain", node.url)),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn a_port_in_use_is_named_at_once() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    let output = alone(&["--port", &port], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains(&format!("error: port {port} is in use")), "{}", said(&output));
    assert!(said(&output).contains("--port 0"), "{}", said(&output));
}

#[tokio::test]
async fn a_long_jump_is_called_off_by_ctrl_c_and_says_where_the_chain_stands() {
    let chain = Chain::start(&[]);
    let client = Client::connect(chain.url()).await;
    let mut heads = client.heads("New").await;
    let jump = chain.begin(&["mine", "100000"]);
    heads.reach(20).await;
    let began = Instant::now();
    send(&jump, "INT");
    let output = jump.wait_with_output().unwrap();
    assert!(began.elapsed() < PATIENCE / 4, "{:?}", began.elapsed());
    assert_eq!(output.status.code(), Some(1));
    let stands = chain.told(&["mine", "0"])["number"].as_u64().unwrap();
    assert!((20..100_000).contains(&stands), "{stands}");
    let text = said(&output);
    assert!(text.contains("called off after") && text.contains(&format!("stands at block {stands}")), "{text}");
    assert_eq!(chain.told(&["mine"])["number"], stands + 1, "and goes on when told to");
}

#[test]
fn wallets_are_written_on_request_for_the_owner_alone_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("wallets");
    drop(Chain::start(&["--wallets", place.to_str().unwrap()]));
    let wallet = Wallet::at(&place, "alice", "default");
    assert_eq!(wallet.coldkey(None).unwrap().account().to_string(), ALICE);
    assert!(wallet.hotkey(None).is_ok());
    for file in [wallet.coldkey_path(), wallet.hotkey_path()] {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    drop(Chain::start(&["--wallets", place.to_str().unwrap()]));

    fs::copy(Wallet::at(&place, "bob", "default").coldkey_path(), wallet.coldkey_path()).unwrap();
    let bob = Wallet::at(&place, "bob", "default").coldkey_public_path();
    fs::copy(bob, wallet.coldkey_public_path()).unwrap();
    let output = alone(&["--json", "--port", "0", "--wallets", place.to_str().unwrap()], folder.path());
    assert!(said(&output).contains("wallet with other keys"), "{}", said(&output));
    assert!(output.stdout.is_empty());
}

const MARKET: &str = r#"
name = "work is paid by its worth"
[subnet]
tempo = 20
[[validator]]
count = 2
stake = 1000
weights = "by quality"
[[miner]]
name = "good"
quality = 0.75
[[miner]]
name = "poor"
quality = 0.25
[[step]]
expect = "good: incentive is about 0.75 ± 0.01 within 2 epochs"
"#;

/// The market, and what nobody should expect of it.
fn too_hopeful() -> String {
    format!("{MARKET}[[step]]\nexpect = \"poor: incentive is at least 0.9 within 2 epochs\"\n")
}

#[test]
fn a_scenario_ends_by_what_came_of_it() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("holds.toml", MARKET), ("fails.toml", &too_hopeful()), ("nonsense.toml", "name = ")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let run = |arguments: &[&str]| alone(&[&["run"][..], arguments].concat(), folder.path());
    let code = |output: &Output| output.status.code();

    let held = run(&["holds.toml"]);
    assert_eq!(code(&held), Some(0), "{}", said(&held));
    assert!(String::from_utf8_lossy(&held.stdout).contains("good: incentive"), "people are told each step");

    let failed = run(&["holds.toml", "fails.toml", "--json", "--junit", "outcome.xml"]);
    assert_eq!(code(&failed), Some(1), "{}", said(&failed));
    let reports: Value = serde_json::from_slice(&failed.stdout).expect("one JSON document");
    assert_eq!((&reports[0]["outcome"], &reports[1]["outcome"]), (&json!("passed"), &json!("failed")));
    let xml = fs::read_to_string(folder.path().join("outcome.xml")).unwrap();
    assert_eq!((xml.matches("<testsuite ").count(), xml.matches("<failure ").count()), (2, 1), "{xml}");
    assert_eq!((xml.matches("<testsuites>").count(), xml.matches("</testsuites>").count()), (1, 1), "{xml}");

    for (file, why) in [("nonsense.toml", "nonsense.toml"), ("missing.toml", "could not read")] {
        let refused = run(&["holds.toml", file]);
        assert_eq!(code(&refused), Some(2), "{}", said(&refused));
        assert!(said(&refused).contains(why), "{}", said(&refused));
        assert!(refused.stdout.is_empty(), "nothing is told before all files are read");
    }
}

#[test]
fn a_scenario_told_to_a_chain_that_runs_leaves_it_as_it_was_unless_it_is_to_stay() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("market.toml");
    fs::write(&file, MARKET).unwrap();
    let chain = Chain::start(&["--seal", "command"]);
    let head = chain.told(&["mine", "7"]);
    let run = |more: &[&str]| {
        let arguments = [&["run", file.to_str().unwrap(), "--url", chain.url()], more].concat();
        let output = alone(&arguments, folder.path());
        assert!(output.status.success(), "{}", said(&output));
    };
    run(&[]);
    assert_eq!(chain.told(&["mine", "0"]), head);
    run(&["--stay"]);
    assert!(chain.told(&["mine", "0"])["number"].as_u64().unwrap() > 40);
}
