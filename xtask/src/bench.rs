//! `cargo xtask bench AREA`: runs the bench target named for the area, wherever it is.
//! A bench prints for people, or with `--json` one object a line: bench, case, value, unit, runs.

use crate::workspace::{output_of, succeed, Workspace};
use anyhow::{bail, ensure, Context, Result};
use serde::Deserialize;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// What to measure; without it the areas are listed
    area: Option<String>,
    /// One JSON object a case: bench, case, value, unit, runs
    #[arg(long)]
    json: bool,
    /// Fail where a case takes longer than it may; only cases with a limit are compared
    #[arg(long)]
    check: bool,
    /// Another program that measures, run before and after ours; what it prints is printed as it is
    #[arg(long, value_name = "COMMAND")]
    beside: Option<String>,
    /// What else the bench is given, for example a case to filter by
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let areas = areas(workspace);
    let Some(area) = &options.area else {
        areas.iter().for_each(|area| println!("{area}"));
        return Ok(());
    };
    if !areas.contains(&area.as_str()) {
        bail!("there is no bench `{area}`; there is: {}", areas.join(", "));
    }
    let mut cargo = workspace.cargo(["bench", "--quiet", "--workspace", "--bench", area, "--"])?;
    if WITH_PROGRAM.contains(&area.as_str()) {
        cargo.env("MYELIN_BIN", workspace.program("myelin")?);
    }
    if options.check {
        return check(cargo.arg("--json").args(&options.arguments));
    }
    if options.json {
        cargo.arg("--json");
    }
    // Both sides in the same minutes: what slows the machine down slows both.
    beside(options)?;
    succeed(cargo.args(&options.arguments))?;
    beside(options)
}

fn beside(options: &Options) -> Result<()> {
    let Some(command) = &options.beside else { return Ok(()) };
    let mut words = command.split_whitespace();
    let program = words.next().context("`--beside` names no program")?;
    succeed(Command::new(program).args(words))
}

/// Areas in which the program itself is started.
const WITH_PROGRAM: [&str; 1] = ["devnet"];

/// The longest a case may take, in its own unit: bench, case, most. Generous, because machines are
/// busy; what falls behind here is broken, not slow.
const LIMITS: &[(&str, &str, f64)] = &[
    // 72 minutes of chain time with 64 seats and 16 validators, in milliseconds.
    ("node", "tempo/64x16", 1_000.0),
    ("devnet", "start", 1_000.0),
    ("devnet", "jump/1/64", 500.0),
    ("devnet", "jump/10/64", 5_000.0),
    ("devnet", "jump/1/256", 1_000.0),
    ("devnet", "jump/10/256", 10_000.0),
    ("devnet", "snapshot", 20.0),
    ("devnet", "revert", 20.0),
];

/// What a bench prints with `--json`.
#[derive(Deserialize)]
struct Figure {
    bench: String,
    case: String,
    value: f64,
    unit: String,
    /// The most it may be, where the bench knows that itself.
    limit: Option<f64>,
}

fn check(bench: &mut Command) -> Result<()> {
    let answer = output_of(bench)?;
    let mut beyond = Vec::new();
    for line in answer.lines() {
        println!("{line}");
        let figure: Figure = serde_json::from_str(line).with_context(|| format!("`{line}` is no figure"))?;
        let known = LIMITS.iter().find(|(bench, case, _)| *bench == figure.bench && *case == figure.case);
        let limit = known.map(|(_, _, most)| *most).or(figure.limit);
        if let Some(most) = limit.filter(|most| figure.value > *most) {
            beyond.push(format!("{} takes {} {}, and may take {most}", figure.case, figure.value, figure.unit));
        }
    }
    ensure!(beyond.is_empty(), "{}", beyond.join("\n"));
    Ok(())
}

/// The names of the workspace's bench targets.
fn areas(workspace: &Workspace) -> Vec<&str> {
    let targets = workspace.packages.iter().flat_map(|package| &package.targets);
    let benches = targets.filter(|target| target.kind.iter().any(|kind| kind == "bench"));
    benches.map(|target| target.name.as_str()).collect()
}
