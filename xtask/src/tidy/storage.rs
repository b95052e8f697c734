//! One writer per storage item: only the room that declares an item changes it.

use super::sources::Source;
use super::Finding;
use proc_macro2::TokenTree;
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::Visit;

/// What changes a storage item when called on it.
const WRITERS: [&str; 24] = [
    "append",
    "clear",
    "clear_prefix",
    "drain",
    "drain_kv",
    "drain_prefix",
    "insert",
    "kill",
    "migrate_key",
    "migrate_keys",
    "mutate",
    "mutate_exists",
    "mutate_extant",
    "mutate_values",
    "put",
    "remove",
    "remove_all",
    "remove_prefix",
    "set",
    "swap",
    "take",
    "translate",
    "try_append",
    "try_mutate",
];
/// The same for methods that exist in several forms: any name that starts so.
const WRITER_STARTS: [&str; 4] = ["try_insert", "try_mutate_", "try_put", "translate_"];

/// A room of a pallet; without a name it is the whole pallet, for those with a single subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Room<'a> {
    pallet: &'a str,
    name: Option<&'a str>,
}

/// Who owns what, over all pallets.
pub struct Ownership<'a>(BTreeMap<String, Vec<Room<'a>>>);

impl<'a> Ownership<'a> {
    pub fn of(sources: &'a [Source]) -> Self {
        let mut owners: BTreeMap<String, Vec<Room>> = BTreeMap::new();
        for source in sources {
            let Some(room) = owning_room(&source.path) else { continue };
            for item in declared_items(source) {
                owners.entry(item).or_default().push(room.clone());
            }
        }
        Self(owners)
    }

    /// How many items are declared, and how many rooms or pallets own them.
    pub fn counts(&self) -> (usize, usize) {
        let rooms: BTreeSet<&Room> = self.0.values().flatten().collect();
        (self.0.values().map(Vec::len).sum(), rooms.len())
    }

    pub fn check(&self, sources: &[Source]) -> Vec<Finding> {
        let production = sources.iter().filter(|source| source.path.starts_with("chain/") && !source.is_test);
        production.flat_map(|source| check_source(source, &self.0)).collect()
    }
}

fn check_source(source: &Source, owners: &BTreeMap<String, Vec<Room>>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Write { item, method, line } in writes(source) {
        let Some(rooms) = owners.get(&item) else { continue };
        // A name that this pallet declares means this pallet's item.
        let pallet = split_pallet(&source.path).map(|(pallet, _)| pallet);
        let owner = rooms.iter().find(|room| Some(room.pallet) == pallet).or(rooms.first());
        let Some(owner) = owner else { continue };
        let is_own = Some(owner.pallet) == pallet && (owner.name.is_none() || owner.name == writing_room(&source.path));
        if source.is_test_line(line) || is_own {
            continue;
        }
        let message = format!("`{item}::{method}`: only {} writes `{item}`", owner.described());
        findings.push(Finding::error("one-writer", format!("{}:{line}", source.path), message));
    }
    findings
}

impl Room<'_> {
    fn described(&self) -> String {
        match self.name {
            Some(room) => format!("the room `{room}` of pallet `{}`", self.pallet),
            None => format!("pallet `{}`", self.pallet),
        }
    }
}

/// `chain/pallets/subtensor/src/stake/add.rs` as `subtensor` and `stake/add.rs`.
fn split_pallet(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix("chain/pallets/")?.split_once("/src/")
}

/// The room whose code a file is: its first folder, or its own name.
fn writing_room(path: &str) -> Option<&str> {
    let (_, inside) = split_pallet(path)?;
    let first = inside.split('/').next()?;
    Some(first.trim_end_matches(".rs"))
}

/// The room that owns what a file declares: `stake/storage.rs` and `storage/stake.rs` both belong
/// to `stake`; a declaration at the pallet's root belongs to the whole pallet.
fn owning_room(path: &str) -> Option<Room<'_>> {
    let (pallet, inside) = split_pallet(path)?;
    let name = match inside.split_once('/') {
        Some(("storage", file)) => Some(file.trim_end_matches(".rs")),
        Some(("pallet", _)) | None => None,
        Some((room, _)) => Some(room),
    };
    Some(Room { pallet, name })
}

/// The names of the `#[pallet::storage]` items of a file.
fn declared_items(source: &Source) -> Vec<String> {
    struct Names(Vec<String>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
            let is_storage = |attribute: &syn::Attribute| {
                attribute.path().segments.last().is_some_and(|segment| segment.ident == "storage")
            };
            if item.attrs.iter().any(is_storage) {
                self.0.push(item.ident.to_string());
            }
        }
    }
    let mut names = Names(Vec::new());
    if let Some(syntax) = &source.syntax {
        names.visit_file(syntax);
    }
    names.0
}

struct Write {
    item: String,
    method: String,
    line: usize,
}

/// Calls such as `Item::<T>::insert(`, also inside macros.
fn writes(source: &Source) -> Vec<Write> {
    let tokens = source.flat_tokens();
    let mut writes = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Ident(item) = token else { continue };
        let Some(method) = method_after(&tokens[at + 1..]) else { continue };
        let is_writer =
            WRITERS.contains(&method.as_str()) || WRITER_STARTS.iter().any(|start| method.starts_with(start));
        if is_writer {
            writes.push(Write { item: item.to_string(), method, line: item.span().start().line });
        }
    }
    writes
}

/// The method in `::<T>::method`, `<T>>::method` or `::method` behind a type's name.
fn method_after(tokens: &[TokenTree]) -> Option<String> {
    let mut rest = skip_colons(tokens).unwrap_or(tokens);
    let has_generics = is_punct(rest.first(), '<');
    if has_generics {
        rest = skip_generics(rest)?;
        // The outer bracket of `<Item<T>>::method`.
        if is_punct(rest.first(), '>') {
            rest = &rest[1..];
        }
        rest = skip_colons(rest)?;
    } else if rest.len() == tokens.len() {
        return None;
    }
    match rest.first() {
        Some(TokenTree::Ident(method)) => Some(method.to_string()),
        _ => None,
    }
}

fn skip_colons(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    (is_punct(tokens.first(), ':') && is_punct(tokens.get(1), ':')).then(|| &tokens[2..])
}

fn skip_generics(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        if is_punct(Some(token), '<') {
            depth += 1;
        } else if is_punct(Some(token), '>') {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(&tokens[at + 1..]);
            }
        }
    }
    None
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORAGE: &str = "#[pallet_section]\nmod stake_storage {\n#[pallet::storage]\npub type Held<T> = ();\n}";

    fn broken(path: &str, text: &str) -> usize {
        let storage = Source::parse("chain/pallets/subtensor/src/stake/storage.rs", STORAGE.to_string());
        let sources = [storage, Source::parse(path, text.to_string())];
        Ownership::of(&sources).check(&sources).len()
    }

    #[test]
    fn the_owning_room_may_write() {
        assert_eq!(broken("chain/pallets/subtensor/src/stake/add.rs", "fn a() { Held::<T>::insert(1, 2); }"), 0);
    }

    #[test]
    fn another_room_may_read_but_not_write() {
        let path = "chain/pallets/subtensor/src/epoch/run.rs";
        assert_eq!(broken(path, "fn a() { Held::<T>::get(1); }"), 0);
        assert_eq!(broken(path, "fn a() { Held::<T>::insert(1, 2); }"), 1);
        assert_eq!(broken(path, "fn a() { <Held<T>>::try_mutate_exists(1, f); }"), 1);
        assert_eq!(broken(path, "fn a() { ensure!(stake::Held::<T>::take(1), E); }"), 1);
    }

    #[test]
    fn another_pallet_may_not_write() {
        assert_eq!(broken("chain/pallets/admin/src/lib.rs", "fn a() { pallet_subtensor::Held::<T>::kill(); }"), 1);
    }

    #[test]
    fn a_test_may_write() {
        let text = "#[cfg(test)]\nmod tests {\n fn a() { Held::<T>::insert(1, 2); }\n}";
        assert_eq!(broken("chain/pallets/subtensor/src/epoch/run.rs", text), 0);
    }
}
