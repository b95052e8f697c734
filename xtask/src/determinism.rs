//! `cargo xtask determinism`: do all builds of the runtime come to the same states?
//! One random history is executed natively as everything is built, natively with every check on and
//! hardly optimised, and as Wasm in the stock executor; then a network is upgraded from one Wasm
//! runtime to another.

use crate::wasm::{self, Blob, Spec};
use crate::workspace::{output_of, succeed, Workspace, SELECTION};
use anyhow::{bail, Context, Result};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const NATIVE: &str = "myelin-determinism";
const WASM: &str = "myelin-determinism-wasm";
const CHECKED: &str = "checked";
/// The story in `tests/e2e` that needs two blobs, and is left out where nobody gives it any.
const UPGRADE: &str = "a_blob_set_by_sudo_rules_from_the_next_block_on";

#[derive(clap::Args)]
pub struct Options {
    /// Blocks of history
    #[arg(long, default_value_t = 2_000)]
    blocks: u32,
    /// Which history
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A runtime in Wasm; without it one is built where the toolchain can
    #[arg(long, value_name = "FILE")]
    wasm: Option<PathBuf>,
    /// Leave out the network that is upgraded
    #[arg(long)]
    no_upgrade: bool,
    /// One JSON object a line: build, state, reason, fingerprint, blocks, calls, seconds
    #[arg(long)]
    json: bool,
}

/// What one build made of the history.
#[derive(Deserialize)]
struct Report {
    fingerprint: String,
    calls: Calls,
    seconds: f64,
    roots: Vec<String>,
}

/// What became of the signed calls.
#[derive(Clone, Copy, Deserialize, PartialEq, Serialize)]
struct Calls {
    done: u32,
    failed: u32,
    invalid: u32,
}

#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Same,
    Differs,
    #[serde(rename = "not checked")]
    NotChecked,
}

/// A line of the table.
#[derive(Serialize)]
struct Line {
    build: &'static str,
    state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calls: Option<Calls>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    workspace.build()?;
    build_checked(workspace)?;
    let blob = options.wasm.clone().map_or_else(|| built(workspace, Spec::Ours), Ok);

    let release = options.tell(&workspace.binary(NATIVE), None)?;
    let checked = options.tell(&checked_binary(workspace), None)?;
    let mut lines = vec![
        Line::compared("native, release", &release, &release),
        Line::compared("native, checked", &checked, &release),
        match &blob {
            Ok(blob) => Line::compared("wasm", &options.tell(&workspace.binary(WASM), Some(blob))?, &release),
            Err(reason) => Line::not_checked("wasm", reason),
        },
    ];
    lines.iter().for_each(|line| options.show(line));
    if !options.no_upgrade {
        let next = blob.and_then(|ours| Ok((ours, built(workspace, Spec::Next)?)));
        let line = match &next {
            Ok((ours, next)) => upgrade(workspace, ours, next)?,
            Err(reason) => Line::not_checked(UPGRADE_LINE, reason),
        };
        options.show(&line);
        lines.push(line);
    }
    match lines.iter().filter(|line| line.state == State::Differs).count() {
        0 => Ok(()),
        differing => bail!("{differing} of {} differ", lines.len()),
    }
}

const UPGRADE_LINE: &str = "wasm, upgraded";

impl Options {
    /// Lets a program execute the history, and reads what it reports.
    fn tell(&self, program: &Path, blob: Option<&PathBuf>) -> Result<Report> {
        let mut command = Command::new(program);
        command.args(blob).args(["--blocks", &self.blocks.to_string(), "--seed", &self.seed.to_string()]);
        let report = output_of(&mut command)?;
        serde_json::from_str(&report).with_context(|| format!("{} reports something unexpected", program.display()))
    }

    fn show(&self, line: &Line) {
        if self.json {
            println!("{}", serde_json::json!(line));
        } else {
            println!("{}", line.words());
        }
    }
}

impl Line {
    /// How a report compares with the one everything else is held against.
    fn compared(build: &'static str, report: &Report, first: &Report) -> Self {
        let reason = difference(report, first);
        Self {
            build,
            state: if reason.is_none() { State::Same } else { State::Differs },
            reason,
            fingerprint: Some(report.fingerprint.clone()),
            blocks: Some(report.roots.len()),
            calls: Some(report.calls),
            seconds: Some(report.seconds),
        }
    }

    fn not_checked(build: &'static str, reason: &anyhow::Error) -> Self {
        let reason = Some(format!("{reason:#}"));
        Self { build, state: State::NotChecked, reason, fingerprint: None, blocks: None, calls: None, seconds: None }
    }

    fn words(&self) -> String {
        let mut words = format!("{:<16}", self.build);
        words += match self.state {
            State::Same => " same       ",
            State::Differs => " DIFFERS    ",
            State::NotChecked => " not checked",
        };
        if let Some(fingerprint) = self.fingerprint.as_deref().and_then(|whole| whole.get(..16)) {
            words += &format!(" {fingerprint}");
        }
        if let (Some(blocks), Some(calls)) = (self.blocks, self.calls) {
            words += &format!(" {blocks} blocks, {} calls and {} refused,", calls.done, calls.failed + calls.invalid);
        }
        if let Some(seconds) = self.seconds {
            words += &format!(" {seconds:.1} s");
        }
        if let Some(reason) = &self.reason {
            words += &format!(": {reason}");
        }
        words
    }
}

/// Where two reports part, if they do.
fn difference(report: &Report, first: &Report) -> Option<String> {
    let pairs = report.roots.iter().zip(&first.roots);
    if let Some(block) = pairs.enumerate().find_map(|(index, (one, other))| (one != other).then_some(index + 1)) {
        return Some(format!("the first different state is that of block {block}"));
    }
    let is_same = report.roots.len() == first.roots.len()
        && report.fingerprint == first.fingerprint
        && report.calls == first.calls;
    (!is_same).then(|| "the states agree as far as they go, the accounts of them do not".to_string())
}

/// Only what the history needs is built with every check on: never the node.
fn build_checked(workspace: &Workspace) -> Result<()> {
    succeed(&mut workspace.cargo(["build", "--profile", CHECKED, "--package", NATIVE, "--bins"])?)
}

fn checked_binary(workspace: &Workspace) -> PathBuf {
    workspace.target.join(CHECKED).join(format!("{NATIVE}{}", std::env::consts::EXE_SUFFIX))
}

fn built(workspace: &Workspace, spec: Spec) -> Result<PathBuf> {
    let Blob { path, .. } = wasm::build(workspace, spec)?;
    Ok(path)
}

/// Runs the story of the upgrade with these two runtimes.
fn upgrade(workspace: &Workspace, ours: &Path, next: &Path) -> Result<Line> {
    let started = Instant::now();
    let mut test = workspace.cargo(["test"])?;
    test.args(SELECTION).arg(UPGRADE);
    test.env("MYELIN_BIN", workspace.binary("myelin"));
    test.env("MYELIN_WASM", std::path::absolute(ours)?).env("MYELIN_WASM_NEXT", std::path::absolute(next)?);
    let answer = test.output().context("could not run cargo test")?;
    let said = String::from_utf8_lossy(&answer.stdout);
    let reason = if !answer.status.success() {
        eprintln!("{said}{}", String::from_utf8_lossy(&answer.stderr));
        Some("the story ends otherwise, see above".to_string())
    } else if !said.contains("1 passed") {
        Some(format!("no test is called {UPGRADE}"))
    } else {
        None
    };
    Ok(Line {
        build: UPGRADE_LINE,
        state: if reason.is_none() { State::Same } else { State::Differs },
        reason,
        fingerprint: None,
        blocks: None,
        calls: None,
        seconds: Some(started.elapsed().as_secs_f64()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(roots: &[&str], failed: u32) -> Report {
        Report {
            fingerprint: roots.concat(),
            calls: Calls { done: 1, failed, invalid: 0 },
            seconds: 1.0,
            roots: roots.iter().map(|root| root.to_string()).collect(),
        }
    }

    #[test]
    fn equal_reports_are_the_same() {
        let line = Line::compared("wasm", &report(&["a", "b"], 0), &report(&["a", "b"], 0));
        assert!(line.state == State::Same && line.reason.is_none());
    }

    #[test]
    fn the_first_different_block_is_named() {
        let line = Line::compared("wasm", &report(&["a", "c", "d"], 0), &report(&["a", "b", "d"], 0));
        assert!(line.state == State::Differs);
        assert!(line.words().contains("block 2"), "{}", line.words());
    }

    #[test]
    fn a_shorter_history_or_other_calls_are_no_agreement() {
        let whole = report(&["a", "b"], 0);
        assert!(difference(&report(&["a"], 0), &whole).is_some());
        assert!(difference(&report(&["a", "b"], 1), &whole).is_some());
    }
}
