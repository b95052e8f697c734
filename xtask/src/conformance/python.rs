//! Python environments with pinned packages, made once and kept beside the builds.

use crate::workspace::{output_of, succeed, Workspace};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// The interpreter of an environment in which those packages are installed, such as `bittensor==10.5.0`.
pub fn interpreter_with(workspace: &Workspace, requirements: &[&str]) -> Result<PathBuf> {
    let folder = workspace.target.join("python").join(requirements.join("+").replace("==", "-"));
    let interpreter = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    // Written last, so an installation that was interrupted starts over.
    let ready = folder.join("ready");
    if ready.exists() {
        return Ok(interpreter);
    }
    let names = requirements.join(", ");
    eprintln!("installing {names} into {}", workspace.shown(&folder));
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    output_of(Command::new(python()).args(["-m", "venv"]).arg(&folder))
        .context("this needs Python 3.10 or newer with its `venv` module, as `python3`")?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    succeed(Command::new(&interpreter).args(pip).args(requirements))
        .with_context(|| format!("pip could not install {names}; is a package index within reach?"))?;
    std::fs::write(&ready, "")?;
    Ok(interpreter)
}

/// What to call for Python: 3.13 or 3.12 if it is there under its own name. With an older one a command of
/// the official client 11 may not end where one of its reads failed.
fn python() -> &'static str {
    let runs =
        |name: &&str| Command::new(name).args(["-c", "import venv"]).output().is_ok_and(|run| run.status.success());
    ["python3.13", "python3.12"].into_iter().find(runs).unwrap_or("python3")
}
