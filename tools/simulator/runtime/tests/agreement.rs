//! The core engine and the real runtime are asked the same and say the same, bit for bit.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use myelin_simulator::{
    engine::{CoreEngine, Engine},
    scenario::{Loan, Validating},
    world::World,
    Scenario,
};
use myelin_simulator_runtime::{Economy, RuntimeEngine};

const EPOCHS: u32 = 8;

fn scenario(rules: &str, commits: &str) -> Scenario {
    let text = format!(
        r#"
        name = "the same everywhere"
        [subnet]
        tempo = 20
        {rules}
        [[miners]]
        name = "good"
        count = 5
        skill = 0.7
        spread = 0.2
        drift = 0.1
        noise = 0.1
        [[miners]]
        name = "idle"
        count = 2
        strategy = "idle"
        [[validators]]
        name = "large"
        count = 2
        stake = 1234.567
        noise = 0.2
        [[validators]]
        name = "cabal"
        stake = 987.654321
        noise = 0.1
        strategy = "favour"
        whom = "idle"
        part = 0.7
        [[validators]]
        name = "copier"
        share = 0.13
        strategy = "copy-rows"
        [run]
        epochs = {EPOCHS}
        seeds = 1
        {commits}
        "#
    );
    text.parse().unwrap()
}

/// Everything that both engines decide, epoch by epoch.
fn assert_agreement(scenario: &Scenario) {
    let runtime = RuntimeEngine::new(scenario, Economy::Stopped).unwrap();
    let mut core = World::new(scenario, 7, CoreEngine::new(scenario));
    let mut runtime = World::new(scenario, 7, runtime);
    let mut anything = false;
    for epoch in 1..=EPOCHS {
        core.pass();
        runtime.pass();
        let (core, runtime) = (core.engine(), runtime.engine());
        assert_eq!(core.stakes(), runtime.stakes(), "stakes, epoch {epoch}");
        for seat in 0..scenario.seats() {
            assert_eq!(core.row(seat), runtime.row(seat), "weights of seat {seat}, epoch {epoch}");
        }
        let (core, runtime) = (core.epoch(), runtime.epoch());
        assert_eq!(core.consensus, runtime.consensus, "consensus, epoch {epoch}");
        assert_eq!(core.incentive, runtime.incentive, "incentive, epoch {epoch}");
        assert_eq!(core.dividends, runtime.dividends, "dividends, epoch {epoch}");
        assert_eq!(core.validator_trust, runtime.validator_trust, "validator trust, epoch {epoch}");
        assert_eq!(core.bonds, runtime.bonds, "bonds, epoch {epoch}");
        anything |= core.dividends.iter().any(|part| *part > 0);
    }
    assert!(anything, "a subnet that pays nobody shows nothing");
}

const OPEN: &str = "commit_reveal_weights_enabled = false";

#[test]
fn under_yuma3_in_the_open() {
    assert_agreement(&scenario(OPEN, ""));
}

#[test]
fn under_the_classic_rule_with_half_a_penalty() {
    let rules = format!("{OPEN}\nyuma3_enabled = false\nbonds_penalty = 32768\nkappa = 40000");
    assert_agreement(&scenario(&rules, ""));
}

#[test]
fn under_liquid_alpha() {
    let rules = format!("{OPEN}\nliquid_alpha_enabled = true\nalpha_values = [30000, 60000]");
    assert_agreement(&scenario(&rules, ""));
}

#[test]
fn where_fewer_may_validate_than_there_are() {
    assert_agreement(&scenario(&format!("{OPEN}\nmax_allowed_validators = 2"), ""));
}

#[test]
fn behind_hashed_commits() {
    assert_agreement(&scenario("commit_reveal_period = 2", "commits = \"hashed\""));
}

#[test]
fn behind_hashed_commits_that_somebody_shows_early() {
    let mut shown = scenario("commit_reveal_period = 2", "commits = \"hashed\"");
    shown.validators[0].early = 1;
    shown.validators[2].strategy = Validating::CopyEarly;
    assert_agreement(&shown);
}

#[test]
fn with_stake_that_is_there_every_third_epoch() {
    for rules in [OPEN.to_owned(), format!("{OPEN}\nyuma3_enabled = false")] {
        let mut lent = scenario(&rules, "");
        lent.validators[1].loan = Some(Loan { every: 3, rao: 5_000_000_000_001, cost: 1.0 });
        assert_agreement(&lent);
    }
}

#[test]
fn with_an_owner_who_changes_its_mind() {
    let twice = "[[changes]]\nepoch = 3\nkappa = 45000\nbonds_penalty = 20000\nbonds_moving_average = 500000\n\
                 [[changes]]\nepoch = 5\nmax_allowed_validators = 2\nyuma3_enabled = false";
    for (rules, commits) in [(OPEN, ""), ("commit_reveal_period = 2", "commits = \"hashed\"\n")] {
        assert_agreement(&scenario(rules, &format!("{commits}{twice}")));
    }
}

#[test]
fn with_somebody_who_knows_what_comes() {
    let mut known = scenario(OPEN, "");
    known.validators[2].strategy = Validating::Foresee { ahead: 2 };
    assert_agreement(&known);
}

#[test]
fn what_is_emitted_is_earned_and_nothing_is_out_of_balance() {
    let scenario = scenario(OPEN, "");
    let mut world = World::new(&scenario, 7, RuntimeEngine::new(&scenario, Economy::Running).unwrap());
    (0..EPOCHS).for_each(|_| world.pass());
    let history = world.finish();
    let [validators, miners] =
        [0..3, 3..4].map(|groups| history.groups[groups].iter().map(|group| group.income).sum::<f64>());
    assert!(validators > 0.0 && miners > 0.0, "{history:?}");
}

#[test]
fn behind_timelocked_commits_of_one_and_of_three_tempos() {
    assert_agreement(&scenario("", ""));
    assert_agreement(&scenario("commit_reveal_period = 3", ""));
}
