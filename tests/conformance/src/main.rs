//! `myelin-vectors`: checks the vector files of a folder and says what it found.
#![forbid(unsafe_code)]

use clap::Parser;
use myelin_conformance::{folder, BadFile, Finding};
use serde_json::Value;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// In characters.
const LONGEST_VALUE: usize = 120;

/// Checks every vector file of a folder against this implementation.
#[derive(Parser)]
struct Arguments {
    /// The folder with the files
    dir: PathBuf,
    /// One JSON object a file instead of a table
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let Arguments { dir, json } = Arguments::parse();
    let found = match folder(&dir) {
        Ok(found) => found,
        Err(bad) => {
            complain(&bad);
            return ExitCode::FAILURE;
        }
    };
    let shown = found.iter().flatten().try_for_each(|finding| show(finding, json));
    found.iter().filter_map(|finding| finding.as_ref().err()).for_each(complain);
    let is_exact = found.iter().all(|finding| finding.as_ref().is_ok_and(Finding::is_exact));
    if is_exact && shown.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn complain(bad: &BadFile) {
    eprintln!("error: {}: {}", bad.file, bad.why);
}

fn show(finding: &Finding, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        return writeln!(out, "{}", finding.json()?);
    }
    match finding {
        Finding::Skipped { file, why } => writeln!(out, "{file:<28} skipped: {why}"),
        Finding::Checked(report) => {
            let state = if report.mismatched == 0 { "exact" } else { "DIFFERS" };
            writeln!(out, "{:<28} {state:<8} {} of {} cases", report.file, report.exact, report.cases)?;
            let Some(first) = &report.first else { return Ok(()) };
            writeln!(out, "    first in case {}, at {}", first.case, first.field)?;
            writeln!(out, "    want {}", brief(&first.want))?;
            writeln!(out, "    got  {}", brief(&first.got))
        }
    }
}

/// A value on one line of a terminal; `--json` has the whole of it.
fn brief(value: &Value) -> String {
    let whole = value.to_string();
    match whole.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}...", whole.get(..end).unwrap_or_default()),
        None => whole,
    }
}
