//! Prints a strip and what is written on it: `cargo run --release -p myelin-vision --example strip -- 7`.
//!
//! The number picks the seed; `--pgm` prints an image file instead of text.
#![forbid(unsafe_code)]
#![allow(clippy::indexing_slicing)]

use myelin_subnet::Subnet;
use myelin_vision::Vision;

fn main() {
    let mut seed = [0; 32];
    let mut as_image = false;
    for argument in std::env::args().skip(1) {
        match argument.parse::<u64>() {
            Ok(number) => seed[..8].copy_from_slice(&number.to_le_bytes()),
            Err(_) if argument == "--pgm" => as_image = true,
            Err(_) => return eprintln!("error: `{argument}` is neither a number nor --pgm"),
        }
    }
    let item = Vision::new().item(&seed);
    match as_image {
        true => print!("{}", item.strip.as_pgm()),
        false => println!("{}{}", item.strip.as_text(), item.digits),
    }
}
