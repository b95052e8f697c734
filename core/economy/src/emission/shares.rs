//! Which part of a block's TAO goes to which subnet: by moving price, less what its miners burn.

use alloc::vec::Vec;
use myelin_primitives::fixed_point::{I96F32, U64F64, U96F32};
use myelin_primitives::Tao;

/// A subnet that takes part in emission, as far as its share depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The moving price, as stored; a stable subnet counts as one TAO per alpha.
    pub moving_price: I96F32,
    /// The part of the last epoch's miner emission that was withheld.
    pub miner_burned: U96F32,
    /// Whether root lets it have TAO at all.
    pub is_enabled: bool,
}

/// The share of each candidate, in their order; they add up to one or, where nobody has any, to zero.
///
/// Subnets go by price, reduced by the part of their miners' pay that was withheld. Where that
/// leaves nobody anything, price alone decides. Subnets switched off have no share, and the
/// others divide all of it.
pub fn subnet_shares(candidates: &[Candidate]) -> Vec<U64F64> {
    let base = normalised(candidates.iter().map(|candidate| positive(candidate.moving_price)).collect());
    let earned: Vec<U64F64> = base
        .iter()
        .zip(candidates)
        .map(|(base, candidate)| base.saturating_mul(U64F64::ONE.saturating_sub(burned(candidate))))
        .collect();
    let nothing_earned = total(&earned) == U64F64::ZERO;
    let shares = if nothing_earned { base } else { normalised(earned) };
    if candidates.iter().all(|candidate| candidate.is_enabled) {
        return shares;
    }
    let enabled = |(share, candidate): (U64F64, &Candidate)| if candidate.is_enabled { share } else { U64F64::ZERO };
    normalised(shares.into_iter().zip(candidates).map(enabled).collect())
}

/// The TAO of one share: `floor(emission * share)`, then cut to 32 bits after the point.
pub fn tao_of_share(block_emission: Tao, share: U64F64) -> U96F32 {
    U96F32::saturating_from_num(U64F64::from_num(block_emission.rao()).saturating_mul(share))
}

/// Whether root's part of the alpha is kept for claims: the moving prices sum to more than one TAO.
pub fn has_root_sell(moving_prices: impl IntoIterator<Item = I96F32>) -> bool {
    let sum = moving_prices.into_iter().fold(U64F64::ZERO, |sum, price| sum.saturating_add(positive(price)));
    sum > U64F64::ONE
}

/// The age of a subnet's emission in blocks; it counts from the block of its start call.
pub fn blocks_since_start(now: u64, first_emission_block: u64) -> u64 {
    now.saturating_sub(first_emission_block.saturating_sub(1))
}

/// The moving price one block later: `a * min(spot, 1) + (1 - a) * old`.
///
/// The smoothing starts at nothing and grows with the subnet's age: `a = smoothing * b / (b + h)`,
/// half of it after `h` blocks.
pub fn moving_price(old: I96F32, spot: U64F64, age_blocks: u64, halving_blocks: u64, smoothing: I96F32) -> I96F32 {
    let age = U64F64::from_num(age_blocks);
    let until_half = age.saturating_add(U64F64::from_num(halving_blocks));
    let maturity = age.checked_div(until_half).unwrap_or_default();
    let alpha = positive(smoothing).saturating_mul(maturity);
    let fresh = alpha.saturating_mul(spot.min(U64F64::ONE));
    let kept = U64F64::ONE.saturating_sub(alpha).saturating_mul(positive(old));
    I96F32::saturating_from_num(fresh.saturating_add(kept))
}

fn burned(candidate: &Candidate) -> U64F64 {
    U64F64::saturating_from_num(candidate.miner_burned.min(U96F32::ONE))
}

fn positive(value: I96F32) -> U64F64 {
    U64F64::saturating_from_num(value)
}

fn total(values: &[U64F64]) -> U64F64 {
    values.iter().fold(U64F64::ZERO, |sum, value| sum.saturating_add(*value))
}

/// Each value over their sum, rounded down; zero where there is nothing to divide by.
fn normalised(values: Vec<U64F64>) -> Vec<U64F64> {
    let sum = total(&values);
    values.into_iter().map(|value| value.checked_div(sum).unwrap_or_default()).collect()
}
