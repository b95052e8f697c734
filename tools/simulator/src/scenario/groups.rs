//! Miners and validators as scenario files tell of them.

use super::{Loan, Miners, Mining, Stake, Validating, Validators};
use myelin_toml::{Entry, Invalid};

/// Seats a subnet has, but for the owner's.
const MOST: u32 = 255;

pub fn miners(told: &Entry) -> Result<Vec<Miners>, Invalid> {
    let mut groups = Vec::new();
    for (line, table) in told.tables()? {
        let mut group = Miners { line, ..Default::default() };
        for entry in table {
            match entry.name {
                "name" => group.name = entry.plain_name()?,
                "count" => group.count = count(&entry)?,
                "skill" => group.skill = entry.part()?,
                "spread" => group.spread = entry.part()?,
                "noise" => group.noise = entry.number()?,
                "drift" => group.drift = entry.number()?,
                "learning" => group.learning = entry.part()?,
                "cost" => group.cost = entry.number()?,
                "answers" => group.answers = Some(entry.plain_name()?),
                "strategy" => {
                    group.strategy = match entry.word(&["honest", "copier", "idle"])? {
                        "copier" => Mining::Copier,
                        "idle" => Mining::Idle,
                        _ => Mining::Honest,
                    }
                }
                _ => {
                    const KNOWN: [&str; 10] = [
                        "name", "count", "skill", "spread", "noise", "drift", "learning", "cost", "answers", "strategy",
                    ];
                    return Err(entry.unknown(&KNOWN));
                }
            }
        }
        groups.push(group);
    }
    Ok(groups)
}

/// What belongs to strategies and is put together when all of a table is read.
#[derive(Default)]
struct Manner<'a> {
    strategy: Option<(&'a str, Option<usize>)>,
    whom: Option<(String, Option<usize>)>,
    part: Option<f64>,
    delay: Option<u32>,
    ahead: Option<u32>,
}

pub fn validators(told: &Entry) -> Result<Vec<Validators>, Invalid> {
    let mut groups = Vec::new();
    for (line, table) in told.tables()? {
        let mut group = Validators { line, ..Default::default() };
        let mut manner = Manner::default();
        let mut loan = Loan { every: 1, rao: 0, cost: 0.0 };
        let mut stakes = 0;
        for entry in table {
            match entry.name {
                "name" => group.name = entry.plain_name()?,
                "count" => group.count = count(&entry)?,
                "stake" => (group.stake, stakes) = (Stake::Each(entry.rao()?), stakes + 1),
                "share" => (group.stake, stakes) = (Stake::Share(share(&entry)?), stakes + 1),
                "noise" => group.noise = entry.number()?,
                "every" => group.every = entry.count(10_000)?,
                "cost" => group.cost = entry.number()?,
                "early" => group.early = count(&entry)?,
                "loan" => loan.rao = entry.rao()?,
                "loan_every" => loan.every = entry.count(10_000)?,
                "loan_cost" => loan.cost = entry.number()?,
                "strategy" => manner.strategy = Some((entry.word(&STRATEGIES)?, entry.line)),
                "whom" => manner.whom = Some((entry.text()?.to_owned(), entry.line)),
                "part" => manner.part = Some(entry.part()?),
                "ahead" => manner.ahead = Some(entry.count(100)?),
                "delay" => manner.delay = Some(entry.count(100)?),
                _ => return Err(entry.unknown(&KNOWN)),
            }
        }
        if stakes > 1 {
            return Err(Invalid::new("`stake` and `share` both say what is staked", "keep one").at(line));
        }
        group.loan = (loan.rao > 0).then_some(loan);
        group.strategy = manner.strategy(line)?;
        groups.push(group);
    }
    Ok(groups)
}

const STRATEGIES: [&str; 8] =
    ["honest", "lazy", "copy-rows", "copy-consensus", "copy-early", "foresee", "favour", "neglect"];
const KNOWN: [&str; 16] = [
    "name",
    "count",
    "stake",
    "share",
    "noise",
    "every",
    "cost",
    "early",
    "loan",
    "loan_every",
    "loan_cost",
    "strategy",
    "whom",
    "part",
    "delay",
    "ahead",
];

fn count(entry: &Entry) -> Result<u16, Invalid> {
    Ok(u16::try_from(entry.count(MOST)?).unwrap_or(u16::MAX))
}

fn share(entry: &Entry) -> Result<f64, Invalid> {
    entry.part().ok().filter(|part| *part > 0.0).ok_or_else(|| entry.wrong("a number above 0, up to 1"))
}

impl Manner<'_> {
    /// What the words come to; a word without its strategy is a mistake.
    fn strategy(self, line: Option<usize>) -> Result<Validating, Invalid> {
        let (name, line) = self.strategy.unwrap_or(("honest", line));
        let speaks_of_some = matches!(name, "favour" | "neglect");
        if let (Some((_, line)), false) = (&self.whom, speaks_of_some) {
            let what = format!("`whom` says nothing where the strategy is \"{name}\"");
            return Err(Invalid::new(what, "it belongs to \"favour\" and \"neglect\"").at(*line));
        }
        if self.part.is_some() && !speaks_of_some {
            let what = format!("`part` says nothing where the strategy is \"{name}\"");
            return Err(Invalid::new(what, "it belongs to \"favour\" and \"neglect\"").at(line));
        }
        if self.delay.is_some() && name != "copy-rows" {
            let what = format!("`delay` says nothing where the strategy is \"{name}\"");
            return Err(Invalid::new(what, "it belongs to \"copy-rows\"").at(line));
        }
        if self.ahead.is_some() && name != "foresee" {
            let what = format!("`ahead` says nothing where the strategy is \"{name}\"");
            return Err(Invalid::new(what, "it belongs to \"foresee\"").at(line));
        }
        let part = self.part.unwrap_or(1.0);
        let whom = || match &self.whom {
            Some((whom, _)) => Ok(whom.clone()),
            None => Err(Invalid::new(format!("\"{name}\" needs to know `whom`"), "name a group of miners").at(line)),
        };
        Ok(match name {
            "lazy" => Validating::Lazy,
            "copy-rows" => Validating::CopyRows { delay: self.delay.unwrap_or(0) },
            "copy-consensus" => Validating::CopyConsensus,
            "copy-early" => Validating::CopyEarly,
            "foresee" => Validating::Foresee { ahead: self.ahead.unwrap_or(1) },
            "favour" => Validating::Favour { whom: whom()?, part },
            "neglect" => Validating::Neglect { whom: whom()?, part },
            _ => Validating::Honest,
        })
    }
}
