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

#[test]
fn the_richest_show_early_where_nobody_is_told_to() {
    let early = |scenario: &Scenario| {
        let duel = named("early-reveal").unwrap().on(scenario).unwrap();
        assert_eq!(duel.attack.validators[2].strategy, crate::scenario::Validating::CopyEarly);
        duel.attack.validators.iter().map(|group| group.early).collect::<Vec<_>>()
    };
    let mut told = scenario();
    assert_eq!(early(&told), [1, 0, 0]);
    told.validators[1].early = 2;
    assert_eq!(early(&told), [0, 2, 0]);
}

#[test]
fn a_loan_fills_up_to_the_share_and_honestly_its_mean_is_held() {
    let mut scenario = scenario();
    (scenario.attacker.share, scenario.attacker.small_share, scenario.attacker.loan_every) = (0.5, 0.2, 2);
    let Duel { attack, honest } = named("stake-loan").unwrap().on(&scenario).unwrap();
    // Others have 96,000 alpha: a fifth beside them is 24,000, and the half 96,000.
    let loan = attack.validators[2].loan.unwrap();
    assert_eq!((attack.stakes()[2], loan.rao, loan.every), (24_000_000_000_000, 72_000_000_000_000, 2));
    assert_eq!((honest.stakes()[2], honest.validators[2].loan), (24_100_000_000_000, None));
}

#[test]
fn an_owner_sets_what_it_may_and_only_where_it_cheats() {
    let Duel { attack, honest } = named("self-dealing").unwrap().on(&scenario()).unwrap();
    let penalty = |world: &Scenario| world.settings.rules().params.bonds_penalty;
    assert_eq!((penalty(&attack), penalty(&honest)), (0, 65_535));
    assert_eq!(attack.settings.rules().reveal_period, honest.settings.rules().reveal_period);
    let told = TEMPLATE.replace("bonds_penalty = 0", "kappa = 6553");
    let refusal = told.parse::<Scenario>().unwrap_err();
    assert_eq!(refusal.what, "an owner cannot set `kappa`");
}

#[test]
fn no_change_undoes_what_a_cheating_owner_sets() {
    let told =
        TEMPLATE.replace("# [[changes]]\n# epoch = 60\n# kappa = 20000", "[[changes]]\nepoch = 60\nbonds_penalty = 99");
    let Duel { attack, honest } = named("self-dealing").unwrap().on(&told.parse().unwrap()).unwrap();
    let changed = |world: &Scenario| world.changes[0].settings.rules().params.bonds_penalty;
    assert_eq!((changed(&attack), changed(&honest)), (0, 99));
}

#[test]
fn the_bribed_are_a_group_of_their_own_in_both_worlds() {
    let bribed = |part| {
        let mut scenario = scenario();
        scenario.attacker.bribed = part;
        let Duel { attack, honest } = named("bribe").unwrap().on(&scenario).unwrap();
        let groups = |world: &Scenario| -> Vec<_> {
            world.validators.iter().map(|group| (group.name.clone(), group.count)).collect()
        };
        assert_eq!(groups(&attack), groups(&honest));
        assert_eq!(attack.stakes(), honest.stakes());
        let paid: f64 = attack.validators.iter().map(|group| group.paid * f64::from(group.count)).sum();
        let spent: f64 = attack.miners.iter().rev().take(1).map(|group| group.cost * f64::from(group.count)).sum();
        assert!((paid - 5.0).abs() < 1e-9 && (spent - 5.0).abs() < 1e-9, "{paid} {spent}");
        groups(&attack)
    };
    let told =
        |groups: &[(&str, u16)]| -> Vec<_> { groups.iter().map(|(name, count)| (name.to_string(), *count)).collect() };
    let half = told(&[("large, bribed", 2), ("large", 2), ("small, bribed", 4), ("small", 4)]);
    assert_eq!(bribed(0.5), half);
    assert_eq!(bribed(0.01), told(&[("large", 4), ("small, bribed", 1), ("small", 7)]));
}
