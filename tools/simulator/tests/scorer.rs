//! Scoring code that fails, as whoever runs the program sees it: what was played stands on standard output, the
//! fault with its place on standard error.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::Value;
use std::{
    path::Path,
    process::{Command, Output},
};

/// Runs the program on a scenario of two validators and two miners, who are scored by that script.
fn simulated(name: &str, script: &str, arguments: &[&str]) -> Output {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.toml"));
    let scenario = format!(
        "name = \"{name}\"\n[scorer]\ncommand = [\"sh\", \"-c\", '''{script}''']\ntimeout = 3\n[[miners]]\ncount = 2\n\
         [[validators]]\nname = \"large\"\ncount = 2\n[run]\nepochs = 10\nwarmup = 1\nseeds = [5]\n"
    );
    std::fs::write(&file, scenario).unwrap();
    let arguments: Vec<&str> =
        arguments.iter().map(|word| if *word == "FILE" { file.to_str().unwrap() } else { *word }).collect();
    Command::new(env!("CARGO_BIN_EXE_sim")).arg(arguments[0]).args(&arguments[1..]).output().unwrap()
}

/// Answers seven looks, three tempos and one validator's, and breaks down at the eighth.
const BREAKS_DOWN: &str = r#"n=0
while read -r line; do
  n=$((n+1))
  if [ $n -gt 7 ]; then echo "ZeroDivisionError: division by zero" >&2; exit 1; fi
  echo '{"merits": [1, 0.5]}'
done"#;

#[test]
fn what_happened_until_a_scorer_broke_down_is_kept() {
    let output = simulated("breaks down", BREAKS_DOWN, &["run", "FILE", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let run = &told["runs"][0];
    assert_eq!((&run["seed"], &run["epochs"]), (&5.into(), &2.into()), "three tempos, one of them the warmup");
    let earned = run["groups"][1]["by_epoch"].as_array().unwrap();
    assert_eq!(earned.len(), 3);
    let income = &told["alpha_per_tempo"][1]["income"]["mean"];
    assert!(income.as_f64().unwrap() > 100.0, "half of the 360 alpha of a tempo, less the owner's part: {income}");

    let place = "validator 2 of `large`, epoch 3: the scorer ended by itself (exit status: 1)";
    assert!(run["fault"].as_str().unwrap().starts_with(place), "{run}");
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.starts_with(&format!("error: seed 5, {place}")), "{errors}");
    assert!(errors.contains("\n    ZeroDivisionError: division by zero\n"), "{errors}");
    assert!(errors.contains("hint: what is shown is what happened until then"), "{errors}");
}

#[test]
fn a_verdict_is_not_made_of_half_a_run() {
    let output = simulated("half a run", BREAKS_DOWN, &["attack", "lazy", "--scenario", "FILE"]);
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.starts_with("error: seed 5, validator "), "{errors}");
}

#[test]
fn a_scorer_that_hangs_ends_the_run_in_time() {
    let output = simulated("hangs", "read -r line; exec sleep 60", &["run", "FILE"]);
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    let told = "error: seed 5, validator 1 of `large`, epoch 0: the scorer did not answer within 3 s\n";
    assert!(errors.starts_with(told), "{errors}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("large"), "the table is there, of nothing");
}

#[test]
fn a_scorer_that_cannot_be_started_is_said_once() {
    let output = simulated("not there", "no-such-program-anywhere", &["run", "FILE"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("the scorer ended by itself (exit status: 127); its last words:"), "{errors}");
    assert!(errors.contains("no-such-program-anywhere"), "{errors}");
}
