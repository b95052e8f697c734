//! Wallets from the command line: no terminal, no node, and no secret where it does not belong.

use myelin_e2e::binary;
use serde_json::Value;
use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
};
use tempfile::TempDir;

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/// What a command said and how it ended.
struct Said {
    stdout: String,
    stderr: String,
    is_well: bool,
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("no JSON: {}{}", self.stdout, self.stderr))
    }
}

/// Runs `myelin wallet` on the wallets in `root`, with this on its standard input.
fn wallet(root: &Path, arguments: &[&str], input: &str) -> Said {
    let mut child = Command::new(binary())
        .arg("wallet")
        .args(arguments)
        .arg("--path")
        .arg(root)
        .env_remove("BT_WALLET_PASSWORD")
        .env_remove("BT_WALLET")
        .env_remove("BT_WALLET_NAME")
        .env_remove("BT_WALLET_HOTKEY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that does not read its input may have closed it already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("people can read it");
    Said { stdout: text(output.stdout), stderr: text(output.stderr), is_well: output.status.success() }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_wallet_is_created_listed_and_signs() {
    let root = folder();
    let created = wallet(root.path(), &["create", "--no-password", "--name", "alice", "--json"], "").json();
    let listed = wallet(root.path(), &["list", "--json"], "").json();
    assert_eq!(listed["coldkeys"][0]["coldkey"], "alice");
    assert_eq!(listed["coldkeys"][0]["ss58"], created["coldkey"]["ss58"]);
    assert_eq!(listed["coldkeys"][0]["hotkeys"][0]["ss58"], created["hotkey"]["ss58"]);
    let file = created["coldkey"]["path"].as_str().unwrap();
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);

    let signed = wallet(root.path(), &["sign", "-m", "good morning", "--name", "alice", "--json"], "").json();
    assert_eq!(signed["signer_address"], created["coldkey"]["ss58"]);
    let signature = signed["signed_message"].as_str().unwrap();
    let verify = |message: &str| {
        wallet(root.path(), &["verify", "-m", message, "-s", signature, "--name", "alice", "--json"], "")
    };
    let genuine = verify("good morning");
    assert!(genuine.is_well && genuine.json()["verified"] == true && genuine.json()["crypto_type"] == 1);
    let other = verify("good evening");
    assert!(!other.is_well && other.json()["verified"] == false);
    assert!(other.stderr.starts_with("error: "), "{}", other.stderr);
}

#[test]
fn a_phrase_is_shown_only_when_asked_for_and_brings_the_key_back() {
    let root = folder();
    let quiet = wallet(root.path(), &["new-coldkey", "--no-password", "--name", "quiet"], "");
    let phrase = wallet(root.path(), &["show-mnemonic", "--name", "quiet"], "").stdout;
    assert_eq!(phrase.split_whitespace().count(), 12);
    assert!(!quiet.stdout.contains(phrase.trim()) && !quiet.stderr.contains(phrase.trim()));

    let asked = ["new-hotkey", "--name", "loud", "--words", "24", "--json", "--show-mnemonic"];
    let loud = wallet(root.path(), &asked, "").json();
    let words = loud["hotkey"]["mnemonic"].as_str().unwrap();
    assert_eq!(words.split(' ').count(), 24);

    let back = wallet(root.path(), &["regen-hotkey", "--name", "back", "--json"], words).json();
    assert_eq!(back["hotkey"]["ss58"], loud["hotkey"]["ss58"]);
    assert!(back["hotkey"]["mnemonic"].is_null(), "its owner has it already");
}

#[test]
fn a_sealed_coldkey_signs_with_its_password_only() {
    let root = folder();
    let file = root.path().join("password");
    fs::write(&file, "correct horse\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let file = file.to_str().unwrap();
    let created = wallet(root.path(), &["new-coldkey", "--uri", "//Alice", "--password-file", file, "--json"], "");
    assert_eq!(created.json()["coldkey"]["encrypted"], true);
    assert_eq!(created.json()["coldkey"]["ss58"], ALICE);

    let shut = wallet(root.path(), &["sign", "-m", "x"], "");
    assert!(!shut.is_well && shut.stderr.contains("no password was given\nhint: "), "{}", shut.stderr);
    let signed = wallet(root.path(), &["sign", "-m", "x", "--password-file", file], "");
    let signature = signed.stdout.trim();
    assert_eq!(hex::decode(signature).unwrap().len(), 64);
    assert!(wallet(root.path(), &["verify", "-m", "x", "-s", signature, "--ss58", ALICE], "").is_well);

    fs::write(file, "correct house\n").unwrap();
    let wrong = wallet(root.path(), &["sign", "-m", "x", "--password-file", file], "");
    assert!(!wrong.is_well && wrong.stderr.contains("the password is wrong"), "{}", wrong.stderr);
    assert!(!wrong.stderr.contains("house"));
}

#[test]
fn a_key_that_exists_is_kept_unless_its_replacement_is_asked_for() {
    let root = folder();
    let new = ["new-hotkey", "--uri", "//Alice"];
    assert!(wallet(root.path(), &new, "").is_well);
    let refused = wallet(root.path(), &["new-hotkey", "--json"], "");
    assert!(!refused.is_well && refused.stderr.contains("exists already\nhint: "), "{}", refused.stderr);
    assert!(refused.json()["error"].as_str().unwrap().contains("exists already"));
    let both = wallet(root.path(), &["create", "--no-password"], "");
    assert!(!both.is_well && !root.path().join("default/coldkey").exists(), "nothing is done by halves");

    let replaced = wallet(root.path(), &["new-hotkey", "--overwrite", "--json"], "").json();
    assert_ne!(replaced["hotkey"]["ss58"], ALICE);
}

#[test]
fn secrets_are_not_taken_as_arguments() {
    let root = folder();
    for uri in ["0x0101010101010101010101010101010101010101010101010101010101010101", "//Alice///hunter2"] {
        let refused = wallet(root.path(), &["new-hotkey", "--uri", uri], "");
        assert!(!refused.is_well && refused.stderr.contains("secrets"), "{}", refused.stderr);
        assert!(!refused.stderr.contains(uri), "it is not repeated either");
    }
    assert!(!wallet(root.path(), &["regen-hotkey", "--mnemonic", "some words"], "").is_well);
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

#[test]
fn a_key_others_can_read_is_used_with_a_warning() {
    let root = folder();
    assert!(wallet(root.path(), &["new-coldkey", "--uri", "//Alice", "--no-password"], "").is_well);
    let file = root.path().join("default/coldkey");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let signed = wallet(root.path(), &["sign", "-m", "x"], "");
    assert!(signed.is_well && signed.stderr.contains("chmod 600"), "{}", signed.stderr);
}
