//! Shares and their decimal float, held against the recorded operations of the reference chain.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod vectors;

use myelin_economy::shares::{SafeFloat, SharePool};
use myelin_primitives::Alpha;
use serde_json::Value;
use std::collections::BTreeMap;
use vectors::{amount, file, text, wide};

fn float(value: &Value) -> SafeFloat {
    SafeFloat { mantissa: wide(&value[0]), exponent: value[1].as_i64().unwrap() }
}

fn optional_float(value: &Value) -> Option<SafeFloat> {
    (!value.is_null()).then(|| float(value))
}

#[test]
fn the_decimal_float_matches_the_reference() {
    let record = file("shares_vectors.json");
    let operations = record["float_ops"].as_array().unwrap();
    assert_eq!(operations.len(), 282);
    for row in operations {
        let result = &row["result"];
        match text(&row["op"]) {
            "to_u64" => assert_eq!(float(&row["a"]).to_u64(), amount(result), "{row}"),
            "from_u64" => assert_eq!(SafeFloat::from(amount(&row["x"])), float(result), "{row}"),
            "from_u64f64_bits" => {
                assert_eq!(SafeFloat::from_u64f64_bits(wide(&row["bits"])), float(result), "{row}")
            }
            "add" => {
                let sum = float(&row["a"]).checked_add(float(&row["b"]));
                assert_eq!(sum, optional_float(result), "{row}")
            }
            "sub" => {
                let rest = float(&row["a"]).checked_sub(float(&row["b"]));
                assert_eq!(rest, optional_float(result), "{row}")
            }
            "muldiv" => {
                let product = float(&row["x"]).mul_div(float(&row["a"]), float(&row["b"]));
                assert_eq!(product, optional_float(result), "{row}")
            }
            other => panic!("no such operation: {other}"),
        }
    }
}

/// A hotkey's pool with its holders, as a chain would store it.
#[derive(Default)]
struct Hotkey {
    pool: SharePool,
    shares: BTreeMap<u64, SafeFloat>,
}

impl Hotkey {
    fn share(&self, coldkey: u64) -> SafeFloat {
        self.shares.get(&coldkey).copied().unwrap_or_default()
    }

    fn store(&mut self, coldkey: u64, share: SafeFloat) {
        self.shares.insert(coldkey, share);
        self.shares.retain(|_, share| !share.is_zero());
    }

    fn perform(&mut self, step: &Value) {
        let coldkey = step["coldkey"].as_u64().unwrap_or_default();
        let delta = Alpha(step["amount"].as_u64().unwrap_or_default());
        let share = self.share(coldkey);
        match text(&step["op"]) {
            "add" => {
                let holding = self.pool.add(share, delta);
                self.pool = holding.pool;
                self.store(coldkey, holding.share);
            }
            "remove" => {
                if let Some(holding) = self.pool.remove(share, delta) {
                    self.pool = holding.pool;
                    self.store(coldkey, holding.share);
                }
            }
            "add_for_all" => self.pool = self.pool.add_for_all(delta),
            "remove_for_all" => self.pool = self.pool.remove_for_all(delta),
            "precision_test" => {
                assert_eq!(self.pool.can_add(delta), step["result"] == true, "{step}")
            }
            "set_legacy_share" => {
                let denominator = wide(&step["denominator_u64f64_bits"]);
                self.pool.denominator = SafeFloat::from_u64f64_bits(denominator);
                self.pool.total = Alpha(amount(&step["total"]));
                let share = SafeFloat::from_u64f64_bits(wide(&step["share_u64f64_bits"]));
                self.store(coldkey, share);
            }
            other => panic!("no such operation: {other}"),
        }
    }

    fn compare(&self, state: &Value, name: &str) {
        assert_eq!(self.pool.total, Alpha(amount(&state["total"])), "{name}");
        assert_eq!(self.pool.denominator, float(&state["denominator"]), "{name}");
        let shares: Vec<_> = state["shares"].as_array().unwrap().iter().collect();
        assert_eq!(self.shares.len(), shares.len(), "{name}");
        for row in shares {
            let expected = SafeFloat { mantissa: wide(&row[1]), exponent: row[2].as_i64().unwrap() };
            assert_eq!(self.share(amount(&row[0])), expected, "{name}");
        }
        for row in state["values"].as_array().unwrap() {
            assert_eq!(self.pool.value(self.share(amount(&row[0]))), Alpha(amount(&row[1])), "{name}");
        }
    }
}

#[test]
fn runs_of_share_operations_match_the_reference() {
    let record = file("shares_vectors.json");
    let mut compared = 0;
    for case in record["cases"].as_array().unwrap() {
        let mut hotkey = Hotkey::default();
        for step in case["steps"].as_array().unwrap() {
            hotkey.perform(step);
            hotkey.compare(&step["state"], &format!("{}: {step}", case["name"]));
            compared += 1;
        }
    }
    assert_eq!(compared, 402);
}
