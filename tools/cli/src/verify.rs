//! `myelin verify`: whether a validator asked and judged as it says, with nothing it says believed.

use crate::{
    connect::{not_told, ChainArgs},
    tables,
};
use clap::Args;
use myelin_client::Client;
use myelin_node::proof;
use myelin_primitives::NetUid;
use myelin_subnet::{
    fetch::fetch,
    seats::address_of,
    verify::{verify, Expected, Verdict},
    Published,
};
use myelin_up::Failure;
use myelin_vision::Vision;
use myelin_wallet::AccountId;
use serde_json::json;
use std::time::Duration;

/// How long a record may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
/// Disagreements told one by one; `--json` has all of them.
const MOST_TOLD: usize = 20;

/// Hold what a validator says it asked and judged against the chain, and judge again.
#[derive(Args)]
pub struct VerifyArgs {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
    /// The validator's seat.
    #[arg(long, value_name = "UID")]
    uid: u16,
    /// The epoch, by its number, instead of the newest that was published.
    #[arg(long, value_name = "NUMBER")]
    epoch: Option<u64>,
    /// Read the record here instead of where the validator's axon says, as http://HOST:PORT.
    #[arg(long, value_name = "URL")]
    records: Option<String>,
    #[command(flatten)]
    chain: ChainArgs,
}

pub async fn run(args: VerifyArgs) -> Result<(), Failure> {
    let netuid = NetUid(args.netuid);
    let client = args.chain.connect().await?;
    let (validator, announced) = seat(&client, netuid, args.uid).await?;
    let records = args.records.clone().or(announced).ok_or_else(|| {
        let what = format!("uid {} of subnet {netuid} does not say where its records are read", args.uid);
        Failure::new(what, "validators announce it after their first report; `--records URL` names it")
    })?;
    let published =
        fetch(&records, args.epoch, PATIENCE).await.map_err(|error| Failure::new(error.to_string(), error.hint()))?;
    let committed = committed(&client, netuid, &validator, published.committed_in).await?;
    let expected = Expected { netuid, validator, epoch: args.epoch };
    let judging = tokio::task::spawn_blocking(move || {
        let verdict = verify(&Vision::new(), &published, &expected, committed.as_deref());
        (published, verdict)
    });
    let (published, verdict) = judging.await.map_err(|cause| Failure::unexpected("judge the answers again", cause))?;
    answer(&args, &records, &published, &verdict)
}

/// Who sits there, and where it says that its records are read.
async fn seat(client: &Client, netuid: NetUid, uid: u16) -> Result<(AccountId, Option<String>), Failure> {
    let at = client.at_head().await.map_err(not_told)?;
    let neurons = at.neurons_lite(netuid).await.map_err(not_told)?;
    let neuron = neurons.into_iter().find(|neuron| neuron.uid == uid).ok_or_else(|| {
        let hint = format!("`myelin metagraph --netuid {netuid}` shows the seats there are");
        Failure::new(format!("subnet {netuid} has no neuron with uid {uid}"), hint)
    })?;
    Ok((neuron.hotkey, address_of(&neuron.axon_info).map(|address| format!("http://{address}"))))
}

/// The validator's commitment in the state after that block, proven from the state's root.
async fn committed(
    client: &Client,
    netuid: NetUid,
    validator: &AccountId,
    block: u64,
) -> Result<Option<Vec<u8>>, Failure> {
    let at = client.at_number(block).await.map_err(not_told)?;
    let key = at.storage_key("Commitments", "CommitmentOf", &[&netuid, validator]).await.map_err(not_told)?;
    let proof = at.storage_proof(vec![key.clone()]).await.map_err(not_told)?;
    Ok(proof::read(proof.state_root.0.into(), proof.nodes, &key)?)
}

fn answer(args: &VerifyArgs, records: &str, published: &Published, verdict: &Verdict) -> Result<(), Failure> {
    let record = &published.record;
    let (answers, miners) = (verdict.answered(), verdict.miners.len());
    let data = json!({
        "netuid": args.netuid,
        "uid": args.uid,
        "validator": record.validator,
        "epoch": record.epoch,
        "task": record.task,
        "records": records,
        "committed_in": published.committed_in,
        "asked": verdict.asked(),
        "answered": answers,
        "miners": verdict.miners,
        "judged": verdict.is_judged,
        "confirmed": verdict.is_confirmed(),
        "disagreements": verdict.disagreements,
    });
    let counted = format!("epoch {}: {answers} answers of {miners} miners", record.epoch);
    let found = match (verdict.is_confirmed(), verdict.is_judged) {
        (true, true) => format!("root proven in block {}, all scores confirmed", published.committed_in),
        (true, false) => {
            // Whoever published it chose the name.
            let task = tables::text(record.task.bytes());
            format!(
                "root proven in block {}; scores not judged, the task {task:?} is unknown here",
                published.committed_in
            )
        }
        (false, _) => "not confirmed".to_owned(),
    };
    args.chain.answer(&format!("{counted}: {found}\n{}", tables::asked(&verdict.miners)), &data);
    if verdict.is_confirmed() {
        return Ok(());
    }
    for disagreement in verdict.disagreements.iter().take(MOST_TOLD) {
        eprintln!("{disagreement}");
    }
    let (all, left) = (verdict.disagreements.len(), verdict.disagreements.len().saturating_sub(MOST_TOLD));
    if left > 0 {
        eprintln!("and {left} more");
    }
    Err(Failure::new(
        format!("the record of uid {} of subnet {} is not confirmed, for {all} reasons", args.uid, args.netuid),
        "the record may have been changed on its way; see what the validator itself publishes",
    ))
}
