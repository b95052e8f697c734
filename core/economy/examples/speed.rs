//! How long a trade takes: `cargo run --release -p myelin-economy --example speed`.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use myelin_economy::burn_price::decay_factor;
use myelin_economy::pool::{FeeRate, Pool, EVEN_WEIGHT, NO_CEILING};
use myelin_primitives::{Alpha, Tao};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: u32 = 20_000;

fn measure<T>(what: &str, mut work: impl FnMut(u64) -> T) {
    let start = Instant::now();
    for round in 0..ROUNDS {
        black_box(work(u64::from(round)));
    }
    println!("{what}: {:?}", start.elapsed() / ROUNDS);
}

fn pool(tao_weight: u64) -> Pool {
    Pool { tao: Tao(1_000_000_000_000), alpha: Alpha(4_000_000_000_000), tao_weight }
}

fn main() {
    for (name, weight) in [("even weights", EVEN_WEIGHT), ("odd weights", 499_993_018_043_996_628)] {
        let pool = pool(weight);
        let bought = |ceiling| move |round| pool.buy(Tao(100_000_000_000 + round), FeeRate::DEFAULT, ceiling);
        measure(&format!("buy, {name}"), bought(NO_CEILING));
        measure(&format!("buy stopped at its limit, {name}"), bought(260_000_000));
        let weights = |round| pool.weights_after_liquidity(Tao(round), Alpha(4 * round));
        measure(&format!("liquidity, {name}"), weights);
    }
    measure("decay factor of a seat's price", |round| decay_factor(360 + round as u16));
}
