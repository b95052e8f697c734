//! Who is on the subnet.

use crate::model::{Person, Role, Scenario, Weights};
use myelin_primitives::Alpha;
use myelin_toml::{Entry, Invalid};

/// Seats a subnet has, but for the owner's.
pub const MOST_PEOPLE: u32 = 255;

/// What both kinds of tables say.
#[derive(Default)]
struct Told {
    name: Option<String>,
    count: Option<u32>,
    joins_later: bool,
}

impl Told {
    fn take(&mut self, entry: &Entry) -> Result<bool, Invalid> {
        match entry.name {
            "name" => self.name = Some(name_of(entry)?),
            "count" => self.count = Some(entry.count(MOST_PEOPLE)?),
            "joins_later" => self.joins_later = entry.is_true()?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn add_to(self, scenario: &mut Scenario, kind: &str, role: &Role, line: Option<usize>) -> Result<(), Invalid> {
        let stem = self.name.unwrap_or_else(|| kind.to_owned());
        let names: Vec<String> = match self.count {
            Some(count) => (1..=count).map(|number| format!("{stem}-{number}")).collect(),
            None => vec![stem.clone()],
        };
        for name in names {
            let (role, joins_later) = (role.clone(), self.joins_later);
            let person = Person { name, group: stem.clone(), role, line, joins_later };
            scenario.add(person).map_err(|invalid| invalid.at(line))?;
        }
        Ok(())
    }
}

pub fn validators(told: &Entry, scenario: &mut Scenario) -> Result<(), Invalid> {
    for (line, table) in told.tables()? {
        let (mut common, mut stake, mut weights) = (Told::default(), Alpha::whole(1_000), Weights::ByQuality);
        for entry in table {
            match entry.name {
                _ if common.take(&entry)? => {}
                "stake" => stake = Alpha(entry.rao()?),
                "weights" => weights = weights_of(&entry)?,
                _ => return Err(entry.unknown(&["name", "count", "stake", "weights", "joins_later"])),
            }
        }
        common.add_to(scenario, "validator", &Role::Validator { stake, weights }, line)?;
    }
    Ok(())
}

pub fn miners(told: &Entry, scenario: &mut Scenario) -> Result<(), Invalid> {
    for (line, table) in told.tables()? {
        let (mut common, mut quality) = (Told::default(), 1.0);
        for entry in table {
            match entry.name {
                _ if common.take(&entry)? => {}
                "quality" => quality = entry.number()?,
                _ => return Err(entry.unknown(&["name", "count", "quality", "joins_later"])),
            }
        }
        common.add_to(scenario, "miner", &Role::Miner { quality }, line)?;
    }
    Ok(())
}

/// `"by quality"`, `"none"`, or a table of names.
pub fn weights_of(entry: &Entry) -> Result<Weights, Invalid> {
    const WANTED: &str = "\"by quality\", \"none\", or a table such as { miner-1 = 0.6, miner-2 = 0.4 }";
    match entry.item.as_str() {
        Some("by quality") => return Ok(Weights::ByQuality),
        Some("none") => return Ok(Weights::None),
        Some(_) => return Err(entry.wrong(WANTED)),
        None => {}
    }
    let told = entry.table().map_err(|_| entry.wrong(WANTED))?;
    let told = told.iter().map(|weight| Ok((weight.name.to_owned(), weight.number()?)));
    Ok(Weights::Told(told.collect::<Result<_, Invalid>>()?))
}

/// A name that can stand in a key, in a sentence and in an account's derivation.
fn name_of(entry: &Entry) -> Result<String, Invalid> {
    let name = entry.text()?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if name.is_empty() || !name.chars().all(is_plain) {
        return Err(entry.wrong("one word of letters, digits, `-` and `_`"));
    }
    Ok(name.to_owned())
}
