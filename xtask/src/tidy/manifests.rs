//! What may depend on what, and unsafe code only where macros need it.

use super::Finding;
use crate::workspace::{Dependency, Package, Workspace};
use anyhow::{Context, Result};

/// The layers from the inside out: folder, and the folders it may use besides itself.
/// The first entry whose folder matches decides.
const LAYERS: [(&str, &[&str]); 18] = [
    ("core/", &[]),
    ("chain/pallets/", &["core/"]),
    ("chain/apis/", &["core/"]),
    ("chain/runtime/", &["core/", "chain/pallets/", "chain/apis/"]),
    ("chain/node/", &["core/", "chain/apis/", "chain/runtime/"]),
    ("sdk/", &["core/"]),
    ("subnets/", &["core/", "sdk/"]),
    ("tools/devnet/", &["core/", "sdk/", "chain/runtime/", "chain/node/"]),
    ("tools/toml/", &["core/"]),
    ("tools/scenario/", &["core/", "sdk/", "tools/toml/"]),
    ("tools/up/", &["core/", "sdk/", "subnets/", "chain/node/"]),
    ("tools/simulator/subnets/", &["core/", "sdk/", "subnets/", "tools/simulator/"]),
    ("tools/simulator/", &["core/", "tools/toml/", "chain/pallets/", "chain/runtime/"]),
    ("tools/explorer/", &["core/", "sdk/"]),
    ("tools/cli/", &["core/", "sdk/", "subnets/", "tools/", "chain/node/"]),
    ("tools/", &["core/", "sdk/", "tools/"]),
    ("tests/", &["core/", "chain/", "sdk/", "subnets/", "tools/"]),
    ("xtask/", &[]),
];

/// Where no crate of Substrate may appear, not even for tests.
const WITHOUT_SUBSTRATE: [&str; 2] = ["core/", "sdk/"];
const SUBSTRATE: [&str; 6] = ["sp-", "sc-", "frame-", "pallet-", "cumulus-", "substrate-"];

pub fn check(workspace: &Workspace) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for package in &workspace.packages {
        for dependency in &package.dependencies {
            findings.extend(check_arrow(workspace, package, dependency));
        }
        findings.extend(check_unsafe(workspace, package)?);
    }
    Ok(findings)
}

fn check_arrow(workspace: &Workspace, package: &Package, dependency: &Dependency) -> Option<Finding> {
    let manifest = workspace.shown(&package.manifest_path);
    let refuse = |message| Some(Finding::error("arrows", manifest.clone(), message));

    if let Some(ours) = workspace.packages.iter().find(|other| other.name == dependency.name) {
        // Tests may look from outside at whatever they like; only the substrate rule binds them.
        let target = workspace.shown(&ours.manifest_path);
        if dependency.kind.as_deref() == Some("dev") || may_use(&manifest, &target) {
            return None;
        }
        return refuse(format!("may not depend on `{}`", dependency.name));
    }
    let is_substrate =
        dependency.name == "polkadot-sdk" || SUBSTRATE.iter().any(|start| dependency.name.starts_with(start));
    if is_substrate && WITHOUT_SUBSTRATE.iter().any(|folder| manifest.starts_with(folder)) {
        return refuse(format!("knows nothing of Substrate, but depends on `{}`", dependency.name));
    }
    None
}

fn may_use(manifest: &str, target: &str) -> bool {
    let Some((own, others)) = LAYERS.iter().find(|(folder, _)| manifest.starts_with(folder)) else {
        return true;
    };
    target.starts_with(own) || others.iter().any(|folder| target.starts_with(folder))
}

/// Outside `chain/` each target's root forbids unsafe code for the whole crate.
fn check_unsafe(workspace: &Workspace, package: &Package) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for target in &package.targets {
        let path = workspace.shown(&target.src_path);
        if path.starts_with("chain/") || target.kind.iter().any(|kind| kind == "custom-build") {
            continue;
        }
        let text = std::fs::read_to_string(&target.src_path).with_context(|| format!("could not read {path}"))?;
        if !text.lines().any(|line| line.trim() == "#![forbid(unsafe_code)]") {
            let message = format!("`{}` lacks `#![forbid(unsafe_code)]`", target.name);
            findings.push(Finding::error("unsafe", path, message));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_point_inwards() {
        assert!(may_use("chain/runtime/Cargo.toml", "chain/pallets/swap/Cargo.toml"));
        assert!(may_use("core/yuma/Cargo.toml", "core/primitives/Cargo.toml"));
        assert!(!may_use("core/yuma/Cargo.toml", "chain/pallets/swap/Cargo.toml"));
        assert!(!may_use("chain/pallets/swap/Cargo.toml", "chain/runtime/Cargo.toml"));
        assert!(!may_use("xtask/Cargo.toml", "core/primitives/Cargo.toml"));
    }
}
