//! Issuance: how much one block may emit, given how much exists already. The same curve serves
//! TAO and the alpha of every subnet.

use myelin_primitives::Tao;

/// The most that may ever exist of a token, in rao.
pub const TOTAL_SUPPLY: u64 = 21_000_000_000_000_000;

/// What a block emits before the first halving, in rao.
pub const FIRST_BLOCK_EMISSION: u64 = 1_000_000_000;

/// Emission of one block: `E(x) = floor(10^9 / 2^k)`, halved each time half of what was left is issued.
///
/// The issued part of the supply is measured in steps of `2^-32`, rounded down, so a halving
/// may come up to five million rao late.
pub fn block_emission(issuance: u64) -> u64 {
    if issuance >= TOTAL_SUPPLY {
        return 0;
    }
    let issued_part = u128::from(issuance)
        .checked_shl(32)
        .and_then(|scaled| scaled.checked_div(u128::from(TOTAL_SUPPLY)))
        .unwrap_or_default();
    let left_part = (1u128 << 32).saturating_sub(issued_part).max(1);
    // `k` halvings have happened once the part left is at most `2^-k`.
    let halvings = 32u32.saturating_sub(ceil_log2(left_part));
    FIRST_BLOCK_EMISSION.checked_shr(halvings).unwrap_or_default()
}

/// What is really minted: the block's emission, but never past the supply of the ledger.
pub fn minted(counted_issuance: Tao, ledger_issuance: Tao) -> Tao {
    let room = TOTAL_SUPPLY.saturating_sub(ledger_issuance.rao());
    Tao(block_emission(counted_issuance.rao()).min(room))
}

/// The smallest `n` with `2^n >= value`.
fn ceil_log2(value: u128) -> u32 {
    value.checked_next_power_of_two().map_or(128, u128::trailing_zeros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_halving_comes_when_half_of_the_supply_is_out() {
        assert_eq!(block_emission(10_500_000_000_000_000 - 1), 1_000_000_000);
        assert_eq!(block_emission(10_500_000_000_000_000), 500_000_000);
    }

    #[test]
    fn nothing_is_emitted_once_the_supply_is_out() {
        assert_eq!(block_emission(TOTAL_SUPPLY), 0);
        assert_eq!(block_emission(u64::MAX), 0);
        assert_eq!(block_emission(20_999_979_972_839_356), 953);
    }

    #[test]
    fn a_block_never_mints_past_the_supply() {
        assert_eq!(minted(Tao(0), Tao(TOTAL_SUPPLY - 3)), Tao(3));
        assert_eq!(minted(Tao(0), Tao(TOTAL_SUPPLY + 3)), Tao(0));
        assert_eq!(minted(Tao(0), Tao(0)), Tao(1_000_000_000));
    }
}
