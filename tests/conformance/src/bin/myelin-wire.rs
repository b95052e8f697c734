//! `myelin-wire`: writes our wire down, or holds it against a description of the reference chain's.
#![forbid(unsafe_code)]
// A panic here is a message to whoever typed the command.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use clap::Parser;
use myelin_conformance::{
    dispatched,
    wire::{compare, ledger, Tier},
};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes the ledger of the wire and what was seen of its calls, checks both, or compares the wire with a description.
#[derive(Parser)]
struct Arguments {
    /// The ledger's file
    ledger: PathBuf,
    /// The file of what was seen of every call
    dispatched: PathBuf,
    /// Write nothing; fail if a file is not what would be written
    #[arg(long)]
    check: bool,
    /// Compare with the wire described in this file instead
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    against: Option<PathBuf>,
    /// One JSON object for each section and tier: section, tier, identical, different, missing
    #[arg(long, requires = "against")]
    json: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.against {
        Some(described) => against(described, arguments.json),
        None if arguments.check => check(&arguments),
        None => write(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Both files, each with what should be in it.
fn files(arguments: &Arguments) -> Result<[(&Path, String); 2], String> {
    let book = dispatched::book();
    if !book.complaints().is_empty() {
        return Err(format!("calls do not do what their scenes say:\n{}", book.complaints().join("\n")));
    }
    Ok([(&arguments.ledger, ledger::written()), (&arguments.dispatched, dispatched::written(&book))])
}

fn write(arguments: &Arguments) -> Result<bool, String> {
    for (path, text) in files(arguments)? {
        std::fs::write(path, text).map_err(|why| format!("{}: {why}", path.display()))?;
    }
    Ok(true)
}

fn check(arguments: &Arguments) -> Result<bool, String> {
    let mut is_same = true;
    for (path, text) in files(arguments)? {
        let old = std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
        let lines = ledger::difference(&old, &text);
        lines.iter().for_each(|line| eprintln!("{line}"));
        if !lines.is_empty() {
            is_same = false;
            eprintln!("error: the wire is not what {} says", path.display());
            eprintln!("hint: `cargo xtask wire` writes it again; say in the commit why the wire changed");
        }
    }
    Ok(is_same)
}

/// Whether the first tier is whole.
fn against(path: &Path, json: bool) -> Result<bool, String> {
    let rows = compare::against(path)?;
    let shown = rows.iter().try_for_each(|row| show(row, json));
    shown.map_err(|why| format!("could not print: {why}"))?;
    Ok(rows.iter().filter(|row| row.tier == Tier::A).all(compare::Row::is_whole))
}

fn show(row: &compare::Row, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        return writeln!(out, "{}", serde_json::to_string(row)?);
    }
    let (section, identical) = (row.section.word(), row.identical);
    let (different, missing) = (row.different.len(), row.missing.len());
    writeln!(
        out,
        "{section:<10} {:?}  {identical:>4} identical {different:>4} different {missing:>4} missing",
        row.tier
    )?;
    for one in &row.different {
        writeln!(out, "    {}: {}", one.item, one.fact)?;
        writeln!(out, "        want {}", one.want)?;
        writeln!(out, "        got  {}", one.got)?;
    }
    if !row.missing.is_empty() {
        writeln!(out, "    missing: {}", row.missing.join(", "))?;
    }
    Ok(())
}
