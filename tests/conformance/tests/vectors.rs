//! Every recorded vector is repeated exactly, and whatever is not is found.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use myelin_conformance::report::{FileReport, Mismatch};
use myelin_conformance::{file, folder, Finding};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn recorded() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// The recorded files of a format, as they are.
fn record(format: &str) -> Value {
    let files = std::fs::read_dir(recorded()).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    let mut contents = files.filter_map(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    contents.find(|content| content["format"] == format).unwrap_or_else(|| panic!("nothing records {format}"))
}

/// The file of a format with only those of its cases that a test is about.
fn with_cases(format: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let mut record = record(format);
    record["cases"].as_array_mut().unwrap().retain(wanted);
    assert!(!record["cases"].as_array().unwrap().is_empty());
    record
}

fn named(name: &'static str) -> impl Fn(&Value) -> bool {
    move |case| case["name"] == name
}

/// What checking a file with that content says. Its name tells nothing.
fn checked(content: &Value) -> FileReport {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("anything.json");
    std::fs::write(&path, content.to_string()).unwrap();
    match file(&path).unwrap() {
        Finding::Checked(report) => report,
        skipped => panic!("{skipped:?}"),
    }
}

/// Adds one to the number there, or turns the flag.
fn nudge(content: &mut Value, pointer: &str) {
    let place = content.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing is at {pointer}"));
    *place = match &*place {
        Value::Bool(flag) => json!(!flag),
        Value::String(wide) => json!((wide.parse::<u128>().unwrap() + 1).to_string()),
        number => number.as_u64().map_or_else(|| json!(number.as_i64().unwrap() + 1), |number| json!(number + 1)),
    };
}

/// The one mismatch of a file in which one number was changed.
fn found(content: &Value) -> Mismatch {
    let report = checked(content);
    assert_eq!((report.mismatched, report.exact + 1), (1, report.cases), "{report:?}");
    report.first.unwrap()
}

fn assert_found(mut content: Value, pointer: &str, case: &str, field: &str) {
    let before = content.pointer(pointer).cloned();
    nudge(&mut content, pointer);
    let after = content.pointer(pointer).cloned();
    let first = found(&content);
    assert_eq!((first.case.as_str(), first.field.as_str()), (case, field));
    assert_eq!((Some(first.got), Some(first.want)), (before, after), "{field}");
}

#[test]
fn every_recorded_vector_is_repeated_exactly() {
    let mut checked = 0;
    for finding in folder(&recorded()).unwrap() {
        if let Finding::Checked(report) = finding.unwrap() {
            assert_eq!((report.mismatched, &report.first), (0, &None), "{report:?}");
            assert!(report.exact == report.cases && report.cases > 0, "{report:?}");
            checked += 1;
        }
    }
    assert_eq!(checked, 4, "each format is recorded");
}

#[test]
fn a_changed_number_of_an_epoch_is_named() {
    let (format, case) = ("epoch vectors v1", "worked_example_3x3_classic");
    let small = with_cases(format, named(case));
    let output = "/cases/0/steps/0/output";
    for (way, field) in [
        ("active/1", "active[1]"),
        ("validator_permit/5", "validator_permit[5]"),
        ("consensus/3", "consensus[3]"),
        ("dividends/0", "dividends[0]"),
        ("emission/4", "emission[4]"),
        ("server_emission/5", "server_emission[5]"),
        ("validator_emission/2", "validator_emission[2]"),
        ("stake_weight/0", "stake_weight[0]"),
        ("validator_trust/2", "validator_trust[2]"),
        ("mechanisms/0/incentive/3", "mechanisms[0].incentive[3]"),
        ("mechanisms/0/bonds/1/1/1", "mechanisms[0].bonds.1[1][1]"),
        ("mechanisms/0/raw_i32f32/stake/2", "mechanisms[0].raw_i32f32.stake[2]"),
        ("mechanisms/0/raw_i32f32/active_stake/1", "mechanisms[0].raw_i32f32.active_stake[1]"),
        ("mechanisms/0/raw_i32f32/consensus/4", "mechanisms[0].raw_i32f32.consensus[4]"),
        ("mechanisms/0/raw_i32f32/validator_trust/0", "mechanisms[0].raw_i32f32.validator_trust[0]"),
        ("mechanisms/0/raw_i32f32/incentive/5", "mechanisms[0].raw_i32f32.incentive[5]"),
        ("mechanisms/0/raw_i32f32/dividends/1", "mechanisms[0].raw_i32f32.dividends[1]"),
        ("mechanisms/0/raw_i32f32/emission_sum/0", "mechanisms[0].raw_i32f32.emission_sum[0]"),
        ("mechanisms/0/raw_i32f32/weights/2/0/1", "mechanisms[0].raw_i32f32.weights.2[0][1]"),
        ("mechanisms/0/raw_i32f32/ema_bonds/0/2/1", "mechanisms[0].raw_i32f32.ema_bonds.0[2][1]"),
    ] {
        let (pointer, field) = (format!("{output}/{way}"), format!("steps[0].output.{field}"));
        assert_found(small.clone(), &pointer, case, &field);
    }
}

#[test]
fn only_the_case_that_was_changed_differs() {
    let mut all = record("epoch vectors v1");
    nudge(&mut all, "/cases/7/steps/0/output/emission/0");
    let (case, first) = (all["cases"][7]["name"].clone(), found(&all));
    assert_eq!((json!(first.case), first.field.as_str()), (case, "steps[0].output.emission[0]"));
}

#[test]
fn a_changed_number_of_a_share_pool_is_named() {
    let small = with_cases("share pool vectors v1", named("two_holders_dividend"));
    for (way, field) in [
        ("total", "total"),
        ("denominator/0", "denominator[0]"),
        ("shares/1/2", "shares[1][2]"),
        ("values/0/1", "values[0][1]"),
    ] {
        let (pointer, field) = (format!("/cases/0/steps/2/state/{way}"), format!("steps[2].state.{field}"));
        assert_found(small.clone(), &pointer, "two_holders_dividend", &field);
    }
    assert_found(small.clone(), "/float_ops/1/result", "float_ops", "float_ops[1].result");
}

#[test]
fn a_changed_number_of_a_pool_is_named() {
    let format = "swap vectors v1";
    let quotes = with_cases(format, named("quotes_equal_1e12"));
    for (way, field) in [
        ("price_raw_u64f64", "price_raw_u64f64"),
        ("quotes/3/result/paid_out", "quotes[3].result.paid_out"),
        ("quotes/3/result/fee_to_author", "quotes[3].result.fee_to_author"),
        ("max_add/0/max_add", "max_add[0].max_add"),
        ("max_remove/1/max_remove", "max_remove[1].max_remove"),
    ] {
        assert_found(quotes.clone(), &format!("/cases/0/{way}"), "quotes_equal_1e12", field);
    }
    let executions = with_cases(format, named("executions_1"));
    for (way, field) in [("total_stake", "total_stake"), ("volume", "volume"), ("alpha_out", "alpha_out")] {
        let (pointer, field) = (format!("/cases/0/steps/2/state/{way}"), format!("steps[2].state.{field}"));
        assert_found(executions.clone(), &pointer, "executions_1", &field);
    }
    let liquidity = with_cases(format, named("protocol_liquidity_a"));
    let (pointer, field) = ("/cases/0/rows/0/new_weight_parts_1e18", "rows[0].new_weight_parts_1e18");
    assert_found(liquidity, pointer, "protocol_liquidity_a", field);
}

#[test]
fn a_changed_number_of_the_emission_curve_is_named() {
    let mut curve = record("coinbase vectors v1");
    curve["cases"] = json!([]);
    assert_found(curve, "/emission_curve/3/1", "emission_curve", "emission_curve[3][1]");
}

#[test]
fn a_changed_number_of_a_block_is_named() {
    let case = "single_subnet_long_epochs";
    let mut long = with_cases("coinbase vectors v1", named(case));
    long["emission_curve"].take();
    for (way, field) in [
        ("initial/subnet_state/0/price_raw_u64f64", "initial.subnet_state[0].price_raw_u64f64"),
        ("blocks/0/globals/total_stake", "blocks[0].globals.total_stake"),
        ("blocks/1/subnets/0/moving_price_raw_i96f32", "blocks[1].subnets[0].moving_price_raw_i96f32"),
        ("blocks/2/epochs/0/emission/1", "blocks[2].epochs[0].emission[1]"),
        ("blocks/2/epochs/0/pools/0/stakes/0/1", "blocks[2].epochs[0].pools[0].stakes[0][1]"),
        ("blocks/2/root_claims/claimable_rates/0/2", "blocks[2].root_claims.claimable_rates[0][2]"),
        ("final/bonds/0/rows/1/0/1", "final.bonds[0].rows[1][0][1]"),
        ("final/pools/0/shares/0/1", "final.pools[0].shares[0][1]"),
    ] {
        assert_found(long.clone(), &format!("/cases/0/{way}"), case, field);
    }
    long["cases"][0]["blocks"][2]["epochs"].take();
    assert_eq!(found(&long).field, "blocks[2].epochs[0]", "an epoch nobody recorded");
}

#[test]
fn a_changed_answer_to_a_call_is_named() {
    let case = "author_account_missing_small_fee";
    let mut calls = with_cases("swap vectors v1", named(case));
    for (way, field) in [
        ("steps/1/after/subnets/1/4", "steps[1].after.subnets[1][4]"),
        ("steps/1/after/balances/0/1", "steps[1].after.balances[0][1]"),
        ("final_pools/0/denominator/1", "final_pools[0].denominator[1]"),
    ] {
        assert_found(calls.clone(), &format!("/cases/0/{way}"), case, field);
    }
    calls["cases"][0]["steps"][0]["result"] = json!("ok");
    let first = found(&calls);
    assert_eq!((first.field.as_str(), first.got), ("steps[0].result", json!("Token(BelowMinimum)")));
}

#[test]
fn what_a_case_leaves_out_takes_its_default() {
    let mut small = with_cases("epoch vectors v1", named("worked_example_3x3_classic"));
    let case = &mut small["cases"][0];
    // These have the values they would have anyway, and nobody needs a name.
    for name in ["kappa", "bonds_penalty", "bonds_moving_average", "alpha_low", "alpha_high", "tempo", "yuma3"] {
        assert!(case["params"].as_object_mut().unwrap().remove(name).is_some());
    }
    case.as_object_mut().unwrap().retain(|name, _| name != "name" && name != "n");
    case["mechanisms"][0].as_object_mut().unwrap().remove("bonds");
    let report = checked(&small);
    assert_eq!((report.cases, report.mismatched), (1, 0), "{report:?}");

    nudge(&mut small, "/cases/0/steps/0/output/emission/0");
    assert_eq!(found(&small).case, "cases[0]");
}

#[test]
fn what_cannot_be_run_is_a_mismatch() {
    let mut unknown = with_cases("swap vectors v1", named("quotes_equal_1e12"));
    unknown["cases"][0]["kind"] = json!("auctions");
    let first = found(&unknown);
    assert_eq!((first.field.as_str(), first.want), ("kind", json!("auctions")));

    let mut unknown = with_cases("share pool vectors v1", named("two_holders_dividend"));
    unknown["cases"][0]["steps"][1]["op"] = json!("double");
    assert_eq!(found(&unknown).field, "steps[1].op");

    let mut unreadable = with_cases("epoch vectors v1", named("worked_example_3x3_classic"));
    unreadable["cases"][0]["seats"][2]["alpha"] = json!(-1);
    assert_eq!(found(&unreadable).field, "seats[2].alpha");

    let mut short = with_cases("epoch vectors v1", named("worked_example_3x3_classic"));
    short["cases"][0]["seats"].as_array_mut().unwrap().pop();
    assert_eq!(found(&short).field, "n");

    let mut empty = with_cases("epoch vectors v1", named("worked_example_3x3_classic"));
    empty["cases"] = json!([{"name": "nothing"}]);
    assert_eq!(found(&empty).field, "steps");
}

#[test]
fn results_that_a_case_does_not_have_are_a_mismatch() {
    let mut silent = with_cases("epoch vectors v1", named("worked_example_3x3_classic"));
    silent["cases"][0]["steps"][0]["output"].as_object_mut().unwrap().remove("dividends");
    assert_eq!(found(&silent).field, "steps[0].output.dividends");
}

/// Runs the program on a folder with these files.
fn run(files: &[(&str, &str)], arguments: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    Command::new(env!("CARGO_BIN_EXE_myelin-vectors")).arg(folder.path()).args(arguments).output().unwrap()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(bytes).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_file_cut_short_is_an_error_and_the_others_are_still_checked() {
    let good = with_cases("share pool vectors v1", named("two_holders_dividend")).to_string();
    let cut = &good[..good.len() / 2];
    let output = run(&[("a.json", cut), ("b.json", &good), ("c.txt", "no vectors")], &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(complaint.contains("a.json: not whole JSON"), "{complaint}");
    let whole = json!({"file": "b.json", "cases": 2, "exact": 2, "mismatched": 0, "first": null});
    assert_eq!(lines(&output.stdout), [whole]);
}

#[test]
fn a_file_that_is_not_what_it_says_is_an_error() {
    let output = run(&[("a.json", r#"{"format": "epoch vectors v1", "cases": 3}"#)], &["--json"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a.json"));
}

#[test]
fn foreign_json_is_skipped_with_the_reason() {
    let files = [("a.json", "[1, 2]"), ("b.json", r#"{"cases": []}"#), ("c.json", r#"{"format": "tides v1"}"#)];
    let output = run(&files, &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    let found = lines(&output.stdout);
    assert_eq!(found[0], json!({"file": "a.json", "skipped": "it names no format"}));
    assert_eq!(found[1], json!({"file": "b.json", "skipped": "it names no format"}));
    assert!(found[2]["skipped"].as_str().unwrap().contains("tides v1"));
}

#[test]
fn a_mismatch_ends_with_exit_code_one_and_says_where_in_words() {
    let mut changed = with_cases("share pool vectors v1", named("two_holders_dividend"));
    nudge(&mut changed, "/cases/0/steps/0/state/total");
    let output = run(&[("a.json", &changed.to_string())], &[]);
    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(words.contains("DIFFERS") && words.contains("1 of 2 cases"), "{words}");
    assert!(words.contains("steps[0].state.total") && words.contains("101"), "{words}");
}

#[test]
fn a_folder_without_any_such_file_is_an_error() {
    let output = run(&[("notes.txt", "nothing")], &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no *.json file"));
}
