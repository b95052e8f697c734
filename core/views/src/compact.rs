//! Lists of compact numbers.

use alloc::vec::Vec;
use codec::Compact;

/// Wraps every number of a list.
pub fn list<T>(values: impl IntoIterator<Item = T>) -> Vec<Compact<T>> {
    values.into_iter().map(Compact).collect()
}

/// Text as the wire spells it: one compact number per byte.
pub fn text(bytes: &[u8]) -> Vec<Compact<u8>> {
    list(bytes.iter().copied())
}

/// Pairs of compact numbers, as weights and bonds are shown.
pub fn pairs(values: impl IntoIterator<Item = (u16, u16)>) -> Vec<(Compact<u16>, Compact<u16>)> {
    values.into_iter().map(|(first, second)| (Compact(first), Compact(second))).collect()
}
