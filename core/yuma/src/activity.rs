//! Which seats have shown themselves lately enough to count.

/// After how many blocks without weights a seat counts as inactive: `tempo` times a factor in
/// thousandths, at least one block.
pub fn activity_cutoff(tempo: u16, factor_milli: u32) -> u64 {
    u64::from(factor_milli).saturating_mul(u64::from(tempo)).wrapping_div(1000).max(1)
}

/// Whether a seat that last set or committed weights at `last_update` still counts at `now`.
pub fn is_active(last_update: u64, cutoff_blocks: u64, now: u64) -> bool {
    last_update.saturating_add(cutoff_blocks) >= now
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cutoff_follows_the_tempo_and_is_never_zero() {
        assert_eq!(activity_cutoff(360, 13_889), 5000);
        assert_eq!(activity_cutoff(100, 1000), 100);
        assert_eq!(activity_cutoff(0, 50_000), 1);
    }

    #[test]
    fn a_seat_is_active_through_the_last_block_of_its_cutoff() {
        assert!(is_active(100, 5, 105));
        assert!(!is_active(100, 5, 106));
        assert!(is_active(u64::MAX, 5, u64::MAX));
    }
}
