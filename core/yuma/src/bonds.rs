//! Bonds: what validators hold in miners. They follow the weights slowly, so a validator earns by
//! having seen a miner's worth before the others did.

use crate::{
    epoch::{Seat, StoredRow},
    liquid_alpha::Curve,
    math,
    sparse::{Row, Rows},
};
use alloc::{borrow::Cow, vec, vec::Vec};
use core::cmp::Ordering;
use myelin_primitives::fixed_point::{proportion_u16, ratio_u16, I32F32, I64F64};

/// The weights bonds are bought with: what was submitted, what the consensus left of it, or a
/// mixture, as the penalty says. The two extremes keep the rows' order; a mixture is in ascending
/// order and without zeros.
pub fn basis<'a>(weights: &'a Rows, consensus: &[I32F32], penalty: u16) -> Cow<'a, Rows> {
    let clipped = |column: u16, weight: I32F32| weight.min(math::at(consensus, column));
    if penalty == 0 {
        return Cow::Borrowed(weights);
    }
    if penalty == u16::MAX {
        // A weight whose cap is zero is gone; a weight that is zero itself stays an entry.
        return Cow::Owned(mapped(weights, |column, weight| {
            Some(clipped(column, weight)).filter(|left| *left > I32F32::ZERO || weight <= I32F32::ZERO)
        }));
    }
    let penalty = ratio_u16(penalty);
    let mut mixture = mapped(weights, |column, weight| {
        let lost = clipped(column, weight).saturating_sub(weight);
        Some(weight.saturating_add(penalty.saturating_mul(lost))).filter(|left| *left > I32F32::ZERO)
    });
    mixture.sort_rows();
    Cow::Owned(mixture)
}

fn mapped(rows: &Rows, map: impl Fn(u16, I32F32) -> Option<I32F32>) -> Rows {
    let mut mapped = Rows::with_capacity(rows.len(), rows.entries());
    for row in rows.rows() {
        for (column, value) in row.entries() {
            if let Some(value) = map(column, value) {
                mapped.push(column, value);
            }
        }
        mapped.end_row();
    }
    mapped
}

/// The stored bonds, each read by `unit`, less those in seats registered at `last_tempo` or later:
/// they were held in whoever had the seat before.
pub fn held(stored: &[StoredRow], seats: &[Seat], last_tempo: u64, unit: impl Fn(u16) -> I32F32) -> Rows {
    let stands: Vec<_> = seats.iter().map(|seat| seat.registered_at < last_tempo).collect();
    let rows = || stored.iter().take(seats.len());
    let mut held = Rows::with_capacity(seats.len(), rows().map(StoredRow::len).sum());
    for row in rows() {
        for (column, bond) in row.iter().filter(|(column, _)| math::at(&stands, *column)) {
            held.push(*column, unit(*bond));
        }
        held.end_row();
    }
    (held.len()..seats.len()).for_each(|_| held.end_row());
    held
}

/// The rate at which bonds follow weights when it is the same for all: one less the moving average
/// in millionths.
pub fn fixed_rate(moving_average: u64) -> I32F32 {
    let kept = I64F64::saturating_from_num(moving_average).saturating_div(I64F64::lit("1000000"));
    I32F32::ONE.saturating_sub(I32F32::saturating_from_num(kept))
}

/// Bonds of the classic rule: columns of old bonds and of stake-backed weights, each summing to
/// one, are mixed at the fixed rate, and the columns of the mixture sum to one again.
pub fn classic(basis: Cow<'_, Rows>, mut held: Rows, active_stake: &[I32F32], rate: I32F32) -> Rows {
    let width = active_stake.len();
    held.sort_rows();
    held.normalise_columns(width);
    let mut bought = basis.into_owned();
    bought.sort_rows();
    for ((_, values), stake) in bought.rows_mut().zip(active_stake) {
        values.iter_mut().for_each(|value| *value = value.saturating_mul(*stake));
    }
    bought.normalise_columns(width);
    let mut bonds = mixed(&bought, &held, rate);
    bonds.normalise_columns(width);
    bonds
}

/// Bonds that follow the weights at one rate, whatever the stake behind them.
pub fn following(basis: Cow<'_, Rows>, mut held: Rows, rate: I32F32) -> Rows {
    held.sort_rows();
    let mut basis = basis.into_owned();
    basis.sort_rows();
    mixed(&basis, &held, rate)
}

/// Bonds that follow each weight at a rate of its own. A bond whose weight is no entry any more is
/// gone at once. Rows keep the order of the weights.
pub fn liquid(basis: &Rows, held: &Rows, consensus: &[I32F32], curve: &Curve) -> Rows {
    let mut bonds = Rows::with_capacity(basis.len(), basis.entries());
    // One row of old bonds at a time, spread out by column: as it is, and as the rate sees it.
    let mut spread = vec![(I32F32::ZERO, I32F32::ZERO); consensus.len()];
    for (row, old) in basis.rows().zip(held.rows()) {
        for (column, bond, seen) in with_sight(old) {
            if let Some(slot) = spread.get_mut(usize::from(column)) {
                *slot = (bond, seen);
            }
        }
        for (column, weight, seen_weight) in with_sight(row) {
            let (bond, seen_bond) = math::at(&spread, column);
            let rate = curve.rate(seen_weight, seen_bond, math::at(consensus, column));
            let kept = I32F32::ONE.saturating_sub(rate).saturating_mul(bond);
            let bought = rate.saturating_mul(weight).max(I32F32::ZERO);
            let bond = kept.saturating_add(bought).min(I32F32::ONE);
            if bond > I32F32::ZERO {
                bonds.push(column, bond);
            }
        }
        bonds.end_row();
        for column in old.columns {
            if let Some(slot) = spread.get_mut(usize::from(*column)) {
                *slot = Default::default();
            }
        }
    }
    bonds
}

/// The entries of a row, each with its value as the rate sees it. The rate is defined over rows in
/// ascending order: an entry that comes after a higher column is overlooked and reads as zero.
fn with_sight(row: Row<'_>) -> impl Iterator<Item = (u16, I32F32, I32F32)> + '_ {
    let mut next = 0_u32;
    row.entries().map(move |(column, value)| {
        let in_order = u32::from(column) >= next;
        if in_order {
            next = u32::from(column).saturating_add(1);
        }
        (column, value, if in_order { value } else { I32F32::ZERO })
    })
}

/// `rate * fresh + (1 - rate) * old`, entries above zero only. Both have ascending rows.
fn mixed(fresh: &Rows, old: &Rows, rate: I32F32) -> Rows {
    let kept = I32F32::ONE.saturating_sub(rate);
    let mut mixed = Rows::with_capacity(fresh.len(), fresh.entries().max(old.entries()));
    for (fresh, old) in fresh.rows().zip(old.rows()) {
        let (mut fresh, mut old) = (fresh.entries().peekable(), old.entries().peekable());
        loop {
            let order = match (fresh.peek(), old.peek()) {
                (Some((fresh, _)), Some((old, _))) => fresh.cmp(old),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            let fresh = if order.is_le() { fresh.next() } else { None };
            let old = if order.is_ge() { old.next() } else { None };
            let Some((column, _)) = fresh.or(old) else { break };
            let part = |entry: Option<(u16, I32F32)>, rate: I32F32| {
                entry.map_or(I32F32::ZERO, |(_, value)| rate.saturating_mul(value))
            };
            let bond = part(fresh, rate).saturating_add(part(old, kept));
            if bond > I32F32::ZERO {
                mixed.push(column, bond);
            }
        }
        mixed.end_row();
    }
    mixed
}

/// The rows to store: those of validators, in parts of 65535; all others are empty. Classic bonds
/// are stored relative to the greatest of their column, given as `maxima`.
pub fn to_store(bonds: &Rows, permits: &[bool], maxima: Option<&[I32F32]>) -> Vec<StoredRow> {
    let scaled = |column: u16, bond: I32F32| match maxima.map(|maxima| math::at(maxima, column)) {
        Some(greatest) if greatest != I32F32::ZERO => math::div(bond, greatest),
        _ => bond,
    };
    let store = |row: Row| row.entries().map(|(column, bond)| (column, proportion_u16(scaled(column, bond)))).collect();
    bonds.rows().zip(permits).map(|(row, permit)| if *permit { store(row) } else { StoredRow::new() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_a_bond_is_renewed_by_default() {
        assert_eq!(fixed_rate(900_000).to_bits(), 429_496_730);
        assert_eq!(fixed_rate(0), I32F32::ONE);
        assert_eq!(fixed_rate(1_000_000), I32F32::ZERO);
    }

    #[test]
    fn the_rate_overlooks_entries_that_come_after_a_higher_column() {
        let mut rows = Rows::default();
        [3, 1, 2, 5, 5].iter().for_each(|column| rows.push(*column, I32F32::ONE));
        rows.end_row();
        let seen: Vec<_> = rows.rows().flat_map(with_sight).map(|(_, _, seen)| seen.to_num::<u8>()).collect();
        assert_eq!(seen, [1, 0, 0, 1, 0]);
    }

    #[test]
    fn only_validators_have_bonds_stored() {
        let mut bonds = Rows::default();
        for _ in 0..2 {
            bonds.push(0, I32F32::lit("0.5"));
            bonds.end_row();
        }
        assert_eq!(to_store(&bonds, &[false, true], None), [vec![], vec![(0, 32767)]]);
        assert_eq!(to_store(&bonds, &[false, true], Some(&[I32F32::lit("0.5")])), [vec![], vec![(0, 65535)]]);
    }
}
