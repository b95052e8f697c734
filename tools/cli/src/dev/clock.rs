//! The clock of a development chain: shown, set, advanced.

use super::{desk::Desk, parse};
use clap::Args;
use myelin_up::Failure;
use serde_json::json;
use std::time::Duration;

#[derive(Args)]
pub struct TimeArgs {
    /// Let the next block come then: 2026-07-01T12:00:00Z, or milliseconds since 1970.
    #[arg(long, value_name = "TIME", value_parser = parse::moment, conflicts_with = "advance")]
    set: Option<u64>,
    /// Let the next block come so much later: 12s, 1h30m, 3d.
    #[arg(long, value_name = "SPAN", value_parser = parse::span)]
    advance: Option<Duration>,
}

pub async fn time(desk: &Desk<'_>, args: &TimeArgs) -> Result<(), Failure> {
    let time = match (args.set, args.advance) {
        (Some(to), _) => desk.dev.set_time(to).await,
        (None, Some(by)) => desk.dev.advance_time(by).await,
        (None, None) => desk.dev.next_time().await,
    };
    let time = time.map_err(|error| desk.refused(error))?;
    let shown = parse::shown_moment(time);
    eprintln!("the next block comes at");
    desk.chain.answer(&shown, &json!({ "next_time_ms": time, "next_time": shown }));
    Ok(())
}
