//! What `myelin up` can be told.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `myelin up`.
#[derive(Args, Clone, Debug)]
pub struct UpArgs {
    /// End after so many paid epochs; without a terminal, three.
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub epochs: Option<u32>,

    /// Print one JSON object instead of tables.
    #[arg(long)]
    pub json: bool,

    /// After the epochs stay up, a block every 250 ms, until interrupted.
    #[arg(long)]
    pub hold: bool,

    /// What all keys, questions and models follow from: the same seed gives the same figures.
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,

    /// Keep the chain in this folder and continue it next time. Without it the chain is gone in
    /// the end, and wallets and models are under ./.myelin.
    #[arg(long, value_name = "DIR")]
    pub base_path: Option<PathBuf>,

    /// The port of the chain's JSON-RPC on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 9944, value_name = "PORT")]
    pub rpc_port: u16,

    /// Let the third validator lie from the first epoch on.
    #[arg(long)]
    pub liar: bool,
}

impl UpArgs {
    /// Where wallets and models are kept.
    pub fn folder(&self) -> PathBuf {
        self.base_path.clone().unwrap_or_else(|| PathBuf::from(".myelin").join(format!("seed-{}", self.seed)))
    }
}
