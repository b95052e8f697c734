//! `cargo xtask node -- --chain dev`: a freshly built node, in one command.

use crate::workspace::Workspace;
#[cfg(unix)]
use anyhow::Context;
use anyhow::Result;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// What `myelin node` is given, for example `--chain dev`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut myelin = Command::new(workspace.build()?);
    become_it(myelin.arg("node").args(&options.arguments))
}

/// Replaces this process, so that signals meant for the node reach it.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("could not run `myelin`")
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Result<()> {
    crate::workspace::succeed(command)
}
