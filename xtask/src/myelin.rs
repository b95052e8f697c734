//! `cargo xtask node -- --chain dev`, `cargo xtask up`: a freshly built `myelin`, in one command.

use crate::workspace::Workspace;
#[cfg(unix)]
use anyhow::Context;
use anyhow::Result;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// What the command is given, for example `--chain dev` or `--epochs 3 --json`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds `myelin` and becomes `myelin COMMAND ARGUMENTS`.
pub fn run(workspace: &Workspace, command: &str, options: &Options) -> Result<()> {
    let mut myelin = Command::new(workspace.program("myelin")?);
    become_it(myelin.arg(command).args(&options.arguments))
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
