//! `cargo xtask tidy`: the house rules a machine can check.
//! Each rule is a file here; it takes what was read of the repository and gives back findings.

mod lengths;
mod manifests;
mod sources;
mod storage;
mod wording;

use crate::workspace::Workspace;
use anyhow::{bail, Result};
use lengths::Lengths;
use serde::Serialize;
use sources::Source;

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
    let (findings, lengths) = examine(workspace)?;
    if options.json {
        for finding in &findings {
            println!("{}", serde_json::to_string(finding)?);
        }
        println!("{}", serde_json::to_string(&lengths)?);
    } else {
        print(&findings);
        println!("{lengths}");
    }
    verdict(&findings)
}

/// The same as a step of another command: prints findings only.
pub fn check(workspace: &Workspace) -> Result<()> {
    let (findings, _) = examine(workspace)?;
    print(&findings);
    verdict(&findings)
}

fn examine(workspace: &Workspace) -> Result<(Vec<Finding>, Lengths)> {
    let sources = sources::read(workspace)?;
    let mut findings = manifests::check(workspace)?;
    findings.extend(storage::check(&sources));
    findings.extend(wording::check(&sources));
    findings.extend(sources.iter().filter_map(Source::parse_failure));
    let lengths = Lengths::of(&sources);
    findings.extend(lengths.over_goal.iter().cloned());
    Ok((findings, lengths))
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
