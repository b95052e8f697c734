//! What work costs in block space.
//!
//! Every room says of its calls how much they do: values read and written, at the wire's price for
//! each, values passed on the way through a map, and computing. How that was measured, and by how
//! much more is charged, is told in `docs/design/weights.md`.

use crate::Config;
use polkadot_sdk::{
    frame_support::{dispatch::PostDispatchInfo, weights::Weight},
    sp_core::Get,
};

/// How much more computing is charged than was measured, for machines that are slower.
const MARGIN: u64 = 3;
/// Picoseconds to pass one value on the way through a map, with the margin: next to each other in
/// the trie, values share nearly all that is looked up.
const TIME_TO_PASS: u64 = 15_000_000;
/// Bytes of the trie that a proof needs for a value read alone, beside the value.
const PROOF_OF_READ: u64 = 2_048;
/// The same for one that is passed.
const PROOF_OF_PASSING: u64 = 512;

/// Most seats a subnet has.
pub const SEATS: u64 = 256;

/// What something does, in counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Time to compute, as it was measured.
    nanoseconds: u64,
    reads: u64,
    writes: u64,
    passed: u64,
    /// Bytes of values that are longer than a few words.
    bytes: u64,
}

impl Work {
    /// Reads and writes so many values.
    pub const fn of(reads: u64, writes: u64) -> Self {
        Self { nanoseconds: 0, reads, writes, passed: 0, bytes: 0 }
    }

    /// And computes for so long.
    pub const fn computing(self, nanoseconds: u64) -> Self {
        Self { nanoseconds: self.nanoseconds.saturating_add(nanoseconds), ..self }
    }

    /// And passes so many values of a map.
    pub const fn passing(self, values: u64) -> Self {
        Self { passed: self.passed.saturating_add(values), ..self }
    }

    /// And reads values of so many bytes, beside what they have in common with short ones.
    pub const fn long(self, bytes: u64) -> Self {
        Self { bytes: self.bytes.saturating_add(bytes), ..self }
    }

    /// This and that.
    pub const fn and(self, that: Self) -> Self {
        Self {
            nanoseconds: self.nanoseconds.saturating_add(that.nanoseconds),
            reads: self.reads.saturating_add(that.reads),
            writes: self.writes.saturating_add(that.writes),
            passed: self.passed.saturating_add(that.passed),
            bytes: self.bytes.saturating_add(that.bytes),
        }
    }

    /// So many times the same.
    pub const fn times(self, count: u64) -> Self {
        Self {
            nanoseconds: self.nanoseconds.saturating_mul(count),
            reads: self.reads.saturating_mul(count),
            writes: self.writes.saturating_mul(count),
            passed: self.passed.saturating_mul(count),
            bytes: self.bytes.saturating_mul(count),
        }
    }

    /// The block space it takes.
    pub fn weight<T: Config>(self) -> Weight {
        let computing = self.nanoseconds.saturating_mul(1_000).saturating_mul(MARGIN);
        let passing = self.passed.saturating_mul(TIME_TO_PASS);
        let proof =
            self.reads.saturating_mul(PROOF_OF_READ).saturating_add(self.passed.saturating_mul(PROOF_OF_PASSING));
        Weight::from_parts(computing.saturating_add(passing), proof.saturating_add(self.bytes))
            .saturating_add(T::DbWeight::get().reads_writes(self.reads, self.writes))
    }
}

/// What a call gives back that says what it took: the rest of what was declared is not charged.
pub fn spent(weight: Weight) -> PostDispatchInfo {
    Some(weight).into()
}

/// A length as it is counted here.
pub fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
