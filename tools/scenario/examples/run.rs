//! Tells a scenario to a development chain that runs: `run FILE URL`.
#![forbid(unsafe_code)]

use myelin_client::Client;
use myelin_scenario::{run_and_restore, Scenario};
use std::{path::Path, process::ExitCode, time::Duration};

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(url)) = (arguments.next(), arguments.next()) else {
        return Err("which file, and where is the chain? run FILE URL".into());
    };
    let scenario = Scenario::load(Path::new(&file))?;
    let client = Client::connect(&url, Duration::from_secs(10)).await?;
    let report = run_and_restore(&client, &scenario, &mut |progress| eprintln!("{progress:?}")).await;
    println!("{report}");
    Ok(if report.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
