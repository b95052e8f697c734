//! Bonds: what validators hold in miners. They follow the weights slowly, so a validator earns by
//! having seen a miner's worth before the others did.

use crate::{
    epoch::{Seat, StoredRow},
    liquid_alpha::Curve,
    math::{self, mul, Divisor},
    sparse::{Row, Rows},
};
use alloc::{borrow::Cow, vec, vec::Vec};
use myelin_primitives::fixed_point::{proportion_u16, ratio_u16, I32F32, I64F64};

/// What bonds are bought with: the weights as submitted, what the consensus left of them, or a
/// mixture, as the penalty says.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    pub weights: &'a Rows,
    pub consensus: &'a [I32F32],
    /// In parts of 65535.
    pub penalty: u16,
}

impl Basis<'_> {
    /// What a weight buys with; nothing where it does not count as an entry any more.
    fn of(&self, column: u16, weight: I32F32) -> Option<I32F32> {
        let clipped = || weight.min(math::at(self.consensus, column));
        match self.penalty {
            0 => Some(weight),
            // A weight whose cap is zero is gone; a weight that is zero itself stays an entry.
            u16::MAX => Some(clipped()).filter(|left| *left > I32F32::ZERO || weight <= I32F32::ZERO),
            penalty => {
                let lost = clipped().saturating_sub(weight);
                let left = weight.saturating_add(mul(ratio_u16(penalty), lost));
                Some(left).filter(|left| *left > I32F32::ZERO)
            }
        }
    }

    /// The weights in the order in which they buy: as submitted, or ascending where weights are
    /// mixed with what is left of them.
    fn in_order(&self) -> Cow<'_, Rows> {
        match self.penalty {
            0 | u16::MAX => Cow::Borrowed(self.weights),
            _ => self.weights.ascending(),
        }
    }
}

/// The stored bonds, read where they are. Those in seats registered at the last tempo's block or
/// later are void: they were held in whoever had the seat before.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    stored: &'a [StoredRow],
    stands: Vec<bool>,
}

impl<'a> Held<'a> {
    pub fn new(stored: &'a [StoredRow], seats: &[Seat], last_tempo: u64) -> Self {
        let stands: Vec<_> = seats.iter().map(|seat| seat.registered_at < last_tempo).collect();
        Self { stored: stored.get(..seats.len()).unwrap_or(stored), stands }
    }

    /// A row for each seat, as stored.
    fn rows(&self) -> impl Iterator<Item = &'a [(u16, u16)]> {
        let empty: &[_] = &[];
        self.stored.iter().map(StoredRow::as_slice).chain(core::iter::repeat(empty)).take(self.stands.len())
    }

    fn stands(&self, column: u16) -> bool {
        math::at(&self.stands, column)
    }

    /// A bond in parts of 65535, and zero where it is void.
    fn standing(&self, column: u16, bond: u16) -> u16 {
        if self.stands(column) {
            bond
        } else {
            0
        }
    }

    fn entries(&self) -> usize {
        self.stored.iter().map(StoredRow::len).sum()
    }
}

/// The rate at which bonds follow weights when it is the same for all: one less the moving average
/// in millionths.
pub fn fixed_rate(moving_average: u64) -> I32F32 {
    let kept = I64F64::saturating_from_num(moving_average).saturating_div(I64F64::lit("1000000"));
    I32F32::ONE.saturating_sub(I32F32::saturating_from_num(kept))
}

/// Bonds of the classic rule: columns of old bonds and of stake-backed weights, each summing to
/// one, are mixed at the fixed rate, and the columns of the mixture sum to one again.
pub fn classic(basis: &Basis, held: &Held, active_stake: &[I32F32], rate: I32F32) -> Rows {
    let width = active_stake.len();
    let backed = |column, weight, stake| mul(basis.of(column, weight).unwrap_or_default(), stake);
    let mut bought_sums = vec![I32F32::ZERO; width];
    for (row, stake) in basis.weights.rows().zip(active_stake) {
        row.entries().for_each(|(column, weight)| add_at(&mut bought_sums, column, backed(column, weight, *stake)));
    }
    // Bits stand for the stored integers: their unit cancels in the division.
    let unit = |bond: u16| I32F32::from_bits(i64::from(bond));
    let mut held_sums = vec![I32F32::ZERO; width];
    for (column, bond) in held.rows().flatten() {
        add_at(&mut held_sums, *column, unit(held.standing(*column, *bond)));
    }
    let divisors: Vec<_> =
        bought_sums.into_iter().map(Divisor::new).zip(held_sums.into_iter().map(Divisor::new)).collect();

    let kept = I32F32::ONE.saturating_sub(rate);
    let mut stakes = active_stake.iter();
    let mut bonds = mixed(basis, held, |_| {
        let stake = stakes.next().copied().unwrap_or_default();
        let divisors = &divisors;
        move |column, weight, bond| {
            let (all_bought, all_held) = math::at(divisors, column);
            let fresh = all_bought.divide(backed(column, weight, stake));
            mul(rate, fresh).saturating_add(mul(kept, all_held.divide(unit(bond))))
        }
    });
    bonds.normalise_columns(width);
    bonds
}

fn add_at(sums: &mut [I32F32], column: u16, value: I32F32) {
    if let Some(sum) = sums.get_mut(usize::from(column)) {
        *sum = sum.saturating_add(value);
    }
}

/// Bonds that follow the weights at one rate, whatever the stake behind them.
pub fn following(basis: &Basis, held: &Held, rate: I32F32) -> Rows {
    let kept = I32F32::ONE.saturating_sub(rate);
    mixed(basis, held, |_| {
        move |column, weight, bond| {
            let fresh = basis.of(column, weight).unwrap_or_default();
            mul(rate, fresh).saturating_add(mul(kept, ratio_u16(bond)))
        }
    })
}

/// Bonds that follow each weight at a rate of its own. A bond whose weight is no entry any more is
/// gone at once. Rows keep the order of the weights.
pub fn liquid(basis: &Basis, held: &Held, curve: &Curve) -> Rows {
    let weights = basis.in_order();
    let mut bonds = Rows::with_capacity(weights.len(), weights.entries());
    // One row of old bonds at a time, spread out by column: as it is, and as the rate sees it.
    let mut spread = vec![(I32F32::ZERO, I32F32::ZERO); basis.consensus.len()];
    for (row, old) in weights.rows().zip(held.rows()) {
        let standing = old.iter().filter(|(column, _)| held.stands(*column));
        for (column, bond, seen) in with_sight(standing.map(|(column, bond)| (*column, ratio_u16(*bond)))) {
            if let Some(slot) = spread.get_mut(usize::from(column)) {
                *slot = (bond, seen);
            }
        }
        let bought = row.entries().filter_map(|(column, weight)| Some((column, basis.of(column, weight)?)));
        for (column, weight, seen_weight) in with_sight(bought) {
            let (bond, seen_bond) = math::at(&spread, column);
            let rate = curve.rate(seen_weight, seen_bond, math::at(basis.consensus, column));
            let kept = mul(I32F32::ONE.saturating_sub(rate), bond);
            let bond = kept.saturating_add(mul(rate, weight).max(I32F32::ZERO)).min(I32F32::ONE);
            if bond > I32F32::ZERO {
                bonds.push(column, bond);
            }
        }
        bonds.end_row();
        for (column, _) in old {
            if let Some(slot) = spread.get_mut(usize::from(*column)) {
                *slot = Default::default();
            }
        }
    }
    bonds
}

/// The entries of a row, each with its value as the rate sees it. The rate is defined over rows in
/// ascending order: an entry that comes after a higher column is overlooked and reads as zero.
fn with_sight(row: impl Iterator<Item = (u16, I32F32)>) -> impl Iterator<Item = (u16, I32F32, I32F32)> {
    let mut next = 0_u32;
    row.map(move |(column, value)| {
        let in_order = u32::from(column) >= next;
        if in_order {
            next = u32::from(column).saturating_add(1);
        }
        (column, value, if in_order { value } else { I32F32::ZERO })
    })
}

/// What a rule makes of each weight and the bond at its side, entries above zero only, in ascending
/// order. `rule` is asked once for each row; either value is zero where there is no such entry.
fn mixed<R: Fn(u16, I32F32, u16) -> I32F32>(basis: &Basis, held: &Held, mut rule: impl FnMut(Row) -> R) -> Rows {
    let weights = basis.weights.ascending();
    let mut mixed = Rows::with_capacity(weights.len(), weights.entries().max(held.entries()));
    let mut in_order = Vec::new();
    for (row, old) in weights.rows().zip(held.rows()) {
        let rule = rule(row);
        let old = if old.is_sorted_by_key(|(column, _)| *column) {
            old
        } else {
            in_order.clear();
            in_order.extend_from_slice(old);
            in_order.sort_by_key(|(column, _)| *column);
            &in_order
        };
        let bond = |column, weight, bond| rule(column, weight, held.standing(column, bond));
        if row.columns.len() == old.len() && row.columns.iter().zip(old).all(|(fresh, (held, _))| fresh == held) {
            let entries = row.entries().zip(old);
            mixed.push_positive(row.columns, entries.map(|((column, weight), (_, old))| bond(column, weight, *old)));
            continue;
        }
        side_by_side(row, old, |column, weight, old| {
            let bond = bond(column, weight, old);
            if bond > I32F32::ZERO {
                mixed.push(column, bond);
            }
        });
        mixed.end_row();
    }
    mixed
}

/// The entries of two ascending rows by column, with zero for whichever is missing.
fn side_by_side(fresh: Row, old: &[(u16, u16)], mut each: impl FnMut(u16, I32F32, u16)) {
    const END: u32 = u32::MAX; // beyond all columns
    let (mut fresh, mut old) = (fresh.entries(), old.iter().copied());
    let mut next_fresh = || fresh.next().map_or((END, I32F32::ZERO), |(column, weight)| (u32::from(column), weight));
    let mut next_old = || old.next().map_or((END, 0), |(column, bond)| (u32::from(column), bond));
    let (mut left, mut right) = (next_fresh(), next_old());
    while let Ok(column) = u16::try_from(left.0.min(right.0)) {
        let here = u32::from(column);
        let weight = if left.0 == here { core::mem::replace(&mut left, next_fresh()).1 } else { I32F32::ZERO };
        let bond = if right.0 == here { core::mem::replace(&mut right, next_old()).1 } else { 0 };
        each(column, weight, bond);
    }
}

/// The rows to store: those of validators, in parts of 65535; all others are empty. Classic bonds
/// are stored relative to the greatest of their column, given as `maxima`.
pub fn to_store(bonds: &Rows, permits: &[bool], maxima: Option<&[I32F32]>) -> Vec<StoredRow> {
    let maxima = maxima.map(|maxima| maxima.iter().copied().map(Divisor::new).collect::<Vec<_>>());
    let store = |row: Row| match &maxima {
        None => row.entries().map(|(column, bond)| (column, proportion_u16(bond))).collect(),
        Some(maxima) => {
            let scaled = row.entries().map(|(column, bond)| (column, math::at(maxima, column).divide(bond)));
            scaled.map(|(column, bond)| (column, proportion_u16(bond))).collect()
        }
    };
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
        let row = [3, 1, 2, 5, 5].map(|column| (column, I32F32::ONE));
        let seen: Vec<_> = with_sight(row.into_iter()).map(|(_, _, seen)| seen.to_num::<u8>()).collect();
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
