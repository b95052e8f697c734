use super::*;
use crate::{
    attacks,
    engine::Core,
    scenario::{Miners, Stake, Validators},
};
use myelin_primitives::hyperparameters::Value;

/// Eight miners of different worth and five validators with much noise, in the open.
fn noisy() -> Scenario {
    let miners = Miners { name: "all".into(), count: 8, skill: 0.5, spread: 0.4, drift: 0.05, ..Default::default() };
    let validators = Validators { name: "honest".into(), count: 5, noise: 0.2, cost: 1.0, ..Default::default() };
    let mut scenario = Scenario { miners: vec![miners], validators: vec![validators], ..Default::default() };
    scenario.settings.set("commit_reveal", Value::Bool(false)).unwrap();
    scenario.run.epochs = 40;
    scenario.run.warmup = 10;
    scenario.run.seeds = (1..=6).collect();
    scenario
}

fn verdict(name: &str, scenario: &Scenario) -> Verdict {
    Verdict::of(&Core, attacks::named(name).expect("there is that attack"), scenario).unwrap()
}

#[test]
fn in_the_open_copying_rows_pays() {
    let verdict = verdict("copy-rows", &noisy());
    assert_eq!(verdict.pays(), Some(true), "{verdict:?}");
    assert!((verdict.saved.mean - 1.0).abs() < 1e-9, "the look is saved");
    assert!(verdict.sentence().contains("more than who looks at every miner"), "{}", verdict.sentence());
}

#[test]
fn a_small_cabal_loses_and_one_with_most_of_the_stake_wins() {
    let mut scenario = noisy();
    scenario.attacker.share = 0.1;
    assert_eq!(verdict("cabal", &scenario).pays(), Some(false));
    scenario.attacker.share = 0.7;
    let large = verdict("cabal", &scenario);
    assert_eq!(large.pays(), Some(true));
    assert_eq!(large.payers[0].name, "all", "{:?}", large.payers);
}

#[test]
fn a_threshold_is_kept_by_what_surely_keeps_it() {
    let threshold = |most| {
        let mut scenario = noisy();
        scenario.thresholds = vec![crate::scenario::Threshold { attack: "copy-rows".into(), most, line: None }];
        verdict("copy-rows", &scenario).passes()
    };
    assert!(!threshold(0.0));
    assert!(threshold(10.0));
    let mut once = noisy();
    once.run.seeds = vec![1];
    once.thresholds = vec![crate::scenario::Threshold { attack: "cabal".into(), most: 0.5, line: None }];
    assert!(!verdict("cabal", &once).passes(), "one seed proves nothing");
}

#[test]
fn whoever_attacks_gains_per_unit_of_stake() {
    let mut scenario = noisy();
    scenario.validators[0].stake = Stake::Each(1_000_000_000_000);
    let verdict = verdict("copy-rows", &scenario);
    // A fifth of all stake beside 5000 alpha is 1250.
    assert!((verdict.per_unit.mean * 1.25 - verdict.gain.mean).abs() < 1e-6);
}

#[test]
fn who_earns_nothing_honestly_is_told_in_alpha() {
    let mut scenario = noisy();
    scenario.reward.shape = crate::scenario::Shape::Winners(1);
    scenario.attacker.skill = Some(0.0);
    scenario.validators[0].noise = 0.0;
    let verdict = verdict("sybils", &scenario);
    assert!(!verdict.is_relative());
    assert_eq!(verdict.pays(), Some(false), "seats that earn nothing cost something");
    assert!(verdict.sentence().contains("-0.100 alpha a tempo, where"), "{}", verdict.sentence());
}

#[test]
fn a_bribed_majority_loses_nothing_and_a_bribed_minority_wants_to_be_paid() {
    let bribed = |part, bribe| {
        let mut scenario = noisy();
        (scenario.attacker.bribed, scenario.attacker.bribe) = (part, bribe);
        let verdict = verdict("bribe", &scenario);
        (verdict.pays(), verdict.payers.iter().any(|payer| payer.name == "honest, bribed"))
    };
    assert_eq!(bribed(0.8, 0.0), (Some(true), false));
    assert_eq!(bribed(0.8, 1_000.0), (Some(false), false));
    assert_eq!(bribed(0.4, 0.0), (Some(false), true));
    assert_eq!(bribed(0.4, 1_000.0), (Some(false), false));
}
