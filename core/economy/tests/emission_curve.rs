//! The emission curve, held against the recorded values of the reference chain.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod vectors;

use myelin_economy::issuance::block_emission;
use vectors::{amount, file};

#[test]
fn the_emission_curve_matches_the_reference() {
    let record = file("coinbase_vectors.json");
    let rows = record["emission_curve"].as_array().unwrap();
    assert_eq!(rows.len(), 152);
    for row in rows {
        assert_eq!(block_emission(amount(&row[0])), amount(&row[1]), "issuance {}", row[0]);
    }
}
