//! Where the workspace is, which packages it has, and how cargo is called on it.
//! Every build names the same selection and finds the same `protoc`: a different selection gives
//! dependencies other features, and cargo would compile the whole SDK again.

use anyhow::{bail, Context, Result};
use serde::Deserialize;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The one selection: everything, with the development dependencies that tests bring along.
pub const SELECTION: [&str; 5] = ["--release", "--workspace", "--lib", "--bins", "--tests"];

/// What `cargo metadata` says about the members.
#[derive(Deserialize)]
pub struct Workspace {
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    #[serde(rename = "target_directory")]
    pub target: PathBuf,
    pub packages: Vec<Package>,
}

#[derive(Deserialize)]
pub struct Package {
    pub name: String,
    pub manifest_path: PathBuf,
    pub targets: Vec<Target>,
    pub dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
pub struct Target {
    pub name: String,
    pub kind: Vec<String>,
    pub src_path: PathBuf,
}

#[derive(Deserialize)]
pub struct Dependency {
    pub name: String,
    /// `dev`, `build`, or nothing for an ordinary one.
    pub kind: Option<String>,
}

impl Workspace {
    /// The workspace of the current folder.
    pub fn find() -> Result<Self> {
        let mut command = Command::new(cargo_path());
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let answer = command.output().context("could not run cargo")?;
        if !answer.status.success() {
            bail!("cargo metadata failed: {}", String::from_utf8_lossy(&answer.stderr).trim());
        }
        serde_json::from_slice(&answer.stdout).context("cargo metadata gave something unexpected")
    }

    /// A cargo call at the workspace's root, with `protoc` provided.
    pub fn cargo<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Result<Command> {
        let mut command = Command::new(cargo_path());
        command.args(arguments).current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        // What `cargo run` told this program about itself is not true of the packages built next.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(name.as_ref());
            }
        }
        if std::env::var_os("PROTOC").is_none() {
            command.env("PROTOC", self.protoc()?);
        }
        Ok(command)
    }

    /// Builds everything, tests included, and says where the `myelin` binary is.
    pub fn build(&self) -> Result<PathBuf> {
        let mut command = self.cargo(["build"])?;
        succeed(command.args(SELECTION))?;
        Ok(self.binary("myelin"))
    }

    /// Builds one program and nothing it does without, and says where it is.
    pub fn program(&self, name: &str) -> Result<PathBuf> {
        let mut command = self.cargo(["build", "--release", "--workspace", "--bin", name])?;
        succeed(&mut command)?;
        Ok(self.binary(name))
    }

    /// Where a built binary of the workspace lies.
    pub fn binary(&self, name: &str) -> PathBuf {
        self.target.join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A path as people write it: from the workspace's root.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }

    fn protoc(&self) -> Result<PathBuf> {
        let vendored = protoc_bin_vendored::protoc_bin_path().context("no protoc is vendored for this platform")?;
        if is_executable(&vendored)? {
            return Ok(vendored);
        }
        // Some registries unpack crates without mode bits.
        let copy = self.target.join("protoc");
        if !copy.exists() {
            std::fs::create_dir_all(&self.target)?;
            let fresh = self.target.join(format!("protoc.{}", std::process::id()));
            std::fs::copy(&vendored, &fresh)?;
            make_executable(&fresh)?;
            std::fs::rename(&fresh, &copy)?;
        }
        Ok(copy)
    }
}

impl Package {
    /// The folder that holds the package's manifest.
    pub fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new(""))
    }
}

/// Runs a command and turns a failure into an error that names it.
pub fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not run {}", words(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", words(command));
    }
    Ok(())
}

/// Runs a command and gives back what it wrote on standard output.
pub fn output_of(command: &mut Command) -> Result<String> {
    let answer = command.output().with_context(|| format!("could not run {}", words(command)))?;
    if !answer.status.success() {
        bail!("`{}` failed: {}", words(command), String::from_utf8_lossy(&answer.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
}

fn words(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let mut text = program.to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

fn cargo_path() -> PathBuf {
    std::env::var_os("CARGO").map(PathBuf::from).unwrap_or_else(|| PathBuf::from("cargo"))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::metadata(path)?.permissions().mode() & 0o111 != 0)
}

#[cfg(unix)]
fn make_executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn is_executable(_: &Path) -> Result<bool> {
    Ok(true)
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<()> {
    Ok(())
}
