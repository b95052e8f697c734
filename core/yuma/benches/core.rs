//! How long the arithmetic of an epoch takes, and how many quotes a pool gives in a second.
//!
//! `cargo xtask bench core [--json] [-- CASE]`; one line a case, the median of several runs.
#![forbid(unsafe_code)]

use measure::criterion::Bencher;
use measure::networks::{Density, Network, Rule};
use measure::report::{Bench, Unit};
use myelin_economy::pool::{FeeRate, Pool, EVEN_WEIGHT, NO_CEILING};
use myelin_measure as measure;
use myelin_primitives::{Alpha, Tao};
use myelin_yuma::mechanism_epoch;
use std::hint::black_box;

/// Seats, and how many of them validate.
const SIZES: [(u16, u16); 6] = [(64, 16), (256, 64), (256, 128), (1024, 64), (1024, 256), (4096, 256)];

fn main() {
    let bench = Bench::of("core");
    for (uids, validators) in SIZES {
        for (density, shown) in [(Density::Dense, "dense"), (Density::Sparse, "sparse")] {
            for (rule, suffix) in [(Rule::Yuma3, ""), (Rule::Classic, "/classic"), (Rule::Liquid, "/liquid")] {
                let case = format!("epoch/{uids}x{validators}/{shown}{suffix}/core");
                bench.case(&case, Unit::Microseconds, || {
                    let network = Network::random(uids, validators, density, rule);
                    move |bencher: &mut Bencher| bencher.iter(|| mechanism_epoch(black_box(&network.input())))
                });
            }
        }
    }
    let quotes = Unit::PerSecond("quotes");
    for (case, tao_weight) in [("pool/quote", EVEN_WEIGHT), ("pool/quote/weighted", EVEN_WEIGHT / 10 * 11)] {
        bench.case(case, quotes, || {
            let pool = Pool { tao: Tao(40_000_000_000_000), alpha: Alpha(1_500_000_000_000_000), tao_weight };
            move |bencher: &mut Bencher| {
                bencher.iter(|| black_box(&pool).buy(black_box(Tao(5_000_000_000)), FeeRate::DEFAULT, NO_CEILING))
            }
        });
    }
}
