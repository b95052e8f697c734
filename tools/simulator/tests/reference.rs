//! The reference page names every word that scenario files know, and every setting that can be turned.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used)]

use myelin_simulator::{search::KNOBS, Scenario};
use std::{fs, path::Path};

/// What the reader says there is where it is told a word it cannot know.
fn known(file: &str) -> Vec<String> {
    let invalid = file.parse::<Scenario>().unwrap_err();
    let hint = invalid.hint.strip_prefix("there are ").unwrap_or_else(|| panic!("{file}: {invalid}; {}", invalid.hint));
    hint.split(", ").map(str::to_owned).collect()
}

/// The part of the page under a heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    rest.split("\n## ").next().unwrap()
}

#[test]
fn the_page_has_every_word_of_every_table() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/simulator.md");
    let page = fs::read_to_string(file).unwrap();
    let says = |part: &str, word: &str| assert!(part.contains(&format!("`{word}`")), "`{word}` is not explained");
    let tables = known("an_unthinkable_word_indeed = 1");
    assert!(tables.len() >= 9, "{tables:?}");
    for table in &tables {
        says(section(&page, "At the top"), table);
        // A name is no table, and hyperparameters are explained where the chain is.
        if matches!(table.as_str(), "name" | "subnet") {
            continue;
        }
        let is_list = format!("{table} = 1").parse::<Scenario>().unwrap_err().hint.contains("[[");
        let heading = if is_list { format!("[[{table}]]") } else { format!("[{table}]") };
        let part = section(&page, &format!("`{heading}`"));
        known(&format!("{heading}\nan_unthinkable_word_indeed = 1")).iter().for_each(|word| says(part, word));
    }
    KNOBS.iter().for_each(|knob| says(section(&page, "What can be turned"), knob.name));
}
