//! `cargo xtask conformance vectors`: recorded vectors of the reference chain, repeated bit for bit.

use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use std::path::PathBuf;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// The folder with the vector files; ours if none is given
    #[arg(long)]
    dir: Option<PathBuf>,
    /// One JSON object a file: file, cases, exact, mismatched, first; or file and skipped
    #[arg(long)]
    json: bool,
}

/// The program that reads the files and repeats them.
const PROGRAM: &str = "myelin-vectors";

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut program = Command::new(workspace.program(PROGRAM)?);
    let dir = options.dir.clone().unwrap_or_else(|| workspace.root.join("tests/conformance/vectors"));
    program.arg(&dir);
    if options.json {
        program.arg("--json");
    }
    let status = program.status().with_context(|| format!("could not run {PROGRAM}"))?;
    ensure!(status.success(), "not every vector in {} is repeated exactly", dir.display());
    Ok(())
}
