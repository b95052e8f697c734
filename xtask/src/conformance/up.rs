//! `cargo xtask conformance up`: a network held by `myelin up`, read and reckoned up by the official client.

use super::{python, Held};
use crate::workspace::Workspace;
use anyhow::{bail, ensure, Context, Result};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// The official package whose client reads the chain.
const PACKAGE: &str = "bittensor==10.5.0";
/// Paid epochs, as in the report people see first.
const EPOCHS: &str = "3";

#[derive(clap::Args)]
pub struct Options {}

pub fn run(workspace: &Workspace, _: &Options) -> Result<()> {
    let python = python::interpreter_with(workspace, &[PACKAGE])?;
    let myelin = workspace.program("myelin")?;
    let folder = workspace.target.join("conformance").join("up");
    std::fs::create_dir_all(&folder)?;

    let (_held, report) = hold(&myelin, &folder)?;
    let file = folder.join("report.json");
    std::fs::write(&file, &report)?;
    let answer = Command::new(python)
        .arg(workspace.root.join("tests/conformance/up/split.py"))
        .arg(&file)
        // Its cache is keyed by version alone, and local chains of one version differ.
        .env("NO_CACHE", "1")
        .stderr(Stdio::inherit())
        .output()
        .context("could not run the official client")?;
    let text = String::from_utf8_lossy(&answer.stdout);
    let last = text.lines().last().unwrap_or_default();
    println!("{last}");
    ensure!(answer.status.success(), "the official client disagrees with the report in {}", file.display());
    Ok(())
}

/// Starts a network and waits for its report.
fn hold(myelin: &Path, folder: &Path) -> Result<(Held, String)> {
    let log = File::create(folder.join("up.log"))?;
    let mut child = Command::new(myelin)
        .args(["up", "--json", "--hold", "--rpc-port", "0", "--epochs", EPOCHS])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .context("could not run `myelin up`")?;
    let stdout = child.stdout.take().context("`myelin up` has no output")?;
    let held = Held(child);
    let mut report = String::new();
    BufReader::new(stdout).read_line(&mut report)?;
    if report.trim().is_empty() {
        bail!("`myelin up` ended without a report; see {}", folder.join("up.log").display());
    }
    Ok((held, report))
}
