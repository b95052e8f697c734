//! Hyperparameters that owners, or the network's root, set while a subnet runs.

use super::{
    read::{value, MOST_EPOCHS},
    Settings,
};
use myelin_toml::{Entry, Invalid};

/// What is set anew, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// How many epochs pass before it; it holds from the tempo after them on.
    pub epoch: u32,
    pub settings: Settings,
    pub line: Option<usize>,
}

pub fn changes(told: &Entry) -> Result<Vec<Change>, Invalid> {
    let mut changes = Vec::new();
    for (line, table) in told.tables()? {
        let (mut epoch, mut settings) = (None, Settings::default());
        for entry in table {
            if entry.name == "epoch" {
                epoch = Some(entry.count(MOST_EPOCHS)?);
                continue;
            }
            settings.set(entry.name, value(&entry)?).map_err(|invalid| invalid.at(entry.line))?;
            if settings.holds_from_the_beginning() {
                let what = format!("`{}` cannot change while a simulated subnet runs", entry.name);
                return Err(Invalid::new(what, "write what holds from the beginning under `[subnet]`").at(entry.line));
            }
        }
        let epoch = epoch.ok_or_else(|| Invalid::new("a change without `epoch`", "say when it comes").at(line))?;
        if settings.told().next().is_none() {
            return Err(Invalid::new("a change that changes nothing", "name a hyperparameter").at(line));
        }
        changes.push(Change { epoch, settings, line });
    }
    Ok(changes)
}
