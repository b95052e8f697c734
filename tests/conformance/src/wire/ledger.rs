//! The ledger: one line for everything with a name, sorted, so that a change of the wire shows as
//! a change of a line.

use super::{chain, Facts, Items, Section};

/// What stands above the lines.
const HEAD: &str =
    "# Everything clients can name on this chain, from the runtime's own metadata. Written by `cargo xtask wire`.\n";

/// The ledger of our runtime.
pub fn written() -> String {
    lines(&chain::items())
}

fn lines(items: &Items) -> String {
    let lines = items.iter().map(|((section, name), facts)| line(*section, name, facts));
    std::iter::once(HEAD.to_string()).chain(lines).collect()
}

fn line(section: Section, name: &str, facts: &Facts) -> String {
    let facts: String = facts.iter().map(|(fact, value)| format!(" {fact}={value}")).collect();
    format!("{} {name}{facts}\n", section.word())
}

/// Where two ledgers part: lines only in the first, with `-`, and only in the second, with `+`.
pub fn difference(old: &str, new: &str) -> Vec<String> {
    let only = |mark: char, of: &str, without: &str| -> Vec<String> {
        let known: std::collections::BTreeSet<&str> = without.lines().collect();
        of.lines().filter(|line| !known.contains(line)).map(|line| format!("{mark} {line}")).collect()
    };
    let mut lines = only('-', old, new);
    lines.extend(only('+', new, old));
    // Beside its old line the new one: both begin with the same section and name.
    lines.sort_by(|one, other| one[2..].split(' ').take(2).cmp(other[2..].split(' ').take(2)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_shows_old_and_new_beside_each_other() {
        let old = "call A.one index=0\ncall A.two index=1\n";
        let new = "call A.one index=0\ncall A.two index=2\n";
        assert_eq!(difference(old, new), ["- call A.two index=1", "+ call A.two index=2"]);
        assert!(difference(old, old).is_empty());
    }

    #[test]
    fn the_ledger_is_sorted_and_says_what_a_call_takes() {
        let ledger = written();
        let lines: Vec<&str> = ledger.lines().collect();
        let remark = "call System.remark args=(remark: Vec<u8>) class=Normal index=0 pays=fee";
        assert!(lines.contains(&remark), "{ledger}");
        assert!(lines.iter().all(|line| !line.contains('?')), "every type has a name");
    }
}
