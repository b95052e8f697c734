//! Scenario files: TOML, every fault of which is told with its line.

mod people;
mod steps;

use crate::{
    check,
    settings::{Literal, Setting},
    Scenario,
};
use myelin_toml::{Document, Entry, Invalid, LoadError};
use std::{path::Path, str::FromStr};
pub(crate) use steps::VERBS;

impl Scenario {
    /// Reads a scenario from a file.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        myelin_toml::load(path, "name a file with a scenario in it")
    }
}

impl FromStr for Scenario {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let mut scenario = Self::default();
        for entry in Document::parse(text)?.entries() {
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
