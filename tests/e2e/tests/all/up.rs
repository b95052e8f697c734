//! The network with one command: who is paid, what lying costs, and what can go wrong.

use myelin_e2e::up::Place;
use serde_json::Value;
use std::net::TcpListener;

/// The neurons of a role, in the order of their uids.
fn of_role<'a>(report: &'a Value, role: &str) -> Vec<&'a Value> {
    report["neurons"].as_array().unwrap().iter().filter(|neuron| neuron["role"] == role).collect()
}

fn named<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["neurons"].as_array().unwrap().iter().find(|neuron| neuron["name"] == name).expect("it takes part")
}

fn number(neuron: &Value, field: &str) -> f64 {
    neuron[field].as_f64().unwrap_or_else(|| panic!("{neuron} has no {field}"))
}

/// Asserts the split, and that miners earn in the order of how well they read.
fn is_just(report: &Value) {
    for (role, expected) in [("miners", 0.41), ("validators", 0.41), ("owner", 0.18)] {
        let share = number(&report["split"], role);
        assert!((share - expected).abs() < 0.005, "{role} got {share} of {report}");
    }
    let mut miners = of_role(report, "miner");
    assert_eq!(miners.len(), 4);
    miners.sort_by(|one, other| number(other, "accuracy").total_cmp(&number(one, "accuracy")));
    let earned: Vec<f64> = miners.iter().map(|miner| number(miner, "emission_rao")).collect();
    assert!(earned.windows(2).all(|pair| pair[0] > pair[1]), "better miners earn more: {miners:#?}");
    assert_eq!(miners[3]["name"], "copier");
    assert_eq!(earned[3], 0.0, "a copier earns nothing");
    assert_eq!(report["issuance_ok"], true);
}

#[test]
fn three_paid_epochs_split_41_41_18_and_the_better_miners_earn_more() {
    let report = Place::new().up(&["--epochs", "3", "--json", "--rpc-port", "0"]).report();
    assert_eq!(report["epochs"], 3);
    assert_eq!(report["warmup_epochs"], 1);
    is_just(&report);
    for validator in of_role(&report, "validator") {
        assert!(number(validator, "dividends") > 0.0, "{validator} validated and was paid");
    }
    // Rounding leaves dust, no more.
    assert!(number(&report, "uncredited_rao") < 1_000.0, "{report}");
}

#[test]
fn the_same_seed_gives_the_same_figures_and_another_seed_others() {
    let place = Place::new();
    let run = |seed| {
        let mut report = place.up(&["--epochs", "1", "--json", "--rpc-port", "0", "--seed", seed]).report();
        report.as_object_mut().unwrap().remove("rpc");
        report
    };
    let first = run("7");
    assert_eq!(first, run("7"));
    assert_ne!(first["neurons"], run("8")["neurons"]);
}

#[test]
fn over_sixteen_epochs_a_liar_and_its_nominator_lose_and_consensus_holds() {
    let place = Place::new();
    let run = |lies: bool| {
        let mut arguments = vec!["--epochs", "16", "--json", "--rpc-port", "0"];
        arguments.extend(lies.then_some("--liar"));
        place.up(&arguments).report()
    };
    let (honest, lying) = (run(false), run(true));
    is_just(&honest);
    is_just(&lying);
    let earned = |report, name| number(named(report, name), "emission_rao");
    let (told_truth, lied) = (earned(&honest, "validator-3"), earned(&lying, "validator-3"));
    assert!(lied < told_truth / 4.0, "lying earned {lied}, honesty {told_truth}");
    for name in ["validator-1", "validator-2"] {
        assert!(earned(&lying, name) > earned(&honest, name), "{name} gains what the liar loses");
    }
}

#[test]
fn a_network_goes_on_where_it_was_stopped() {
    let place = Place::new();
    let arguments = ["--epochs", "1", "--json", "--rpc-port", "0", "--base-path", "kept"];
    let first = place.up(&arguments).report();
    let second = place.up(&arguments).report();
    let block = |report: &Value| report["paid_blocks"][0].as_u64().unwrap();
    assert_eq!(block(&second), block(&first) + 360);
    assert!(number(named(&second, "validator-1"), "stake_rao") > number(named(&first, "validator-1"), "stake_rao"));
    is_just(&second);
}

#[test]
fn a_start_that_was_interrupted_is_taken_up_again() {
    let place = Place::new();
    let arguments = ["--epochs", "1", "--json", "--rpc-port", "0", "--base-path", "kept"];
    for says in ["creating the subnet", "opening axons"] {
        place.until(&arguments, says).kill();
    }
    is_just(&place.up(&arguments).report());
}

#[test]
fn two_networks_do_not_share_a_folder() {
    let place = Place::new();
    let _first = place.until(&["--json", "--hold", "--rpc-port", "0", "--base-path", "kept"], "chain:");
    let second = place.up(&["--json", "--rpc-port", "0", "--base-path", "kept"]);
    assert!(!second.status.success());
    assert!(second.stderr.contains("error: another network runs in kept"), "{}", second.stderr);
    assert!(second.stderr.contains("hint: stop it first"), "{}", second.stderr);
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = Place::new().up(&["--json", "--rpc-port", &port]);
    assert!(!ran.status.success());
    assert!(ran.stderr.contains(&format!("error: port {port} is in use")), "{}", ran.stderr);
    assert!(ran.stderr.contains("--rpc-port 0"), "{}", ran.stderr);
}

#[test]
fn wallets_of_another_seed_are_left_alone() {
    let place = Place::new();
    place.until(&["--json", "--rpc-port", "0", "--base-path", "kept", "--seed", "1"], "chain:").kill();
    let wallet = place.path().join("kept/wallets/owner/coldkey");
    let before = std::fs::read(&wallet).unwrap();
    let ran = place.up(&["--json", "--rpc-port", "0", "--base-path", "kept", "--seed", "2"]);
    assert!(!ran.status.success());
    assert!(ran.stderr.contains("wallets of another seed"), "{}", ran.stderr);
    assert_eq!(std::fs::read(&wallet).unwrap(), before);
}
