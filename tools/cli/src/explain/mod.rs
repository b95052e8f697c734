//! `myelin explain`: why a seat earned what it earned in an epoch.

mod tables;

use clap::Args;
use myelin_client::Client;
use myelin_explain::{cost_of_disagreement, story, Epoch, Loss, Names, Seat};
use myelin_primitives::{NetUid, Uid};
use myelin_up::Failure;
use serde::Serialize;
use std::time::Duration;

/// How long a node may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What to explain, and from where.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
    /// The seat to look at closely; without it, the whole epoch is told.
    #[arg(long, value_name = "UID")]
    uid: Option<u16>,
    /// Explain the last epoch up to this block, instead of up to the newest.
    #[arg(long, value_name = "BLOCK")]
    block: Option<u64>,
    /// The node's JSON-RPC.
    #[arg(long, value_name = "URL", default_value = "ws://127.0.0.1:9944")]
    url: String,
    /// Print everything as one JSON object.
    #[arg(long)]
    json: bool,
}

/// The answer as data.
#[derive(Serialize)]
struct Answer<'a> {
    epoch: &'a Epoch,
    /// What disagreeing cost each validator, or the one that was asked for.
    losses: &'a [Loss],
    story: &'a [String],
}

pub async fn run(args: ExplainArgs) -> Result<(), Failure> {
    let client =
        Client::connect(&args.url, PATIENCE).await.map_err(|error| Failure::new(error.to_string(), error.hint()))?;
    let epoch = myelin_explain::epoch(&client, NetUid(args.netuid), args.block)
        .await
        .map_err(|error| Failure::new(error.to_string(), error.hint()))?;
    let seat = args.uid.map(|uid| seat_of(&epoch, uid)).transpose()?;
    let asked: Vec<Uid> = seat.map_or_else(|| epoch.seats.iter().map(|seat| seat.uid).collect(), |seat| vec![seat.uid]);
    let losses: Vec<Loss> = asked.into_iter().filter_map(|uid| cost_of_disagreement(&epoch, uid)).collect();
    let story = story(&epoch, &Names::new());

    if args.json {
        let answer = serde_json::to_string_pretty(&Answer { epoch: &epoch, losses: &losses, story: &story });
        println!("{}", answer.map_err(|cause| Failure::unexpected("write JSON", cause))?);
    } else {
        match seat {
            Some(seat) => tables::seat(&epoch, seat, losses.first()),
            None => tables::epoch(&epoch, &losses, &story),
        }
    }
    notes(&epoch, &losses);
    Ok(())
}

fn seat_of(epoch: &Epoch, uid: u16) -> Result<&Seat, Failure> {
    epoch.seat(Uid(uid)).ok_or_else(|| {
        Failure::new(
            format!("subnet {} has no seat {uid}: it had {} at block {}", epoch.netuid, epoch.seats.len(), epoch.block),
            "seats are numbered from 0; leave out `--uid` to see all of them",
        )
    })
}

/// What a reader has to know to trust the answer, and how far.
fn notes(epoch: &Epoch, losses: &[Loss]) {
    match &epoch.difference {
        None => eprintln!("computed again from block {}: every value equals the chain's", epoch.block.saturating_sub(1)),
        Some(difference) => eprintln!(
            "warning: {difference}\nhint: this program's rules are not those the block was made by; use the node's version"
        ),
    }
    if losses.iter().any(|loss| loss.alpha_rao != 0) {
        eprintln!("what disagreeing cost is the same epoch with a validator's weights at the median and its bonds as they were");
    }
}
