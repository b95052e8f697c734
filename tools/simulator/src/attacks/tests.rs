use super::*;
use crate::scenario::{Stake, TEMPLATE};

fn scenario() -> Scenario {
    TEMPLATE.parse().expect("the template is a scenario")
}

#[test]
fn both_worlds_have_the_same_players_but_for_sacrificed_seats() {
    for attack in ALL.iter().filter(|attack| attack.measure == Measure::Stake) {
        let duel = attack.on(&scenario()).unwrap();
        assert_eq!(duel.attack.seats(), duel.honest.seats(), "{}", attack.name);
        assert_eq!(duel.attack.stakes(), duel.honest.stakes(), "{}", attack.name);
        assert_ne!(duel.attack, duel.honest, "{}", attack.name);
    }
}

#[test]
fn the_attacker_has_its_share_of_all_stake() {
    let duel = named("cabal").unwrap().on(&scenario()).unwrap();
    let stakes = duel.attack.stakes();
    let all: f64 =
        duel.attack.validators.iter().zip(&stakes).map(|(group, rao)| f64::from(group.count) * *rao as f64).sum();
    assert!((stakes[2] as f64 / all - 0.2).abs() < 1e-9);
    assert!(matches!(duel.attack.validators[2].stake, Stake::Each(_)));
}

#[test]
fn the_smallest_group_is_left_out() {
    let duel = named("underweight").unwrap().on(&scenario()).unwrap();
    let left_out = crate::scenario::Validating::Neglect { whom: "good".into(), part: 1.0 };
    assert_eq!(duel.attack.validators[2].strategy, left_out);
}

#[test]
fn an_attack_that_finds_no_seats_says_so() {
    let mut full = scenario();
    full.miners[0].count = 219;
    assert_eq!(full.seats(), 256);
    let refusal = named("cabal").unwrap().on(&full).unwrap_err();
    assert_eq!(refusal.to_string(), "`cabal`: 260 people, with the owner, do not fit into 256 seats");
}
