//! `cargo xtask node -- --chain dev`: a freshly built node, in one command.

use crate::workspace::{succeed, Workspace};
use anyhow::Result;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// What `myelin node` is given, for example `--chain dev`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let myelin = workspace.build()?;
    succeed(Command::new(myelin).arg("node").args(&options.arguments))
}
