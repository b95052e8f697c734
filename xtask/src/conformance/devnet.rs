//! `cargo xtask conformance devnet`: the examples for people who test on a local network. The official
//! client drives one from pytest, the scenario files are run by `myelin dev run`, and what the guide
//! tells people to type is typed.

use super::{guide, python};
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How long one test may take before pytest ends, in seconds.
const PATIENCE: u32 = 300;

#[derive(clap::Args)]
pub struct Options {
    /// The program, already built
    #[arg(long)]
    myelin: Option<PathBuf>,
    /// One JSON object a line, for each example
    #[arg(long)]
    json: bool,
}

/// How one example went.
#[derive(Debug, PartialEq, Serialize)]
struct Outcome {
    by: &'static str,
    story: String,
    passed: bool,
}

impl Outcome {
    fn print(&self, as_json: bool) -> Result<()> {
        if as_json {
            println!("{}", serde_json::to_string(self)?);
        } else {
            println!("{}  {}: {}", if self.passed { "ok    " } else { "FAILED" }, self.by, self.story);
        }
        Ok(())
    }
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let examples = workspace.root.join("examples");
    let myelin = match &options.myelin {
        Some(path) => path.canonicalize().with_context(|| format!("there is no {}", path.display()))?,
        None => workspace.program("myelin")?,
    };
    let logs = workspace.target.join("conformance").join("devnet");
    std::fs::create_dir_all(&logs)?;

    let mut outcomes = pytest(workspace, &examples.join("pytest"), &myelin, &logs)?;
    outcomes.iter().try_for_each(|outcome| outcome.print(options.json))?;
    for file in scenarios(&examples.join("scenarios"))? {
        let outcome = scenario(&file, &myelin, &logs)?;
        outcome.print(options.json)?;
        outcomes.push(outcome);
    }
    guide::try_all(&workspace.root.join("docs/guide/devnet.md"), &myelin, &logs, &mut |story, passed| {
        let outcome = Outcome { by: "guide", story, passed };
        outcome.print(options.json)?;
        outcomes.push(outcome);
        Ok(())
    })?;
    let failures = outcomes.iter().filter(|outcome| !outcome.passed).count();
    ensure!(failures == 0, "{failures} of {} examples failed; see {}", outcomes.len(), logs.display());
    Ok(())
}

/// The tests of the Python example, in an environment with exactly what it asks for.
fn pytest(workspace: &Workspace, folder: &Path, myelin: &Path, logs: &Path) -> Result<Vec<Outcome>> {
    let requirements = std::fs::read_to_string(folder.join("requirements.txt"))?;
    let python = python::interpreter_with(workspace, &requirements.lines().collect::<Vec<_>>())?;
    let log = logs.join("pytest.log");
    let ended = Command::new(python)
        .args(["-m", "pytest", "-v", "--no-header", "--color=no", "--tb=short", "-p", "no:cacheprovider", "-o"])
        .args([&format!("faulthandler_timeout={PATIENCE}"), "-o", "faulthandler_exit_on_timeout=true", "."])
        .current_dir(folder)
        .env("MYELIN", myelin)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::null())
        .stdout(File::create(&log)?)
        .stderr(File::create(logs.join("pytest.errors.log"))?)
        .status()
        .context("could not run pytest")?;
    let said = std::fs::read_to_string(&log)?;
    let mut outcomes = told_by_pytest(&said);
    if outcomes.is_empty() || (!ended.success() && outcomes.iter().all(|outcome| outcome.passed)) {
        outcomes.push(Outcome { by: "pytest", story: format!("the run itself: {ended}"), passed: false });
    }
    Ok(outcomes)
}

/// The tests that a verbose run names. One that ends well and fails to clean up is named twice.
fn told_by_pytest(said: &str) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for line in said.lines() {
        let mut words = line.split_whitespace();
        let (Some(story), Some(word)) = (words.next(), words.next()) else { continue };
        let passed = match word {
            "PASSED" => true,
            "FAILED" | "ERROR" => false,
            _ => continue,
        };
        match outcomes.iter_mut().find(|known| known.story == story) {
            Some(known) => known.passed &= passed,
            None => outcomes.push(Outcome { by: "pytest", story: story.to_owned(), passed }),
        }
    }
    outcomes
}

/// The scenario files of the folder.
fn scenarios(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    ensure!(!files.is_empty(), "there is no scenario in {}", folder.display());
    Ok(files)
}

/// One scenario, on a chain of its own.
fn scenario(file: &Path, myelin: &Path, logs: &Path) -> Result<Outcome> {
    let story = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let log = File::create(logs.join(format!("{story}.log")))?;
    let mut command = Command::new(myelin);
    command.args(["dev", "run"]).arg(file).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    let ended = command.status().context("could not run `myelin dev run`")?;
    Ok(Outcome { by: "myelin dev run", story, passed: ended.success() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(said: &str) -> Vec<(String, bool)> {
        told_by_pytest(said).into_iter().map(|outcome| (outcome.story, outcome.passed)).collect()
    }

    #[test]
    fn each_test_of_a_verbose_run_is_named_once() {
        let said = "collecting ... collected 3 items\n\n\
            test_a.py::test_good PASSED                [ 33%]\n\
            test_a.py::test_good ERROR                 [ 33%]\n\
            test_a.py::test_bad FAILED                 [ 66%]\n\
            test_b.py::test_fine PASSED                [100%]\n\
            ===== FAILURES =====\nFAILED test_a.py::test_bad - assert 1 == 2\n";
        let expected =
            [("test_a.py::test_good", false), ("test_a.py::test_bad", false), ("test_b.py::test_fine", true)];
        assert_eq!(told(said), expected.map(|(story, passed)| (story.to_owned(), passed)));
    }

    #[test]
    fn a_run_that_names_no_test_tells_nothing() {
        assert!(told("ERROR: file or directory not found\n").is_empty());
    }
}
