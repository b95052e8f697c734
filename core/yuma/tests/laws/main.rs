//! Laws that hold for every subnet, tried on random ones: each on 256 networks, on many more where
//! `PROPTEST_CASES` asks for them.
#![forbid(unsafe_code)]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used)] // a panic is a message here

mod agreement;
mod consensus;
mod explanation;
mod networks;
#[path = "../oracle/mod.rs"]
mod oracle;
mod payout;
mod permutation;

use myelin_yuma::max_upscale;
use networks::parts;
use proptest::{collection::vec, prelude::*};

/// Fewer cases where a single one takes long.
fn cases_over(divisor: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.div_ceil(divisor), ..usual }
}

proptest! {
    #[test]
    fn upscaling_fills_the_range_keeps_the_order_and_settles(values in vec(parts(), 0..12)) {
        let scaled = max_upscale(&values);
        if values.iter().any(|value| *value > 0) {
            prop_assert_eq!(scaled.iter().max(), Some(&u16::MAX));
        }
        for (a, scaled_a) in values.iter().zip(&scaled) {
            prop_assert!(values.iter().zip(&scaled).all(|(b, scaled_b)| a > b || scaled_a <= scaled_b));
        }
        prop_assert_eq!(max_upscale(&scaled), scaled);
    }
}
