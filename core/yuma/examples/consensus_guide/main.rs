//! What `docs/guide/consensus.md` shows: its tables and its pictures, computed by the crate itself.
//! Prints one JSON object for each; `cargo xtask docs` puts them in their places.
#![forbid(unsafe_code)]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used)] // a panic is a message here

mod parts;

fn main() {
    for part in parts::all() {
        println!("{}", serde_json::json!({ "file": part.file, "block": part.block, "text": part.text }));
    }
}
