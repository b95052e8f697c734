//! Epochs of one subnet: what is stored, what is handed on, and the numbers in between.

use crate::reading::Place;
use crate::report::{Checked, FileReport};
use crate::subnet::{keyed, Subnet};
use myelin_primitives::fixed_point::I32F32;
use myelin_yuma::{sparse::Rows, MechanismOutcome, StoredRow, SubnetOutcome};
use serde_json::{json, Value};

pub fn check(file: &Value, report: &mut FileReport) {
    report.each(file["cases"].as_array().map_or(&[], Vec::as_slice), case);
}

fn case(case: &Place) -> Checked {
    let mut subnet = Subnet::read(case)?;
    let steps = case.field("steps");
    if steps.list()?.is_empty() {
        return Err(steps.unreadable("at least one step"));
    }
    for (number, step) in steps.list()?.into_iter().enumerate() {
        if let Some(recorded) = step.field("step").given() {
            recorded.same(number)?;
        }
        let (mechanisms, whole) = subnet.step(&step.field("input"))?;
        let output = step.field("output");
        compare_subnet(&output, &whole)?;
        let recorded = output.field("mechanisms");
        for (index, outcome) in mechanisms.iter().enumerate() {
            compare_mechanism(&recorded.at(index), outcome)?;
        }
        // Surely more than there are to compare is no agreement either.
        if let Some(surplus) = recorded.at(mechanisms.len()).given() {
            surplus.same(Value::Null)?;
        }
    }
    Ok(())
}

fn compare_subnet(output: &Place, found: &SubnetOutcome) -> Checked {
    output.field("active").same(json!(found.active))?;
    output.field("validator_permit").same(json!(found.validator_permit))?;
    output.field("stake_weight").same(json!(found.stake_weight))?;
    output.field("consensus").same(json!(found.consensus))?;
    output.field("validator_trust").same(json!(found.validator_trust))?;
    output.field("dividends").same(json!(found.dividends))?;
    output.field("emission").same(json!(found.emission))?;
    output.field("server_emission").same(json!(found.server_emission))?;
    output.field("validator_emission").same(json!(found.validator_emission))
}

fn compare_mechanism(recorded: &Place, found: &MechanismOutcome) -> Checked {
    compare_workings(&recorded.field("raw_i32f32"), found)?;
    recorded.field("incentive").same(json!(found.incentive))?;
    recorded.field("bonds").same(stored(&found.bonds))
}

/// The inner values, as far as they are recorded: files leave the larger ones out.
fn compare_workings(raw: &Place, found: &MechanismOutcome) -> Checked {
    let workings = &found.workings;
    let found = [
        ("stake", bits(&workings.stake)),
        ("active_stake", bits(&workings.active_stake)),
        ("weights", sparse(&workings.weights)),
        ("consensus", bits(&workings.consensus)),
        ("validator_trust", bits(&workings.validator_trust)),
        ("incentive", bits(&workings.incentive)),
        ("ema_bonds", sparse(&workings.bonds)),
        ("dividends", bits(&workings.dividends)),
        ("emission_sum", bits(&[workings.claims])),
    ];
    for (name, found) in found {
        if let Some(recorded) = raw.field(name).given() {
            recorded.same(found)?;
        }
    }
    Ok(())
}

fn bits(values: &[I32F32]) -> Value {
    values.iter().map(|value| value.to_bits()).collect()
}

fn sparse(rows: &Rows) -> Value {
    keyed(rows.rows().map(|row| row.entries().map(|(column, value)| json!([column, value.to_bits()])).collect()))
}

fn stored(rows: &[StoredRow]) -> Value {
    keyed(rows.iter().map(|row| row.iter().map(|entry| json!(entry)).collect()))
}
