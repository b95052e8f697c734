//! What `docs/guide/attacks.md` shows: verdicts on the example scenarios and a search, as they come out. Prints one
//! JSON object for each block; `cargo xtask docs` puts them in their places.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used)] // a panic is a message here

use myelin_simulator::{
    attacks,
    engine::Core,
    report::percent,
    search::{shown, BreakEven, Knob},
    verdict::Verdict,
    Scenario,
};
use std::{fmt::Write, path::Path};

const GUIDE: &str = "docs/guide/attacks.md";
const SCENARIOS: [&str; 4] = ["graded-market", "winner-takes-all", "noisy-validators", "commit-reveal"];
/// Searches worth reading: scenario, attack, setting.
const SEARCHES: [(&str, &str, &str); 8] = [
    ("commit-reveal", "copy-rows", "reveal_period"),
    ("graded-market", "cabal", "share"),
    ("graded-market", "cabal", "kappa"),
    ("noisy-validators", "sybils", "seat_cost"),
    ("graded-market", "lazy", "cost"),
    ("graded-market", "bribe", "bribe"),
    ("graded-market", "stake-loan", "loan_cost"),
    ("commit-reveal", "bond-front-run", "bonds_penalty"),
];

fn load(name: &str) -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/simulator");
    Scenario::load(&folder.join(format!("{name}.toml"))).unwrap()
}

fn main() {
    for name in SCENARIOS {
        let scenario = load(name);
        let verdicts = attacks::ALL.iter().map(|attack| Verdict::of(&Core, attack, &scenario).unwrap());
        print_block(name, &verdict_table(&verdicts.collect::<Vec<_>>()));
    }
    for (name, attack, setting) in SEARCHES {
        let found =
            BreakEven::of(&Core, attacks::named(attack).unwrap(), &load(name), Knob::named(setting).unwrap()).unwrap();
        print_block(&format!("{name} {attack} {setting}"), &search_table(&found));
    }
}

fn verdict_table(verdicts: &[Verdict]) -> String {
    let mut table =
        "| attack | gain, of the honest income | alpha a tempo | in words |\n|---|--:|--:|---|\n".to_owned();
    for verdict in verdicts {
        let (name, gain) = (verdict.attack.name, verdict.gain.mean);
        writeln!(table, "| `{name}` | {} | {gain:+.3} | {} |", percent(verdict), verdict.sentence()).unwrap();
    }
    table
}

fn search_table(found: &BreakEven) -> String {
    let name = found.knob.name;
    let mut table = format!("{}.\n\n| `{name}` | gain, of the honest income |\n|--:|--:|\n", found.sentence());
    for point in &found.tried {
        let half = point.relative.half.unwrap_or(f64::NAN);
        let (mean, half) = (100.0 * point.relative.mean, 100.0 * half);
        writeln!(table, "| {} | {mean:+.1} % ± {half:.1} |", shown(name, point.value)).unwrap();
    }
    table
}

fn print_block(block: &str, text: &str) {
    println!("{}", serde_json::json!({ "file": GUIDE, "block": block, "text": text }));
}
