//! What holds for every input: no value out of nothing, and no input that panics. Each law is tried
//! on a thousand inputs, chains on 256; on many more where `PROPTEST_CASES` asks for them.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod emission;
mod ledger;
#[path = "../models/mod.rs"]
mod models;
mod pool;
mod shares;

use myelin_economy::burn_price;
use myelin_economy::emission::Stakes;
use myelin_economy::issuance::TOTAL_SUPPLY;
use myelin_economy::lock_cost::{lock_cost, reduction_blocks, LastLock};
use myelin_economy::median_price::{median_price, opening_alpha};
use myelin_economy::pool::{Pool, EVEN_WEIGHT, LEAST_RESERVE, LEAST_WEIGHT};
use myelin_economy::shares::SafeFloat;
use myelin_primitives::fixed_point::{I96F32, U64F64};
use myelin_primitives::{Alpha, Tao};
use proptest::prelude::*;

/// A pool as it may stand on a chain.
fn living_pool() -> impl Strategy<Value = Pool> {
    let reserve =
        || (LEAST_RESERVE.ilog2()..=TOTAL_SUPPLY.ilog2()).prop_flat_map(|bits| 1u64 << bits..=(2 << bits) - 1);
    let weight = prop_oneof![Just(EVEN_WEIGHT), LEAST_WEIGHT..=1_000_000_000_000_000_000 - LEAST_WEIGHT];
    (reserve(), reserve(), weight).prop_map(|(tao, alpha, tao_weight)| Pool {
        tao: Tao(tao.clamp(LEAST_RESERVE, TOTAL_SUPPLY)),
        alpha: Alpha(alpha.clamp(LEAST_RESERVE, TOTAL_SUPPLY)),
        tao_weight,
    })
}

/// Any bits at all.
fn any_pool() -> impl Strategy<Value = Pool> {
    (any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(tao, alpha, tao_weight)| Pool {
        tao: Tao(tao),
        alpha: Alpha(alpha),
        tao_weight,
    })
}

fn any_float() -> impl Strategy<Value = SafeFloat> {
    (any::<u128>(), any::<i64>()).prop_map(|(mantissa, exponent)| SafeFloat { mantissa, exponent })
}

fn any_stakes() -> impl Strategy<Value = Stakes> {
    (any::<u64>(), any::<u64>()).prop_map(|(alpha, root)| Stakes { alpha: Alpha(alpha), root: Alpha(root) })
}

fn any_price() -> impl Strategy<Value = I96F32> {
    any::<i128>().prop_map(I96F32::from_bits)
}

/// Amounts of every size, not only huge ones.
fn any_size() -> impl Strategy<Value = u64> {
    (0u32..64, any::<u64>()).prop_map(|(bits, value)| value >> bits)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 4))]

    #[test]
    fn no_price_panics(a in any::<u64>(), b in any::<u64>(), c in any::<u64>(), d in any::<u64>(), bits in any::<u128>(), other in any::<u128>()) {
        let _ = (burn_price::decay_factor(a as u16), burn_price::after_block(Tao(a), b));
        let _ = (burn_price::after_registration(Tao(a), U64F64::from_bits(bits)), burn_price::clamped(Tao(a), Tao(b), Tao(c)));
        let last = LastLock { amount: Tao(a), block: b };
        let _ = lock_cost(last, c, reduction_blocks(d, a), Tao(d));
        let median = median_price([U64F64::from_bits(bits), U64F64::from_bits(other)]);
        let _ = opening_alpha(Tao(a), median);
    }
}
