//! A development chain for one scenario: a node on a free port, its data in a folder that goes with it.

use anyhow::{bail, Context, Result};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{channel, Sender};
use std::thread;
use std::time::Duration;

/// How long a node may take to answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// The chain; it ends when this does.
pub struct Chain {
    node: Child,
    data: PathBuf,
    pub url: String,
}

impl Chain {
    /// Starts a node that keeps its data and its log in that folder.
    pub fn start(myelin: &Path, folder: &Path) -> Result<Self> {
        let log = folder.join("node.log");
        let mut command = Command::new(myelin);
        command.args(["node", "--chain", "dev", "--rpc-port", "0", "--no-prometheus", "--no-telemetry"]);
        let data = folder.join("chain");
        command.arg("--base-path").arg(&data);
        let mut node = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let told = node.stderr.take().context("the node has no standard error")?;
        let mut file = File::create(&log)?;
        let (sender, urls) = channel();
        thread::spawn(move || {
            for line in BufReader::new(told).lines().map_while(|line| line.ok()) {
                told_url(&line, &sender);
                // The log is for whoever looks for a failure; the run does not end for want of it.
                let _ = writeln!(file, "{line}");
            }
        });
        let mut chain = Self { node, data, url: String::new() };
        match urls.recv_timeout(PATIENCE) {
            Ok(url) => chain.url = url,
            Err(_) => bail!("the node told no address; see {}", log.display()),
        }
        Ok(chain)
    }
}

/// Passes on the address in a line such as `rpc ws://127.0.0.1:9944`.
fn told_url(line: &str, sender: &Sender<String>) {
    if let Some(url) = line.split_whitespace().find(|word| word.starts_with("ws://")) {
        // Only the first is waited for.
        let _ = sender.send(url.to_owned());
    }
}

impl Drop for Chain {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.node.kill();
        let _ = self.node.wait();
        // What stays behind goes with the folder of the next run.
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_what_the_node_says_of_itself() {
        let (sender, urls) = channel();
        for line in ["Myelin 0.1.0", "  rpc     ws://127.0.0.1:35257", "  data    /tmp/x"] {
            told_url(line, &sender);
        }
        assert_eq!(urls.try_recv().unwrap(), "ws://127.0.0.1:35257");
        assert!(urls.try_recv().is_err());
    }
}
