//! `cargo xtask wire`: what clients can name on our chain, one line each, and how far that is the
//! reference chain's wire.

use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use std::path::PathBuf;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// Fail if the ledger or the list of calls seen is not what would be written
    #[arg(long)]
    check: bool,
    /// Compare with the wire described in this file instead, and fail unless the first tier is whole
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    against: Option<PathBuf>,
    /// One JSON object for each section and tier: section, tier, identical, different, missing
    #[arg(long, requires = "against")]
    json: bool,
}

/// The program that has the runtime in it.
const PROGRAM: &str = "myelin-wire";

/// Where the ledger is kept, from the root, and what was seen of its calls.
const LEDGER: &str = "tests/conformance/wire.txt";
const DISPATCHED: &str = "tests/conformance/dispatched.txt";

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut program = Command::new(workspace.program(PROGRAM)?);
    program.args([LEDGER, DISPATCHED].map(|file| workspace.root.join(file)));
    if options.check {
        program.arg("--check");
    }
    if let Some(described) = &options.against {
        program.arg("--against").arg(described);
    }
    if options.json {
        program.arg("--json");
    }
    let status = program.status().with_context(|| format!("could not run {PROGRAM}"))?;
    match &options.against {
        Some(described) => {
            ensure!(status.success(), "not everything of the first tier is as {} says", described.display())
        }
        None => ensure!(status.success(), "{LEDGER} or {DISPATCHED} and the wire do not agree"),
    }
    Ok(())
}
