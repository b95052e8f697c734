//! `cargo xtask conformance AREA`: our programs and the official ones talk to each other, and the
//! recorded ones are repeated.

mod axon;
mod clients;
mod devnet;
mod guide;
mod python;
mod up;
mod vectors;

use crate::workspace::Workspace;
use anyhow::Result;
use clap::Subcommand;
use std::process::Child;

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    area: Area,
}

#[derive(Subcommand)]
enum Area {
    /// Our axon asked by the Python dendrite, and the Python axon asked by ours
    Axon(axon::Options),
    /// The official clients doing what people do with them, each scenario on a development chain
    Clients(clients::Options),
    /// The examples for tests on a local network: pytest, scenario files, and what the guide tells to type
    Devnet(devnet::Options),
    /// What `myelin up` paid, read and reckoned up by the Python client
    Up(up::Options),
    /// The recorded vectors of the reference chain, run through our core and our runtime
    Vectors(vectors::Options),
}

/// A program that ends with this value.
struct Held(Child);

impl Drop for Held {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    match &options.area {
        Area::Axon(options) => axon::run(workspace, options),
        Area::Clients(options) => clients::run(workspace, options),
        Area::Devnet(options) => devnet::run(workspace, options),
        Area::Up(options) => up::run(workspace, options),
        Area::Vectors(options) => vectors::run(workspace, options),
    }
}
