//! Scenario files: TOML, every fault of which is told with its line.

use super::{changes, check, groups, Attacker, Commits, Reward, Run, Scenario, Settings, Shape, Threshold};
use crate::scoring::{Start, Work};
use myelin_primitives::hyperparameters::Value;
use myelin_toml::{Document, Entry, Invalid, LoadError};
use std::{path::Path, str::FromStr, time::Duration};

/// More tempos than a subnet has in seven years.
pub(super) const MOST_EPOCHS: u32 = 50_000;
const MOST_SEEDS: u32 = 10_000;

impl Scenario {
    /// Reads a scenario from a file. Scoring code that it names runs in the file's folder.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        let mut scenario: Self = myelin_toml::load(path, "`myelin sim new FILE` writes one to begin with")?;
        if let Some(scorer) = &mut scenario.scorer {
            scorer.folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned);
        }
        Ok(scenario)
    }
}

impl FromStr for Scenario {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        const KNOWN: [&str; 11] = [
            "name",
            "subnet",
            "changes",
            "reward",
            "task",
            "scorer",
            "miners",
            "validators",
            "attacker",
            "run",
            "thresholds",
        ];
        let mut scenario = Self::default();
        for entry in Document::parse(text)?.entries() {
            match entry.name {
                "name" => scenario.name = entry.text()?.to_owned(),
                "subnet" => scenario.settings = settings(&entry)?,
                "changes" => scenario.changes = changes::changes(&entry)?,
                "reward" => scenario.reward = reward(&entry)?,
                "task" => scenario.work = Some(work(&entry)?),
                "scorer" => scenario.scorer = Some(scorer(&entry)?),
                "miners" => scenario.miners = groups::miners(&entry)?,
                "validators" => scenario.validators = groups::validators(&entry)?,
                "attacker" => scenario.attacker = attacker(&entry)?,
                "run" => scenario.run = run(&entry)?,
                "thresholds" => scenario.thresholds = thresholds(&entry)?,
                _ => return Err(entry.unknown(&KNOWN)),
            }
        }
        check::whole(&scenario)?;
        Ok(scenario)
    }
}

fn settings(table: &Entry) -> Result<Settings, Invalid> {
    let mut settings = Settings::default();
    for entry in table.table()? {
        settings.set(entry.name, value(&entry)?).map_err(|invalid| invalid.at(entry.line))?;
    }
    Ok(settings)
}

/// Hyperparameters as a subnet's owner sets them.
fn owners(table: &Entry) -> Result<Settings, Invalid> {
    let settings = settings(table)?;
    match settings.beyond_owners() {
        None => Ok(settings),
        Some(name) => {
            let what = format!("an owner cannot set `{name}`");
            Err(Invalid::new(what, "write what holds for everybody under `[subnet]`").at(table.line))
        }
    }
}

/// What stands beside a hyperparameter; whole numbers are brought to its type later.
pub(super) fn value(entry: &Entry) -> Result<Value, Invalid> {
    let told = entry.item.as_value().ok_or_else(|| entry.wrong("one value"))?;
    if let Some(value) = told.as_bool() {
        return Ok(Value::Bool(value));
    }
    if let Some(value) = told.as_integer() {
        let negative = || i16::try_from(value).ok().filter(|value| *value < 0).map(Value::I16);
        let whole = u64::try_from(value).ok().map(Value::U64);
        return whole.or_else(negative).ok_or_else(|| entry.wrong("a whole number, not negative"));
    }
    let pair = told.as_array().filter(|array| array.len() == 2).and_then(|array| {
        let number = |at| array.get(at).and_then(toml_edit::Value::as_integer).and_then(|low| u16::try_from(low).ok());
        number(0).zip(number(1))
    });
    pair.map(|(low, high)| Value::Pair(low, high)).ok_or_else(|| entry.wrong("a whole number, true or false"))
}

fn reward(table: &Entry) -> Result<Reward, Invalid> {
    let mut reward = Reward::default();
    let mut winners = None;
    for entry in table.table()? {
        match entry.name {
            "shape" => {
                reward.shape = match entry.word(&["proportional", "above-mean", "winners"])? {
                    "proportional" => Shape::Proportional,
                    "above-mean" => Shape::AboveMean,
                    _ => Shape::Winners(1),
                }
            }
            "winners" => winners = Some((entry.count(255)?, entry.line)),
            "power" => reward.power = entry.count(16)?,
            "memory" => reward.memory = entry.part()?,
            _ => return Err(entry.unknown(&["shape", "winners", "power", "memory"])),
        }
    }
    if reward.memory >= 1.0 {
        return Err(Invalid::new("a `memory` of 1 never learns anything", "it is below 1").at(table.line));
    }
    match (reward.shape, winners) {
        (Shape::Winners(_), Some((count, _))) => reward.shape = Shape::Winners(u16::try_from(count).unwrap_or(1)),
        (_, Some((_, line))) => {
            let what = "`winners` says how many share where `shape` is \"winners\"";
            return Err(Invalid::new(what, "write `shape = \"winners\"` beside it").at(line));
        }
        _ => {}
    }
    Ok(reward)
}

fn scorer(table: &Entry) -> Result<Start, Invalid> {
    let mut start = Start { command: Vec::new(), timeout: Duration::from_secs(10), folder: None };
    for entry in table.table()? {
        match entry.name {
            "command" => {
                let words =
                    entry.item.as_array().map(|words| words.iter().map(|word| word.as_str().map(str::to_owned)));
                let words: Option<Vec<String>> = words.and_then(Iterator::collect);
                start.command = words
                    .filter(|words| !words.is_empty())
                    .ok_or_else(|| entry.wrong("a program and its arguments, as in [\"python3\", \"scores.py\"]"))?;
            }
            "timeout" => start.timeout = Duration::from_secs(entry.count(86_400)?.into()),
            _ => return Err(entry.unknown(&["command", "timeout"])),
        }
    }
    match start.command.is_empty() {
        true => Err(Invalid::new("a scorer without `command`", "name a program that scores").at(table.line)),
        false => Ok(start),
    }
}

fn work(table: &Entry) -> Result<Work, Invalid> {
    let timeout = Duration::from_secs(10);
    let mut work = Work { subnet: String::new(), questions: 8, items: 1_000, timeout, line: table.line, bank: None };
    for entry in table.table()? {
        match entry.name {
            "subnet" => work.subnet = entry.plain_name()?,
            "questions" => work.questions = entry.count(10_000)?,
            "items" => work.items = entry.count(1_000_000)?,
            "timeout" => work.timeout = Duration::from_secs(entry.count(86_400)?.into()),
            _ => return Err(entry.unknown(&["subnet", "questions", "items", "timeout"])),
        }
    }
    match work.subnet.is_empty() {
        true => Err(Invalid::new("a task without `subnet`", "name one").at(table.line)),
        false => Ok(work),
    }
}

const OF_ATTACKERS: [&str; 16] = [
    "share",
    "small_share",
    "noise",
    "cost",
    "miners",
    "skill",
    "answers",
    "seat_cost",
    "delay",
    "bribed",
    "part",
    "bribe",
    "loan_every",
    "loan_cost",
    "ahead",
    "sets",
];

fn attacker(table: &Entry) -> Result<Attacker, Invalid> {
    let mut attacker = Attacker::default();
    for entry in table.table()? {
        match entry.name {
            "share" => attacker.share = share(&entry)?,
            "small_share" => attacker.small_share = share(&entry)?,
            "noise" => attacker.noise = Some(entry.number()?),
            "cost" => attacker.cost = Some(entry.number()?),
            "miners" => attacker.miners = u16::try_from(entry.count(200)?).unwrap_or(1),
            "skill" => attacker.skill = Some(entry.part()?),
            "answers" => attacker.answers = Some(entry.plain_name()?),
            "seat_cost" => attacker.seat_cost = entry.number()?,
            "delay" => attacker.delay = entry.count(100)?,
            "bribed" => attacker.bribed = share(&entry)?,
            "part" => attacker.part = entry.part()?,
            "bribe" => attacker.bribe = entry.number()?,
            "loan_every" => attacker.loan_every = entry.count(MOST_EPOCHS)?,
            "loan_cost" => attacker.loan_cost = entry.number()?,
            "ahead" => attacker.ahead = entry.count(100)?,
            "sets" => attacker.sets = owners(&entry)?,
            _ => return Err(entry.unknown(&OF_ATTACKERS)),
        }
    }
    Ok(attacker)
}

/// A part of all stake that leaves others some.
fn share(entry: &Entry) -> Result<f64, Invalid> {
    let part = entry.part()?;
    match part > 0.0 && part < 1.0 {
        true => Ok(part),
        false => Err(entry.wrong("above 0 and below 1: somebody else has stake too")),
    }
}

fn run(table: &Entry) -> Result<Run, Invalid> {
    let mut run = Run::default();
    let mut warmup = None;
    for entry in table.table()? {
        match entry.name {
            "epochs" => run.epochs = entry.count(MOST_EPOCHS)?,
            "warmup" => {
                let told = entry.item.as_integer().and_then(|epochs| u32::try_from(epochs).ok());
                warmup = Some((told.ok_or_else(|| entry.wrong("a whole number"))?, entry.line));
            }
            "seeds" => run.seeds = seeds(&entry)?,
            "compound" => run.compound = entry.is_true()?,
            "commits" => {
                run.commits = match entry.word(&["timelocked", "hashed"])? {
                    "hashed" => Commits::Hashed,
                    _ => Commits::Timelocked,
                }
            }
            _ => return Err(entry.unknown(&["epochs", "warmup", "seeds", "compound", "commits"])),
        }
    }
    run.warmup = match warmup {
        Some((epochs, line)) if epochs >= run.epochs => {
            let what = format!("{epochs} epochs of `warmup` leave nothing of {}", run.epochs);
            return Err(Invalid::new(what, "have more `epochs`, or less `warmup`").at(line));
        }
        Some((epochs, _)) => epochs,
        None => run.warmup.min(run.epochs / 4),
    };
    Ok(run)
}

/// How many, or which.
fn seeds(entry: &Entry) -> Result<Vec<u64>, Invalid> {
    const WANTED: &str = "how many seeds, as in 12, or which, as in [1, 7, 9]";
    if let Some(list) = entry.item.as_array() {
        let seeds = list.iter().map(|seed| seed.as_integer().and_then(|seed| u64::try_from(seed).ok()));
        let seeds: Option<Vec<u64>> = seeds.collect();
        return seeds.filter(|seeds| !seeds.is_empty()).ok_or_else(|| entry.wrong(WANTED));
    }
    let count = entry.count(MOST_SEEDS).map_err(|_| entry.wrong(WANTED))?;
    Ok((1..=u64::from(count)).collect())
}

fn thresholds(told: &Entry) -> Result<Vec<Threshold>, Invalid> {
    let mut thresholds = Vec::new();
    for (line, table) in told.tables()? {
        let (mut attack, mut most) = (None, 0.0);
        for entry in table {
            match entry.name {
                "attack" => attack = Some(entry.text()?.to_owned()),
                "most" => most = entry.number()?,
                _ => return Err(entry.unknown(&["attack", "most"])),
            }
        }
        let attack = attack.ok_or_else(|| Invalid::new("a threshold without `attack`", "name one").at(line))?;
        thresholds.push(Threshold { attack, most, line });
    }
    Ok(thresholds)
}
