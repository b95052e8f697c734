//! What root stake earns on a subnet: it accrues as a rate per rao of root stake, and is paid out
//! on claim.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use myelin_primitives::fixed_point::I96F32;
use myelin_primitives::Alpha;

/// What becomes of a root dividend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accrual {
    /// Raises the rate every rao of root stake behind the hotkey may claim.
    Claimable(I96F32),
    /// More than there is root stake: the hotkey's owner is paid at once.
    PaidToOwner,
}

/// Divides a root dividend by the hotkey's root stake.
pub fn accrue(dividend: Alpha, root_stake: Alpha) -> Accrual {
    if dividend > root_stake {
        return Accrual::PaidToOwner;
    }
    // Nothing over nothing is a rate of zero: it is recorded, and pays nobody.
    let rate = I96F32::from_num(dividend.rao()).checked_div(I96F32::from_num(root_stake.rao()));
    Accrual::Claimable(rate.unwrap_or_default())
}

/// What a coldkey may claim: `rate * stake - claimed`, never below zero.
///
/// Only whole rao are paid; the fraction stays owed.
pub fn owed(rate: I96F32, root_stake: Alpha, claimed: u128) -> I96F32 {
    rate.saturating_mul(I96F32::from_num(root_stake.rao()))
        .saturating_sub(I96F32::saturating_from_num(claimed))
        .max(I96F32::ZERO)
}

/// What counts as already claimed for root stake that arrives, or no longer for stake that leaves:
/// `floor(rate * stake)`, so that past dividends are neither gained nor lost.
pub fn claimed_with(rate: I96F32, root_stake: Alpha) -> u64 {
    rate.saturating_mul(I96F32::from_num(root_stake.rao())).saturating_to_num()
}

/// The coldkeys a block claims for, by their place in the index: up to `count` of `indexed`,
/// drawn from the parent hash, each once, ascending.
pub fn auto_claims(parent_hash: &[u8; 32], indexed: u64, count: u64) -> Vec<u64> {
    let words: Vec<u64> = parent_hash
        .chunks_exact(8)
        .map(|bytes| bytes.iter().fold(0u64, |word, byte| (word << 8) | u64::from(*byte)))
        .collect();
    let mut last = words.first().copied().unwrap_or_default();
    let mut drawn = BTreeSet::new();
    for word in words.iter().cycle().take(usize::try_from(count).unwrap_or_default()) {
        let Some(place) = last.saturating_add(*word).checked_rem(indexed) else {
            break;
        };
        drawn.insert(place);
        last = place;
    }
    drawn.into_iter().collect()
}
