//! Scenario files: TOML, every fault of which is told with its line.

mod people;
mod steps;
mod words;

use crate::{
    check,
    error::{instead_of, Invalid},
    settings::{Literal, Setting},
    Scenario,
};
use std::{fmt, fs, path::Path, str::FromStr};
pub(crate) use steps::VERBS;
use toml_edit::ImDocument;
use words::{entries, Entry, Lines};

/// A scenario file that cannot be used.
#[derive(Debug)]
pub enum LoadError {
    Unreadable { path: String, cause: std::io::Error },
    Invalid { path: String, cause: Invalid },
}

impl LoadError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &str {
        match self {
            Self::Unreadable { .. } => "name a file with a scenario in it",
            Self::Invalid { cause, .. } => &cause.hint,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, cause } => write!(f, "could not read {path}: {cause}"),
            Self::Invalid { path, cause } => match cause.line {
                Some(line) => write!(f, "{path}:{line}: {}", cause.what),
                None => write!(f, "{path}: {}", cause.what),
            },
        }
    }
}

impl std::error::Error for LoadError {}

impl Scenario {
    /// Reads a scenario from a file.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        let shown = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => text.parse().map_err(|cause| LoadError::Invalid { path: shown, cause }),
            Err(cause) => Err(LoadError::Unreadable { path: shown, cause }),
        }
    }
}

impl FromStr for Scenario {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let lines = Lines::of(text);
        let document = ImDocument::parse(text).map_err(|fault| {
            let line = lines.at(fault.span());
            Invalid::new(format!("this is no TOML: {}", fault.message().trim()), "").at(line)
        })?;
        let mut scenario = Self::default();
        for entry in entries(document.as_table(), &lines) {
            match entry.name {
                "name" => scenario.name = entry.text()?.to_owned(),
                "subnet" | "network" => scenario.settings.extend(settings(&entry)?),
                "validator" => people::validators(&entry, &mut scenario)?,
                "miner" => people::miners(&entry, &mut scenario)?,
                "step" => scenario.steps.extend(steps::read(&entry)?),
                _ => return Err(entry.unknown(&["name", "subnet", "network", "validator", "miner", "step"])),
            }
        }
        if scenario.name.is_empty() {
            return Err(Invalid::new("the scenario has no name", "begin with `name = \"what it shows\"`"));
        }
        check::whole(&scenario)?;
        Ok(scenario)
    }
}

/// A table of hyperparameters: `[subnet]` holds a subnet's, `[network]` those of all subnets, and
/// a step's `set` either.
fn settings(table: &Entry) -> Result<Vec<Setting>, Invalid> {
    let mut settings = Vec::new();
    for entry in table.table()? {
        let setting = Setting::new(entry.name, literal(&entry)?).map_err(|invalid| invalid.at(entry.line))?;
        let home = if setting.is_of_subnet() { "subnet" } else { "network" };
        if matches!(table.name, "subnet" | "network") && table.name != home {
            let what = format!("`{}` is a hyperparameter of the {home}", entry.name);
            return Err(Invalid::new(what, format!("put it into `[{home}]`")).at(entry.line));
        }
        settings.push(setting);
    }
    Ok(settings)
}

fn literal(entry: &Entry) -> Result<Literal, Invalid> {
    let Some(value) = entry.item.as_value() else { return Err(entry.wrong("one value")) };
    if let Some(value) = value.as_bool() {
        return Ok(Literal::Bool(value));
    }
    if let Some(value) = value.as_integer() {
        return Ok(Literal::Integer(value));
    }
    if let Some(value) = value.as_float() {
        return Ok(Literal::Number(value));
    }
    let pair = value.as_array().filter(|array| array.len() == 2).and_then(|array| {
        let number = |at| array.get(at).and_then(toml_edit::Value::as_integer);
        number(0).zip(number(1))
    });
    pair.map(|(low, high)| Literal::Pair(low, high)).ok_or_else(|| entry.wrong("a number, true or false"))
}

impl Entry<'_> {
    fn unknown(&self, known: &[&str]) -> Invalid {
        let what = format!("`{}` means nothing here", self.name);
        Invalid::new(what, instead_of(self.name, known.iter().copied())).at(self.line)
    }
}
