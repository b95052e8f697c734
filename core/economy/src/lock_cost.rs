//! The price of a new subnet: twice the last one paid, falling in a straight line from there.

use myelin_primitives::{Tao, RAO_PER_TOKEN};

/// What the chain knows about the last subnet that was paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastLock {
    /// What it cost; the minimum lock if there was none yet.
    pub amount: Tao,
    /// The block it was paid in, or zero if there was none yet.
    pub block: u64,
}

/// The blocks in which a price falls by the last lock: it stretches no further than the emission
/// does, so it halves when the emission halves.
pub fn reduction_blocks(interval_blocks: u64, block_emission: u64) -> u64 {
    let blocks = u128::from(interval_blocks)
        .saturating_mul(u128::from(block_emission))
        .checked_div(u128::from(RAO_PER_TOKEN))
        .unwrap_or_default();
    u64::try_from(blocks).unwrap_or(u64::MAX)
}

/// What a new subnet costs: `max(minimum, k * last - floor(last / I) * (now - L))`.
///
/// `k` is 2 once a subnet was paid for; an interval of zero blocks means that the price does not fall.
pub fn lock_cost(last: LastLock, now: u64, reduction_blocks: u64, minimum: Tao) -> Tao {
    let amount = last.amount.rao();
    let start = if last.block == 0 { amount } else { amount.saturating_mul(2) };
    let per_block = amount.checked_div(reduction_blocks).unwrap_or_default();
    let fallen = per_block.saturating_mul(now.saturating_sub(last.block));
    Tao(start.saturating_sub(fallen)).max(minimum)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMUM: Tao = Tao::whole(1000);

    fn cost_after(blocks: u64, block_emission: u64) -> Tao {
        let last = LastLock { amount: Tao::whole(2000), block: 500 };
        let reduction = reduction_blocks(100_800, block_emission);
        lock_cost(last, 500 + blocks, reduction, MINIMUM)
    }

    #[test]
    fn right_after_a_registration_the_next_costs_twice_as_much() {
        assert_eq!(cost_after(0, 1_000_000_000), Tao::whole(4000));
    }

    #[test]
    fn the_cost_falls_twice_as_fast_once_emission_has_halved() {
        assert_eq!(reduction_blocks(100_800, 500_000_000), 50_400);
        assert_eq!(cost_after(7_200, 500_000_000), Tao(3_714_285_719_200));
        assert_eq!(cost_after(25_200, 500_000_000), Tao(3_000_000_017_200));
        assert_eq!(cost_after(50_400, 500_000_000), Tao(2_000_000_034_400));
    }

    #[test]
    fn the_first_subnet_costs_the_minimum() {
        let none_yet = LastLock { amount: MINIMUM, block: 0 };
        assert_eq!(lock_cost(none_yet, 10, 100_800, MINIMUM), MINIMUM);
    }

    #[test]
    fn without_emission_the_cost_does_not_fall() {
        assert_eq!(cost_after(1_000_000, 0), Tao::whole(4000));
    }

    #[test]
    fn the_cost_never_falls_below_the_minimum() {
        assert_eq!(cost_after(u64::MAX - 500, 1_000_000_000), MINIMUM);
    }
}
