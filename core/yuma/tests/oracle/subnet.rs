//! What the mechanisms of a subnet come to together, plainly.

use myelin_yuma::{MechanismOutcome, SubnetOutcome};

/// The parts of an emission: equal, or as named in parts of 65535; the first takes the remainder.
pub fn split(emission: u64, mechanisms: u8, named: Option<&[u16]>) -> Vec<u64> {
    let part = |mechanism: usize| match named {
        None => u128::from(emission) / u128::from(mechanisms),
        Some(named) => u128::from(emission) * u128::from(named.get(mechanism).copied().unwrap_or(0)) / 65535,
    };
    let mut parts: Vec<_> = (0..usize::from(mechanisms)).map(part).collect();
    let rest = u128::from(emission) - parts.iter().sum::<u128>();
    parts.iter_mut().take(1).for_each(|first| *first += rest);
    parts.into_iter().map(|part| part as u64).collect()
}

/// Sums of what is paid, and averages of what describes a seat, rounded down after each mechanism.
pub fn aggregate(outcomes: &[MechanismOutcome], emissions: &[u64]) -> SubnetOutcome {
    let size = outcomes.first().map_or(0, |outcome| outcome.active.len());
    let total: u128 = emissions.iter().map(|emission| u128::from(*emission)).sum();
    // With 64 bits after the point.
    let share = |mechanism: usize| match (total, mechanism) {
        (0, 0) => 1 << 64,
        (0, _) => 0,
        _ => (u128::from(emissions[mechanism]) << 64) / total,
    };
    // A whole term times its share: both halves of the share apart, so that it fits.
    let scaled = |term: u64, share: u128| {
        u128::from(term) * (share >> 64) + ((u128::from(term) * (share & u128::from(u64::MAX))) >> 64)
    };
    let averaged = |of: &dyn Fn(&MechanismOutcome) -> u64| {
        outcomes.iter().enumerate().fold(0, |sum: u128, (k, outcome)| sum + scaled(of(outcome), share(k))) as u64
    };
    let summed = |of: &dyn Fn(&MechanismOutcome) -> u64| {
        outcomes.iter().fold(0, |sum: u64, outcome| sum.saturating_add(of(outcome)))
    };
    let uids = || 0..size;
    SubnetOutcome {
        active: uids().map(|i| outcomes.iter().any(|outcome| outcome.active[i])).collect(),
        validator_permit: uids().map(|i| outcomes.iter().any(|outcome| outcome.validator_permit[i])).collect(),
        stake: uids().map(|i| summed(&|outcome| outcome.stake[i])).collect(),
        server_emission: uids().map(|i| summed(&|outcome| outcome.server_emission[i])).collect(),
        validator_emission: uids().map(|i| summed(&|outcome| outcome.validator_emission[i])).collect(),
        emission: uids().map(|i| averaged(&|outcome| outcome.emission[i])).collect(),
        stake_weight: uids().map(|i| averaged(&|outcome| outcome.stake_weight[i].into()) as u16).collect(),
        consensus: uids().map(|i| averaged(&|outcome| outcome.consensus[i].into()) as u16).collect(),
        dividends: uids().map(|i| averaged(&|outcome| outcome.dividends[i].into()) as u16).collect(),
        validator_trust: uids().map(|i| averaged(&|outcome| outcome.validator_trust[i].into()) as u16).collect(),
    }
}
