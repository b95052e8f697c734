//! Whatever twenty people try on five subnets, the chain's books add up after every block.
//!
//! `MYELIN_TURMOIL_SEED` chooses the history and `MYELIN_TURMOIL_CALLS` its length; a failure
//! prints both, and with them the same history is told again.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use myelin_determinism::{History, Native, Turmoil};
use std::{
    env,
    panic::{catch_unwind, resume_unwind, AssertUnwindSafe},
    str::FromStr,
};

const SEED: u64 = 1;
const CALLS: u32 = 3_000;
const EACH_BLOCK: usize = 20;

fn told<T: FromStr>(name: &str, otherwise: T) -> T {
    env::var(name).ok().map_or(otherwise, |value| value.parse().ok().expect("a number"))
}

/// Lets the history happen until so many calls were tried, with all checks after each block.
fn live(seed: u64, calls: u32) -> History {
    let mut history = History::told_by(Turmoil::new(seed, EACH_BLOCK));
    let replay = format!(
        "MYELIN_TURMOIL_SEED={seed} MYELIN_TURMOIL_CALLS={calls} cargo test -p myelin-determinism --test turmoil"
    );
    let mut block = 0;
    while history.tally.all() < calls {
        block += 1;
        let before = history.inspect(myelin_runtime::checks::sums);
        let made = catch_unwind(AssertUnwindSafe(|| history.next_block(&mut Native)));
        if let Err(panic) = made {
            eprintln!("seed {seed}: block {block} panics; again with\n{replay}");
            resume_unwind(panic);
        }
        if let Err(broken) = history.inspect(myelin_runtime::checks::all) {
            history.last_block.iter().for_each(|tried| eprintln!("{tried}"));
            let after = history.inspect(myelin_runtime::checks::sums);
            before.iter().for_each(|sum| eprintln!("before: {sum}"));
            after.iter().for_each(|sum| eprintln!("after: {sum}"));
            panic!("seed {seed}, block {block}: {broken}; again with\n{replay}");
        }
    }
    history
}

#[test]
fn nothing_drifts_and_nothing_panics_whatever_is_tried() {
    let history = live(told("MYELIN_TURMOIL_SEED", SEED), told("MYELIN_TURMOIL_CALLS", CALLS));
    for (name, tally) in &history.by_call {
        println!("{name:<50} {:>6} done {:>6} failed {:>6} refused", tally.done, tally.failed, tally.invalid);
    }
    let tally = history.tally;
    println!("{tally:?}");
    assert!(tally.done * 5 > tally.all() * 2, "many calls should do something: {tally:?}");
    assert!(tally.failed * 20 > tally.all(), "some calls should fail: {tally:?}");
}
