//! Which stored weights count in an epoch.

use crate::{epoch::StoredRow, math, sparse::Rows};
use myelin_primitives::{fixed_point::I32F32, Uid};

/// What decides about a weight, each list in uid order.
pub struct Masks<'a> {
    pub permits: &'a [bool],
    pub owner: Option<Uid>,
    /// Block of each seat's last weights.
    pub last_update: &'a [u64],
    /// Block at which each seat was taken.
    pub registered_at: &'a [u64],
    /// Block of each seat's oldest pending commit, where weights are committed first.
    pub earliest_commit: Option<&'a [u64]>,
}

impl Masks<'_> {
    /// The seats registered before this block are the ones a row may speak about. Weights given at
    /// the block of a registration, or before, were meant for whoever held the seat then; so were
    /// weights whose successor was committed before it and still waits to be revealed.
    fn registered_before(&self, uid: usize) -> u64 {
        let last_update = self.last_update.get(uid).copied().unwrap_or_default();
        let Some(commits) = self.earliest_commit else { return last_update };
        let commit = commits.get(uid).copied().unwrap_or(u64::MAX);
        last_update.min(commit.saturating_add(1)) // a registration in the commit's own block still counts
    }
}

/// The stored rows that count, each normalised to sum to one, their entries in the stored order:
/// validators' rows only, nobody's weight on itself except the owner's, no weight on a seat that
/// changed hands since.
pub fn counted(stored: &[StoredRow], masks: &Masks) -> Rows {
    let width = masks.registered_at.len();
    let rows = || masks.permits.iter().enumerate().map(|(uid, permit)| stored.get(uid).filter(|_| *permit));
    let latest_registration = masks.registered_at.iter().copied().max().unwrap_or_default();
    let mut counted = Rows::with_capacity(width, rows().flatten().map(StoredRow::len).sum());
    for (uid, row) in rows().enumerate() {
        let row = row.map(StoredRow::as_slice).unwrap_or_default();
        let registered_before = masks.registered_before(uid);
        let may_weigh_itself = masks.owner.is_some_and(|owner| owner.index() == uid);
        let names_a_miner = |seat: usize| seat < width && (seat != uid || may_weigh_itself);
        // The unit cancels in the division below, and bits divide faster than integers.
        let entry = |(column, weight): &(u16, u16)| (*column, I32F32::from_bits(i64::from(*weight)));
        let all_count = latest_registration < registered_before
            && row.iter().fold(true, |all, (column, _)| all & names_a_miner(usize::from(*column)));
        if all_count {
            counted.push_row(row.iter().map(entry)); // as nearly always: no entry has to be looked at
        } else {
            let stands = |seat: usize| masks.registered_at.get(seat).is_some_and(|block| *block < registered_before);
            let counts = |seat: usize| stands(seat) && names_a_miner(seat);
            counted.push_row(row.iter().filter(|(column, _)| counts(usize::from(*column))).map(entry));
        }
    }
    counted.rows_mut().for_each(|(_, values)| math::normalise(values));
    counted
}
