//! Ways to cheat, each beside the same player's honest play.

mod copying;
mod favouring;
mod library;
mod players;
mod seating;
mod staking;

pub use library::ALL;

use crate::scenario::Scenario;
use myelin_toml::Invalid;

/// How the groups begin that attacks add.
pub const RESERVED: &str = "attacker";

/// A way to cheat.
#[derive(Clone, Copy, Debug)]
pub struct Attack {
    pub name: &'static str,
    /// What whoever attacks does, as a clause: "hands in ...".
    pub does: &'static str,
    /// What honest play is.
    pub instead: &'static str,
    arrange: fn(&Scenario) -> (Scenario, Scenario),
    /// What the gain is counted by.
    pub measure: Measure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// By 1000 alpha of the attacker's stake.
    Stake,
    /// By the alpha that attacking costs more than honest play.
    Cost,
}

/// Two worlds that differ in one player's honesty.
#[derive(Clone, Debug)]
pub struct Duel {
    pub attack: Scenario,
    pub honest: Scenario,
}

impl Attack {
    /// The attack on a subnet, if there is room for it.
    pub fn on(&self, scenario: &Scenario) -> Result<Duel, Invalid> {
        let (attack, honest) = (self.arrange)(scenario);
        for world in [&attack, &honest] {
            world.ensure_room().map_err(|full| Invalid::new(format!("`{}`: {}", self.name, full.what), full.hint))?;
        }
        Ok(Duel { attack, honest })
    }
}

/// The attack of that name.
pub fn named(name: &str) -> Option<&'static Attack> {
    ALL.iter().find(|attack| attack.name == name)
}

#[cfg(test)]
mod tests;
