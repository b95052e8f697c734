//! Authorities and followers on loopback.

use myelin_e2e::{
    client::Client,
    node::{build_spec, free_port, Node},
};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a chain of Alice and Bob in it.
pub struct Ground {
    folder: TempDir,
    pub spec: PathBuf,
}

/// One place in the network, which a node can take again after it was killed.
pub struct Seat {
    base_path: PathBuf,
    port: u16,
    identity: Option<&'static str>,
}

impl Ground {
    fn new(slot_duration_ms: &str) -> Self {
        Self::with(&["--slot-duration-ms", slot_duration_ms])
    }

    /// A chain with these options of `build-spec`.
    pub fn with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("spec.json");
        build_spec(&spec, &[&["--chain", "local"], options].concat());
        Self { folder, spec }
    }

    pub fn seat(&self, name: &str, identity: Option<&'static str>) -> Seat {
        Seat { base_path: self.folder.path().join(name), port: free_port(), identity }
    }
}

impl Seat {
    pub fn take(&self, spec: &Path, boot: Option<&str>) -> Node {
        let listen = format!("/ip4/127.0.0.1/tcp/{}", self.port);
        let mut arguments = vec![
            "--chain",
            spec.to_str().unwrap(),
            "--base-path",
            self.base_path.to_str().unwrap(),
            "--rpc-port",
            "0",
            "--listen-addr",
            &listen,
            "--no-mdns",
            "--log",
            "warn",
        ];
        arguments.extend(self.identity);
        if let Some(boot) = boot {
            arguments.extend(["--bootnodes", boot]);
        }
        Node::start(&arguments)
    }

    pub fn address(&self, node: &Node) -> String {
        let peer = node.peer.as_ref().expect("a node of a network has an identity");
        format!("/ip4/127.0.0.1/tcp/{}/p2p/{peer}", self.port)
    }
}

pub async fn finalised(client: &Client, number: u32) -> u32 {
    client.heads("Finalized").await.reach(number).await.number
}

#[tokio::test]
async fn two_authorities_finalise_a_third_node_follows_and_a_killed_one_returns() {
    let ground = Ground::new("300");
    let alice_seat = ground.seat("alice", Some("--alice"));
    let bob_seat = ground.seat("bob", Some("--bob"));
    let alice = alice_seat.take(&ground.spec, None);
    let boot = alice_seat.address(&alice);
    let bob = bob_seat.take(&ground.spec, Some(&boot));
    let at_alice = alice.client().await;
    finalised(&at_alice, 5).await;

    // A third node begins at genesis and comes to the same state.
    let carol = ground.seat("carol", None).take(&ground.spec, Some(&boot));
    let at_carol = carol.client().await;
    let common = finalised(&at_carol, 5).await;
    let (here, there) = (at_alice.hash(common).await, at_carol.hash(common).await);
    assert_eq!(here, there, "one final chain");
    let (here, there) =
        (at_alice.head(here.as_deref()).await.state_root, at_carol.head(there.as_deref()).await.state_root);
    assert_eq!(here, there, "one state");

    // Bob dies; two of two votes are needed, so that finality waits for him.
    bob.kill();
    let stood_at = at_alice.head(None).await.number;
    let bob = bob_seat.take(&ground.spec, Some(&boot));
    let resumed = finalised(&at_alice, stood_at + 3).await;
    assert!(resumed > stood_at);
    finalised(&bob.client().await, resumed).await;
    finalised(&at_carol, resumed).await;
}

#[tokio::test]
async fn finality_follows_the_head_within_a_block_or_two() {
    let ground = Ground::new("500");
    let alice_seat = ground.seat("alice", Some("--alice"));
    let alice = alice_seat.take(&ground.spec, None);
    let _bob = ground.seat("bob", Some("--bob")).take(&ground.spec, Some(&alice_seat.address(&alice)));
    let client = alice.client().await;
    finalised(&client, 4).await;

    let mut heads = client.heads("New").await;
    let mut lags = Vec::new();
    for _ in 0..10 {
        let head = heads.next().await;
        let hash = client.ask("chain_getFinalizedHead", jsonrpsee::rpc_params![]).await;
        let last = client.head(hash.as_str()).await;
        lags.push(head.number.saturating_sub(last.number));
    }
    lags.sort_unstable();
    eprintln!("blocks between head and finality, as each block came: {lags:?}");
    assert!(lags[lags.len() / 2] <= 2, "{lags:?}");
}
