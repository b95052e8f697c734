//! `myelin metagraph`: who sits in a subnet, and how it goes for them.

use crate::{
    connect::{not_told, ChainArgs},
    tables,
};
use clap::Args;
use myelin_primitives::NetUid;
use myelin_up::Failure;

/// Show the neurons of a subnet.
#[derive(Args)]
pub struct MetagraphArgs {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
    /// As of this block instead of the newest.
    #[arg(long, value_name = "NUMBER")]
    block: Option<u64>,
    #[command(flatten)]
    chain: ChainArgs,
}

pub async fn run(args: MetagraphArgs) -> Result<(), Failure> {
    let client = args.chain.connect().await?;
    let at = match args.block {
        Some(block) => client.at_number(block).await,
        None => client.at_head().await,
    };
    let at = at.map_err(not_told)?;
    let metagraph = at.metagraph(NetUid(args.netuid)).await.map_err(not_told)?;
    eprintln!(
        "subnet {} at block {}: {} of {} seats, an epoch every {} blocks, {} blocks since the last",
        args.netuid,
        at.number(),
        metagraph.hotkeys.len(),
        metagraph.max_uids.0,
        metagraph.tempo.0,
        metagraph.blocks_since_last_step.0,
    );
    args.chain.answer(&tables::metagraph(&metagraph).to_string(), &tables::metagraph_data(&metagraph));
    Ok(())
}
