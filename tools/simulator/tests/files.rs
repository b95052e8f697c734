//! Scenario files, as they are written and as they are miswritten.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use myelin_simulator::{
    scenario::{Commits, Loan, Mining, Shape, Stake, Validating},
    Invalid, Scenario,
};
use std::{path::Path, time::Duration};

const WHOLE: &str = r#"
name = "everything there is"
[subnet]
tempo = 100
reveal_period = 3
alpha_values = [30000, 60000]
[reward]
shape = "winners"
winners = 3
power = 2
memory = 0.25
[scorer]
command = ["python3", "scores.py"]
timeout = 3
[[miners]]
name = "good"
count = 3
skill = 0.9
spread = 0.1
noise = 0.01
drift = 0.02
learning = 0.03
cost = 4
[[miners]]
name = "copier"
strategy = "copier"
[[validators]]
name = "large"
stake = 12.5
noise = 0.1
every = 2
cost = 1.5
[[validators]]
name = "cabal"
share = 0.25
strategy = "favour"
whom = "good"
part = 0.5
[[validators]]
name = "late"
strategy = "copy-rows"
delay = 2
[[validators]]
name = "seer"
strategy = "foresee"
ahead = 3
loan = 1.5
loan_cost = 2
early = 1
[[validators]]
name = "shown"
strategy = "copy-early"
[attacker]
share = 0.3
small_share = 0.01
miners = 7
seat_cost = 2
skill = 0.1
delay = 4
bribed = 0.4
part = 0.6
bribe = 7
loan_every = 5
loan_cost = 3
ahead = 2
[run]
epochs = 50
warmup = 5
seeds = [3, 1]
compound = true
commits = "hashed"
[[thresholds]]
attack = "cabal"
most = 0.5
"#;

#[test]
fn everything_there_is_can_be_told() {
    let scenario: Scenario = WHOLE.parse().unwrap();
    let rules = scenario.settings.rules();
    assert_eq!((rules.params.tempo, rules.reveal_period), (100, Some(3)));
    assert_eq!((scenario.reward.shape, scenario.reward.power, scenario.reward.memory), (Shape::Winners(3), 2, 0.25));
    let scorer = scenario.scorer.as_ref().unwrap();
    assert_eq!((scorer.command.len(), scorer.timeout), (2, Duration::from_secs(3)));
    let good = &scenario.miners[0];
    assert_eq!((good.count, good.skill, good.learning, good.cost), (3, 0.9, 0.03, 4.0));
    assert_eq!(scenario.miners[1].strategy, Mining::Copier);
    let large = &scenario.validators[0];
    assert_eq!((large.stake, large.every, large.cost), (Stake::Each(12_500_000_000), 2, 1.5));
    assert_eq!(scenario.validators[1].strategy, Validating::Favour { whom: "good".into(), part: 0.5 });
    assert_eq!(scenario.validators[2].strategy, Validating::CopyRows { delay: 2 });
    assert_eq!((scenario.attacker.share, scenario.attacker.miners, scenario.attacker.delay), (0.3, 7, 4));
    let seer = &scenario.validators[3];
    assert_eq!((&seer.strategy, seer.early), (&Validating::Foresee { ahead: 3 }, 1));
    assert_eq!(seer.loan, Some(Loan { every: 1, rao: 1_500_000_000, cost: 2.0 }));
    assert_eq!(scenario.validators[4].strategy, Validating::CopyEarly);
    let attacker = &scenario.attacker;
    assert_eq!((attacker.bribed, attacker.part, attacker.bribe), (0.4, 0.6, 7.0));
    assert_eq!((attacker.loan_every, attacker.loan_cost, attacker.ahead), (5, 3.0, 2));
    let run = &scenario.run;
    assert_eq!((run.epochs, run.warmup, run.compound, run.commits), (50, 5, true, Commits::Hashed));
    assert_eq!(run.seeds, [3, 1]);
    assert_eq!((scenario.thresholds[0].attack.as_str(), scenario.thresholds[0].most), ("cabal", 0.5));
}

/// The refusal of `WHOLE` with one line written otherwise.
fn refusal(line: &str, instead: &str) -> Invalid {
    assert_eq!(WHOLE.matches(line).count(), 1, "{line}");
    WHOLE.replace(line, instead).parse::<Scenario>().unwrap_err()
}

#[track_caller]
fn assert_refused(line: &str, instead: &str, at: usize, what: &str, hint: &str) {
    let invalid = refusal(line, instead);
    assert_eq!((invalid.line, invalid.what.as_str()), (Some(at), what));
    assert!(invalid.hint.starts_with(hint), "{}", invalid.hint);
}

#[test]
fn unknown_words_are_told_with_their_line_and_what_was_meant() {
    assert_refused("tempo = 100", "tepmo = 100", 4, "there is no hyperparameter `tepmo`", "did you mean `tempo`?");
    assert_refused("skill = 0.9", "skil = 0.9", 18, "`skil` means nothing here", "did you mean `skill`?");
    assert_refused("every = 2", "evry = 2", 31, "`evry` means nothing here", "did you mean `every`?");
    assert_refused("[run]", "[runs]", 66, "`runs` means nothing here", "did you mean `run`?");
    assert_refused("\"winners\"", "\"winer\"", 8, "`shape` cannot be \"winer\"", "did you mean `winners`?");
    assert_refused("\"favour\"", "\"favor\"", 36, "`strategy` cannot be \"favor\"", "did you mean `favour`?");
    assert_refused(
        "attack = \"cabal\"",
        "attack = \"cable\"",
        72,
        "there is no attack `cable`",
        "did you mean `cabal`?",
    );
}

#[test]
fn impossible_numbers_are_told_with_their_line() {
    assert_refused("timeout = 3", "timeout = 0", 14, "`timeout` must be a whole number from 1 to 86400", "");
    let whole = "`count` must be a whole number from 1 to 255";
    assert_refused("count = 3", "count = 0", 17, whole, "");
    assert_refused("count = 3", "count = 256", 17, whole, "");
    assert_refused("count = 3", "count = -1", 17, whole, "");
    assert_refused("skill = 0.9", "skill = 1.1", 18, "`skill` must be a number from 0 to 1", "");
    assert_refused("noise = 0.01", "noise = nan", 20, "`noise` must be a number from zero up", "");
    assert_refused(
        "share = 0.25",
        "share = 1.0",
        33,
        "the shares sum to 1, which leaves nothing for the others",
        "all shares",
    );
    assert_refused("warmup = 5", "warmup = 50", 68, "50 epochs of `warmup` leave nothing of 50", "have more");
    assert_refused(
        "seeds = [3, 1]",
        "seeds = []",
        69,
        "`seeds` must be how many seeds, as in 12, or which, as in [1, 7, 9]",
        "",
    );
    assert_refused("tempo = 100", "tempo = 65536", 4, "`tempo` cannot be 65536", "it is a whole number up to 65535");
}

#[test]
fn what_does_not_go_together_is_told_with_its_line() {
    let whom = "there is no group of miners `goood`";
    assert_refused("whom = \"good\"", "whom = \"goood\"", 33, whom, "did you mean `good`?");
    assert_refused("whom = \"good\"", "", 36, "\"favour\" needs to know `whom`", "name a group");
    assert_refused(
        "delay = 2",
        "part = 0.5",
        41,
        "`part` says nothing where the strategy is \"copy-rows\"",
        "it belongs",
    );
    assert_refused("name = \"late\"", "name = \"good\"", 39, "two groups are called `good`", "give each");
    assert_refused(
        "name = \"late\"",
        "name = \"attacker\"",
        39,
        "`attacker` is what attacks call themselves",
        "choose",
    );
    assert_refused(
        "stake = 12.5",
        "stake = 1\nshare = 0.1",
        27,
        "`stake` and `share` both say what is staked",
        "keep one",
    );
}

#[test]
fn what_an_owner_changes_is_read_and_checked_with_its_line() {
    let with = |change: &str| WHOLE.replace("most = 0.5", &format!("most = 0.5\n[[changes]]\n{change}"));
    let scenario: Scenario = with("epoch = 40\nkappa = 20000\nyuma3_enabled = false").parse().unwrap();
    let [change] = &scenario.changes[..] else { panic!("{:?}", scenario.changes) };
    assert_eq!((change.epoch, change.settings.rules().params.kappa), (40, 20_000));
    assert_eq!(change.settings.told().count(), 2);
    for (change, line, what) in [
        ("epoch = 40\nkapa = 1", 77, "there is no hyperparameter `kapa`"),
        ("epoch = 40\nkappa = 65536", 77, "`kappa` cannot be 65536"),
        ("epoch = 40\ntempo = 99", 77, "`tempo` cannot change while a simulated subnet runs"),
        ("epoch = 50\nkappa = 1", 75, "a change after 50 epochs never comes in 50"),
        ("epoch = 0\nkappa = 1", 76, "`epoch` must be a whole number from 1 to 50000"),
        ("epoch = 40", 75, "a change that changes nothing"),
        ("kappa = 1", 75, "a change without `epoch`"),
    ] {
        let invalid = with(change).parse::<Scenario>().unwrap_err();
        assert_eq!((invalid.line, invalid.what.as_str()), (Some(line), what));
    }
}

#[test]
fn more_people_than_seats_do_not_fit() {
    let invalid = refusal("count = 3", "count = 252");
    assert_eq!(invalid.to_string(), "259 people, with the owner, do not fit into 256 seats");
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let invalid = refusal("tempo = 100", "tempo = = 100");
    assert_eq!(invalid.line, Some(4));
    assert!(invalid.what.starts_with("this is no TOML"), "{invalid}");
}

#[test]
fn every_example_can_be_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/simulator");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.filter(|file| file.extension().is_some_and(|ending| ending == "toml")).collect();
    assert_eq!(files.len(), 5);
    for file in files {
        Scenario::load(&file).unwrap();
    }
}
