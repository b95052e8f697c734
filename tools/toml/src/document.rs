//! A file as tables of entries, each with its line.

use crate::Invalid;
use std::ops::Range;
use toml_edit::{ImDocument, Item, TableLike};

/// A text that is TOML.
pub struct Document {
    toml: ImDocument<String>,
    lines: Lines,
}

/// Where the lines of a text end.
struct Lines(Vec<usize>);

/// A name with what stands beside it.
pub struct Entry<'a> {
    pub name: &'a str,
    pub item: &'a Item,
    pub line: Option<usize>,
    lines: &'a Lines,
}

/// A table with the line it begins on.
pub type Table<'a> = (Option<usize>, Vec<Entry<'a>>);

impl Document {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let lines = Lines::of(text);
        let toml = ImDocument::parse(text.to_owned()).map_err(|fault| {
            let what = format!("this is no TOML: {}", fault.message().trim());
            Invalid::new(what, "").at(lines.at(fault.span()))
        })?;
        Ok(Self { toml, lines })
    }

    /// What stands at the top, in the order of the file as far as it matters.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        entries(self.toml.as_table(), &self.lines)
    }
}

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(end, _)| end).collect())
    }

    /// The line on which something begins.
    fn at(&self, span: Option<Range<usize>>) -> Option<usize> {
        let start = span?.start;
        Some(self.0.partition_point(|end| *end < start).saturating_add(1))
    }
}

fn entries<'a>(table: &'a dyn TableLike, lines: &'a Lines) -> Vec<Entry<'a>> {
    let entry = |(name, item): (&'a str, &'a Item)| {
        let key = table.get_key_value(name).and_then(|(key, _)| key.span());
        Entry { name, item, line: lines.at(key.or_else(|| item.span())), lines }
    };
    table.iter().map(entry).collect()
}

impl<'a> Entry<'a> {
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
