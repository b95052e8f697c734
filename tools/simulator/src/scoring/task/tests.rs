use super::*;
use crate::{
    engine::Core,
    scenario::{Mining, TEMPLATE},
    verdict::Verdict,
    world,
};

/// Answers are right as often as the way's name says, in parts of ten; half right is worth nothing.
struct Guesses;

impl Task for Guesses {
    fn ways(&self) -> Vec<&str> {
        vec!["6", "9", "slow"]
    }

    fn scores(&self, way: &str, seeds: &[Seed], timeout: Duration, told: &dyn Fn()) -> Result<Vec<f64>, String> {
        let right: u8 = way.parse().map_err(|_| format!("no answer within {} s", timeout.as_secs()))?;
        let score = |seed: &Seed| f64::from(u8::from(seed[0] % 10 < right));
        Ok(seeds.iter().inspect(|_| told()).map(score).collect())
    }

    fn merit(&self, mean: f64) -> f64 {
        (mean - 0.5).max(0.0)
    }
}

fn tasks() -> Tasks {
    Tasks::default().with("guesses", Guesses)
}

const SCENARIO: &str = r#"
name = "guesses"
[task]
subnet = "guesses"
questions = 500
items = 4000
[[miners]]
name = "fair"
count = 4
[[miners]]
name = "good"
count = 4
answers = "9"
[[miners]]
name = "asleep"
strategy = "idle"
[[validators]]
count = 3
cost = 1
[run]
epochs = 30
warmup = 5
seeds = 3
"#;

fn prepared(text: &str) -> Result<Scenario, Invalid> {
    let mut scenario: Scenario = text.parse()?;
    scenario.prepare(&tasks(), |_, _| {})?;
    Ok(scenario)
}

#[test]
fn miners_earn_what_the_subnets_merit_makes_of_their_answers() {
    let scenario = prepared(SCENARIO).unwrap();
    let history = world::play(&Core, &scenario, 1).unwrap();
    assert_eq!(history.fault, None);
    let [_, fair, good, asleep] = &history.groups[..] else { panic!("there are four groups") };
    // Bytes end in less than 6 and 9 in 156 and 231 of 256 cases, which deserve 28 and 103 parts above the half.
    let ratio = good.income / fair.income;
    assert!((3.4..4.4).contains(&ratio), "{ratio}");
    assert_eq!(asleep.income, 0.0);
    let quality = history.miners[5].has;
    assert!((quality - 0.9).abs() < 0.02, "{quality}");
}

#[test]
fn the_same_seed_asks_the_same_questions() {
    let (one, other) = (prepared(SCENARIO).unwrap(), prepared(SCENARIO).unwrap());
    assert_eq!(world::play(&Core, &one, 5).unwrap(), world::play(&Core, &other, 5).unwrap());
    assert_ne!(world::play(&Core, &one, 5).unwrap(), world::play(&Core, &one, 6).unwrap());
}

#[test]
fn whoever_else_is_asked_changes_nobodys_questions() {
    let asking = Asking { seed: 3, tempo: 9, validator: 2, miner: 7 };
    let items: Vec<usize> = (0..1000).map(|question| asking.item(question, 50)).collect();
    let others = [
        Asking { seed: 4, ..asking },
        Asking { tempo: 8, ..asking },
        Asking { validator: 7, miner: 2, ..asking },
        Asking { miner: 8, ..asking },
    ];
    for other in others {
        let same = (0..1000).filter(|question| other.item(*question, 50) == items[*question as usize]).count();
        assert!(same < 50, "{same} of 1000 questions are the same, and chance makes 20: {other:?}");
    }
    let mut drawn = [0; 50];
    items.iter().for_each(|item| drawn[*item] += 1);
    // Five standard deviations of twenty questions for each item.
    assert!(drawn.iter().all(|count| (1..=42).contains(count)), "{drawn:?}");
}

#[test]
fn every_attack_can_be_judged_on_a_subnets_own_work() {
    let scenario = prepared(&SCENARIO.replace("questions = 500", "questions = 5")).unwrap();
    for attack in crate::attacks::ALL {
        let verdict = Verdict::of(&Core, attack, &scenario).unwrap_or_else(|fault| panic!("{}: {fault}", attack.name));
        assert!(verdict.honest_income.mean > 0.0, "{}", attack.name);
    }
}

#[test]
fn what_is_asked_is_counted() {
    let mut scenario: Scenario = SCENARIO.parse().unwrap();
    let most = AtomicUsize::new(0);
    scenario
        .prepare(&tasks(), |done, all| {
            assert_eq!(all, 8000, "two ways, four thousand items");
            most.fetch_max(done, Ordering::Relaxed);
        })
        .unwrap();
    assert_eq!(most.into_inner(), 8000);
}

#[track_caller]
fn assert_refused(line: &str, instead: &str, told: &str, hint: &str) {
    assert_eq!(SCENARIO.matches(line).count(), 1, "{line}");
    let invalid = prepared(&SCENARIO.replace(line, instead)).unwrap_err();
    assert_eq!(invalid.to_string(), told);
    assert!(invalid.hint.starts_with(hint), "{}", invalid.hint);
}

#[test]
fn what_cannot_be_asked_is_told_with_its_line() {
    let line = "subnet = \"guesses\"";
    assert_refused(line, "subnet = \"gueses\"", "line 3: there is no subnet `gueses`", "did you mean `guesses`?");
    assert_refused(line, "", "line 3: a task without `subnet`", "name one");
    assert_refused("answers = \"9\"", "answers = \"8\"", "line 10: nobody answers in the way `8`", "did you mean `6`?");
    let slow = "line 3: answers = \"slow\": no answer within 10 s";
    assert_refused("answers = \"9\"", "answers = \"slow\"", slow, "");
    assert_refused(
        "questions = 500",
        "questions = 0",
        "line 5: `questions` must be a whole number from 1 to 10000",
        "",
    );
}

#[test]
fn numbers_that_a_subnets_own_work_replaces_are_refused() {
    let of_miners = "a task knows nothing of `skill`, `spread`, `noise`, `drift` and `learning`";
    assert_refused("answers = \"9\"", "skill = 0.9", &format!("line 10: {of_miners}"), "answers are what miners");
    let strategy = "strategy = \"idle\"";
    let copier = "line 14: a task has no answers for `strategy = \"copier\"`";
    assert_refused(strategy, "strategy = \"copier\"", copier, "write it as a miner");
    assert_refused(
        "cost = 1\n",
        "noise = 0.1\n",
        "line 17: a task knows nothing of a validator's `noise`",
        "what is seen",
    );
    let answers = TEMPLATE.replace("name = \"good\"", "answers = \"9\"");
    let invalid = answers.parse::<Scenario>().unwrap_err();
    assert!(invalid.what.starts_with("`answers` says nothing where there is no `[task]`"), "{invalid}");
}

#[test]
fn a_scenario_whose_work_was_not_prepared_is_a_fault_and_no_panic() {
    let scenario: Scenario = SCENARIO.parse().unwrap();
    let fault = world::play(&Core, &scenario, 1).unwrap().fault.unwrap();
    assert_eq!((fault.epoch, fault.what.as_str()), (0, "the subnet `guesses` was not prepared"));
    assert_eq!(scenario.miners[2].strategy, Mining::Idle);
}
