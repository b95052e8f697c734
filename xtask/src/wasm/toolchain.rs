//! Which compiler makes Wasm: rustup's where its target is installed, otherwise Debian's build of
//! rustc, unpacked into the target folder. Nothing is installed system-wide.

use super::{native_rustc, TARGET};
use crate::workspace::{output_of, succeed};
use anyhow::{bail, Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The compiler and the sources of its `core`: taken without their dependencies, which are a C
/// compiler that is there already, and what `LIBRARIES` brings.
const COMPILER: [&str; 2] = ["rustc-web", "rust-web-src"];
/// What the compiler loads; its dependencies are fetched too where the system lacks them.
const LIBRARIES: &str = "libstd-rust-web-dev";
const WAY_OUT: &str = "`rustup target add wasm32v1-none` gives cargo a compiler that can";

pub enum Toolchain {
    /// The ordinary compiler, with a prebuilt `core`.
    Rustup,
    /// Debian's, unpacked under this folder; it compiles `core` itself.
    Debian(PathBuf),
}

impl Toolchain {
    /// The toolchain to use; `folder` is where one may be unpacked.
    pub fn find(folder: &Path) -> Result<Self> {
        let library = output_of(native_rustc().args(["--print", "target-libdir", "--target", TARGET]))?;
        if Path::new(library.trim()).is_dir() {
            return Ok(Self::Rustup);
        }
        let root = folder.join("toolchain");
        if !root.is_dir() {
            unpack_debian(folder, &root).context(WAY_OUT)?;
        }
        Ok(Self::Debian(root))
    }

    /// Points a cargo call at this toolchain.
    pub fn apply(&self, cargo: &mut Command) -> Result<()> {
        let Self::Debian(root) = self else { return Ok(()) };
        cargo.arg("-Zbuild-std=core,alloc");
        cargo.env("RUSTC", rustc_of(root)).env("RUSTC_BOOTSTRAP", "1").env("LD_LIBRARY_PATH", libraries(root)?);
        // Debian keeps its Wasm linker in yet another package; rustup ships one.
        cargo.env("CARGO_TARGET_WASM32V1_NONE_LINKER", rust_lld()?);
        Ok(())
    }

    /// What the compiler calls itself.
    pub fn version(&self) -> Result<String> {
        let version = match self {
            Self::Rustup => output_of(native_rustc().arg("--version"))?,
            Self::Debian(root) => output_of(debian_rustc(root)?.arg("--version"))?,
        };
        Ok(version.trim().to_string())
    }

    /// Where the sources of `core` are, when it is compiled here.
    pub fn root(&self) -> Option<&Path> {
        match self {
            Self::Rustup => None,
            Self::Debian(root) => Some(root),
        }
    }
}

fn rustc_of(root: &Path) -> PathBuf {
    root.join("usr/bin/rustc")
}

fn debian_rustc(root: &Path) -> Result<Command> {
    let mut rustc = Command::new(rustc_of(root));
    rustc.env("LD_LIBRARY_PATH", libraries(root)?);
    Ok(rustc)
}

fn libraries(root: &Path) -> Result<std::ffi::OsString> {
    let triplet = format!("{}-linux-gnu", std::env::consts::ARCH);
    let mut folders = vec![root.join("usr/lib").join(&triplet), root.join("lib").join(&triplet)];
    if let Some(given) = std::env::var_os("LD_LIBRARY_PATH") {
        folders.extend(std::env::split_paths(&given));
    }
    std::env::join_paths(folders).context("the target folder's path has a colon in it")
}

/// The linker beside rustup's compiler.
fn rust_lld() -> Result<PathBuf> {
    let sysroot = output_of(native_rustc().args(["--print", "sysroot"]))?;
    let about = output_of(native_rustc().arg("-vV"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let linker = Path::new(sysroot.trim()).join("lib/rustlib").join(host).join("bin/rust-lld");
    if !linker.is_file() {
        bail!("{} is missing", linker.display());
    }
    Ok(linker)
}

/// Downloads the packages and unpacks them; the folder appears only when it is whole.
fn unpack_debian(folder: &Path, root: &Path) -> Result<()> {
    if cfg!(not(target_os = "linux")) || output_of(Command::new("apt-get").arg("--version")).is_err() {
        bail!("this compiler has no {TARGET} target, and there is no apt-get to fetch one that has");
    }
    let packages = wanted_packages()?;
    eprintln!("fetching a compiler for {TARGET}: {}", packages.join(" "));

    let downloads = folder.join("packages");
    let partial = folder.join("toolchain.partial");
    for stale in [&downloads, &partial] {
        if stale.exists() {
            std::fs::remove_dir_all(stale)?;
        }
        std::fs::create_dir_all(stale)?;
    }
    let mut fetch = Command::new("apt-get");
    // Apt's own user may not write here, and warns about it at length.
    fetch.args(["-q", "-o", "APT::Sandbox::User=root", "download"]).args(&packages).current_dir(&downloads);
    output_of(&mut fetch).context("apt-get knows the packages only after `apt-get update`")?;
    for package in std::fs::read_dir(&downloads)? {
        succeed(Command::new("dpkg").arg("-x").arg(package?.path()).arg(&partial))?;
    }
    check_runs(&partial)?;
    std::fs::rename(&partial, root)?;
    std::fs::remove_dir_all(&downloads)?;
    Ok(())
}

/// The compiler's packages, and the libraries below it that this system does not have.
fn wanted_packages() -> Result<Vec<String>> {
    let mut packages: Vec<String> = COMPILER.map(String::from).to_vec();
    let mut ask = Command::new("apt-cache");
    ask.args(["depends", "--recurse", "--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks"]);
    ask.args(["--no-replaces", "--no-enhances", LIBRARIES]);
    let answer = output_of(&mut ask).context("apt-get knows the packages only after `apt-get update`")?;
    // Packages stand at the start of a line; `<virtual>` ones and their relations do not count.
    let names = answer.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphanumeric()));
    packages.extend(names.filter(|name| !is_installed(name)).map(String::from));
    Ok(packages)
}

fn is_installed(package: &str) -> bool {
    let status = output_of(Command::new("dpkg-query").args(["--show", "--showformat=${Status}", package]));
    status.is_ok_and(|status| status.contains("ok installed"))
}

fn check_runs(root: &Path) -> Result<()> {
    let about = output_of(debian_rustc(root)?.args(["--print", "target-list"]))?;
    if !about.lines().any(|target| target == TARGET) {
        bail!("the rustc of the packages does not know {TARGET}; `apt-get update` may find a newer one");
    }
    Ok(())
}
