//! The chain the official clients' own test suites are pointed at, and the script that starts it.

use crate::network::finalised;
use jsonrpsee::rpc_params;
use myelin_e2e::{
    binary,
    client::Client,
    node::{free_port, Node},
};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

#[tokio::test]
async fn a_localnet_of_one_node_makes_blocks_final_at_once_under_the_name_clients_know() {
    let node =
        Node::start(&["--chain", "localnet", "--fast", "--rpc-port", "0", "--port", "0", "--no-mdns", "--log", "warn"]);
    let client = node.client().await;
    assert_eq!(client.ask("system_chain", rpc_params![]).await, "Bittensor");
    finalised(&client, 3).await;

    let mut heads = client.heads("New").await;
    let mut lags = Vec::new();
    for _ in 0..10 {
        let head = heads.next().await;
        let hash = client.ask("chain_getFinalizedHead", rpc_params![]).await;
        let last = client.head(hash.as_str()).await;
        lags.push(head.number.saturating_sub(last.number));
    }
    lags.sort_unstable();
    assert!(lags[lags.len() / 2] <= 2, "{lags:?}");
}

#[test]
fn only_a_localnet_can_be_in_a_hurry() {
    let ended = Node::refused(&["--chain", "dev", "--fast"]);
    assert!(!ended.status.success());
    assert!(ended.stderr.contains("--chain localnet"), "{}", ended.stderr);
}

#[tokio::test]
async fn the_script_says_when_the_first_block_is_there_serves_two_ports_and_leaves_nothing_behind() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/localnet.sh");
    let folder = tempfile::tempdir().unwrap();
    let ports = [free_port(), free_port()];
    let mut child = Command::new(script)
        .arg("True")
        .env("MYELIN", binary())
        .env("TMPDIR", folder.path())
        .env("LOCALNET_PORTS", ports.map(|port| port.to_string()).join(" "))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = lines.map_while(Result::ok);
    assert!(said.any(|line| line.contains("Imported #1")), "the log ended without a block");
    // Somebody must go on reading, or the pipe fills and the node waits for ever.
    let reader = std::thread::spawn(move || said.for_each(drop));

    for port in ports {
        let client = Client::connect(&format!("ws://127.0.0.1:{port}")).await;
        finalised(&client, 2).await;
    }
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(143));
    reader.join().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "its data is gone");
}
