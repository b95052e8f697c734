//! Trains every kind of reader and prints how well it reads what none of them was trained on:
//! `cargo run --release -p myelin-vision --example accuracies`. A number picks the training's seed.
#![forbid(unsafe_code)]

use myelin_subnet::Subnet;
use myelin_vision::{held_out_accuracy, Kind, Reader, Tape, TrainError, Vision, VisionMiner};
use std::time::Instant;

fn main() -> Result<(), TrainError> {
    let seed = std::env::args().nth(1).and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let tape = Tape::new();
    let mut neighbour = None;
    println!("{:18} {:>8} {:>6} {:>9} {:>11}", "reader", "accuracy", "merit", "trained", "a strip");
    for kind in Kind::ALL {
        let start = Instant::now();
        let reader = match kind {
            Kind::Copier => Reader::copier(tape.clone()),
            _ => Reader::train(kind, seed, None, |_| ())?,
        };
        let trained = start.elapsed();
        let miner = VisionMiner::new(reader);
        let accuracy = held_out_accuracy(&miner, neighbour.as_ref().filter(|_| kind == Kind::Copier));
        let merit = Vision::new().merit(accuracy);
        let reading = reading_time(&miner);
        println!("{kind:18} {:8.3} {merit:6.3} {:7.2} s {reading:8.1} us", accuracy.as_f64(), trained.as_secs_f64());
        neighbour.get_or_insert(miner.recording(tape.clone()));
    }
    Ok(())
}

/// Microseconds from a question to its answer, on average.
fn reading_time(miner: &VisionMiner) -> f64 {
    let question = |seed: u8| Vision::new().question(&Vision::new().item(&[seed; 32]));
    let questions: Vec<_> = (0..=255).map(question).collect();
    let start = Instant::now();
    let answered = questions.iter().filter(|question| miner.read(question).is_ok()).count();
    start.elapsed().as_secs_f64() * 1e6 / answered.max(1) as f64
}
