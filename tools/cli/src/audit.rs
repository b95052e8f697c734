//! `myelin audit`: whether all that a chain counts is what is there.

use crate::{
    connect::{not_told, ChainArgs},
    tables,
};
use clap::Args;
use comfy_table::CellAlignment::{Left, Right};
use myelin_client::{amount, At};
use myelin_node::{
    audit::{audit, Report, Rule, Sum},
    identity::Identity,
};
use myelin_up::Failure;
use serde_json::{json, Value};

/// How many entries come between two notes.
const NOTE_EVERY: usize = 10_000;

/// Check that all a chain counts is what is there.
#[derive(Args)]
pub struct AuditArgs {
    /// As of this block instead of the newest.
    #[arg(long, value_name = "BLOCK")]
    at: Option<u64>,
    #[command(flatten)]
    chain: ChainArgs,
}

pub async fn run(args: AuditArgs) -> Result<(), Failure> {
    let client = args.chain.connect().await?;
    let at = match args.at {
        Some(block) => client.at_number(block).await,
        None => client.at_head().await,
    };
    let at = at.map_err(not_told)?;
    warn_of_other_rules(&at).await?;
    let state = at.whole_state(note).await.map_err(not_told)?;
    eprintln!("block {}: {} entries of state", at.number(), state.len());
    let report = audit(state)?;
    args.chain.answer(&table(&report), &data(&at, &report));
    match report.broken {
        None => Ok(()),
        Some(broken) => Err(Failure::new(
            format!("block {} does not add up: {broken}", at.number()),
            "`--at` an earlier block shows since when",
        )),
    }
}

fn note(entries: usize) {
    if entries.is_multiple_of(NOTE_EVERY) {
        eprintln!("{entries} entries read");
    }
}

/// Other rules may keep other books.
async fn warn_of_other_rules(at: &At) -> Result<(), Failure> {
    let (theirs, ours) = (at.spec_version().await.map_err(not_told)?, Identity::ours().spec_version);
    if theirs != ours {
        eprintln!("warning: the chain runs spec version {theirs}, and this program knows the books of {ours}");
    }
    Ok(())
}

/// The sums, one a line.
fn table(report: &Report) -> String {
    let columns = [
        ("SUM", Left),
        ("SUBNET", Right),
        ("COUNTED", Right),
        ("FOUND", Right),
        ("REST", Right),
        ("", Left),
        ("OF", Left),
    ];
    let mut table = tables::table(&columns);
    for sum in &report.sums {
        let parts: Vec<String> =
            sum.parts.iter().map(|(name, part)| format!("{name} {}", amount::exact(rao(*part)))).collect();
        table.add_row([
            sum.what.to_owned(),
            sum.netuid.map(|netuid| netuid.to_string()).unwrap_or_default(),
            amount::exact(rao(sum.counted)),
            amount::exact(rao(sum.found())),
            rest(sum),
            if sum.holds() { "ok" } else { "WRONG" }.to_owned(),
            parts.join(", "),
        ]);
    }
    let verdict =
        report.broken.as_deref().map_or_else(|| "everything holds".to_owned(), |what| format!("broken: {what}"));
    format!("{table}\n\n{verdict}")
}

fn rest(sum: &Sum) -> String {
    let sign = if sum.rest() < 0 { "-" } else { "" };
    format!("{sign}{}", amount::exact(rao(sum.rest().unsigned_abs())))
}

fn data(at: &At, report: &Report) -> Value {
    let sums: Vec<Value> = report.sums.iter().map(sum_data).collect();
    json!({
        "block": at.number(),
        "block_hash": at.hash(),
        "holds": report.broken.is_none(),
        "broken": report.broken,
        "sums": sums,
    })
}

fn sum_data(sum: &Sum) -> Value {
    let parts: serde_json::Map<String, Value> =
        sum.parts.iter().map(|(name, part)| ((*name).to_owned(), json!(rao(*part)))).collect();
    json!({
        "sum": sum.what,
        "netuid": sum.netuid,
        "counted_rao": rao(sum.counted),
        "found_rao": rao(sum.found()),
        "parts_rao": parts,
        "rest_rao": i64::try_from(sum.rest()).unwrap_or(i64::MAX),
        "may_leave_a_rest": sum.rule == Rule::AtMost,
        "holds": sum.holds(),
    })
}

/// No sum of a chain exceeds what its amounts are counted in.
fn rao(amount: u128) -> u64 {
    u64::try_from(amount).unwrap_or(u64::MAX)
}
