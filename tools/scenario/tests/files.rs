//! Scenario files, as they are written and as they are miswritten.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use myelin_primitives::{Alpha, Tao};
use myelin_scenario::{Change, Invalid, Role, Scenario, Verb, Weights};
use std::{path::Path, time::Duration};

const WHOLE: &str = r#"
name = "everything there is"
[subnet]
tempo = 100
kappa = 40000
alpha_values = [30000, 60000]
[network]
subnet_owner_cut = 0
[[validator]]
count = 2
stake = 12.5
[[validator]]
name = "loner"
weights = { miner = 0.5, late = 0.25 }
[[miner]]
count = 3
[[miner]]
name = "late"
quality = 0.3
joins_later = true
[[step]]
mine = 10
[[step]]
epochs = 2
[[step]]
advance_time = "15 min"
[[step]]
set = { kappa = 32767, tempo = 120 }
[[step]]
snapshot = "before"
[[step]]
register = "late"
[[step]]
loner = { weights = "by quality", online = false }
[[step]]
miner = { quality = 0.5 }
[[step]]
faucet = { who = "miner", tao = 5 }
[[step]]
transfer = { from = "miner-1", to = "late", tao = 0.5 }
[[step]]
stake = { who = "validator", tao = 1 }
[[step]]
unstake = { who = "loner", alpha = 2 }
[[step]]
revert = "before"
[[step]]
expect = "miner: incentive is above late's within 2 epochs"
"#;

fn read(text: &str) -> Result<Scenario, Invalid> {
    text.parse()
}

/// Everything such a file must have, and then this.
fn with(rest: &str) -> Result<Scenario, Invalid> {
    read(&format!("name = \"x\"\n[[validator]]\n[[miner]]\n{rest}"))
}

#[test]
fn a_file_says_who_takes_part_and_what_happens() {
    let scenario = read(WHOLE).unwrap_or_else(|invalid| panic!("{invalid}"));
    let names: Vec<&str> = scenario.people().iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["validator-1", "validator-2", "loner", "miner-1", "miner-2", "miner-3", "late"]);
    let stake = Alpha(12_500_000_000);
    assert_eq!(scenario.people()[0].role, Role::Validator { stake, weights: Weights::ByQuality });
    let told = Weights::Told(vec![("miner".into(), 0.5), ("late".into(), 0.25)]);
    assert_eq!(scenario.people()[2].role, Role::Validator { stake: Alpha::whole(1_000), weights: told });
    assert!(scenario.people()[6].joins_later);

    let verbs: Vec<&Verb> = scenario.steps().iter().map(|step| &step.verb).collect();
    assert_eq!(verbs[..2], [&Verb::Mine(10), &Verb::Epochs(2)]);
    assert_eq!(*verbs[2], Verb::AdvanceTime(Duration::from_secs(900)));
    assert_eq!(verbs[3].to_string(), "root sets kappa = 32767, tempo = 120");
    let change = Change { weights: Some(Weights::ByQuality), online: Some(false), quality: None };
    assert_eq!(*verbs[6], Verb::Change { who: "loner".into(), change });
    assert_eq!(*verbs[8], Verb::Faucet { who: "miner".into(), amount: Tao::whole(5) });
    let sends = Verb::Transfer { from: "miner-1".into(), onto: "late".into(), amount: Tao(500_000_000) };
    assert_eq!(*verbs[9], sends);
    assert_eq!(scenario.steps()[13].line, Some(WHOLE.lines().count()));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        ("[[step]]\nmien = 3", 5, "`mien` means nothing here", "did you mean `mine`?"),
        ("[[step]]\nmien = {}", 5, "nothing changes about mien", ""),
        ("[[step]]\nminr = { online = false }", 5, "`minr` is neither a verb nor somebody", "did you mean `miner`?"),
        ("[[step]]\nmine = 0", 5, "`mine` must be a whole number from 1 to 100000", ""),
        ("[[step]]\nmine = 100_001", 5, "`mine` must be a whole number from 1 to 100000", ""),
        ("[[step]]\nepochs = \"two\"", 5, "`epochs` must be a whole number from 1 to 1000", ""),
        ("[[step]]\nmine = 1\nepochs = 1", 4, "a step does one thing, and this one names 2", "its own"),
        ("[[step]]", 4, "a step does one thing, and this one names 0", ""),
        ("[[step]]\n\n\nset = { kapa = 3 }", 7, "there is no hyperparameter `kapa`", "`kappa`"),
        ("[subnet]\ntempo = 70000", 5, "`tempo` cannot be 70000", "65535"),
        ("[subnet]\ntx_rate_limit = 0", 5, "`tx_rate_limit` is a hyperparameter of the network", "[network]"),
        ("[subnet]\ncommit_reveal = true", 0, "forbids", ""),
        ("[[step]]\nset = { commit_reveal = true }", 5, "forbids", ""),
        ("[[step]]\nexpect = \"miner: incentive is great\"", 5, "neither a number", ""),
        ("[[step]]\nexpect = \"minor: incentive is 1\"", 5, "nobody called `minor`", "did you mean `miner`?"),
        ("[[step]]\nexpect = \"miner: incentive is above none's\"", 5, "nobody called `none`", ""),
        ("[[step]]\nregister = \"miner\"", 5, "has a seat from the beginning", "joins_later"),
        ("[[step]]\nrevert = \"then\"", 5, "no moment before this is called `then`", ""),
        ("[[step]]\nminer = { weights = \"none\" }", 5, "miners set no weights", ""),
        ("[[step]]\nvalidator = { quality = 1 }", 5, "whose work nobody weighs", ""),
        ("[[step]]\nvalidator = { weights = { miner = 0 } }", 5, "above zero for somebody", ""),
        ("[[step]]\nadvance_time = \"3 moons\"", 5, "must be a span of time", ""),
        ("[[step]]\nfaucet = { who = \"miner\" }", 5, "`faucet` does not say `tao`", ""),
        ("[[step]]\nfaucet = { tao = 1, whom = \"miner\" }", 5, "`whom` means nothing here", "did you mean `who`?"),
        ("[[step]]\nfaucet = { who = \"miner\", tao = -1 }", 5, "`tao` must be an amount", ""),
        ("[[miner]]\n", 4, "there is a `miner` already", ""),
        ("[[miner]]\nname = \"mine\"", 4, "nobody can be called `mine`", ""),
        ("[[miner]]\nname = \"two words\"", 5, "one word", ""),
        ("[[miner]]\nname = \"m\"\ncount = 256", 6, "`count` must be a whole number from 1 to 255", ""),
        ("[[miner]]\nname = \"m\"\ncount = 254", 4, "seats for 255", ""),
        ("[[miner]]\nnmae = \"m\"", 5, "`nmae` means nothing here", "did you mean `name`?"),
        ("[[validator]]\nname = \"v\"\nweights = { minr = 1 }", 4, "nobody called `minr`", "did you mean `miner`?"),
        ("[validators]\n", 4, "`validators` means nothing here", "did you mean `validator`?"),
        ("[[step]]\nmine = ", 5, "this is no TOML", ""),
    ];
    for (rest, line, what, hint) in cases {
        let invalid = with(rest).expect_err(rest);
        assert_eq!(invalid.line, Some(line).filter(|line| *line > 0), "{rest}: {invalid}");
        assert!(invalid.what.contains(what), "{rest}: {invalid}");
        assert!(invalid.hint.contains(hint), "{rest}: {invalid}; {}", invalid.hint);
    }
}

#[test]
fn what_is_missing_is_said() {
    let unnamed = read("[[validator]]\n[[miner]]").unwrap_err();
    assert!(unnamed.what.contains("no name"), "{unnamed}");
    let nobody = read("name = \"x\"\n[[miner]]").unwrap_err();
    assert!(nobody.what.contains("no validator"), "{nobody}");
    let single = read("name = \"x\"\n[validator]\n").unwrap_err();
    assert_eq!((single.line, single.hint.as_str()), (Some(2), "begin each with a line `[[validator]]`"));
}

#[test]
fn what_was_remembered_after_a_moment_is_gone_when_one_goes_back_to_it() {
    let step = |verb: &str, name: &str| format!("[[step]]\n{verb} = \"{name}\"\n");
    let remember = [step("snapshot", "a"), step("snapshot", "b")].concat();
    assert!(with(&[remember.clone(), step("revert", "a"), step("revert", "a")].concat()).is_ok());
    let gone = with(&[remember, step("revert", "a"), step("revert", "b")].concat()).unwrap_err();
    assert!(gone.what.contains("`b`"), "{gone}");
}

#[test]
fn a_scenario_built_in_code_equals_its_file() {
    let built = || -> Result<Scenario, Invalid> {
        Scenario::named("x")
            .with("tempo", 100)
            .validator("validator", Alpha::whole(1_000))
            .miner("miner")
            .epochs(2)
            .set("kappa", 40_000)
            .expect("miner: incentive is 1 within 2 epochs")
    };
    let read = read(
        "name = \"x\"\n[subnet]\ntempo = 100\n[[validator]]\n[[miner]]\n[[step]]\nepochs = 2\n\
         [[step]]\nset = { kappa = 40000 }\n[[step]]\nexpect = \"miner: incentive is 1 within 2 epochs\"",
    )
    .unwrap();
    let built = built().unwrap();
    let verbs = |scenario: &Scenario| scenario.steps().iter().map(|step| step.verb.clone()).collect::<Vec<_>>();
    assert_eq!(verbs(&built), verbs(&read));
    let roles = |scenario: &Scenario| scenario.people().iter().map(|person| person.role.clone()).collect::<Vec<_>>();
    assert_eq!(roles(&built), roles(&read));
    let stranger = Scenario::named("x").expect("miner: incentive is 1").unwrap_err();
    assert!(stranger.what.contains("nobody called `miner`"), "{stranger}");
    let twice = Scenario::named("x").miner("miner").miner("miner").with("kapa", 1).expect("miner: incentive is 1");
    assert!(twice.unwrap_err().what.contains("there is a `miner` already"), "the first fault is told");
}

#[test]
fn a_file_that_cannot_be_used_is_named_with_its_line() {
    let missing = Scenario::load(Path::new("no/such/file.toml")).unwrap_err();
    assert!(missing.to_string().contains("no/such/file.toml"), "{missing}");
}

#[test]
fn the_examples_can_all_be_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/scenarios");
    let mut read = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            Scenario::load(&path).unwrap_or_else(|error| panic!("{error}"));
            read += 1;
        }
    }
    assert!(read >= 4, "{read} examples");
}
