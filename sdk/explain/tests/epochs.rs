//! Recorded epochs, explained.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)] // a panic is a message here

use myelin_explain::{cost_of_disagreement, story, Clip, Epoch, Inputs, MechanismInputs, Names, Recorded, Sitting};
use myelin_primitives::{Alpha, NetUid, Tao, Uid};
use myelin_wallet::AccountId;
use myelin_yuma::{activity_cutoff, LiquidAlpha, StoredRow, SubnetParams};
use serde_json::Value;

/// The recorded cases whose stakes stand for themselves: no links.
fn cases() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance/vectors/epoch_vectors.json");
    let mut file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let Value::Array(cases) = file["cases"].take() else { panic!("{path} holds no cases") };
    let is_plain = |case: &Value| !case["name"].as_str().unwrap().starts_with("child_keys");
    cases.into_iter().filter(is_plain).collect()
}

fn case(name: &str) -> Value {
    cases().into_iter().find(|case| case["name"] == name).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn numbers<T: serde::de::DeserializeOwned>(value: &Value) -> Vec<T> {
    serde_json::from_value(value.clone()).unwrap()
}

fn rows(value: &Value, count: usize) -> Vec<StoredRow> {
    let row = |uid: usize| {
        value.get(uid.to_string()).map_or_else(Vec::new, |row| serde_json::from_value(row.clone()).unwrap())
    };
    (0..count).map(row).collect()
}

fn number<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

/// The block of each seat's oldest commit that could still be revealed.
fn earliest_commits(stored: &Value, given: &Value, seats: usize) -> Vec<u64> {
    let (epoch, period): (u64, u64) = (number(&given["subnet_epoch_index"]), number(&given["reveal_period_epochs"]));
    let mut earliest = vec![u64::MAX; seats];
    for commit in list(&stored["hash_commits"]).iter().chain(list(&stored["timelocked_commits"])) {
        if epoch <= number::<u64>(&commit["commit_epoch"]) + period {
            let seat = &mut earliest[number::<usize>(&commit["uid"])];
            *seat = number::<u64>(&commit["commit_block"]).min(*seat);
        }
    }
    earliest
}

fn inputs(case: &Value) -> Inputs {
    let given = &case["params"];
    let tempo = number(&given["tempo"]);
    let liquid = LiquidAlpha {
        low: number(&given["alpha_low"]),
        high: number(&given["alpha_high"]),
        steepness: number(&given["alpha_sigmoid_steepness"]),
    };
    let seats = list(&case["seats"]);
    let sitting = |seat: &Value| Sitting {
        hotkey: AccountId([number::<u16>(&seat["uid"]) as u8; 32]),
        alpha: number(&seat["alpha"]),
        root: number(&seat["root"]),
        registered_at: number(&seat["registered"]),
        had_permit: number(&seat["permit"]),
        nominators: Some(1),
        ..Default::default()
    };
    let mechanism = |stored: &Value| MechanismInputs {
        last_update: numbers(&stored["last_update"]),
        weights: rows(&stored["weights"], seats.len()),
        bonds: rows(&stored["bonds"], seats.len()),
        earliest_commit: (given["commit_reveal"] == true).then(|| earliest_commits(stored, given, seats.len())),
    };
    Inputs {
        netuid: NetUid(7),
        block: number(&case["steps"][0]["input"]["block"]),
        last_step_block: number(&given["last_mechanism_step_block"]),
        seats: seats.iter().map(sitting).collect(),
        owner: number(&given["owner_uid"]),
        tao_weight: number(&given["tao_weight"]),
        params: SubnetParams {
            kappa: number(&given["kappa"]),
            bonds_penalty: number(&given["bonds_penalty"]),
            bonds_moving_average: number(&given["bonds_moving_average"]),
            yuma3: number(&given["yuma3"]),
            liquid_alpha: number::<bool>(&given["liquid_alpha"]).then_some(liquid),
            max_allowed_validators: number(&given["max_allowed_validators"]),
            stake_threshold: number(&given["stake_threshold"]),
            tempo,
            activity_cutoff_blocks: activity_cutoff(tempo, number(&given["activity_cutoff_factor_milli"])),
        },
        split: given.get("mechanism_emission_split").and_then(number),
        mechanisms: list(&case["mechanisms"]).iter().map(mechanism).collect(),
    }
}

fn recorded(case: &Value) -> Recorded {
    let output = &case["steps"][0]["output"];
    let mechanisms = list(&output["mechanisms"]);
    Recorded {
        consensus: numbers(&output["consensus"]),
        incentive: mechanisms.iter().map(|one| numbers(&one["incentive"])).collect(),
        dividends: numbers(&output["dividends"]),
        validator_trust: numbers(&output["validator_trust"]),
        validator_permit: numbers(&output["validator_permit"]),
        emission: numbers(&output["emission"]),
        bonds: mechanisms.iter().map(|one| rows(&one["bonds"], list(&case["seats"]).len())).collect(),
        taken_since: Vec::new(),
        price: Tao(500_000_000),
    }
}

fn explained(case: &Value) -> Epoch {
    Epoch::explain(inputs(case), &recorded(case))
}

#[test]
fn every_recorded_epoch_comes_out_again_and_pays_every_seat_the_same() {
    let cases = cases();
    assert!(cases.len() > 90, "{} cases", cases.len());
    for case in &cases {
        let epoch = explained(case);
        assert_eq!(epoch.difference, None, "{}", case["name"]);
        assert!(epoch.agrees);
        let output = &case["steps"][0]["output"];
        let paid: Vec<Alpha> = epoch.seats.iter().map(|seat| seat.emission).collect();
        assert_eq!(paid, numbers::<Alpha>(&output["emission"]), "{}", case["name"]);
        let had: u64 = number(&case["steps"][0]["input"]["emission"]);
        assert!(epoch.emission.rao() <= had, "{}: the least emission that fits is at most the true one", case["name"]);
    }
}

#[test]
fn the_emission_is_found_to_a_few_rao() {
    let epoch = explained(&case("worked_example_3x3_classic"));
    let missing = 1_000_000_000 - epoch.emission.rao();
    assert!(missing <= 10, "{missing} rao");
}

#[test]
fn one_changed_value_is_noticed_and_named() {
    let case = case("worked_example_3x3_yuma3");
    let tampered = |change: fn(&mut Recorded)| {
        let mut recorded = recorded(&case);
        change(&mut recorded);
        let epoch = Epoch::explain(inputs(&case), &recorded);
        assert!(!epoch.agrees);
        epoch.difference.unwrap()
    };
    let difference = tampered(|recorded| recorded.dividends[1] += 1);
    assert_eq!((difference.vector, difference.uid), ("Dividends", Uid(1)));
    let difference = tampered(|recorded| recorded.incentive[0][4] -= 1);
    assert_eq!((difference.vector, difference.uid), ("Incentive", Uid(4)));
    let difference = tampered(|recorded| recorded.consensus.truncate(5));
    assert_eq!((difference.uid, difference.chain.as_str()), (Uid(5), "missing"));
    let difference = tampered(|recorded| recorded.emission[0].0 += 5_000);
    assert_eq!(difference.vector, "Emission");
}

#[test]
fn a_seat_that_changed_hands_in_the_same_block_is_left_out_of_the_comparison() {
    let case = case("worked_example_3x3_yuma3");
    let mut recorded = recorded(&case);
    recorded.consensus[4] = 0;
    recorded.incentive[0][4] = 0;
    recorded.emission[4] = Alpha(0);
    assert!(!Epoch::explain(inputs(&case), &recorded).agrees);
    recorded.taken_since = vec![Uid(4)];
    let epoch = Epoch::explain(inputs(&case), &recorded);
    assert_eq!(epoch.difference, None);
    assert!(1_000_000_000 - epoch.emission.rao() <= 10);
}

#[test]
fn weights_above_the_median_are_cut_down_to_it() {
    let epoch = explained(&case("worked_example_3x3_classic"));
    let mechanism = &epoch.mechanisms[0];
    assert_eq!(epoch.seat(Uid(3)).unwrap().consensus, 37448.0 / 65535.0);
    // The second validator halved its weight between the first two miners; the median of the second
    // of them is the first validator's two sevenths.
    let clips: Vec<&Clip> = mechanism.clips_of(Uid(1)).collect();
    assert_eq!(clips.len(), 1);
    assert_eq!((clips[0].miner, clips[0].from), (Uid(4), 0.5));
    assert!((clips[0].to - 2.0 / 7.0).abs() < 1e-4, "{clips:?}");
    assert_eq!(mechanism.clips_of(Uid(0)).count(), 0, "half of the stake is never above its own median");
    let row: f64 = mechanism.weights_of(Uid(2)).map(|weight| weight.weight).sum();
    assert!((row - 1.0).abs() < 1e-6);
    assert!(mechanism.bonds_of(Uid(0)).all(|bond| bond.before == 0.0 && bond.after == 1.0));
}

#[test]
fn disagreeing_with_the_stake_costs_dividends_and_agreeing_nothing() {
    let epoch = explained(&case("worked_example_3x3_classic"));
    let loss = |uid| cost_of_disagreement(&epoch, Uid(uid));
    assert_eq!(loss(3), None, "a miner has no weights to change");
    let agreeing = loss(0).unwrap();
    assert!(agreeing.alpha_rao.unsigned_abs() < 100_000, "rounding only: {agreeing:?}");
    let disagreeing = loss(2).unwrap();
    assert_eq!(disagreeing.earned, Alpha(48_245_707));
    assert!(disagreeing.by_agreeing > disagreeing.earned);
    assert_eq!(disagreeing.alpha_rao, (disagreeing.by_agreeing.rao() - disagreeing.earned.rao()) as i64);
    assert_eq!(disagreeing.tao_rao, disagreeing.alpha_rao / 2, "at half a TAO for an alpha");
    // A fifth of the stake that agrees gets a fifth of what validators get, and a part of what the
    // validator beside it lost by its own disagreement.
    let validators: u64 = epoch.seats.iter().map(|seat| seat.as_validator.rao()).sum();
    assert!(disagreeing.by_agreeing.rao() > validators / 5, "{disagreeing:?}");
    assert!(disagreeing.by_agreeing.rao() < validators / 4, "{disagreeing:?}");
}

#[test]
fn the_story_says_whose_weights_were_clipped_and_what_it_cost() {
    let epoch = explained(&case("worked_example_3x3_classic"));
    let names = Names::from([(Uid(3), "ada".to_owned())]);
    let told = story(&epoch, &names);
    assert_eq!(told[0], "the epoch of subnet 7 at block 5000000 paid 1.0 α to 3 miners and 3 validators");
    assert_eq!(told[1], "ada earned 0.2675 α, worth 0.1338 τ: enough stake weighed it 0.57 or more");
    let clipped: Vec<&String> = told.iter().filter(|line| line.contains("clipped")).collect();
    assert!(clipped[0]
        .starts_with("validator 2's weight on miner 5 was clipped from 0.75 to 0.14; it and its nominator lost "));
    assert!(clipped[1]
        .starts_with("validator 1's weight on miner 4 was clipped from 0.50 to 0.29; it and its nominator lost "));
    assert_eq!(clipped.len(), 2);
}

#[test]
fn whoever_set_no_weights_for_too_long_is_told_to_have_had_no_say() {
    let epoch = explained(&case("some_validators_inactive_yuma3"));
    let inactive =
        epoch.seats.iter().find(|seat| seat.is_validator && !seat.is_active && seat.stake_share > 0.0).unwrap();
    assert!(inactive.as_validator.is_zero());
    let loss = cost_of_disagreement(&epoch, inactive.uid).unwrap();
    assert!(loss.alpha_rao > 0, "silence costs what weights would have earned: {loss:?}");
    let told = story(&epoch, &Names::new());
    let start = format!("validator {} has set no weights for too long", inactive.uid);
    assert!(told.iter().any(|line| line.starts_with(&start)), "{told:?}");
}

#[test]
fn weights_and_bonds_say_what_they_paid() {
    let epoch = explained(&case("worked_example_3x3_classic"));
    let mechanism = &epoch.mechanisms[0];
    for seat in &epoch.seats {
        let by_weights: u64 =
            mechanism.weights.iter().filter(|weight| weight.miner == seat.uid).map(|weight| weight.paid.rao()).sum();
        let by_bonds: u64 = mechanism.bonds_of(seat.uid).map(|bond| bond.paid.rao()).sum();
        let told = epoch.explanation(mechanism.mechanism, seat.uid).unwrap();
        assert_eq!(by_weights + told.as_miner.remainder, seat.as_miner.rao());
        assert_eq!(by_bonds + told.as_validator.remainder, seat.as_validator.rao());
    }
    let miner = epoch.explanation(mechanism.mechanism, Uid(3)).unwrap().as_miner;
    assert_eq!(miner.links.len(), 3, "each validator named it, the last one with nothing");
    assert_eq!((miner.links[2].given, miner.links[2].paid_to_miner), (Some(0), 0));
    assert_eq!(epoch.explanation(mechanism.mechanism, Uid(6)), None);
    assert_eq!(epoch.explanation(myelin_primitives::MechId(1), Uid(3)), None);
}

#[test]
fn an_epoch_goes_out_as_data() {
    let epoch = explained(&case("two_mechanisms_even_split"));
    let data = serde_json::to_value(&epoch).unwrap();
    assert_eq!(data["agrees"], true);
    assert_eq!(data["mechanisms"].as_array().unwrap().len(), 2);
    assert_eq!(data["seats"][0]["hotkey"], epoch.seats[0].hotkey.to_string());
    assert!(data.get("inputs").is_none());
}
