//! `cargo xtask mission`: what Myelin is for, as rows that prove themselves.
//! A row is green when its proofs pass. A row recorded green that no longer is fails the command.

mod proofs;
mod rows;

use crate::workspace::Workspace;
use anyhow::{bail, Result};
use proofs::Prover;
use rows::{Row, State, ROWS};
use serde::Serialize;

#[derive(clap::Args)]
pub struct Options {
    /// One JSON object a row: row, state, proof, issue
    #[arg(long)]
    json: bool,
}

/// A row as it turned out.
#[derive(Serialize)]
struct Outcome<'a> {
    row: &'a str,
    state: State,
    proof: String,
    issue: char,
    #[serde(skip)]
    claim: &'a str,
    /// Why a row recorded green is not.
    #[serde(skip)]
    regression: Option<String>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let prover = Prover::new(workspace)?;
    let mut regressions = 0usize;
    for row in &ROWS {
        let outcome = examine(row, &prover);
        if options.json {
            println!("{}", serde_json::to_string(&outcome)?);
        } else {
            println!("{}", line(&outcome));
        }
        if let Some(why) = &outcome.regression {
            eprintln!("error: `{}` was green: {why}", row.row);
            regressions += 1;
        }
    }
    if regressions > 0 {
        bail!("{regressions} rows recorded green are red");
    }
    Ok(())
}

/// Runs the proofs of a row recorded green; a red one waits for its record to change.
fn examine<'a>(row: &'a Row, prover: &Prover) -> Outcome<'a> {
    let regression = match row.recorded {
        State::Red => None,
        State::Green => row.proofs.iter().find_map(|proof| prover.prove(proof).err()),
    };
    let proofs: Vec<String> = row.proofs.iter().map(ToString::to_string).collect();
    let state = if row.recorded == State::Green && regression.is_none() { State::Green } else { State::Red };
    let regression = regression.map(|error| format!("{error:#}"));
    Outcome { row: row.row, state, proof: proofs.join("; "), issue: row.issue, claim: row.claim, regression }
}

/// The row, and under it each proof on a line of its own.
fn line(outcome: &Outcome) -> String {
    let state = if outcome.state == State::Green { "green" } else { "red" };
    let proof = if outcome.proof.is_empty() { "no proof yet" } else { &outcome.proof };
    let proofs = proof.replace("; ", "\n          ");
    format!("{state:<6}{}   {:<24}{}\n          {proofs}", outcome.issue, outcome.row, outcome.claim)
}
