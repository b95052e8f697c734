//! Who gets which part of the emission.

use crate::{math, sparse::Rows};
use alloc::{vec, vec::Vec};
use myelin_primitives::fixed_point::I32F32;

/// What the clipped weights say about both sides.
pub struct Verdict {
    /// For each validator, how much of its weight the consensus left: the sum of its clipped row.
    pub validator_trust: Vec<I32F32>,
    /// For each miner, its rank among all ranks.
    pub incentive: Vec<I32F32>,
}

/// What the consensus leaves of a weight.
pub fn clipped(weight: I32F32, consensus: I32F32) -> I32F32 {
    weight.min(consensus)
}

/// What a clipped weight adds to the miner's rank.
pub fn backing(stake: I32F32, clipped: I32F32) -> I32F32 {
    math::mul(stake, clipped)
}

/// What a bond earns, of one: the bond's part of its column, of what the miner earns.
pub fn earned(part: I32F32, incentive: I32F32) -> I32F32 {
    math::mul(part, incentive)
}

/// Yuma3 lets stake back what bonds earned; what does not fit counts as nothing.
pub fn backed(earned: I32F32, stake: I32F32) -> I32F32 {
    earned.checked_mul(stake).unwrap_or_default()
}

/// Clips every weight at the consensus. `T_i = sum_j min(W_ij, C_j)`; a miner's rank is
/// `R_j = sum_i S_i * min(W_ij, C_j)`, its incentive `R_j / sum R`.
pub fn judge(weights: &Rows, consensus: &[I32F32], active_stake: &[I32F32]) -> Verdict {
    let mut validator_trust = Vec::with_capacity(consensus.len());
    let mut incentive = vec![I32F32::ZERO; consensus.len()];
    for (row, stake) in weights.rows().zip(active_stake) {
        let mut trust = I32F32::ZERO;
        for (column, weight) in row.entries() {
            let clipped = clipped(weight, math::at(consensus, column));
            trust = trust.saturating_add(clipped);
            if let Some(rank) = incentive.get_mut(usize::from(column)) {
                *rank = rank.saturating_add(backing(*stake, clipped));
            }
        }
        validator_trust.push(trust);
    }
    math::normalise(&mut incentive);
    Verdict { validator_trust, incentive }
}

/// Classic dividends: `D_i = sum_j I_j * B_ij`, of all dividends. The columns of `bonds` sum to one.
pub fn classic_dividends(bonds: &Rows, incentive: &[I32F32]) -> Vec<I32F32> {
    let mut dividends: Vec<_> = bonds
        .rows()
        .map(|row| {
            row.entries()
                .fold(I32F32::ZERO, |sum, (column, bond)| sum.saturating_add(earned(bond, math::at(incentive, column))))
        })
        .collect();
    math::normalise(&mut dividends);
    dividends
}

/// Dividends of Yuma3: `D_i = S_i * sum_j I_j * B_ij / sum_k B_kj`, of all dividends. Stake enters
/// here and not in the bonds.
pub fn backed_dividends(bonds: &Rows, incentive: &[I32F32], active_stake: &[I32F32]) -> Vec<I32F32> {
    let sums: Vec<_> = bonds.column_sums(incentive.len()).into_iter().map(math::Divisor::new).collect();
    let mut dividends: Vec<_> = bonds
        .rows()
        .zip(active_stake)
        .map(|(row, stake)| {
            let earned = row.entries().fold(I32F32::ZERO, |sum, (column, bond)| {
                let part = math::at(&sums, column).divide(bond);
                sum.saturating_add(earned(part, math::at(incentive, column)))
            });
            backed(earned, *stake)
        })
        .collect();
    math::normalise(&mut dividends);
    dividends
}

/// How an emission falls on the seats, in rao. Rounding leaves a little of it unassigned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payout {
    /// For the seats' work as miners.
    pub server: Vec<u64>,
    /// For the seats' work as validators.
    pub validator: Vec<u64>,
    /// For both, rounded once.
    pub combined: Vec<u64>,
    /// Incentives and dividends together, by which the emission was divided.
    pub claims: I32F32,
}

/// Divides `emission` by incentives and dividends. Where there are neither, stake takes all of it:
/// the active stake, or any stake if none is active.
pub fn pay(
    emission: u64,
    incentive: &[I32F32],
    dividends: &[I32F32],
    active_stake: &[I32F32],
    stake: &[I32F32],
) -> Payout {
    let combined: Vec<_> = incentive.iter().zip(dividends).map(|(a, b)| a.saturating_add(*b)).collect();
    let claims = math::sum(&combined);
    let paid = |shares: &[I32F32], whole: I32F32| {
        shares.iter().map(|share| part(emission, math::div(*share, whole))).collect()
    };
    if claims != I32F32::ZERO {
        return Payout {
            server: paid(incentive, claims),
            validator: paid(dividends, claims),
            combined: paid(&combined, claims),
            claims,
        };
    }
    let backing = if math::sum(active_stake) == I32F32::ZERO { stake } else { active_stake };
    let by_stake: Vec<_> = backing.iter().map(|share| part(emission, *share)).collect();
    Payout { server: vec![0; incentive.len()], validator: by_stake.clone(), combined: by_stake, claims }
}

/// `floor(share * emission)`.
fn part(emission: u64, share: I32F32) -> u64 {
    let bits = u128::try_from(share.to_bits()).unwrap_or_default();
    let product = bits.saturating_mul(u128::from(emission)); // below 2^127: the bits are below 2^63
    u64::try_from(product >> 32).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_any_claims_active_stake_takes_the_emission() {
        let [none, half] = [[I32F32::ZERO; 2], [I32F32::lit("0.5"); 2]];
        let payout = pay(101, &none, &none, &[I32F32::ONE, I32F32::ZERO], &half);
        assert_eq!((payout.server, payout.validator), (vec![0, 0], vec![101, 0]));
        assert_eq!(pay(101, &none, &none, &none, &half).combined, [50, 50]);
    }

    #[test]
    fn parts_round_down() {
        assert_eq!(part(u64::MAX, I32F32::ONE), u64::MAX);
        assert_eq!(part(3, I32F32::lit("0.5")), 1);
        assert_eq!(part(3, I32F32::lit("-0.5")), 0);
    }
}
