//! `cargo xtask bench AREA`: runs the bench target named for the area, wherever it is.
//! A bench prints for people, or with `--json` one object a line: bench, case, value, unit, runs.

use crate::workspace::{succeed, Workspace};
use anyhow::{bail, Result};

#[derive(clap::Args)]
pub struct Options {
    /// What to measure; without it the areas are listed
    area: Option<String>,
    /// One JSON object a case: bench, case, value, unit, runs
    #[arg(long)]
    json: bool,
    /// What else the bench is given, for example a case to filter by
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let areas = areas(workspace);
    let Some(area) = &options.area else {
        areas.iter().for_each(|area| println!("{area}"));
        return Ok(());
    };
    if !areas.contains(&area.as_str()) {
        bail!("there is no bench `{area}`; there is: {}", areas.join(", "));
    }
    let mut cargo = workspace.cargo(["bench", "--quiet", "--workspace", "--bench", area, "--"])?;
    if options.json {
        cargo.arg("--json");
    }
    succeed(cargo.args(&options.arguments))
}

/// The names of the workspace's bench targets.
fn areas(workspace: &Workspace) -> Vec<&str> {
    let targets = workspace.packages.iter().flat_map(|package| &package.targets);
    let benches = targets.filter(|target| target.kind.iter().any(|kind| kind == "bench"));
    benches.map(|target| target.name.as_str()).collect()
}
