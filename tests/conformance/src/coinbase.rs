//! Whole blocks of small worlds, and the emission curve.

use crate::reading::Place;
use crate::report::{Checked, FileReport};
use myelin_economy::issuance::block_emission;
use serde_json::Value;

pub fn check(file: &Value, report: &mut FileReport) {
    report.each(file["cases"].as_array().map_or(&[], Vec::as_slice), case);
    if !file["emission_curve"].is_null() {
        // Not one of the listed cases, and counted as one more.
        report.case("emission_curve", || emission_curve(&Place::root(file).field("emission_curve")));
    }
}

/// Rows of issuance and block emission.
fn emission_curve(rows: &Place) -> Checked {
    rows.list()?.iter().try_for_each(|row| row.at(1).same(block_emission(row.at(0).number()?)))
}

fn case(case: &Place) -> Checked {
    Err(case.field("blocks").unreadable("a runtime to live through them"))
}
