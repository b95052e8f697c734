//! What the guide to consensus shows is what this crate computes.
#![forbid(unsafe_code)]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used)] // a panic is a message here

#[path = "../examples/consensus_guide/parts/mod.rs"]
mod parts;

const MADE_BY_CODE: &str = ": made by code -->\n";

fn committed(file: &str) -> String {
    let path = format!("{}/../../{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_guide_shows_what_the_code_computes() {
    for part in parts::all() {
        let document = committed(&part.file);
        let Some(block) = part.block else {
            assert!(document == part.text, "{} is outdated: `cargo xtask docs` makes it anew", part.file);
            continue;
        };
        let start = format!("<!-- {block}{MADE_BY_CODE}");
        let (_, rest) = document.split_once(&start).unwrap_or_else(|| panic!("no block `{block}`"));
        let (shown, _) = rest.split_once("<!-- end -->\n").unwrap();
        assert_eq!(shown, part.text, "`{block}` is outdated: `cargo xtask docs` makes it anew");
    }
}

#[test]
fn every_block_and_picture_of_the_guide_is_made_and_seen() {
    let guide = committed(parts::GUIDE);
    let (mut blocks, mut pictures) = (0, 0);
    for part in parts::all() {
        match part.block {
            Some(_) => blocks += 1,
            None => {
                let link = part.file.strip_prefix("docs/guide/").unwrap();
                assert!(guide.contains(&format!("({link})")), "nobody sees {link}");
                pictures += 1;
            }
        }
    }
    assert_eq!(guide.matches(MADE_BY_CODE).count(), blocks);
    assert_eq!(guide.matches("](images/").count(), pictures);
}
