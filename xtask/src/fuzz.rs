//! `cargo xtask fuzz`: feeds the core inputs for minutes, led by the code they reach.
//!
//! The engine is libFuzzer, which bolero carries and which only wants a C++ compiler; the coverage
//! comes from LLVM passes that stable Rust lets through. Its builds have every overflow check on
//! and a target folder of their own. What crashes is written beside the corpus, where `cargo test`
//! finds it, too.

use crate::workspace::{output_of, Workspace};
use anyhow::{bail, Context, Result};
use serde::Deserialize;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PACKAGE: &str = "myelin-fuzz";

/// Longer inputs only repeat what shorter ones do.
const LONGEST_INPUT_BYTES: u32 = 2048;
/// An input that takes longer has found a loop that does not end.
const LONGEST_RUN_SECONDS: u32 = 10;

/// What turns a build into a fuzzer's: bolero's engine, coverage, and checks on all arithmetic.
const FLAGS: &str = "--cfg fuzzing --cfg fuzzing_libfuzzer -Cdebug-assertions -Coverflow-checks -Ccodegen-units=1 \
    -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

#[derive(clap::Args)]
pub struct Options {
    /// What to feed; without it every target in turn
    target: Option<String>,
    /// How long each target is fed
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
}

/// What cargo says about each thing it built.
#[derive(Deserialize)]
struct Built {
    executable: Option<PathBuf>,
    target: Option<Name>,
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let package = workspace.packages.iter().find(|package| package.name == PACKAGE);
    let package = package.with_context(|| format!("there is no package `{PACKAGE}`"))?;
    let tests = package.targets.iter().filter(|target| target.kind.iter().any(|kind| kind == "test"));
    let mut targets: Vec<_> = tests.map(|target| target.name.as_str()).collect();
    if let Some(chosen) = &options.target {
        if !targets.contains(&chosen.as_str()) {
            bail!("there is no target `{chosen}`; there is: {}", targets.join(", "));
        }
        targets.retain(|target| target == chosen);
    }

    let folder = workspace.target.join("fuzz");
    let programs = build(workspace, &folder)?;
    let mut failed = Vec::new();
    for target in targets {
        let program = programs.iter().find(|(name, _)| name == target);
        let (_, program) = program.with_context(|| format!("cargo built no `{target}`"))?;
        let seeds = package.folder().join("tests/__fuzz__").join(target);
        if !feed(program, target, &folder, &seeds, options.minutes)? {
            failed.push(target);
        }
    }
    if !failed.is_empty() {
        bail!("found something: {}", failed.join(", "));
    }
    Ok(())
}

/// Builds all targets; their names and programs.
fn build(workspace: &Workspace, folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut cargo = workspace.cargo(["test", "--release", "--tests", "--no-run", "--package", PACKAGE])?;
    // With a target named, the flags are not for build scripts and macros.
    cargo.args(["--message-format", "json-render-diagnostics", "--target", &host()?]);
    cargo.env("CARGO_TARGET_DIR", folder).env("RUSTFLAGS", FLAGS).stdout(Stdio::piped());
    let mut child = cargo.spawn().context("could not run cargo")?;
    let output = child.stdout.take().context("cargo has no output")?;
    let mut programs = Vec::new();
    for line in BufReader::new(output).lines() {
        let built = serde_json::from_str(&line?);
        if let Ok(Built { executable: Some(program), target: Some(target) }) = built {
            programs.push((target.name, program));
        }
    }
    if !child.wait()?.success() {
        bail!("the fuzz targets do not build; the engine wants a C++ compiler");
    }
    Ok(programs)
}

fn host() -> Result<String> {
    let version = output_of(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say for which machine it builds")?.to_string())
}

/// Feeds one target and says how it went; false if it broke.
fn feed(program: &Path, target: &str, folder: &Path, seeds: &Path, minutes: u64) -> Result<bool> {
    let (grown, log) = (folder.join("corpus").join(target), folder.join(format!("{target}.log")));
    let (corpus, crashes) = (seeds.join("corpus"), seeds.join("crashes"));
    for needed in [&grown, &corpus, &crashes] {
        fs::create_dir_all(needed).with_context(|| format!("could not make {}", needed.display()))?;
    }
    println!("{target}: {minutes} minutes, log in {}", log.display());
    // The engine writes what is new into the first folder and only reads the second.
    let arguments = format!(
        "{} {} -artifact_prefix={}/ -max_total_time={} -max_len={LONGEST_INPUT_BYTES} -timeout={LONGEST_RUN_SECONDS} \
         -print_final_stats=1",
        grown.display(),
        corpus.display(),
        crashes.display(),
        minutes * 60,
    );
    let status = Command::new(program)
        .args([target, "--exact", "--nocapture", "--quiet", "--test-threads", "1"])
        .env("BOLERO_LIBFUZZER_ARGS", arguments)
        .stdout(Stdio::null())
        .stderr(File::create(&log)?)
        .status()
        .with_context(|| format!("could not run {}", program.display()))?;
    let _ = fs::remove_dir(&crashes); // it stays where something was found

    let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let runs = runs(&text).map_or("an unknown number of".to_string(), |runs| runs.to_string());
    if status.success() {
        println!("{target}: {runs} runs, nothing found");
    } else {
        let told: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        told.iter().rev().take(40).rev().for_each(|line| println!("{line}"));
        println!("{target}: broken after {runs} runs; the input is in {}", crashes.display());
    }
    Ok(status.success())
}

/// The number of runs: from the statistics at the end, or the last line of progress.
fn runs(log: &str) -> Option<u64> {
    let counted = log.lines().rev().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    let shown = || log.lines().rev().find_map(|line| line.strip_prefix('#')?.split_whitespace().next());
    counted.or_else(shown)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_read_from_the_statistics_or_else_from_the_progress() {
        let progress = "INFO: Seed: 7\n#1024\tpulse  cov: 10\n#2048\tNEW cov: 11\n";
        assert_eq!(runs(progress), Some(2048));
        assert_eq!(runs(&format!("{progress}stat::number_of_executed_units: 3000\n")), Some(3000));
        assert_eq!(runs("INFO: Seed: 7\n"), None);
    }
}
