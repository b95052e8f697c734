//! What a node says when it cannot start: one clear line, a hint, and an exit code.

use myelin_e2e::node::{build_spec, Ended, Node};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The line that says what is wrong, after checking the form every refusal has.
fn complaint(ended: &Ended) -> &str {
    assert!(!ended.status.success(), "it succeeded: {}", ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "it did not end by itself: {}", ended.stderr);
    let lines: Vec<&str> = ended.stderr.lines().collect();
    match lines.as_slice() {
        [error, hint] if error.starts_with("error: ") && hint.starts_with("hint: ") => error,
        _ => panic!("not one clear line and a hint:\n{}", ended.stderr),
    }
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let base_path = folder.path().join("base");
    (folder, base_path)
}

/// A development chain on disk, its node gone.
fn leave_a_chain_in(base_path: &Path) {
    let arguments = ["--chain", "dev", "--rpc-port", "0", "--base-path", path(base_path)];
    // Told to stop, not killed: what a killed node had just written may not have reached the disk.
    assert!(Node::start(&arguments).stop().success(), "a node told to stop ends well");
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn start_dev_in(base_path: &Path) -> Ended {
    Node::refused(&["--chain", "dev", "--rpc-port", "0", "--base-path", path(base_path)])
}

#[test]
fn an_rpc_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = Node::refused(&["--chain", "dev", "--rpc-port", &port]);
    assert!(complaint(&ended).contains(&format!("127.0.0.1:{port}")), "{}", ended.stderr);
    assert!(ended.stderr.contains("--rpc-port"), "{}", ended.stderr);
}

#[test]
fn a_network_port_in_use_is_named() {
    let (_keep, base_path) = folder();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let ended = Node::refused(&[
        "--chain",
        "local",
        "--alice",
        "--rpc-port",
        "0",
        "--base-path",
        path(&base_path),
        "--listen-addr",
        &format!("/ip4/127.0.0.1/tcp/{port}"),
    ]);
    assert!(complaint(&ended).contains(&format!("127.0.0.1:{port}")), "{}", ended.stderr);
}

#[test]
fn a_base_path_in_use_is_named() {
    let (_keep, base_path) = folder();
    let arguments = ["--chain", "dev", "--rpc-port", "0", "--base-path", path(&base_path)];
    let _running = Node::start(&arguments);
    let ended = start_dev_in(&base_path);
    let complaint = complaint(&ended);
    assert!(complaint.contains("another process is using the database"), "{complaint}");
    assert!(complaint.contains(path(&base_path)), "{complaint}");
}

#[test]
fn the_base_path_of_another_chain_is_refused() {
    let (keep, base_path) = folder();
    leave_a_chain_in(&base_path);
    let spec = keep.path().join("other.json");
    build_spec(&spec, &["--chain", "dev", "--slot-duration-ms", "1000"]);
    let ended = Node::refused(&["--chain", path(&spec), "--rpc-port", "0", "--base-path", path(&base_path)]);
    let complaint = complaint(&ended);
    assert!(complaint.contains("holds another chain"), "{complaint}");
}

#[test]
fn an_authority_without_a_node_key_is_refused() {
    let (_keep, base_path) = folder();
    let ended = Node::refused(&["--chain", "local", "--validator", "--rpc-port", "0", "--base-path", path(&base_path)]);
    assert!(complaint(&ended).contains("node key"), "{}", ended.stderr);
    assert!(ended.stderr.contains("--node-key-file"), "{}", ended.stderr);
}

#[test]
fn a_corrupt_database_is_said_to_be_corrupt() {
    let (_keep, base_path) = folder();
    leave_a_chain_in(&base_path);
    let metadata = find(&base_path, "metadata").expect("the database describes itself in a file");
    fs::write(&metadata, b"this is no database").unwrap();
    let ended = start_dev_in(&base_path);
    assert!(complaint(&ended).contains("corrupt"), "{}", ended.stderr);
}

#[tokio::test]
async fn a_database_that_lost_its_tables_is_said_to_be_corrupt() {
    let (_keep, base_path) = folder();
    let arguments = ["--chain", "dev", "--rpc-port", "0", "--base-path", path(&base_path)];
    let node = Node::start(&arguments);
    node.client().await.ask("dev_seal", jsonrpsee::rpc_params![1000]).await;
    assert!(node.stop().success(), "a node told to stop ends well");
    // Opening it again moves what is still in the log into the tables.
    assert!(Node::start(&arguments).stop().success());
    let database = find(&base_path, "metadata").unwrap().parent().unwrap().to_path_buf();
    let mut lost = 0;
    for entry in fs::read_dir(&database).unwrap().map(Result::unwrap) {
        if entry.file_name().to_string_lossy().starts_with("table_00") {
            fs::remove_file(entry.path()).unwrap();
            lost += 1;
        }
    }
    assert!(lost > 0, "there was nothing to lose");
    let ended = start_dev_in(&base_path);
    assert!(complaint(&ended).contains("corrupt"), "{}", ended.stderr);
}

#[test]
fn a_chain_of_another_runtime_is_refused_by_name() {
    let (keep, base_path) = folder();
    let spec = keep.path().join("spec.json");
    build_spec(&spec, &["--chain", "dev"]);
    // `:code`, and in it the runtime's name: one letter makes it another runtime.
    let text = fs::read_to_string(&spec).unwrap();
    let other = text.replace(&hex::encode("node-subtensor"), &hex::encode("node-subtensoR"));
    assert_ne!(text, other);
    fs::write(&spec, other).unwrap();
    let ended = Node::refused(&["--chain", path(&spec), "--rpc-port", "0", "--base-path", path(&base_path)]);
    let complaint = complaint(&ended);
    assert!(complaint.contains("node-subtensoR 425"), "{complaint}");
    assert!(complaint.contains("node-subtensor 425"), "{complaint}");
    assert!(ended.stderr.contains("--base-path"), "{}", ended.stderr);
}

#[test]
fn forcing_wasm_on_a_chain_without_wasm_is_refused() {
    let ended = Node::refused(&["--chain", "dev", "--rpc-port", "0", "--execution", "wasm"]);
    assert!(complaint(&ended).contains("no Wasm"), "{}", ended.stderr);
}

#[test]
fn an_unknown_chain_is_named_with_those_there_are() {
    let ended = Node::refused(&["--chain", "finney"]);
    assert!(complaint(&ended).contains("finney"), "{}", ended.stderr);
    assert!(ended.stderr.contains("--chain dev"), "{}", ended.stderr);
}

#[test]
fn a_chain_file_that_is_no_chain_is_named() {
    let (keep, _) = folder();
    let file = keep.path().join("nonsense.json");
    fs::write(&file, "{\"name\":1}").unwrap();
    let ended = Node::refused(&["--chain", path(&file)]);
    assert!(complaint(&ended).contains("nonsense.json"), "{}", ended.stderr);
}

/// The first file of that name under `folder`.
fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    for entry in fs::read_dir(folder).ok()?.filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            if let Some(found) = find(&path, name) {
                return Some(found);
            }
        } else if entry.file_name() == name {
            return Some(path);
        }
    }
    None
}
