//! Every recorded epoch, bit for bit.
#![forbid(unsafe_code)]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // a panic is a message here

mod vectors;

use myelin_primitives::fixed_point::I32F32;
use myelin_yuma::{sparse::Rows, MechanismOutcome, SubnetOutcome};
use serde_json::{json, Value};
use vectors::{amount, cases, list, rows, World};

/// Compares one quantity; what differs is named.
struct Verdict<'a> {
    place: String,
    failures: &'a mut Vec<String>,
}

impl Verdict<'_> {
    fn same(&mut self, what: &str, expected: &Value, found: Value) {
        if *expected != found {
            self.failures.push(format!("{} {what}\n  expected {expected}\n  found    {found}", self.place));
        }
    }

    fn subnet(&mut self, expected: &Value, found: &SubnetOutcome) {
        self.same("active", &expected["active"], json!(found.active));
        self.same("validator_permit", &expected["validator_permit"], json!(found.validator_permit));
        self.same("consensus", &expected["consensus"], json!(found.consensus));
        self.same("dividends", &expected["dividends"], json!(found.dividends));
        self.same("validator_trust", &expected["validator_trust"], json!(found.validator_trust));
        self.same("stake_weight", &expected["stake_weight"], json!(found.stake_weight));
        self.same("emission", &expected["emission"], json!(found.emission));
        self.same("server_emission", &expected["server_emission"], json!(found.server_emission));
        self.same("validator_emission", &expected["validator_emission"], json!(found.validator_emission));
    }

    fn mechanism(&mut self, expected: &Value, found: &MechanismOutcome) {
        self.same("incentive", &expected["incentive"], json!(found.incentive));
        if rows(&expected["bonds"], found.bonds.len()) != found.bonds {
            self.same("bonds", &expected["bonds"], json!(found.bonds));
        }
        let (raw, workings) = (&expected["raw_i32f32"], &found.workings);
        self.same("raw stake", &raw["stake"], bits(&workings.stake));
        self.same("raw active stake", &raw["active_stake"], bits(&workings.active_stake));
        self.same("raw consensus", &raw["consensus"], bits(&workings.consensus));
        self.same("raw validator trust", &raw["validator_trust"], bits(&workings.validator_trust));
        self.same("raw incentive", &raw["incentive"], bits(&workings.incentive));
        self.same("raw dividends", &raw["dividends"], bits(&workings.dividends));
        self.same("raw emission sum", &raw["emission_sum"], bits(&[workings.claims]));
        for (name, found) in [("weights", &workings.weights), ("ema_bonds", &workings.bonds)] {
            if let Some(expected) = raw.get(name) {
                self.same(name, expected, sparse_bits(found));
            }
        }
    }
}

fn bits(values: &[I32F32]) -> Value {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Rows keyed by uid, without the empty ones, as the file has them.
fn sparse_bits(rows: &Rows) -> Value {
    let entries =
        rows.rows().map(|row| row.entries().map(|(column, value)| json!([column, value.to_bits()])).collect());
    let rows = entries.enumerate().filter(|(_, row): &(usize, Vec<Value>)| !row.is_empty());
    Value::Object(rows.map(|(uid, row)| (uid.to_string(), Value::Array(row))).collect())
}

#[test]
fn every_recorded_epoch_is_repeated_bit_for_bit() {
    let mut failures = Vec::new();
    let (mut steps, mut epochs) = (0, 0);
    let cases = cases();
    for case in &cases {
        let mut world = World::read(case);
        for step in list(&case["steps"]) {
            let (outcomes, subnet) = world.step(&step["input"]);
            let place = format!("{} step {}", case["name"], step["step"]);
            let expected = list(&step["output"]["mechanisms"]);
            assert_eq!(expected.len(), outcomes.len(), "{place}");
            let mut verdict = Verdict { place: place.clone(), failures: &mut failures };
            verdict.subnet(&step["output"], &subnet);
            for (mechanism, (expected, found)) in expected.iter().zip(&outcomes).enumerate() {
                verdict.place = format!("{place} mechanism {mechanism}");
                verdict.mechanism(expected, found);
                epochs += 1;
            }
            steps += 1;
        }
    }
    println!("{} cases, {steps} steps, {epochs} epochs of a mechanism", cases.len());
    assert!(failures.is_empty(), "{} differences, the first:\n{}", failures.len(), failures[0]);
    assert_eq!((cases.len(), steps, epochs), (102, 177, 195));
}

#[test]
fn no_recorded_epoch_pays_more_than_its_emission() {
    for case in &cases() {
        let mut world = World::read(case);
        for step in list(&case["steps"]) {
            let (_, subnet) = world.step(&step["input"]);
            let paid = |amounts: &[u64]| amounts.iter().map(|amount| u128::from(*amount)).sum::<u128>();
            let emission = u128::from(amount(&step["input"]["emission"]));
            assert!(paid(&subnet.emission) <= emission, "{}", case["name"]);
            assert!(paid(&subnet.server_emission) + paid(&subnet.validator_emission) <= emission, "{}", case["name"]);
        }
    }
}
