//! How many epochs the simulator plays in a second, on the core and on the real runtime.
//!
//! `cargo xtask bench sim [--json] [-- CASE]`. `engine/` hands in rows that are there already and runs
//! the rest of a tempo of 360 blocks; `epoch/` is the runtime with an epoch in every other block; `world/` is all of a
//! tempo, with miners who work and validators who look.
#![forbid(unsafe_code)]
#![allow(clippy::arithmetic_side_effects)] // a bench

use measure::criterion::Bencher;
use measure::report::{Bench, Unit};
use myelin_measure as measure;
use myelin_simulator::{
    engine::{CoreEngine, Engine},
    scenario::{Miners, Scenario, Stake, Validators},
    world::World,
};
use myelin_simulator_runtime::{Economy, RuntimeEngine};

/// Seats without the owner's, and how many of them validate.
const SIZES: [(u16, u16); 2] = [(63, 16), (255, 64)];

fn scenario(seats: u16, validators: u16) -> Scenario {
    let miners = Miners { count: seats - validators, spread: 0.4, noise: 0.05, drift: 0.02, ..Default::default() };
    let stake = Stake::Each(10_000_000_000_000);
    let validators = Validators { count: validators, stake, noise: 0.1, ..Default::default() };
    let mut scenario = Scenario { miners: vec![miners], validators: vec![validators], ..Default::default() };
    let open = myelin_primitives::hyperparameters::Value::Bool(false);
    scenario.settings.set("commit_reveal", open).expect("there is that hyperparameter");
    scenario
}

/// An engine that has run for some tempos, with the rows it was given last.
fn engine(scenario: &'static Scenario, engine: impl Engine + 'static) -> impl FnMut() {
    let mut world = World::new(scenario, 1, engine);
    (0..3).for_each(|_| world.pass());
    let mut engine = world.into_engine();
    let rows: Vec<Vec<(u16, u16)>> = (0..scenario.seats()).map(|seat| engine.row(seat).to_vec()).collect();
    move || {
        for (seat, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            assert!(engine.submit(seat, row), "rows are taken");
        }
        engine.close();
    }
}

/// Epochs on the weights that were handed in once.
fn epochs_alone(scenario: &'static Scenario, engine: impl Engine + 'static) -> impl FnMut() {
    let mut world = World::new(scenario, 1, engine);
    (0..3).for_each(|_| world.pass());
    let mut engine = world.into_engine();
    move || engine.close()
}

fn with_tempo(mut scenario: Scenario, blocks: u64) -> Scenario {
    let tempo = myelin_primitives::hyperparameters::Value::U64(blocks);
    scenario.settings.set("tempo", tempo).expect("there is that hyperparameter");
    scenario
}

fn world(scenario: &'static Scenario, engine: impl Engine + 'static) -> impl FnMut() {
    let mut world = World::new(scenario, 1, engine);
    move || world.pass()
}

fn main() {
    let bench = Bench::of("sim");
    let epochs = Unit::PerSecond("epochs");
    let repeated = |mut tempo: Box<dyn FnMut()>| move |bencher: &mut Bencher| bencher.iter(&mut tempo);
    let kept_busy: &'static Scenario = Box::leak(Box::new(with_tempo(scenario(255, 64), 1)));
    // An epoch in every other block: the block that pays 256 seats, and hardly any other.
    bench.case("epoch/256x64/runtime", epochs, || {
        let runtime = RuntimeEngine::new(kept_busy, Economy::Running).expect("the runtime can play it");
        repeated(Box::new(epochs_alone(kept_busy, runtime)))
    });
    for (seats, validators) in SIZES {
        // Benches end with their process.
        let scenario: &'static Scenario = Box::leak(Box::new(scenario(seats, validators)));
        let size = format!("{}x{validators}", seats + 1);
        let runtime = || RuntimeEngine::new(scenario, Economy::Running).expect("the runtime can play it");
        bench.case(&format!("engine/{size}/core"), epochs, || {
            repeated(Box::new(engine(scenario, CoreEngine::new(scenario))))
        });
        bench.case(&format!("world/{size}/core"), epochs, || {
            repeated(Box::new(world(scenario, CoreEngine::new(scenario))))
        });
        bench.case(&format!("engine/{size}/runtime"), epochs, || repeated(Box::new(engine(scenario, runtime()))));
        bench.case(&format!("world/{size}/runtime"), epochs, || repeated(Box::new(world(scenario, runtime()))));
    }
}
