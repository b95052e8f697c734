//! One line that lives: where the chain stands, for whoever looks at the terminal it runs in.

use super::{interrupt, parse::shown_moment};
use indicatif::{ProgressBar, ProgressStyle};
use myelin_client::{At, ReadError};
use myelin_devnet::Devnet;
use serde_json::{json, Value};
use std::{
    io::{self, IsTerminal},
    time::Duration,
};

/// How often the line is looked after; blocks may come far faster.
const EVERY: Duration = Duration::from_millis(250);

/// Stays until told to end, with a live line on a terminal and silent elsewhere.
pub async fn until_interrupted(devnet: &Devnet, is_silent: bool) {
    if is_silent || !io::stderr().is_terminal() {
        return interrupt::requested().await;
    }
    let style = ProgressStyle::with_template("{msg}").unwrap_or_else(|_| ProgressStyle::default_spinner());
    let line = ProgressBar::new_spinner().with_style(style);
    tokio::select! {
        () = keep(devnet, &line) => {}
        () = interrupt::requested() => {}
    }
    line.finish_and_clear();
}

async fn keep(devnet: &Devnet, line: &ProgressBar) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        match told(devnet).await {
            Ok(text) => line.set_message(text),
            // The chain may be far back in time by now; the next look finds its new head.
            Err(_) => continue,
        }
    }
}

async fn told(devnet: &Devnet) -> Result<String, ReadError> {
    let at = devnet.client().at_head().await?;
    let mut parts = vec![format!("block {}", at.number())];
    // Before the first block nobody has set the clock.
    let time = at.time().await?;
    if time > 0 {
        parts.push(shown_moment(time));
    }
    if let Some(epoch) = next_epoch(&at).await? {
        parts.push(epoch);
    }
    let (taken, waiting) = transactions(devnet, &at).await;
    parts.push(format!("{taken} transactions in it, {waiting} waiting"));
    Ok(parts.join("  "))
}

/// How many transactions the block took and how many wait. A block begins with the clock's own
/// extrinsic, which is nobody's.
async fn transactions(devnet: &Devnet, at: &At) -> (usize, usize) {
    let block = ask(devnet, "chain_getBlock", json!([at.hash()])).await;
    let taken = block.pointer("/result/block/extrinsics").and_then(Value::as_array).map_or(0, Vec::len);
    let pool = ask(devnet, "author_pendingExtrinsics", json!([])).await;
    let waiting = pool.get("result").and_then(Value::as_array).map_or(0, Vec::len);
    (taken.saturating_sub(1), waiting)
}

/// Asks in this process; whatever is not answered is nothing.
async fn ask(devnet: &Devnet, method: &str, params: Value) -> Value {
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
    let Ok((answer, _)) = devnet.chain().rpc().raw_json_request(&request, 1).await else { return Value::Null };
    serde_json::from_str(&answer).unwrap_or_default()
}

/// The subnet whose epoch comes first.
async fn next_epoch(at: &At) -> Result<Option<String>, ReadError> {
    let mut first = None;
    for subnet in at.subnets().await?.iter().filter(|subnet| !subnet.netuid.is_root()) {
        let Some(block) = at.next_epoch(subnet.netuid).await? else { continue };
        if first.is_none_or(|(soonest, _)| block < soonest) {
            first = Some((block, subnet.netuid));
        }
    }
    Ok(first.map(|(block, netuid)| format!("subnet {netuid}: epoch in {} blocks", block.saturating_sub(at.number()))))
}
