//! Matrices of which only the entries that exist are kept, row by row.

use crate::math::{self, Divisor};
use alloc::{borrow::Cow, vec, vec::Vec};
use myelin_primitives::fixed_point::I32F32;

/// Rows of entries, all in three allocations. A row keeps the order its entries were given in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// For each row, the position its entries end before.
    ends: Vec<usize>,
    columns: Vec<u16>,
    values: Vec<I32F32>,
}

/// One row: columns and values side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row<'a> {
    pub columns: &'a [u16],
    pub values: &'a [I32F32],
}

impl<'a> Row<'a> {
    /// The entries in their order.
    pub fn entries(self) -> impl Iterator<Item = (u16, I32F32)> + 'a {
        self.columns.iter().copied().zip(self.values.iter().copied())
    }

    /// Whether no column comes after a higher one.
    pub fn is_ascending(self) -> bool {
        self.columns.is_sorted()
    }
}

impl Rows {
    /// No rows yet, and room for so many rows and entries.
    pub fn with_capacity(rows: usize, entries: usize) -> Self {
        Self {
            ends: Vec::with_capacity(rows),
            columns: Vec::with_capacity(entries),
            values: Vec::with_capacity(entries),
        }
    }

    /// How many rows there are, empty ones included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many entries there are in all rows together.
    pub fn entries(&self) -> usize {
        self.columns.len()
    }

    /// Adds an entry to the row that is being written.
    pub fn push(&mut self, column: u16, value: I32F32) {
        self.columns.push(column);
        self.values.push(value);
    }

    /// Closes the row that is being written, and opens the next.
    pub fn end_row(&mut self) {
        self.ends.push(self.columns.len());
    }

    /// Adds a whole row. Nothing may have been pushed since the last row ended.
    pub fn push_row(&mut self, entries: impl Iterator<Item = (u16, I32F32)> + Clone) {
        self.columns.extend(entries.clone().map(|(column, _)| column));
        self.values.extend(entries.map(|(_, value)| value));
        self.end_row();
    }

    /// Adds a row of those values that are above zero, with their columns.
    pub fn push_positive(&mut self, columns: &[u16], values: impl Iterator<Item = I32F32>) {
        let start = self.values.len();
        self.values.extend(values);
        let written = self.values.get(start..).unwrap_or_default();
        if written.len() == columns.len() && written.iter().all(|value| *value > I32F32::ZERO) {
            self.columns.extend_from_slice(columns); // as nearly always: nothing is left out
        } else {
            let written = self.values.split_off(start);
            let positive = columns.iter().zip(written).filter(|(_, value)| *value > I32F32::ZERO);
            positive.for_each(|(column, value)| self.push(*column, value));
        }
        self.end_row();
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let span = start..end;
            start = end;
            Row {
                columns: self.columns.get(span.clone()).unwrap_or_default(),
                values: self.values.get(span).unwrap_or_default(),
            }
        })
    }

    /// Each row as its columns and its values, the latter to be changed.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = (&[u16], &mut [I32F32])> {
        let (mut columns, mut values) = (self.columns.as_slice(), self.values.as_mut_slice());
        let mut start = 0_usize;
        self.ends.iter().map(move |&end| {
            let length = end.saturating_sub(start);
            start = end;
            let row = columns.split_off(..length).unwrap_or_default();
            (row, values.split_off_mut(..length).unwrap_or_default())
        })
    }

    /// The same rows, each with its columns in ascending order.
    pub fn ascending(&self) -> Cow<'_, Self> {
        if self.rows().all(Row::is_ascending) {
            return Cow::Borrowed(self); // as nearly always: clients submit sorted rows
        }
        let mut sorted = Self::with_capacity(self.len(), self.entries());
        let mut scratch = Vec::new();
        for row in self.rows() {
            scratch.clear();
            scratch.extend(row.entries());
            scratch.sort_by_key(|(column, _)| *column);
            scratch.iter().for_each(|(column, value)| sorted.push(*column, *value));
            sorted.end_row();
        }
        Cow::Owned(sorted)
    }

    /// The sum of each of the first `width` columns.
    pub fn column_sums(&self, width: usize) -> Vec<I32F32> {
        self.fold_columns(width, |sum, value| sum.saturating_add(value))
    }

    /// The greatest entry of each of the first `width` columns, and zero where none is above it.
    pub fn column_maxima(&self, width: usize) -> Vec<I32F32> {
        self.fold_columns(width, |greatest, value| greatest.max(value))
    }

    /// Divides each entry, none of which may be below zero, by the sum of its column.
    pub fn normalise_columns(&mut self, width: usize) {
        let divisors: Vec<_> = self.column_sums(width).into_iter().map(Divisor::new).collect();
        for (column, value) in self.columns.iter().zip(&mut self.values) {
            *value = math::at(&divisors, *column).divide(*value);
        }
    }

    fn fold_columns(&self, width: usize, fold: impl Fn(I32F32, I32F32) -> I32F32) -> Vec<I32F32> {
        let mut folded = vec![I32F32::ZERO; width];
        for (column, value) in self.columns.iter().zip(&self.values) {
            if let Some(slot) = folded.get_mut(usize::from(*column)) {
                *slot = fold(*slot, *value);
            }
        }
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(given: &[&[(u16, i64)]]) -> Rows {
        let mut rows = Rows::default();
        for row in given {
            row.iter().for_each(|(column, value)| rows.push(*column, I32F32::from_num(*value)));
            rows.end_row();
        }
        rows
    }

    #[test]
    fn rows_come_back_as_they_were_given() {
        let matrix = rows(&[&[(2, 5), (0, 7)], &[], &[(1, 1)]]);
        let columns: Vec<_> = matrix.rows().map(|row| row.columns.to_vec()).collect();
        assert_eq!(columns, [vec![2, 0], vec![], vec![1]]);
        assert_eq!((matrix.len(), matrix.entries()), (3, 3));
    }

    #[test]
    fn a_row_of_positive_values_leaves_out_the_others() {
        let mut matrix = rows(&[&[(9, 9)]]);
        matrix.push_positive(&[1, 2, 3], [4, 5, 6].map(I32F32::from_num).into_iter());
        matrix.push_positive(&[1, 2, 3], [4, 0, 6].map(I32F32::from_num).into_iter());
        matrix.push_positive(&[], core::iter::empty());
        assert_eq!(matrix, rows(&[&[(9, 9)], &[(1, 4), (2, 5), (3, 6)], &[(1, 4), (3, 6)], &[]]));
    }

    #[test]
    fn sorting_moves_values_with_their_columns() {
        let matrix = rows(&[&[(2, 5), (0, 7)], &[], &[(1, 1)]]);
        assert_eq!(*matrix.ascending(), rows(&[&[(0, 7), (2, 5)], &[], &[(1, 1)]]));
    }

    #[test]
    fn a_column_without_entries_stays_empty_when_columns_are_normalised() {
        let mut matrix = rows(&[&[(0, 3), (2, 0)], &[(0, 1)]]);
        matrix.normalise_columns(3);
        assert_eq!(matrix.column_sums(3), [I32F32::ONE, I32F32::ZERO, I32F32::ZERO]);
        assert_eq!(matrix.column_maxima(3).first(), Some(&I32F32::lit("0.75")));
    }

    #[test]
    fn changed_rows_keep_their_bounds() {
        let mut matrix = rows(&[&[(2, 5), (0, 7)], &[], &[(1, 1)]]);
        for (row, (columns, values)) in matrix.rows_mut().enumerate() {
            assert_eq!(columns.len(), values.len());
            values.fill(I32F32::from_num(row));
        }
        assert_eq!(matrix, rows(&[&[(2, 0), (0, 0)], &[], &[(1, 2)]]));
    }
}
