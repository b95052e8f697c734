//! What is wrong with a file, and where.

use std::fmt;

/// A file that cannot be understood; nothing was done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The line of the file; none where the fault has no place in it, or where there is no file.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to write instead; empty where nothing sensible can be said.
    pub hint: String,
}

impl Invalid {
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { line: None, what: what.into(), hint: hint.into() }
    }

    /// The same, of that line; what knows its own line keeps it.
    pub fn at(mut self, line: Option<usize>) -> Self {
        self.line = self.line.or(line);
        self
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for Invalid {}

/// A hint that names what there is, beginning with what was probably meant.
pub fn instead_of<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    if let Some(meant) = known.iter().copied().min_by_key(|name| distance(wrong, name)) {
        if distance(wrong, meant) <= 2 {
            return format!("did you mean `{meant}`?");
        }
    }
    known.truncate(40);
    match known.is_empty() {
        true => String::new(),
        false => format!("there are {}", known.join(", ")),
    }
}

/// How many letters must be changed, added or taken away to make one word the other.
fn distance(from: &str, onto: &str) -> usize {
    let mut row: Vec<usize> = (0..=onto.chars().count()).collect();
    for (taken, letter) in from.chars().enumerate() {
        let mut diagonal = taken;
        let mut left = taken.saturating_add(1);
        let mut next = vec![left];
        for (other, above) in onto.chars().zip(row.iter().skip(1)) {
            let changed = diagonal.saturating_add(usize::from(letter != other));
            diagonal = *above;
            left = changed.min(above.saturating_add(1)).min(left.saturating_add(1));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("tempo", "tempo"), 0);
        assert_eq!(instead_of("tepmo", ["kappa", "tempo"]), "did you mean `tempo`?");
        assert_eq!(instead_of("nonsense", ["kappa", "tempo"]), "there are kappa, tempo");
    }
}
