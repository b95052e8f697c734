//! Our wire held against a description of the reference chain's.

use super::surface::{Described, Surface};
use super::{chain, Facts, Items, Section, Tier};
use crate::dispatched;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What the comparison found of one section in one tier.
#[derive(Debug, Serialize)]
pub struct Row {
    pub section: Section,
    pub tier: Tier,
    pub identical: usize,
    pub different: Vec<Difference>,
    pub missing: Vec<String>,
}

/// An item we have, but not as described.
#[derive(Debug, PartialEq, Serialize)]
pub struct Difference {
    pub item: String,
    /// What is not as described: `index`, `args`, `default` and so on.
    pub fact: &'static str,
    pub want: String,
    pub got: String,
}

impl Row {
    pub fn is_whole(&self) -> bool {
        self.different.is_empty() && self.missing.is_empty()
    }
}

/// Compares our runtime with a described surface. A call that has the name and does not work when
/// it is made is as good as missing.
pub fn against(path: &Path) -> Result<Vec<Row>, String> {
    let described = Surface::read(path)?.described()?;
    let book = dispatched::book();
    Ok(rows(&described, &chain::items(), |call| book.why_not(call)))
}

fn rows(described: &Described, ours: &Items, why_not: impl Fn(&str) -> Option<&'static str>) -> Vec<Row> {
    let mut rows: BTreeMap<(Section, Tier), Row> = BTreeMap::new();
    for ((section, name), want) in &described.items {
        let (section, tier) = (*section, described.tiers[&(*section, name.clone())]);
        let row = rows.entry((section, tier)).or_insert_with(|| Row {
            section,
            tier,
            identical: 0,
            different: Vec::new(),
            missing: Vec::new(),
        });
        match found(ours, section, name, want) {
            None => row.missing.push(name.clone()),
            Some(differences) if differences.is_empty() => match why_not(name).filter(|_| section == Section::Call) {
                Some(why) => row.missing.push(format!("{name} ({why})")),
                None => row.identical += 1,
            },
            Some(differences) => row.different.extend(differences),
        }
    }
    rows.into_values().collect()
}

/// Where ours parts from what is wanted; nothing if we have no such item.
fn found(ours: &Items, section: Section, name: &str, want: &Facts) -> Option<Vec<Difference>> {
    let all = |facts: &Facts| differences(name, want, facts);
    if section != Section::Type {
        return ours.get(&(section, name.to_string())).map(all);
    }
    // Descriptions name a type by its last word; several of ours may end in it, and one will do.
    let candidates = ours.iter().filter(|((section, path), _)| *section == Section::Type && last_word(path) == name);
    candidates.map(|(_, facts)| all(facts)).min_by_key(Vec::len)
}

/// Of `path::to::Name = Name<Parameter>`, the word at the path's end.
fn last_word(path: &str) -> &str {
    let path = path.split(" = ").next().unwrap_or(path);
    path.rsplit("::").next().unwrap_or(path)
}

fn differences(name: &str, want: &Facts, got: &Facts) -> Vec<Difference> {
    let parting = want.iter().filter(|(fact, want)| !got.get(*fact).is_some_and(|got| want.is_met_by(got)));
    let difference = |(fact, want): (&&'static str, &super::Fact)| Difference {
        item: name.to_string(),
        fact,
        want: want.to_string(),
        got: got.get(*fact).map_or_else(|| "nothing".into(), ToString::to_string),
    };
    parting.map(difference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{types, Fact, Part};

    fn call(index: u8, args: &[(&str, &str)]) -> Facts {
        let part = |(name, ty): &(&str, &str)| Part { name: name.to_string(), ty: types::parse(ty).unwrap() };
        Facts::from([("index", Fact::word(index)), ("args", Fact::Parts(args.iter().map(part).collect()))])
    }

    fn compared(want: Facts, ours: Option<Facts>) -> Row {
        compared_as("Module.call", want, ours)
    }

    fn compared_as(name: &str, want: Facts, ours: Option<Facts>) -> Row {
        let key = (Section::Call, name.to_string());
        let described =
            Described { items: Items::from([(key.clone(), want)]), tiers: BTreeMap::from([(key.clone(), Tier::A)]) };
        let ours = ours.map(|facts| (key, facts)).into_iter().collect();
        rows(&described, &ours, |call| (call == "Module.idle").then_some("not seen to work")).pop().unwrap()
    }

    #[test]
    fn an_item_is_identical_different_or_missing() {
        let wanted = || call(3, &[("netuid", "u16"), ("uids", "Vec<u16>")]);
        let same = compared(wanted(), Some(wanted()));
        assert_eq!((same.identical, same.is_whole()), (1, true));
        assert_eq!(compared(wanted(), None).missing, ["Module.call"]);

        let renamed = compared(wanted(), Some(call(3, &[("netuid", "u16"), ("dests", "Vec<u16>")])));
        let [difference] = renamed.different.as_slice() else { panic!("{renamed:?}") };
        assert_eq!((difference.fact, difference.want.as_str()), ("args", "(netuid: u16, uids: Vec<u16>)"));
        assert!(!compared(wanted(), Some(call(4, &[("netuid", "u16"), ("uids", "Vec<u16>")]))).is_whole());
        assert!(!compared(wanted(), Some(call(3, &[("netuid", "u16"), ("uids", "Vec<u32>")]))).is_whole());
    }

    #[test]
    fn a_call_nobody_saw_at_work_is_missing() {
        let wanted = || call(3, &[("netuid", "u16")]);
        let idle = compared_as("Module.idle", wanted(), Some(wanted()));
        assert_eq!((idle.identical, idle.missing), (0, vec!["Module.idle (not seen to work)".to_string()]));
    }

    #[test]
    fn what_bytes_do_not_show_makes_no_difference() {
        let want =
            call(0, &[("data", "BoundedVec<u8, 128>"), ("queue", "VecDeque<(u64, H256)>"), ("key", "RateLimitKey")]);
        let ours = call(0, &[("data", "BoundedVec<u8>"), ("queue", "Vec<(u64, H256)>"), ("key", "RateLimitKey<u8>")]);
        assert!(compared(want, Some(ours)).is_whole());
        let other = compared(call(0, &[("data", "Vec<u8>")]), Some(call(0, &[("data", "BoundedVec<u8>")])));
        assert!(!other.is_whole());
    }
}
