use super::*;
use crate::{
    engine::{Core, CoreEngine},
    scenario::{Change, Loan, Miners, Settings, Stake, Validators},
};
use myelin_primitives::hyperparameters::Value;

fn market() -> Scenario {
    let good = Miners { name: "good".into(), count: 3, skill: 0.8, drift: 0.02, noise: 0.05, ..Default::default() };
    let fair = Miners { name: "fair".into(), count: 5, skill: 0.4, cost: 0.5, ..Default::default() };
    let large = Validators { name: "large".into(), count: 2, noise: 0.1, cost: 1.0, ..Default::default() };
    let small = Validators { name: "small".into(), count: 3, stake: Stake::Each(10_000_000_000), ..large.clone() };
    let mut scenario = Scenario { miners: vec![good, fair], validators: vec![large, small], ..Default::default() };
    scenario.run.epochs = 30;
    scenario.run.warmup = 10;
    scenario
}

fn played(scenario: &Scenario, seed: u64) -> History {
    play(&Core, scenario, seed).unwrap()
}

fn open(mut scenario: Scenario) -> Scenario {
    scenario.settings.set("commit_reveal", Value::Bool(false)).unwrap();
    scenario
}

#[test]
fn the_same_seed_tells_the_same_history() {
    assert_eq!(played(&market(), 5), played(&market(), 5));
    assert_ne!(played(&market(), 5), played(&market(), 6));
}

#[test]
fn everything_that_is_emitted_for_miners_and_validators_reaches_them() {
    let history = played(&market(), 1);
    let paid: f64 = history.groups.iter().map(|group| group.income).sum();
    let emitted = 0.82 * 360.0 * 20.0;
    assert!((paid / emitted - 1.0).abs() < 1e-4, "{paid} of {emitted}");
}

#[test]
fn better_miners_earn_more_and_costs_are_counted() {
    let history = played(&market(), 1);
    let [large, _, good, fair] = &history.groups[..] else { panic!("there are four groups") };
    assert!(good.income / 3.0 > 1.5 * fair.income / 5.0);
    assert_eq!((large.cost, good.cost, fair.cost), (2.0 * 20.0, 0.0, 0.5 * 5.0 * 20.0));
}

#[test]
fn a_lazy_validator_pays_for_one_look_and_a_copier_for_none() {
    let mut scenario = market();
    scenario.run.warmup = 0;
    scenario.validators[0].strategy = Validating::Lazy;
    scenario.validators[1].strategy = Validating::CopyConsensus;
    let history = played(&scenario, 1);
    assert_eq!((history.groups[0].cost, history.groups[1].cost), (2.0, 0.0));
}

#[test]
fn rare_looks_are_taken_in_turn() {
    let mut scenario = market();
    scenario.run.warmup = 0;
    scenario.validators[1].every = 3;
    // All three look in the first tempo, and one of them in each of the 29 after it.
    assert_eq!(played(&scenario, 1).groups[1].cost, 3.0 + 29.0);
}

#[test]
fn in_the_open_a_copier_hands_in_what_was_handed_in_before_it() {
    let mut scenario = open(market());
    scenario.validators[1].strategy = Validating::CopyRows { delay: 0 };
    let mut world = World::new(&scenario, 1, CoreEngine::new(&scenario));
    world.pass();
    assert!(!world.engine().row(3).is_empty());
    assert_eq!(world.engine().row(3), world.engine().row(4));
}

#[test]
fn behind_commits_a_copier_has_nothing_to_copy_at_first() {
    let mut scenario = market();
    scenario.validators[1].strategy = Validating::CopyRows { delay: 0 };
    let mut world = World::new(&scenario, 1, CoreEngine::new(&scenario));
    world.pass();
    assert!(world.engine().row(3).is_empty() && !world.engine().row(1).is_empty());
    world.pass();
    assert!(!world.engine().row(3).is_empty());
}

#[test]
fn what_is_shown_early_is_copied_before_the_chain_shows_it() {
    let mut scenario = market();
    scenario.validators[0].early = 1;
    scenario.validators[1].strategy = Validating::CopyEarly;
    let mut world = World::new(&scenario, 1, CoreEngine::new(&scenario));
    world.pass();
    let rows: Vec<&Row> = world.validators.iter().map(|validator| &validator.row).collect();
    assert!(!rows[0].is_empty() && rows[2] == rows[0], "{rows:?}");
    assert_ne!(rows[2], rows[1], "who does not show is not copied");
}

#[test]
fn who_foresees_hands_in_today_what_others_hand_in_when_it_comes_true() {
    let mut scenario = open(market());
    scenario.reward.memory = 0.0;
    scenario.validators.iter_mut().for_each(|group| group.noise = 0.0);
    scenario.validators[0].strategy = Validating::Foresee { ahead: 2 };
    let mut world = World::new(&scenario, 1, CoreEngine::new(&scenario));
    world.pass();
    let (foreseen, seen) = (world.engine().row(1).to_vec(), world.engine().row(3).to_vec());
    assert_ne!(foreseen, seen);
    (0..2).for_each(|_| world.pass());
    assert_eq!(foreseen, world.engine().row(3));
}

#[test]
fn a_loan_is_paid_for_when_it_is_taken_and_gone_after_the_epoch() {
    let mut scenario = market();
    (scenario.run.epochs, scenario.run.warmup) = (12, 0);
    scenario.validators[1].loan = Some(Loan { every: 4, rao: 10_000_000_000_000, cost: 0.5 });
    let history = played(&scenario, 1);
    assert_eq!(history.groups[1].cost, 12.0 * 3.0 + 3.0 * 3.0 * 0.5);
    assert_eq!(history.validators[2].has, 10.0);
    let by_epoch = &history.groups[1].by_epoch;
    assert!(by_epoch[3] > 2.0 * by_epoch[2] && by_epoch[3] > 2.0 * by_epoch[4], "{by_epoch:?}");
}

#[test]
fn a_change_comes_when_it_was_told_to_and_not_earlier() {
    let before = market();
    let mut scenario = market();
    let mut settings = Settings::default();
    settings.set("owner_cut_enabled", Value::Bool(false)).unwrap();
    scenario.changes = vec![Change { epoch: 12, settings, line: None }];
    let paid = |scenario: &Scenario| -> Vec<f64> {
        let groups = played(scenario, 1).groups;
        (0..30).map(|epoch| groups.iter().map(|group| group.by_epoch[epoch]).sum()).collect()
    };
    let (before, changed) = (paid(&before), paid(&scenario));
    assert_eq!(before[..12], changed[..12]);
    assert!(before[12..].iter().zip(&changed[12..]).all(|(less, more)| *more > 1.2 * less), "{changed:?}");
}

#[test]
fn stake_grows_where_earnings_are_kept() {
    let mut scenario = market();
    assert_eq!(played(&scenario, 1).validators[0].has, 1_000.0);
    scenario.run.compound = true;
    let history = played(&scenario, 1);
    assert!(history.validators[0].has > 2_000.0, "{:?}", history.validators[0]);
}

#[test]
fn what_somebody_else_draws_changes_nobodys_luck() {
    let lazy = |strategy| {
        let mut scenario = open(market());
        scenario.validators[0].strategy = strategy;
        let mut world = World::new(&scenario, 9, CoreEngine::new(&scenario));
        (0..5).for_each(|_| world.pass());
        world.engine().row(4).to_vec()
    };
    assert_eq!(lazy(Validating::Honest), lazy(Validating::Lazy));
}

#[test]
fn a_scorer_of_ones_own_decides_who_is_paid() {
    let mut scenario = market();
    let script = r#"while read -r line; do echo '{"merits": [0, 0, 0, 0, 0, 0, 0, 1]}'; done"#;
    let command = ["sh", "-c", script].map(str::to_owned).to_vec();
    scenario.scorer = Some(scoring::Start { command, timeout: std::time::Duration::from_secs(20), folder: None });
    (scenario.run.epochs, scenario.run.warmup) = (3, 1);
    let history = played(&scenario, 1);
    assert_eq!(history.fault, None);
    assert_eq!(history.groups[2].income, 0.0);
    assert!(history.miners[7].earned > 0.0 && history.miners[6].earned == 0.0);
}

#[test]
fn a_scorer_that_fails_is_named_and_what_happened_before_is_kept() {
    let mut scenario = market();
    let script = r#"for look in 1 2 3 4 5 6 7; do read -r line; echo '{"merits": [1, 1, 1, 1, 1, 1, 1, 1]}'; done"#;
    let command = ["sh", "-c", script].map(str::to_owned).to_vec();
    scenario.scorer = Some(scoring::Start { command, timeout: std::time::Duration::from_secs(20), folder: None });
    (scenario.run.epochs, scenario.run.warmup) = (5, 0);
    let history = played(&scenario, 1);
    let fault = history.fault.unwrap().to_string();
    assert!(fault.starts_with("validator 1 of `small`, epoch 1: the scorer ended by itself"), "{fault}");
    assert_eq!(history.epochs, 1);
    assert!(history.groups[2].income > 0.0);
}
