//! The same seeds give the same bytes, whoever shares the work.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used)]

use myelin_simulator::{attacks, engine::Core, parallel, report::Report, verdict::Verdict, Scenario};
use std::{fs, num::NonZeroUsize, path::Path};

/// Files that need nothing beside themselves.
const FILES: [&str; 4] = ["graded-market", "winner-takes-all", "noisy-validators", "commit-reveal"];

/// All verdicts as JSON, and the report.
fn told(name: &str, threads: usize) -> (String, String) {
    parallel::limit(NonZeroUsize::new(threads).unwrap());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/simulator/{name}.toml"));
    let text = fs::read_to_string(file).unwrap();
    let mut scenario: Scenario = text.parse().unwrap();
    // Enough seeds for every thread, and not more epochs than it takes to see a difference.
    (scenario.run.epochs, scenario.run.warmup, scenario.run.seeds) = (24, 4, vec![1, 2, 3, 4]);
    let verdicts = attacks::ALL.iter().map(|attack| Verdict::of(&Core, attack, &scenario).unwrap()).collect::<Vec<_>>();
    let json = verdicts.iter().map(|verdict| verdict.json().to_string()).collect();
    let report =
        Report { ground: &Core, scenario: &scenario, text: &text, command: "", verdicts: &verdicts, searches: &[] };
    (json, report.html().unwrap())
}

#[test]
fn the_same_seeds_give_the_same_bytes_on_any_number_of_threads() {
    for name in FILES {
        let once = told(name, 1);
        assert!(once == told(name, 1), "{name}: the second time it is another");
        assert!(once == told(name, 3), "{name}: three threads make another of it");
    }
}
