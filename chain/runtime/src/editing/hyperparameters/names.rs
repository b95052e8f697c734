//! Finding a hyperparameter by its name, or those with a name like it.

use crate::editing::{listed, Refusal};
use alloc::{format, string::String, vec, vec::Vec};
use myelin_primitives::hyperparameters::{Row, ROWS};

/// Names a refusal offers at most.
const MOST_OFFERED: usize = 3;

/// The row of that name.
pub(super) fn find(name: &str) -> Result<&'static Row, Refusal> {
    ROWS.iter().find(|row| row.name == name).ok_or_else(|| {
        let near = near(name);
        let offer = if near.is_empty() { String::new() } else { format!("; there is {}", listed(&near, "and")) };
        Refusal::new(format!("there is no hyperparameter `{name}`{offer}"))
    })
}

/// The names most like it, the nearest first: those that contain it or differ by a few letters.
fn near(name: &str) -> Vec<&'static str> {
    let wanted = name.to_lowercase();
    let mut near: Vec<(usize, &str)> = ROWS
        .iter()
        .filter_map(|row| {
            let is_part = wanted.len() > 2 && (row.name.contains(&wanted) || wanted.contains(row.name));
            let distance = distance(&wanted, row.name);
            let few = wanted.len().max(row.name.len()).div_ceil(3);
            (is_part || distance <= few).then_some((distance, row.name))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().take(MOST_OFFERED).map(|(_, name)| name).collect()
}

/// Letters to insert, drop or change to come from one word to the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut next = vec![line.saturating_add(1)];
        for (above, (diagonal, match_)) in row.iter().skip(1).zip(row.iter().zip(&other)) {
            let changed = diagonal.saturating_add(usize::from(*match_ != letter));
            let left = next.last().copied().unwrap_or_default();
            next.push(changed.min(above.min(&left).saturating_add(1)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_by_letters() {
        assert_eq!(distance("tempo", "tempo"), 0);
        assert_eq!(distance("tmepo", "tempo"), 2);
        assert_eq!(distance("", "tempo"), 5);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn a_slip_of_the_pen_is_offered_what_was_meant() {
        assert_eq!(find("tempo").unwrap().name, "tempo");
        assert_eq!(find("tmepo").unwrap_err().to_string(), "there is no hyperparameter `tmepo`; there is tempo");
        assert!(find("immunity").unwrap_err().to_string().contains("immunity_period"));
        assert!(find("burn_increase_multiplier").unwrap_err().to_string().contains("burn_increase_mult"));
        assert_eq!(find("xyzzy").unwrap_err().to_string(), "there is no hyperparameter `xyzzy`");
    }
}
