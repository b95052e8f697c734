//! `cargo xtask tidy`: the house rules a machine can check.
//! Each rule is a file here; it takes what was read of the repository and gives back findings.

mod lengths;
mod manifests;
mod purity;
mod sources;
mod storage;
mod waiting;
mod wording;

use crate::workspace::Workspace;
use anyhow::{bail, Result};
use lengths::Lengths;
use serde::Serialize;
use sources::Source;
use storage::Ownership;

#[derive(clap::Args)]
pub struct Options {
    /// One JSON object a line: the findings, then the figures
    #[arg(long)]
    json: bool,
}

/// Something that does not follow the rules.
#[derive(Clone, Serialize)]
struct Finding {
    rule: &'static str,
    level: Level,
    /// `path` or `path:line`, from the repository's root.
    place: String,
    message: String,
}

/// What was measured on the way.
#[derive(Serialize)]
struct Figures {
    #[serde(flatten)]
    lengths: Lengths,
    storage_items: usize,
    /// How many rooms, or pallets of a single subject, those items belong to.
    owners: usize,
}

#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// Over a goal: to be improved, nothing fails.
    Warning,
    /// Against a rule: the command fails.
    Error,
}

impl Finding {
    fn error(rule: &'static str, place: String, message: String) -> Self {
        Self { rule, level: Level::Error, place, message }
    }
}

/// The command: prints findings and figures, fails on a broken rule.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let (findings, figures) = examine(workspace)?;
    if options.json {
        for finding in &findings {
            println!("{}", serde_json::to_string(finding)?);
        }
        println!("{}", serde_json::to_string(&figures)?);
    } else {
        print(&findings);
        println!("{}", figures.lengths);
        println!("storage items     {:>4}, written by {} rooms", figures.storage_items, figures.owners);
    }
    verdict(&findings)
}

/// The same as a step of another command: prints findings only.
pub fn check(workspace: &Workspace) -> Result<()> {
    let (findings, _) = examine(workspace)?;
    print(&findings);
    verdict(&findings)
}

fn examine(workspace: &Workspace) -> Result<(Vec<Finding>, Figures)> {
    let sources = sources::read(workspace)?;
    let mut findings = manifests::check(workspace)?;
    findings.extend(purity::check(workspace, &sources)?);
    let ownership = Ownership::of(&sources);
    findings.extend(ownership.check(&sources));
    findings.extend(wording::check(&sources));
    findings.extend(waiting::check(workspace, &sources)?);
    findings.extend(sources.iter().filter_map(Source::parse_failure));
    let lengths = Lengths::of(&sources);
    findings.extend(lengths.over_goal.iter().cloned());
    let (storage_items, owners) = ownership.counts();
    Ok((findings, Figures { lengths, storage_items, owners }))
}

fn print(findings: &[Finding]) {
    for Finding { rule, level, place, message } in findings {
        let level = if *level == Level::Error { "error" } else { "warning" };
        println!("{level}: {place}: {message} [{rule}]");
    }
}

fn verdict(findings: &[Finding]) -> Result<()> {
    let broken = findings.iter().filter(|finding| finding.level == Level::Error).count();
    if broken > 0 {
        bail!("{broken} house rules broken");
    }
    Ok(())
}
