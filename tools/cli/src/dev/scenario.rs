//! `myelin dev run`: scenarios told to a chain, and what came of them.

use super::desk::Desk;
use crate::connect::ChainArgs;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use myelin_client::Client;
use myelin_devnet::Config;
use myelin_scenario::{LoadError, Progress, Report, Scenario};
use myelin_up::Failure;
use serde_json::Value;
use std::{
    fs,
    io::{self, IsTerminal},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

/// How a run ends where a file cannot be read or makes no sense: nothing was tried.
const UNREADABLE: u8 = 2;

#[derive(Args)]
pub struct RunArgs {
    /// Scenarios. Each is told to a chain of its own, or to the one that `--url` names, which is then taken back to where
    /// it was.
    #[arg(value_name = "SCENARIO.toml", required = true)]
    files: Vec<PathBuf>,
    /// Write what came of them there too, as JUnit's XML.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Leave the chain that `--url` names as the scenario left it, to look around.
    #[arg(long)]
    stay: bool,
}

/// Ends with 0 if everything expected held, with 1 if something did not or could not be done, and
/// with 2 if a file cannot be used.
pub async fn run(chain: &ChainArgs, args: &RunArgs) -> Result<ExitCode, Failure> {
    // All are read before any is told: a slip in the last is known at once.
    let scenarios: Result<Vec<Scenario>, LoadError> = args.files.iter().map(|file| Scenario::load(file)).collect();
    let scenarios = match scenarios {
        Ok(scenarios) => scenarios,
        Err(error) => {
            eprintln!("{}", Failure::new(error.to_string(), error.hint()));
            return Ok(ExitCode::from(UNREADABLE));
        }
    };
    let mut reports = Vec::new();
    for scenario in &scenarios {
        let report = tell(chain, args, scenario).await?;
        if !chain.wants_data() {
            chain.answer(&report.to_string(), &Value::Null);
        }
        reports.push(report);
    }
    if chain.wants_data() {
        let data = serde_json::to_value(&reports).map_err(|cause| Failure::unexpected("write the reports", cause))?;
        chain.answer("", &data);
    }
    if let Some(file) = &args.junit {
        fs::write(file, junit(&reports)).map_err(|cause| {
            Failure::new(
                format!("could not write {}: {cause}", file.display()),
                "name a file in a folder you may write to",
            )
        })?;
    }
    let all_held = reports.iter().all(Report::passed);
    Ok(if all_held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn tell(chain: &ChainArgs, args: &RunArgs, scenario: &Scenario) -> Result<Report, Failure> {
    let bar = bar();
    let mut show = |progress: Progress| bar.set_message(shown(&progress));
    let report = if chain.names_a_node() {
        let client = Desk::at(chain).await?.client;
        is_for_development(&client).await?;
        match args.stay {
            true => myelin_scenario::run(&client, scenario, &mut show).await,
            false => myelin_scenario::run_and_restore(&client, scenario, &mut show).await,
        }
    } else {
        let devnet = myelin_devnet::spawn(Config::on_command()).await.map_err(super::start::not_started)?;
        myelin_scenario::run(devnet.client(), scenario, &mut show).await
    };
    bar.finish_and_clear();
    Ok(report)
}

/// A chain that knows no verbs would fail each step for the same reason.
async fn is_for_development(client: &Client) -> Result<(), Failure> {
    let asked = client.dev().next_time().await;
    asked.map(drop).map_err(|error| super::desk::refused(client.url(), error))
}

fn bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner());
    let bar = ProgressBar::new_spinner().with_style(style);
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn shown(progress: &Progress) -> String {
    match progress {
        Progress::Opening(what) => (*what).to_owned(),
        Progress::Step { number, of, says } => format!("{number}/{of} {says}"),
        Progress::Epoch { index, block } => format!("epoch {index}, block {block}"),
        Progress::Done { number, of, .. } => format!("{number}/{of} done"),
    }
}

/// One document of all the suites.
fn junit(reports: &[Report]) -> String {
    const OPENING: &str = "<testsuites>\n";
    const CLOSING: &str = "</testsuites>";
    let mut document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{OPENING}");
    for report in reports {
        let alone = report.to_junit();
        let suite = alone.split_once(OPENING).and_then(|(_, rest)| rest.rsplit_once(CLOSING));
        document.push_str(suite.map_or("", |(suite, _)| suite));
    }
    document.push_str(CLOSING);
    document.push('\n');
    document
}
