//! `cargo xtask wasm`: the runtime as one Wasm blob, for the networks that outlive one release.
//! It has a target folder of its own inside the usual one, so the native build is left alone.

mod toolchain;

use crate::workspace::{succeed, Workspace};
use anyhow::{Context, Result};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::Command;
use toolchain::Toolchain;

const TARGET: &str = "wasm32v1-none";
const PACKAGE: &str = "myelin-runtime";

#[derive(clap::Args)]
pub struct Options {
    /// One JSON object: path, bytes, blake2_256, compiler
    #[arg(long)]
    json: bool,
    /// The same rules under the next spec version: something to try an upgrade with
    #[arg(long)]
    next: bool,
}

/// Under which spec version a runtime is built.
#[derive(Clone, Copy, PartialEq)]
pub enum Spec {
    Ours,
    Next,
}

/// What was built; the hash is the one under which a chain authorises an upgrade.
#[derive(Serialize)]
pub struct Blob {
    pub path: PathBuf,
    bytes: usize,
    blake2_256: String,
    compiler: String,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let blob = build(workspace, if options.next { Spec::Next } else { Spec::Ours })?;
    if options.json {
        println!("{}", serde_json::to_string(&blob)?);
    } else {
        println!("{}", blob.path.display());
        println!("{} bytes, blake2-256 0x{}, {}", blob.bytes, blob.blake2_256, blob.compiler);
    }
    Ok(())
}

pub fn build(workspace: &Workspace, spec: Spec) -> Result<Blob> {
    let mut folder = workspace.target.join("wasm");
    let toolchain = Toolchain::find(&folder)?;
    if spec == Spec::Next {
        // Cargo gives both the same file name, and would take the one for the other.
        folder.push("next");
    }

    let mut cargo = workspace.cargo(["rustc", "--package", PACKAGE, "--lib", "--release", "--no-default-features"])?;
    cargo.args(["--crate-type", "cdylib", "--target", TARGET]).env("CARGO_TARGET_DIR", &folder);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", rust_flags(&toolchain).join("\x1f"));
    toolchain.apply(&mut cargo)?;
    if spec == Spec::Next {
        cargo.args(["--features", "next-spec"]);
    }
    // Function names would be a quarter of the blob, which lives in the state.
    cargo.args(["--", "-Clink-arg=--strip-all"]);
    succeed(&mut cargo)?;

    let path = folder.join(TARGET).join("release").join(format!("{}.wasm", PACKAGE.replace('-', "_")));
    let bytes = std::fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
    let blake2_256 = blake2b_simd::Params::new().hash_length(32).hash(&bytes).to_hex().to_string();
    Ok(Blob { path, bytes: bytes.len(), blake2_256, compiler: toolchain.version()? })
}

fn rust_flags(toolchain: &Toolchain) -> Vec<String> {
    let mut flags: Vec<String> = [
        // The executor runs the first version of Wasm.
        "-Ctarget-cpu=mvp",
        // Switches the SDK's crates from host to runtime.
        "--cfg=substrate_runtime",
        // What the host looks for: its allocator starts at the heap base and calls through the
        // table, and the memory is the host's own.
        "-Clink-arg=--export=__heap_base",
        "-Clink-arg=--export-table",
        "-Clink-arg=--import-memory",
    ]
    .map(String::from)
    .to_vec();
    // Panic messages carry paths; the blob must not depend on where it was built. Those of this
    // repository are relative already.
    let mut remap = |from: &Path, to: &str| flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    if let Some(home) = cargo_home() {
        remap(&home, "cargo");
    }
    if let Some(root) = toolchain.root() {
        remap(root, "rust");
    }
    flags
}

fn cargo_home() -> Option<PathBuf> {
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home)
}

/// The compiler cargo would use.
fn native_rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}
