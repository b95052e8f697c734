//! The subnet of `docs/guide/design-a-subnet.md`: its scoring function in Python loses what the guide says it loses.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used)]

use myelin_simulator::{attacks, engine::Core, verdict::Verdict, Scenario};
use std::path::Path;

fn verdict(file: &str, attack: &str) -> Verdict {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/simulator/my-subnet");
    let mut scenario = Scenario::load(&folder.join(file)).unwrap();
    scenario.run.seeds.truncate(3);
    Verdict::of(&Core, attacks::named(attack).unwrap(), &scenario).unwrap()
}

#[test]
fn the_first_design_breaks_both_of_its_thresholds() {
    for attack in ["sybils", "copy-rows"] {
        let verdict = verdict("my-subnet.toml", attack);
        assert!(verdict.pays() == Some(true) && !verdict.passes(), "{}", verdict.sentence());
    }
}

#[test]
fn the_mended_design_keeps_both() {
    for attack in ["sybils", "copy-rows"] {
        let verdict = verdict("fixed.toml", attack);
        assert!(verdict.most.is_some() && verdict.passes(), "{}", verdict.sentence());
    }
}
