//! `myelin sim`: its arguments, and what they do.

mod output;

use crate::{
    attacks::{self, Attack},
    engine::{Core, Ground},
    parallel,
    report::{self, Report},
    scenario::{Scenario, TEMPLATE},
    scoring::Tasks,
    search::{BreakEven, Knob},
    sweep::{Axis, Sweep},
    verdict::Verdict,
    world,
};
use clap::{Args, Subcommand, ValueEnum};
use myelin_toml::{instead_of, Invalid, LoadError};
use output::Progress;
use std::{
    fmt, fs,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

/// Arguments of `myelin sim`.
#[derive(Args, Clone, Debug)]
pub struct SimArgs {
    #[command(subcommand)]
    pub command: SimCommand,
    /// Use at most so many threads; results are the same with any number.
    #[arg(long, global = true, value_name = "COUNT")]
    pub threads: Option<NonZeroUsize>,
}

#[derive(Subcommand, Clone, Debug)]
pub enum SimCommand {
    /// Write a commented scenario to begin with.
    New {
        /// The file to write; one that exists is left alone.
        file: PathBuf,
    },
    /// Play a scenario through and show who earns what.
    Run {
        /// The scenario.
        file: PathBuf,
        #[command(flatten)]
        on: On,
        #[command(flatten)]
        show: Show,
    },
    /// Find out whether attacks pay; fails if a threshold of the scenario is broken.
    Attack {
        /// Which one, or `all`.
        #[arg(default_value = "all")]
        name: String,
        /// The scenario.
        #[arg(long, value_name = "FILE")]
        scenario: PathBuf,
        /// Search for the value of this setting at which the attack stops paying; may be repeated.
        #[arg(long, value_name = "SETTING")]
        break_even: Vec<String>,
        #[command(flatten)]
        on: On,
        #[command(flatten)]
        show: Show,
    },
    /// Find out the same over a grid of settings.
    Sweep {
        /// The scenario.
        #[arg(long, value_name = "FILE")]
        scenario: PathBuf,
        /// Which attack, or `all`.
        #[arg(long, default_value = "all", value_name = "NAME")]
        attack: String,
        /// A setting and its values, as `kappa=20000,30000` or `share=0.1..0.6:6`; may be repeated.
        #[arg(long = "set", value_name = "SETTING=VALUES", required = true)]
        axes: Vec<String>,
        #[command(flatten)]
        on: On,
        /// Print JSON instead of CSV.
        #[arg(long)]
        json: bool,
        /// Write CSV or JSON to this file instead.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Write a report with plots: one HTML file.
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
    },
}

/// Where it is played.
#[derive(Args, Clone, Copy, Debug)]
pub struct On {
    /// What turns weights into earnings: the consensus alone, or the whole runtime block by block.
    #[arg(long, value_enum, default_value_t = EngineName::Core)]
    pub engine: EngineName,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineName {
    /// Consensus and emission on fixed stakes: fast, for questions about weights.
    Core,
    /// The chain's own runtime in memory, told by real calls: with pools, prices and stakes that grow.
    Runtime,
}

impl On {
    fn ground(self, runtime: Option<&dyn Ground>) -> Result<&dyn Ground, Failure> {
        match self.engine {
            EngineName::Core => Ok(&Core),
            EngineName::Runtime => runtime.ok_or_else(|| Failure {
                what: "this program was built without the runtime".to_owned(),
                hint: "`myelin sim` has it".to_owned(),
            }),
        }
    }

    /// The option as it is typed; nothing for what goes without saying.
    fn typed(self) -> &'static str {
        match self.engine {
            EngineName::Core => "",
            EngineName::Runtime => " --engine runtime",
        }
    }
}

/// How results are shown.
#[derive(Args, Clone, Debug, Default)]
pub struct Show {
    /// Print one JSON object instead of tables.
    #[arg(long)]
    pub json: bool,
    /// Write a report with plots: one HTML file.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// A reason to stop, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What could not be done and why, in one line.
    pub what: String,
    /// What to try next; empty where nothing sensible can be said.
    pub hint: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hint.is_empty() {
            true => write!(f, "error: {}", self.what),
            false => write!(f, "error: {}\nhint: {}", self.what, self.hint),
        }
    }
}

impl std::error::Error for Failure {}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Self { what: invalid.to_string(), hint: invalid.hint }
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self { what: error.to_string(), hint: error.hint().to_owned() }
    }
}

/// What the program around this brings along.
#[derive(Default)]
pub struct Program<'a> {
    /// Subnets that scenarios can name.
    pub tasks: Tasks,
    /// The ground that is the runtime.
    pub runtime: Option<&'a dyn Ground>,
}

/// Does what was asked and says whether all thresholds are kept.
pub fn run(args: SimArgs, program: &Program) -> Result<bool, Failure> {
    args.threads.into_iter().for_each(parallel::limit);
    match args.command {
        SimCommand::New { file } => new(&file).map(|()| true),
        SimCommand::Run { file, on, show } => play(&Setting::of(&file, on, program)?, &show).map(|()| true),
        SimCommand::Attack { name, scenario, break_even, on, show } => {
            attack(&Setting::of(&scenario, on, program)?, &name, &break_even, &show)
        }
        SimCommand::Sweep { scenario, attack, axes, on, json, out, report } => {
            let shown = Swept { json, out, report };
            sweep(&Setting::of(&scenario, on, program)?, &attack, &axes, &shown).map(|()| true)
        }
    }
}

fn load(file: &Path, tasks: &Tasks) -> Result<Scenario, Failure> {
    let mut scenario = Scenario::load(file)?;
    let progress = Progress::begin("answers");
    let prepared = scenario.prepare(tasks, |done, all| {
        // A terminal need not hear of each of thousands.
        if done % 64 == 0 || done == all {
            progress.tell(done, all);
        }
    });
    progress.end();
    prepared.map_err(|cause| LoadError::Invalid { path: file.display().to_string(), cause })?;
    Ok(scenario)
}

fn new(file: &Path) -> Result<(), Failure> {
    let mut options = fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).open(file);
    let written = opened.and_then(|mut opened| std::io::Write::write_all(&mut opened, TEMPLATE.as_bytes()));
    written.map_err(|cause| Failure {
        what: format!("could not write {}: {cause}", file.display()),
        hint: "name a file that does not exist yet".to_owned(),
    })?;
    println!(
        "{} is written; `myelin sim attack all --scenario {}` asks what it is worth",
        file.display(),
        file.display()
    );
    Ok(())
}

/// What is played, and where.
struct Setting<'a> {
    file: &'a Path,
    scenario: Scenario,
    on: On,
    ground: &'a dyn Ground,
}

impl<'a> Setting<'a> {
    fn of(file: &'a Path, on: On, program: &Program<'a>) -> Result<Self, Failure> {
        Ok(Self { file, scenario: load(file, &program.tasks)?, on, ground: on.ground(program.runtime)? })
    }
}

fn play(setting: &Setting, show: &Show) -> Result<(), Failure> {
    let Setting { file, scenario, on, ground } = setting;
    let progress = Progress::begin("runs");
    let seeds = &scenario.run.seeds;
    let tell = |done| progress.tell(done, seeds.len());
    let histories = parallel::map(seeds, |seed| world::play(*ground, scenario, *seed), tell);
    let histories = histories.into_iter().collect::<Result<Vec<_>, _>>()?;
    progress.end();
    match show.json {
        true => println!("{}", output::histories_json(scenario, &histories)),
        false => print!("{}", output::histories_text(scenario, &histories)),
    }
    report(setting, show, &format!("myelin sim run {}{}", file.display(), on.typed()), &[], &[])?;
    match scenario.run.seeds.iter().zip(&histories).find_map(|(seed, history)| Some((seed, history.fault.as_ref()?))) {
        None => Ok(()),
        Some((seed, fault)) => Err(Failure {
            what: format!("seed {seed}, {fault}"),
            hint: "what is shown is what happened until then".to_owned(),
        }),
    }
}

fn attack(setting: &Setting, name: &str, break_even: &[String], show: &Show) -> Result<bool, Failure> {
    let Setting { file, scenario, on, ground } = setting;
    let chosen = chosen(name)?;
    let knobs = break_even.iter().map(|name| Knob::named(name)).collect::<Result<Vec<_>, _>>()?;
    let progress = Progress::begin("attacks");
    let (mut verdicts, mut searches) = (Vec::new(), Vec::new());
    let all = chosen.len() * (1 + knobs.len());
    for attack in &chosen {
        progress.tell(verdicts.len() + searches.len(), all);
        verdicts.push(Verdict::of(*ground, attack, scenario)?);
        for knob in &knobs {
            progress.tell(verdicts.len() + searches.len(), all);
            searches.push((attack.name, BreakEven::of(*ground, attack, scenario, knob)?));
        }
    }
    progress.end();
    match show.json {
        true => println!("{}", output::verdicts_json(scenario, &verdicts, &searches)),
        false => print!("{}", output::verdicts_text(&verdicts, &searches)),
    }
    let searched: String = break_even.iter().map(|knob| format!(" --break-even {knob}")).collect();
    let command = format!("myelin sim attack {name} --scenario {}{searched}{}", file.display(), on.typed());
    report(setting, show, &command, &verdicts, &searches)?;
    Ok(verdicts.iter().all(Verdict::passes))
}

/// Where a sweep's results go.
struct Swept {
    json: bool,
    out: Option<PathBuf>,
    report: Option<PathBuf>,
}

fn sweep(setting: &Setting, attack: &str, told: &[String], show: &Swept) -> Result<(), Failure> {
    let Setting { file, scenario, on, ground } = setting;
    let axes = told.iter().map(|axis| axis.parse()).collect::<Result<Vec<Axis>, Invalid>>()?;
    let progress = Progress::begin("verdicts");
    let tell = |done, all| progress.tell(done, all);
    let sweep = Sweep::of(*ground, scenario, &chosen(attack)?, axes, tell)?;
    progress.end();
    let results = if show.json { format!("{}\n", output::sweep_json(scenario, &sweep)) } else { sweep.csv() };
    match &show.out {
        Some(path) => fs::write(path, results).map_err(|cause| unwritable("results", path, &cause))?,
        None => print!("{results}"),
    }
    let Some(path) = &show.report else { return Ok(()) };
    let settings: String = told.iter().map(|axis| format!(" --set {axis}")).collect();
    let command = format!("myelin sim sweep --scenario {} --attack {attack}{settings}{}", file.display(), on.typed());
    let failed = |cause: std::io::Error| unwritable("report", path, &cause);
    let text = fs::read_to_string(file).map_err(failed)?;
    fs::write(path, report::of_sweep(scenario, &sweep, &text, &command)).map_err(failed)
}

fn unwritable(what: &str, path: &Path, cause: &std::io::Error) -> Failure {
    Failure { what: format!("could not write the {what} {}: {cause}", path.display()), hint: String::new() }
}

fn chosen(name: &str) -> Result<Vec<&'static Attack>, Failure> {
    if name == "all" {
        return Ok(attacks::ALL.iter().collect());
    }
    attacks::named(name).map(|attack| vec![attack]).ok_or_else(|| Failure {
        what: format!("there is no attack `{name}`"),
        hint: instead_of(name, attacks::ALL.iter().map(|attack| attack.name)),
    })
}

fn report(
    setting: &Setting,
    show: &Show,
    command: &str,
    verdicts: &[Verdict],
    searches: &[(&'static str, BreakEven)],
) -> Result<(), Failure> {
    let Some(path) = &show.report else { return Ok(()) };
    let failed = |cause: std::io::Error| unwritable("report", path, &cause);
    let text = fs::read_to_string(setting.file).map_err(failed)?;
    let Setting { scenario, ground, .. } = setting;
    let html = Report { ground: *ground, scenario, text: &text, command, verdicts, searches }.html()?;
    fs::write(path, html).map_err(failed)
}
