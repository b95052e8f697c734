//! `cargo xtask test`: the house rules, then every test, then one line with the counts.

use crate::tidy;
use crate::workspace::{Workspace, SELECTION};
use anyhow::{bail, Context, Result};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::time::Instant;

/// Cases per property with `--long`; proptest's own default is 256.
const LONG_CASES: &str = "20000";

/// Random inputs per fuzz target with `--long`.
const LONG_INPUTS: &str = "200000";

/// Calls of the wild history with `--long`.
const LONG_TURMOIL: &str = "100000";

#[derive(clap::Args)]
pub struct Options {
    /// Try many more random inputs per property
    #[arg(long)]
    long: bool,
    /// What follows goes to `cargo test`: a name to filter by, or `-- --nocapture`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    tidy::check(workspace)?;

    let started = Instant::now();
    let myelin = workspace.build()?;
    let built = started.elapsed();

    let mut command = workspace.cargo(["test"])?;
    command.args(SELECTION).arg("--no-fail-fast").args(&options.arguments);
    command.env("MYELIN_BIN", myelin).stdout(Stdio::piped());
    if options.long {
        command.env("PROPTEST_CASES", LONG_CASES).env("BOLERO_RANDOM_ITERATIONS", LONG_INPUTS);
        command.env("MYELIN_TURMOIL_CALLS", LONG_TURMOIL);
    }
    let mut child = command.spawn().context("could not run cargo test")?;
    let counts = Counts::of(&mut child)?;
    let status = child.wait()?;

    println!(
        "{} passed, {} failed, {} ignored (build {:.0} s, tests {:.0} s)",
        counts.passed,
        counts.failed,
        counts.ignored,
        built.as_secs_f64(),
        (started.elapsed() - built).as_secs_f64()
    );
    if !status.success() {
        bail!("tests failed");
    }
    Ok(())
}

/// How the tests ended, added over all test binaries.
#[derive(Debug, Default, PartialEq)]
struct Counts {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Counts {
    /// Reads the child's output to its end, passing each line on.
    fn of(child: &mut Child) -> Result<Self> {
        let output = child.stdout.take().context("cargo test has no output")?;
        let mut counts = Self::default();
        let mut shown = std::io::stdout().lock();
        for line in BufReader::new(output).split(b'\n') {
            let mut line = line?;
            line.push(b'\n');
            shown.write_all(&line)?;
            counts.add(&String::from_utf8_lossy(&line));
        }
        Ok(counts)
    }

    /// Adds a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; ...`; others count nothing.
    fn add(&mut self, line: &str) {
        let Some((_, figures)) = line.split_once("test result: ").and_then(|(_, rest)| rest.split_once(". ")) else {
            return;
        };
        for figure in figures.split(';') {
            let mut words = figure.split_whitespace();
            let Some(count) = words.next().and_then(|word| word.parse::<u64>().ok()) else { continue };
            match words.next() {
                Some("passed") => self.passed += count,
                Some("failed") => self.failed += count,
                Some("ignored") => self.ignored += count,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_binaries_add_up() {
        let mut counts = Counts::default();
        counts.add("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s");
        counts.add("test stake::tests::moves ... ok");
        counts.add("test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s");
        assert_eq!(counts, Counts { passed: 5, failed: 4, ignored: 1 });
    }
}
