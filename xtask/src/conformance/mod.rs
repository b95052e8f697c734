//! `cargo xtask conformance AREA`: our programs and the official ones talk to each other.

mod axon;
mod python;

use crate::workspace::Workspace;
use anyhow::Result;
use clap::Subcommand;

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    area: Area,
}

#[derive(Subcommand)]
enum Area {
    /// Our axon asked by the Python dendrite, and the Python axon asked by ours
    Axon(axon::Options),
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    match &options.area {
        Area::Axon(options) => axon::run(workspace, options),
    }
}
