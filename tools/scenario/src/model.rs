//! What a scenario consists of.

use crate::{expect::Expectation, settings::Setting};
use myelin_primitives::{Alpha, Tao};
use myelin_toml::Invalid;
use std::{fmt, time::Duration};

/// A story about one subnet: who is on it, what happens, and what must come of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// What the story shows, in a sentence.
    pub name: String,
    pub(crate) settings: Vec<Setting>,
    pub(crate) people: Vec<Person>,
    pub(crate) steps: Vec<Step>,
    /// The first thing that was wrong while it was built in code.
    pub(crate) fault: Option<Invalid>,
}

impl Scenario {
    /// Who takes part beside the owner.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// What happens, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

/// Somebody with a seat. The hotkey derives from `//name`, the coldkey from `//name//coldkey`.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// What the scenario calls them.
    pub name: String,
    /// Those of one table share a name without number.
    pub group: String,
    pub role: Role,
    /// Where they are told of.
    pub line: Option<usize>,
    /// Whether they take their seat only when a step says so.
    pub joins_later: bool,
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    Validator {
        /// Alpha of this subnet, staked by their own coldkey.
        stake: Alpha,
        weights: Weights,
    },
    Miner {
        /// What their work is worth, as validators see it who measure it.
        quality: f64,
    },
}

/// What a validator thinks of the miners.
#[derive(Clone, Debug, PartialEq)]
pub enum Weights {
    /// Sets none.
    None,
    /// To each miner that is online what its work is worth.
    ByQuality,
    /// As told: to people and groups.
    Told(Vec<(String, f64)>),
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub verb: Verb,
    /// Where it is told; none in scenarios built in code.
    pub line: Option<usize>,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// So many blocks pass.
    Mine(u32),
    /// So many epochs of the subnet pass.
    Epochs(u32),
    /// The clock goes ahead.
    AdvanceTime(Duration),
    /// Root changes hyperparameters.
    Set(Vec<Setting>),
    /// Somebody changes their mind, or goes offline.
    Change { who: String, change: Change },
    /// Somebody takes a seat.
    Register(String),
    /// Somebody is given TAO.
    Faucet { who: String, amount: Tao },
    /// TAO moves between coldkeys.
    Transfer { from: String, onto: String, amount: Tao },
    /// A validator buys alpha for so much TAO and stakes it.
    Stake { who: String, amount: Tao },
    /// A validator sells so much of its alpha.
    Unstake { who: String, amount: Alpha },
    /// This moment gets a name.
    Snapshot(String),
    /// Everything is again as it was in that moment.
    Revert(String),
    /// Something must hold.
    Expect(Expectation),
}

/// What may change about somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    pub weights: Option<Weights>,
    pub quality: Option<f64>,
    pub online: Option<bool>,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mine(1) => f.write_str("1 block passes"),
            Self::Mine(blocks) => write!(f, "{blocks} blocks pass"),
            Self::Epochs(1) => f.write_str("1 epoch passes"),
            Self::Epochs(epochs) => write!(f, "{epochs} epochs pass"),
            Self::AdvanceTime(by) => write!(f, "the clock goes {} s ahead", by.as_secs_f64()),
            Self::Set(settings) => {
                let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
                write!(f, "root sets {}", settings.join(", "))
            }
            Self::Change { who, change } => write!(f, "{who} {change}"),
            Self::Register(who) => write!(f, "{who} registers"),
            Self::Faucet { who, amount } => write!(f, "{who} is given {} TAO", tokens(amount.0)),
            Self::Transfer { from, onto, amount } => write!(f, "{from} sends {onto} {} TAO", tokens(amount.0)),
            Self::Stake { who, amount } => write!(f, "{who} stakes {} TAO", tokens(amount.0)),
            Self::Unstake { who, amount } => write!(f, "{who} unstakes {} alpha", tokens(amount.0)),
            Self::Snapshot(name) => write!(f, "this moment is called `{name}`"),
            Self::Revert(name) => write!(f, "back to `{name}`"),
            Self::Expect(expectation) => expectation.fmt(f),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        match self.online {
            Some(true) => parts.push("comes back online".to_owned()),
            Some(false) => parts.push("goes offline".to_owned()),
            None => {}
        }
        if let Some(quality) = self.quality {
            parts.push(format!("does work worth {quality}"));
        }
        match &self.weights {
            Some(Weights::None) => parts.push("sets no more weights".to_owned()),
            Some(Weights::ByQuality) => parts.push("weighs miners by what their work is worth".to_owned()),
            Some(Weights::Told(told)) => {
                let told: Vec<String> = told.iter().map(|(who, weight)| format!("{who} {weight}")).collect();
                parts.push(format!("weighs {}", told.join(", ")));
            }
            None => {}
        }
        f.write_str(&parts.join(" and "))
    }
}

/// An amount in whole tokens, without zeros at the end.
pub(crate) fn tokens(rao: u64) -> String {
    let whole = rao.checked_div(1_000_000_000).unwrap_or(0);
    let rest = rao.checked_rem(1_000_000_000).unwrap_or(0);
    let text = format!("{whole}.{rest:09}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reads_as_a_sentence() {
        assert_eq!(Verb::Mine(1).to_string(), "1 block passes");
        let sends = Verb::Transfer { from: "a".into(), onto: "b".into(), amount: Tao(1_500_000_000) };
        assert_eq!(sends.to_string(), "a sends b 1.5 TAO");
        let change = Change { online: Some(false), ..Change::default() };
        assert_eq!(Verb::Change { who: "miner-2".into(), change }.to_string(), "miner-2 goes offline");
    }

    #[test]
    fn amounts_lose_only_zeros() {
        assert_eq!((tokens(0), tokens(10_000_000_000), tokens(1)), ("0".into(), "10".into(), "0.000000001".into()));
    }
}
