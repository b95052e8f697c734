//! Runs single tests and commands. The workspace is built once, before the first of them; each test
//! then runs straight from its binary.

use super::rows::Proof;
use crate::workspace::{output_of, Workspace, SELECTION};
use anyhow::{bail, Context, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Prover<'a> {
    workspace: &'a Workspace,
    binaries: Vec<TestBinary>,
}

/// A built test program and the full names of its tests.
struct TestBinary {
    package: String,
    folder: PathBuf,
    program: PathBuf,
    tests: Vec<String>,
}

impl<'a> Prover<'a> {
    /// Builds everything; what does not compile proves nothing either way.
    pub fn new(workspace: &'a Workspace) -> Result<Self> {
        Ok(Self { workspace, binaries: build(workspace)? })
    }

    pub fn prove(&self, proof: &Proof) -> Result<()> {
        match proof {
            Proof::Test { package, name } => self.run_test(package, name),
            Proof::Command(words) => run_command(self.workspace, words),
        }
    }

    fn run_test(&self, package: &str, name: &str) -> Result<()> {
        let is_named = |test: &&String| test.rsplit("::").next() == Some(name);
        let found = self.binaries.iter().filter(|binary| binary.package == package).find_map(|binary| {
            let test = binary.tests.iter().find(is_named)?;
            Some((binary, test))
        });
        let Some((binary, test)) = found else { bail!("package `{package}` has no test `{name}`") };

        let mut program = Command::new(&binary.program);
        program.args(["--exact", test]).current_dir(&binary.folder);
        let answer = program.env("MYELIN_BIN", self.workspace.binary("myelin")).output()?;
        let text = String::from_utf8_lossy(&answer.stdout);
        if !answer.status.success() || !text.contains("1 passed") {
            bail!("test `{test}` fails:\n{}", text.trim());
        }
        Ok(())
    }
}

/// Runs this program again; what it prints is not part of the table.
fn run_command(workspace: &Workspace, words: &[&str]) -> Result<()> {
    // The one just built: building may have replaced the file this process was started from.
    let mut command = Command::new(workspace.binary("xtask"));
    let answer = command.args(words).stderr(Stdio::inherit()).output()?;
    if !answer.status.success() {
        bail!("`cargo xtask {}` fails:\n{}", words.join(" "), String::from_utf8_lossy(&answer.stdout).trim());
    }
    Ok(())
}

/// What cargo says when it has built something; other messages have other fields.
#[derive(Deserialize)]
struct Artifact {
    manifest_path: PathBuf,
    executable: PathBuf,
    profile: Profile,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

fn build(workspace: &Workspace) -> Result<Vec<TestBinary>> {
    // Tests that start a node need the ordinary binary too.
    workspace.build()?;
    let mut cargo = workspace.cargo(["test", "--no-run", "--message-format", "json"])?;
    let messages = output_of(cargo.args(SELECTION).stderr(Stdio::inherit()))?;
    let mut binaries = Vec::new();
    for message in messages.lines() {
        let Ok(artifact) = serde_json::from_str::<Artifact>(message) else { continue };
        if artifact.profile.test {
            binaries.push(test_binary(workspace, artifact)?);
        }
    }
    Ok(binaries)
}

fn test_binary(workspace: &Workspace, artifact: Artifact) -> Result<TestBinary> {
    let folder = artifact.manifest_path.parent().unwrap_or(Path::new("")).to_path_buf();
    let is_built = |manifest: &Path| manifest == artifact.manifest_path;
    let package = workspace.packages.iter().find(|package| is_built(&package.manifest_path));
    let package = package.with_context(|| format!("{} is no member", artifact.manifest_path.display()))?.name.clone();
    let list =
        output_of(Command::new(&artifact.executable).args(["--list", "--format", "terse"]).current_dir(&folder))?;
    let tests = list.lines().filter_map(|line| line.strip_suffix(": test")).map(String::from).collect();
    Ok(TestBinary { package, folder, program: artifact.executable, tests })
}
