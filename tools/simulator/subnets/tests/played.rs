//! A whole subnet of a few lines, played as it is.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)]

use myelin_simulator::{
    engine::Core,
    scoring::{Task, Tasks},
    verdict::Verdict,
    world::{self, History},
    Invalid, Scenario,
};
use myelin_simulator_subnets::Played;
use myelin_subnet::{Miner, Score, Seed, Subnet};
use std::{future::pending, time::Duration};

/// Miners add two bytes.
struct Sums;

impl Subnet for Sums {
    type Item = (u8, u8);
    type Question = (u8, u8);
    type Answer = u16;

    const NAME: &'static str = "AddBytes";

    fn item(&self, seed: &Seed) -> (u8, u8) {
        (seed[0], seed[1])
    }

    fn question(&self, item: &(u8, u8)) -> (u8, u8) {
        *item
    }

    fn score(&self, item: &(u8, u8), answer: &u16) -> Score {
        assert!(*answer != u16::MAX, "that is no sum");
        Score::share(usize::from(*answer == u16::from(item.0) + u16::from(item.1)), 1)
    }

    fn merit(&self, mean: Score) -> f64 {
        (mean.as_f64() - 0.25).max(0.0)
    }
}

/// Adds as its arithmetic allows.
struct Adder(fn(u8, u8) -> Result<u16, String>);

impl Miner<Sums> for Adder {
    async fn answer(&self, (one, other): (u8, u8)) -> Result<u16, String> {
        (self.0)(one, other)
    }
}

/// Waits for ever.
struct Sleeper;

impl Miner<Sums> for Sleeper {
    async fn answer(&self, _: (u8, u8)) -> Result<u16, String> {
        pending().await
    }
}

fn sums() -> Played<Sums> {
    let adder = |adds| move || Ok(Adder(adds));
    Played::new(Sums)
        .with("exact", adder(|one, other| Ok(u16::from(one) + u16::from(other))))
        .with("narrow", adder(|one, other| Ok(u16::from(one.wrapping_add(other)))))
        .with(
            "shy",
            adder(
                |one, other| {
                    if one < 128 {
                        Err("too small for me".into())
                    } else {
                        Ok(u16::from(one) + u16::from(other))
                    }
                },
            ),
        )
        .with("wrong", adder(|_, _| Ok(1000)))
        .with("panics", adder(|one, _| if one > 200 { panic!("{one} is too much") } else { Ok(0) }))
        .with("breaks the judge", adder(|_, _| Ok(u16::MAX)))
        .with("untrained", || Err::<Adder, _>("there is nothing to learn from".into()))
        .with("sleeper", || Ok(Sleeper))
}

fn scores(way: &str) -> Result<Vec<f64>, String> {
    let seeds: Vec<Seed> = (0..=255).map(|number: u8| [number.wrapping_mul(151); 32]).collect();
    sums().scores(way, &seeds, Duration::from_millis(300), &|| {})
}

#[test]
fn answers_are_judged_by_the_subnets_own_code() {
    let mean = |way| scores(way).unwrap().iter().sum::<f64>() / 256.0;
    assert_eq!(mean("exact"), 1.0);
    assert_eq!(mean("narrow"), 0.5, "half of all bytes are below 128, and twice that is still a byte");
    assert_eq!(mean("shy"), 0.5, "an answer that does not come scores nothing");
    assert_eq!(mean("wrong"), 0.0);
    assert_eq!(sums().merit(0.75), 0.5);
}

#[test]
fn what_goes_wrong_is_told_with_the_question() {
    assert_eq!(scores("sleeper").unwrap_err(), "no answer to question 0 within 0.3 s");
    // 0, 151, 46, 197, 92, 243: the first above 200 is the sixth.
    assert_eq!(scores("panics").unwrap_err(), "question 5: answering panicked: 243 is too much");
    assert_eq!(scores("breaks the judge").unwrap_err(), "question 0: scoring panicked: that is no sum");
    assert_eq!(scores("untrained").unwrap_err(), "there is nothing to learn from");
}

const SCENARIO: &str = r#"
name = "sums"
[task]
subnet = "sums"
questions = 12
[[miners]]
name = "exact"
count = 3
[[miners]]
name = "narrow"
count = 3
answers = "narrow"
[[miners]]
name = "wrong"
count = 3
answers = "wrong"
[[validators]]
count = 4
cost = 1
[run]
epochs = 30
seeds = 3
"#;

fn prepared(text: &str) -> Result<Scenario, Invalid> {
    let mut scenario: Scenario = text.parse()?;
    scenario.prepare(&Tasks::default().with("sums", sums()), |_, _| {})?;
    Ok(scenario)
}

fn played(text: &str) -> History {
    world::play(&Core, &prepared(text).unwrap(), 1).unwrap()
}

#[test]
fn a_subnet_pays_its_miners_by_its_own_merit() {
    let history = played(SCENARIO);
    assert_eq!(history.fault, None);
    let [_, exact, narrow, wrong] = &history.groups[..] else { panic!("there are four groups") };
    // Means of 1 and 1/2 deserve 3/4 and 1/4.
    let ratio = exact.income / narrow.income;
    assert!((2.6..3.4).contains(&ratio), "{ratio}");
    assert_eq!(wrong.income, 0.0);
    assert_eq!(history, played(SCENARIO), "the same seed tells the same history");
}

#[test]
fn whether_cheating_pays_can_be_asked_of_a_subnet() {
    let scenario = prepared(SCENARIO).unwrap();
    let cabal = Verdict::of(&Core, myelin_simulator::attacks::named("cabal").unwrap(), &scenario).unwrap();
    assert_eq!(cabal.pays(), Some(false), "{}", cabal.sentence());
}

#[test]
fn a_miner_that_cannot_be_asked_ends_it_and_is_named() {
    let text = SCENARIO.replace("answers = \"wrong\"", "answers = \"panics\"");
    let invalid = prepared(&text).unwrap_err();
    assert!(invalid.to_string().starts_with("line 3: answers = \"panics\": question "), "{invalid}");
}

#[test]
fn the_shipped_readers_read_as_well_as_they_do_on_the_network() {
    let vision = myelin_simulator_subnets::vision();
    assert_eq!(vision.ways(), ["augmented", "nearest-neighbour", "plain", "copier"]);
    let seeds: Vec<Seed> = (0..150_u8).map(|number| [number; 32]).collect();
    let mean = |way| {
        let scores = vision.scores(way, &seeds, Duration::from_secs(60), &|| {}).unwrap();
        scores.iter().sum::<f64>() / scores.len() as f64
    };
    let (neighbour, copier) = (mean("nearest-neighbour"), mean("copier"));
    assert!(neighbour > 0.6, "{neighbour}");
    assert!(copier < 0.2, "what is copied was an answer to something else: {copier}");
}
