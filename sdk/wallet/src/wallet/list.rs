//! The wallets of a folder, in the order people count.

use super::{Wallet, WalletError, DEFAULT_NAME, HOTKEYS, PUBLIC_SUFFIX};
use crate::AccountId;
use std::{cmp::Ordering, fs, io, path::Path};

/// A wallet as found on disk. An account is missing where no public file or plain keyfile tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletEntry {
    pub name: String,
    pub coldkey: Option<AccountId>,
    pub hotkeys: Vec<(String, Option<AccountId>)>,
}

/// Every wallet under `root`. A folder that does not exist has none.
pub fn list(root: &Path) -> Result<Vec<WalletEntry>, WalletError> {
    let mut entries = Vec::new();
    for name in names(root, |file| file.is_dir())? {
        let hotkeys = names(&root.join(&name).join(HOTKEYS), |file| file.is_file())?
            .into_iter()
            .filter(|hotkey| !hotkey.ends_with(PUBLIC_SUFFIX) && !hotkey.ends_with(".lock"))
            .map(|hotkey| {
                let account = Wallet::at(root, &name, &hotkey).hotkey_account().ok();
                (hotkey, account)
            })
            .collect();
        let coldkey = Wallet::at(root, &name, DEFAULT_NAME).coldkey_account().ok();
        entries.push(WalletEntry { name, coldkey, hotkeys });
    }
    Ok(entries)
}

/// The names in `folder` that are not hidden and of which `is_wanted` holds, sorted.
fn names(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Result<Vec<String>, WalletError> {
    let unreadable = |cause| WalletError::Unreadable { path: folder.to_owned(), cause };
    let found = match fs::read_dir(folder) {
        Ok(found) => found,
        Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new())
        }
        Err(cause) => return Err(unreadable(cause)),
    };
    let mut names = Vec::new();
    for entry in found {
        let entry = entry.map_err(unreadable)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !name.starts_with('.') && is_wanted(&entry.path()) {
            names.push(name);
        }
    }
    names.sort_by(|one, other| by_number_then_letter(one, other));
    Ok(names)
}

/// `miner2` before `miner10`, and large letters beside small ones.
fn by_number_then_letter(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    while !left.is_empty() && !right.is_empty() {
        let (left_run, left_rest) = run(left);
        let (right_run, right_rest) = run(right);
        let order = match (number(left_run), number(right_run)) {
            // Longer numbers are greater; numbers of one length compare as text.
            (Some(left), Some(right)) => left.len().cmp(&right.len()).then(left.cmp(right)),
            _ => left_run.to_lowercase().cmp(&right_run.to_lowercase()),
        };
        if order.is_ne() {
            return order;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.len().cmp(&right.len()).then(one.cmp(other))
}

/// The digits or the other letters `text` begins with, and the rest.
fn run(text: &str) -> (&str, &str) {
    let is_digit = text.starts_with(|letter: char| letter.is_ascii_digit());
    let end = text.find(|letter: char| letter.is_ascii_digit() != is_digit).unwrap_or(text.len());
    text.split_at(end)
}

fn number(run: &str) -> Option<&str> {
    run.starts_with(|letter: char| letter.is_ascii_digit()).then(|| run.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_the_way_people_count() {
        let mut names = vec!["miner10", "Miner3", "miner2", "alice", "miner", "Bob", "miner02", "10", "9"];
        names.sort_by(|one, other| by_number_then_letter(one, other));
        assert_eq!(names, ["9", "10", "alice", "Bob", "miner", "miner02", "miner2", "Miner3", "miner10"]);
    }
}
