//! What people type, against a node that runs.

use myelin_e2e::{
    binary,
    node::{free_port, Node},
    PATIENCE,
};
use myelin_wallet::{Overwrite, Scheme, Secret, Wallet};
use serde_json::Value;
use std::{
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

const DEV: [&str; 4] = ["--chain", "dev", "--rpc-port", "0"];

/// A node, and a folder of wallets whose coldkeys it knows.
struct Desk {
    node: Node,
    wallets: TempDir,
}

impl Desk {
    fn new() -> Self {
        let wallets = tempfile::tempdir().unwrap();
        for name in ["alice", "bob"] {
            let key = |uri: String| Secret::from_uri(&uri, Scheme::Sr25519).unwrap();
            let wallet = Wallet::at(wallets.path(), name, "default");
            let capital = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
            wallet.create_coldkey(&key(format!("//{capital}")), None, Overwrite::No).unwrap();
            wallet.create_hotkey(&key(format!("//{capital}//hotkey")), None, Overwrite::No).unwrap();
        }
        Self { node: Node::start(&DEV), wallets }
    }

    /// Runs `myelin` with these arguments, asking this node for these wallets.
    fn run(&self, arguments: &str) -> Output {
        myelin(arguments, &self.node.url, self.wallets.path())
    }

    /// The same for an answer as data.
    fn data(&self, arguments: &str) -> Value {
        let output = self.run(&format!("{arguments} --json"));
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("standard output is one JSON document")
    }
}

fn myelin(arguments: &str, url: &str, wallets: &Path) -> Output {
    let mut command = Command::new(binary());
    command.args(arguments.split_whitespace()).env("MYELIN_URL", url).env("BT_WALLET_PATH", wallets);
    command.env_remove("BT_WALLET").env_remove("BT_WALLET_HOTKEY").env_remove("BT_WALLET_PASSWORD");
    command.stdin(Stdio::null()).output().expect("the binary starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_subnet_is_created_started_joined_and_staked_to_from_the_command_line() {
    let desk = Desk::new();
    let created = desk.data("subnet create --wallet bob");
    let netuid = created["netuid"].as_u64().expect("the answer names the subnet");
    assert!(created["fee_rao"].as_u64().unwrap() > 0, "{created}");
    desk.data(&format!("subnet start --netuid {netuid} --wallet bob"));
    let seat = desk.data(&format!("subnet register --netuid {netuid} --wallet alice"));
    assert_eq!(seat["uid"], 1, "the owner has the first seat");

    let before = desk.data("balance --wallet alice");
    let staked = desk.data(&format!("stake add --netuid {netuid} --amount 12.5 --wallet alice"));
    let after = desk.data("balance --wallet alice");
    let bought = staked["bought_rao"].as_u64().unwrap();
    assert!(bought > 0);
    let paid = before["free_rao"].as_u64().unwrap() - after["free_rao"].as_u64().unwrap();
    // Alice makes the blocks here: the fees come back to her.
    assert!((12_400_000_000..=12_500_000_000).contains(&paid), "{before} {after}");
    assert!(after["staked_rao"].as_u64().unwrap() > 0);

    let stakes = desk.data("stake list --wallet alice");
    assert_eq!(stakes.as_array().map(Vec::len), Some(1));
    assert_eq!(stakes[0]["hotkey"], seat["hotkey"]);
    assert!(stakes[0]["alpha_rao"].as_u64().unwrap() >= bought);

    let metagraph = desk.data(&format!("metagraph --netuid {netuid}"));
    assert_eq!(metagraph["neurons"][1]["hotkey"], seat["hotkey"]);
    assert!(metagraph["neurons"][1]["stake_rao"].as_u64().unwrap() > 0);
    let settings = desk.data(&format!("subnet hyperparameters --netuid {netuid}"));
    assert_eq!(settings["subnet_is_active"], true);

    let sold = desk.data(&format!("stake remove --netuid {netuid} --all --wallet alice"));
    assert_eq!(sold["stake_rao"], 0);
    assert_eq!(desk.data("stake list --wallet alice").as_array().map(Vec::len), Some(0));
}

#[test]
fn standard_output_is_the_answer_and_the_rest_goes_to_standard_error() {
    let desk = Desk::new();
    let output = desk.run("subnet list");
    assert!(output.status.success(), "{}", said(&output));
    let table = String::from_utf8(output.stdout.clone()).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[0].contains("netuid") && rows[0].contains("price"), "{table}");
    assert_eq!(rows.len(), 3, "a heading and the two subnets every chain begins with:\n{table}");
    assert!(!table.contains('\x1b'), "no colours in a pipe");
    assert!(said(&output).contains("a new subnet costs"), "{}", said(&output));

    let address = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    let output = desk.run(&format!("balance {address}"));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(address) && text.contains("1000000 TAO"), "{text}");
}

#[test]
fn a_command_that_fails_says_what_why_and_a_way_forward() {
    let desk = Desk::new();
    let fails = |arguments: &str, what: &str, hint: &str| {
        let output = desk.run(arguments);
        assert!(!output.status.success(), "{arguments}");
        assert!(output.stdout.is_empty(), "{arguments}: {}", String::from_utf8_lossy(&output.stdout));
        let text = said(&output);
        assert!(text.contains("error: ") && text.contains(what), "{arguments}: {text}");
        assert!(text.contains("hint: ") && text.contains(hint), "{arguments}: {text}");
    };
    fails("stake add --netuid 77 --amount 1 --wallet alice", "could not stake 1 TAO on subnet 77", "list");
    fails("stake remove --netuid 1 --amount 5 --wallet alice", "could not unstake 5 alpha", "stake list");
    fails("metagraph --netuid 77", "there is no subnet 77", "subnet list");
    fails("subnet start --netuid 1 --wallet alice", "could not start subnet 1", "");
    fails("balance --wallet nobody", "there is no key", "wallet list");
}

#[test]
fn a_node_that_is_not_there_is_said_to_be_missing_in_good_time() {
    let wallets = tempfile::tempdir().unwrap();
    let began = std::time::Instant::now();
    let output = myelin("subnet list", &format!("ws://127.0.0.1:{}", free_port()), wallets.path());
    assert!(!output.status.success());
    assert!(said(&output).contains("no node answered at ws://127.0.0.1:"), "{}", said(&output));
    assert!(said(&output).contains("hint: start a node"), "{}", said(&output));
    assert!(began.elapsed() < PATIENCE / 4, "{:?}", began.elapsed());
}
