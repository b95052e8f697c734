//! Stake and weight in time for an epoch.

use super::players::with_validator;
use crate::scenario::{Loan, Scenario, Stake, Validating};

/// Somebody of little stake who borrows up to its share for the one block that an epoch looks at.
/// Honestly it holds what that is on the mean of all blocks.
pub fn loan(scenario: &Scenario) -> (Scenario, Scenario) {
    let attacker = &scenario.attacker;
    let staking = |share| {
        let world = with_validator(scenario, share, Validating::Honest);
        let stakes = world.stakes();
        (world, stakes.last().copied().unwrap_or_default())
    };
    let ((mut attack, own), (_, with_loan)) = (staking(attacker.small_share), staking(attacker.share));
    let rao = with_loan.saturating_sub(own);
    let mut honest = attack.clone();
    let blocks = u64::from(scenario.settings.rules().params.tempo) * u64::from(attacker.loan_every);
    if let (Some(borrower), Some(holder)) = (attack.validators.last_mut(), honest.validators.last_mut()) {
        borrower.loan = Some(Loan { every: attacker.loan_every, rao, cost: attacker.loan_cost });
        holder.stake = Stake::Each(own + rao / blocks.max(1));
    }
    (attack, honest)
}

/// Somebody who knows what becomes of miners before it can be seen, and has bonds by then.
pub fn front_run(scenario: &Scenario) -> (Scenario, Scenario) {
    let with = |strategy| with_validator(scenario, scenario.attacker.share, strategy);
    (with(Validating::Foresee { ahead: scenario.attacker.ahead }), with(Validating::Honest))
}
