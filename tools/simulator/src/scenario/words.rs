//! What stands in a file: names, values, and the lines they are on.

use crate::error::{instead_of, Invalid};
use myelin_primitives::RAO_PER_TOKEN;
use std::ops::Range;
use toml_edit::{Item, TableLike};

/// Where the lines of a text begin.
pub struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(end, _)| end).collect())
    }

    /// The line on which something begins.
    pub fn at(&self, span: Option<Range<usize>>) -> Option<usize> {
        let start = span?.start;
        Some(self.0.partition_point(|end| *end < start).saturating_add(1))
    }
}

/// A name with what stands beside it.
pub struct Entry<'a> {
    pub name: &'a str,
    pub item: &'a Item,
    pub line: Option<usize>,
    lines: &'a Lines,
}

/// A table with the line it begins on.
pub type Table<'a> = (Option<usize>, Vec<Entry<'a>>);

/// What a table holds, in the order of the file as far as it matters.
pub fn entries<'a>(table: &'a dyn TableLike, lines: &'a Lines) -> Vec<Entry<'a>> {
    let entry = |(name, item): (&'a str, &'a Item)| {
        let key = table.get_key_value(name).and_then(|(key, _)| key.span());
        Entry { name, item, line: lines.at(key.or_else(|| item.span())), lines }
    };
    table.iter().map(entry).collect()
}

impl<'a> Entry<'a> {
    pub fn wrong(&self, wanted: &str) -> Invalid {
        Invalid::new(format!("`{}` must be {wanted}", self.name), "").at(self.line)
    }

    /// The same fault for a name that means nothing where it stands.
    pub fn unknown(&self, known: &[&str]) -> Invalid {
        let what = format!("`{}` means nothing here", self.name);
        Invalid::new(what, instead_of(self.name, known.iter().copied())).at(self.line)
    }

    /// One of some words.
    pub fn word(&self, known: &[&str]) -> Result<&'a str, Invalid> {
        let word = self.text()?;
        match known.contains(&word) {
            true => Ok(word),
            false => {
                let what = format!("`{}` cannot be \"{word}\"", self.name);
                Err(Invalid::new(what, instead_of(word, known.iter().copied())).at(self.line))
            }
        }
    }

    /// A name that can stand in a key and in a sentence.
    pub fn plain_name(&self) -> Result<String, Invalid> {
        let name = self.text()?;
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ' ');
        match !name.trim().is_empty() && name.chars().all(is_plain) {
            true => Ok(name.to_owned()),
            false => Err(self.wrong("a name of letters, digits, blanks, `-` and `_`")),
        }
    }

    pub fn text(&self) -> Result<&'a str, Invalid> {
        self.item.as_str().ok_or_else(|| self.wrong("a text in quotes"))
    }

    pub fn is_true(&self) -> Result<bool, Invalid> {
        self.item.as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    /// A whole number from one up to `most`.
    pub fn count(&self, most: u32) -> Result<u32, Invalid> {
        let count = self.item.as_integer().and_then(|count| u32::try_from(count).ok());
        count
            .filter(|count| (1..=most).contains(count))
            .ok_or_else(|| self.wrong(&format!("a whole number from 1 to {most}")))
    }

    /// A part of a whole: a number from 0 to 1.
    pub fn part(&self) -> Result<f64, Invalid> {
        let part = self.number().ok().filter(|part| *part <= 1.0);
        part.ok_or_else(|| self.wrong("a number from 0 to 1"))
    }

    /// A number from zero up.
    pub fn number(&self) -> Result<f64, Invalid> {
        let whole = |item: &Item| item.as_integer().and_then(|whole| u32::try_from(whole).ok()).map(f64::from);
        let number = self.item.as_float().or_else(|| whole(self.item));
        number.filter(|number| number.is_finite() && *number >= 0.0).ok_or_else(|| self.wrong("a number from zero up"))
    }

    /// An amount in whole tokens, to the rao.
    pub fn rao(&self) -> Result<u64, Invalid> {
        if let Some(whole) = self.item.as_integer() {
            let rao = u64::try_from(whole).ok().and_then(|whole| whole.checked_mul(RAO_PER_TOKEN));
            return rao.ok_or_else(|| self.wrong("an amount that exists"));
        }
        /// Beyond it, a float is no longer whole rao, and there are not that many tokens.
        const MOST: f64 = 21_000_000.0;
        let tokens = self.number().map_err(|_| self.wrong("an amount, as in 1.5"))?;
        if tokens > MOST {
            return Err(self.wrong("an amount that exists"));
        }
        Ok((tokens * RAO_PER_TOKEN as f64).round() as u64)
    }

    /// What the table beside the name holds.
    pub fn table(&self) -> Result<Vec<Entry<'a>>, Invalid> {
        let table = self.item.as_table_like().ok_or_else(|| self.wrong("a table"))?;
        Ok(entries(table, self.lines))
    }

    /// Each table of those that were told under this name, with its line.
    pub fn tables(&self) -> Result<Vec<Table<'a>>, Invalid> {
        let wrong = || {
            let hint = format!("begin each with a line `[[{}]]`", self.name);
            Invalid { hint, ..self.wrong("one or more tables") }
        };
        let tables = self.item.as_array_of_tables().ok_or_else(wrong)?;
        Ok(tables.iter().map(|table| (self.lines.at(table.span()), entries(table, self.lines))).collect())
    }
}
