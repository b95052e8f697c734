//! What happens, in order; each step with one verb.

use super::{people::weights_of, settings};
use crate::model::{Change, Step, Verb};
use myelin_client::dev::MOST_BLOCKS;
use myelin_primitives::{Alpha, Tao};
use myelin_toml::{Entry, Invalid};

/// More epochs than a story needs.
const MOST_EPOCHS: u32 = 1_000;

/// What a step can say, beside the names of people.
pub const VERBS: [&str; 12] = [
    "mine",
    "epochs",
    "advance_time",
    "set",
    "register",
    "faucet",
    "transfer",
    "stake",
    "unstake",
    "snapshot",
    "revert",
    "expect",
];

pub fn read(told: &Entry) -> Result<Vec<Step>, Invalid> {
    let mut steps = Vec::new();
    for (line, table) in told.tables()? {
        let [entry] = table.as_slice() else {
            let what = format!("a step does one thing, and this one names {}", table.len());
            return Err(Invalid::new(what, "give each its own `[[step]]`").at(line));
        };
        steps.push(Step { verb: verb(entry)?, line: entry.line });
    }
    Ok(steps)
}

fn verb(entry: &Entry) -> Result<Verb, Invalid> {
    Ok(match entry.name {
        "mine" => Verb::Mine(entry.count(MOST_BLOCKS)?),
        "epochs" => Verb::Epochs(entry.count(MOST_EPOCHS)?),
        "advance_time" => Verb::AdvanceTime(entry.duration()?),
        "set" => Verb::Set(settings(entry)?),
        "register" => Verb::Register(entry.text()?.to_owned()),
        "snapshot" => Verb::Snapshot(entry.text()?.to_owned()),
        "revert" => Verb::Revert(entry.text()?.to_owned()),
        "expect" => Verb::Expect(entry.text()?.parse().map_err(|invalid: Invalid| invalid.at(entry.line))?),
        "faucet" => {
            let ([who], amount) = people_and_amount(entry, ["who"], "tao")?;
            Verb::Faucet { who, amount: Tao(amount) }
        }
        "transfer" => {
            let ([from, onto], amount) = people_and_amount(entry, ["from", "to"], "tao")?;
            Verb::Transfer { from, onto, amount: Tao(amount) }
        }
        "stake" => {
            let ([who], amount) = people_and_amount(entry, ["who"], "tao")?;
            Verb::Stake { who, amount: Tao(amount) }
        }
        "unstake" => {
            let ([who], amount) = people_and_amount(entry, ["who"], "alpha")?;
            Verb::Unstake { who, amount: Alpha(amount) }
        }
        // Whether there is somebody of that name is seen when all are known.
        who => Verb::Change { who: who.to_owned(), change: change(entry)? },
    })
}

/// A table that names people in roles, and one amount.
fn people_and_amount<const N: usize>(
    entry: &Entry,
    roles: [&str; N],
    unit: &str,
) -> Result<([String; N], u64), Invalid> {
    let mut people = roles.map(|_| None);
    let mut amount = None;
    for part in entry.table()? {
        let place = roles.iter().position(|role| *role == part.name);
        match place.and_then(|place| people.get_mut(place)) {
            Some(person) => *person = Some(part.text()?.to_owned()),
            None if part.name == unit => amount = Some(part.rao()?),
            None => return Err(part.unknown(&[&roles[..], &[unit]].concat())),
        }
    }
    let lacks = |what: &str| Invalid::new(format!("`{}` does not say `{what}`", entry.name), "").at(entry.line);
    let missing = roles.iter().zip(&people).find(|(_, person)| person.is_none()).map(|(role, _)| *role);
    match (missing, amount) {
        (Some(role), _) => Err(lacks(role)),
        (None, None) => Err(lacks(unit)),
        (None, Some(amount)) => Ok((people.map(Option::unwrap_or_default), amount)),
    }
}

/// `validator-1 = { weights = { miner-2 = 1.0 } }`, `miner-2 = { online = false }`.
fn change(entry: &Entry) -> Result<Change, Invalid> {
    let told = entry.table().map_err(|_| entry.unknown(&VERBS))?;
    let mut change = Change::default();
    for part in &told {
        match part.name {
            "weights" => change.weights = Some(weights_of(part)?),
            "quality" => change.quality = Some(part.number()?),
            "online" => change.online = Some(part.is_true()?),
            _ => return Err(part.unknown(&["weights", "quality", "online"])),
        }
    }
    match told.is_empty() {
        true => Err(Invalid::new(format!("nothing changes about {}", entry.name), "").at(entry.line)),
        false => Ok(change),
    }
}
