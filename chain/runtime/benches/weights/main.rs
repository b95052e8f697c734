//! What calls say they cost against what they take: one line for each call and size, with the time
//! that 99 of 100 runs stay under, on state in a committed trie, its root computed anew. A call must
//! never take longer than it says.
//!
//! With `--json` each line is an object; anything else filters by the name of a case.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod cases;
mod measure;
mod scene;
mod steps;

use measure::Figures;
use serde_json::json;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Picoseconds of weight in a microsecond.
const PICOSECONDS: f64 = 1e6;

/// Something to be measured, and its name.
pub struct Case {
    name: String,
    measure: Box<dyn FnOnce() -> Figures>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_json = arguments.iter().any(|argument| argument == "--json");
    let filter = arguments.iter().find(|argument| !argument.starts_with("--"));
    if !is_json {
        println!(
            "{:<44} {:>11} {:>11} {:>11} {:>6} {:>6} {:>6} {:>9} {:>9}",
            "call", "declared", "charged", "p99", "times", "reads", "writes", "proof", "measured"
        );
    }
    let mut all_measured = true;
    for Case { name, measure } in cases::all().into_iter().chain(steps::all()) {
        if filter.is_none_or(|filter| name.contains(filter)) {
            // What is wrong with one case is told, and the others are measured all the same.
            match catch_unwind(AssertUnwindSafe(measure)) {
                Ok(figures) => print(&name, &figures, is_json),
                Err(_) => {
                    eprintln!("error: {name} was not measured");
                    all_measured = false;
                }
            }
        }
    }
    if !all_measured {
        std::process::exit(1);
    }
}

fn print(name: &str, figures: &Figures, is_json: bool) {
    let Figures { declared, charged, microseconds, runs, reads, writes, proof } = figures;
    let time = |weight: u64| weight as f64 / PICOSECONDS;
    let (promised, kept) = (time(declared.ref_time()), time(charged.ref_time()));
    if is_json {
        // The second object is about the proof, in bytes: it is held against its own limit.
        let of_time = json!({
            "bench": "weights", "case": name, "value": microseconds, "unit": "us", "runs": runs,
            "declared": promised, "limit": kept, "reads": reads, "writes": writes,
        });
        let of_proof = json!({
            "bench": "weights", "case": format!("{name}/proof"), "value": proof, "unit": "B", "runs": 1,
            "declared": declared.proof_size(), "limit": charged.proof_size(),
        });
        println!("{of_time}\n{of_proof}");
    } else {
        println!(
            "{name:<44} {promised:>8.0} us {kept:>8.0} us {microseconds:>8.0} us {:>6.1} {reads:>6} {writes:>6} {:>9} {proof:>9}",
            kept / microseconds,
            charged.proof_size(),
        );
    }
}
