//! A subnet comes to life by what a user types, and it is the same on every kind of chain.

use crate::network::{finalised, Ground};
use futures::StreamExt;
use myelin_client::{calls, Client, Value as Argument};
use myelin_e2e::{binary, dev::Chain, within, PATIENCE};
use myelin_primitives::NetUid;
use myelin_wallet::{Keypair, Scheme};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, Sender},
    time::Instant,
};

/// Blocks from one epoch to the next: enough for three rounds and a report, and short to wait for.
const TEMPO: u16 = 50;
/// The validator, and the owner.
const PERMITS: u16 = 2;
const OWNER: &str = "bob";
const VALIDATOR: &str = "charlie";
const MINERS: [&str; 2] = ["dave", "eve"];

#[tokio::test]
async fn the_same_subnet_runs_on_a_development_chain_and_on_a_network_of_authorities() {
    let began = Instant::now();
    {
        let folder = tempfile::tempdir().unwrap();
        let chain = Chain::start(&["--interval", "100"]);
        comes_to_life(chain.url(), folder.path()).await;
    }
    eprintln!("on a development chain: {:.1} s", began.elapsed().as_secs_f64());

    let began = Instant::now();
    let ground = Ground::with(&["--slot-duration-ms", "300"]);
    let alice_seat = ground.seat("alice", Some("--alice"));
    let alice = alice_seat.take(&ground.spec, None);
    let bob = ground.seat("bob", Some("--bob")).take(&ground.spec, Some(&alice_seat.address(&alice)));
    // Before they have met, each writes a chain of its own.
    finalised(&bob.client().await, 2).await;
    let folder = tempfile::tempdir().unwrap();
    comes_to_life(&bob.url, folder.path()).await;
    eprintln!("on a network of two authorities: {:.1} s", began.elapsed().as_secs_f64());
}

/// The story: a subnet with two miners and a validator, from nothing to its first payment. It is
/// told where a node is, and a folder to keep things in, and not what kind of chain that is.
async fn comes_to_life(url: &str, folder: &Path) {
    let desk = Desk { url, folder };
    for name in [OWNER, VALIDATOR].into_iter().chain(MINERS) {
        let everybody_knows = format!("//{}{}", name[..1].to_uppercase(), &name[1..]);
        desk.told(&format!("wallet new-coldkey -w {name} --uri {everybody_knows} --no-password"));
        desk.told(&format!("wallet new-hotkey -w {name}"));
    }
    let created = desk.told(&format!("subnet create -w {OWNER}"));
    let netuid = created["netuid"].as_u64().expect("the answer names the subnet");
    let client = Client::connect(url, PATIENCE).await.expect("a node that runs answers");
    root_decides(&client, NetUid(netuid as u16)).await;

    for name in [VALIDATOR].into_iter().chain(MINERS) {
        desk.told(&format!("subnet register --netuid {netuid} -w {name}"));
    }
    let miners = MINERS.map(|name| desk.works(&format!("miner --netuid {netuid} -w {name} --kind nearest-neighbour")));
    desk.told(&format!("subnet start --netuid {netuid} -w {OWNER}"));
    desk.told(&format!("stake add --netuid {netuid} --amount 1000 -w {VALIDATOR}"));
    let validator = desk.works(&format!("validator --netuid {netuid} -w {VALIDATOR}"));

    let uids = miners.each_ref().map(|miner| miner.ready["uid"].as_u64().expect("a miner has a seat"));
    let deadline = Instant::now() + PATIENCE;
    loop {
        assert!(Instant::now() < deadline, "no miner was paid; the validator said:\n{}", validator.said());
        an_epoch_passes(&client, NetUid(netuid as u16)).await;
        let metagraph = desk.told(&format!("metagraph --netuid {netuid}"));
        let seats = metagraph["neurons"].as_array().expect("a list of seats");
        let incentive =
            |uid: u64| seats.iter().find(|seat| seat["uid"] == uid).and_then(|seat| seat["incentive"].as_u64());
        let paid = uids.map(|uid| incentive(uid).expect("a miner keeps its seat"));
        if paid.iter().all(|incentive| *incentive > 0) {
            let judge = seats.iter().find(|seat| seat["uid"] == validator.ready["uid"]).expect("it keeps its seat");
            assert!(judge["dividends"].as_u64().unwrap() > 0, "who judged is paid too: {judge}");
            return;
        }
    }
}

/// What a network's root decides for a subnet in the open; here the epochs are short besides.
async fn root_decides(client: &Client, netuid: NetUid) {
    let root = Keypair::from_uri("//Alice", Scheme::Sr25519).unwrap();
    let number = |setter, number: u16| calls::set_for_subnet(setter, netuid, Argument::u128(number.into()));
    for rule in [
        calls::set_commit_reveal(netuid, false),
        calls::set_subnet_emission(netuid, true),
        number("sudo_set_max_allowed_validators", PERMITS),
        number("sudo_set_weights_set_rate_limit", 0),
        // Last, because rules are frozen shortly before an epoch.
        calls::sudo_set_tempo(netuid, TEMPO),
    ] {
        let outcome = client.submit(&calls::sudo(rule.clone()), &root).await;
        outcome.unwrap_or_else(|error| panic!("{rule}: {error}"));
    }
}

/// Follows the chain to the next epoch of the subnet.
async fn an_epoch_passes(client: &Client, netuid: NetUid) {
    let at = client.at_head().await.unwrap();
    let epoch = at.next_epoch(netuid).await.unwrap().expect("the subnet has epochs");
    let mut heads = client.heads();
    within("an epoch", async {
        while let Some(head) = heads.next().await {
            if head.unwrap().number >= epoch {
                return;
            }
        }
        panic!("the chain ended");
    })
    .await
}

/// Where a user types: a node, and a folder with the wallets.
struct Desk<'a> {
    url: &'a str,
    folder: &'a Path,
}

impl Desk<'_> {
    /// Types a command that is to succeed, and takes its answer as data.
    fn told(&self, line: &str) -> Value {
        let output = self.types(line).stdout(Stdio::piped()).output().expect("the binary starts");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("standard output is one JSON document")
    }

    /// Types a command that works until it is ended, and waits until it is ready.
    fn works(&self, line: &str) -> Working {
        let mut command = self.types(line);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
        let (send, lines) = mpsc::channel();
        listen(child.stdout.take().expect("standard output is piped"), send.clone());
        listen(child.stderr.take().expect("standard error is piped"), send);
        let mut working = Working { child, lines, ready: Value::Null };
        let mut before = Vec::new();
        while working.ready.is_null() {
            let next = working.lines.recv_timeout(PATIENCE);
            let next = next.unwrap_or_else(|_| panic!("{line}: it is never ready:\n{}", before.join("\n")));
            match serde_json::from_str(&next) {
                Ok(ready) => working.ready = ready,
                Err(_) => before.push(next),
            }
        }
        working
    }

    fn types(&self, line: &str) -> Command {
        let mut command = Command::new(binary());
        command.args(line.split_whitespace()).arg("--json").current_dir(self.folder).stdin(Stdio::null());
        command.env("MYELIN_URL", self.url).env("BT_WALLET_PATH", self.folder.join("wallets"));
        command.env_remove("BT_WALLET").env_remove("BT_WALLET_HOTKEY").env_remove("BT_WALLET_PASSWORD");
        command
    }
}

/// Passes on what comes out of there, line by line.
fn listen(pipe: impl Read + Send + 'static, send: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            // Whoever listened may be content; the pipe is to be emptied all the same.
            let _ = send.send(line);
        }
    });
}

/// A miner or a validator at work; it ends with this value.
struct Working {
    child: Child,
    lines: Receiver<String>,
    /// The first it answered.
    ready: Value,
}

impl Working {
    /// What else it said so far.
    fn said(&self) -> String {
        self.lines.try_iter().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
