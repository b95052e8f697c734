//! Validators that do not look.

use super::players::with_validator;
use crate::scenario::{Scenario, Validating};

/// Somebody who hands in what others found out, or what it found out long ago.
pub fn duel(scenario: &Scenario, strategy: Validating) -> (Scenario, Scenario) {
    let with = |strategy| with_validator(scenario, scenario.attacker.share, strategy);
    (with(strategy), with(Validating::Honest))
}

/// Somebody who hands in what it is shown early: by those of whom the scenario says so, else by
/// one of the richest who judge.
pub fn early(scenario: &Scenario) -> (Scenario, Scenario) {
    let mut told = scenario.clone();
    if told.validators.iter().all(|group| group.early == 0) {
        let stakes = scenario.stakes();
        let judges = told.validators.iter_mut().zip(stakes).filter(|(group, _)| !group.strategy.copies());
        if let Some((richest, _)) = judges.max_by_key(|(_, stake)| *stake) {
            richest.early = 1;
        }
    }
    duel(&told, Validating::CopyEarly)
}
