//! What people write for accounts, spans, moments, settings and weights.

use chrono::{DateTime, SecondsFormat};
use myelin_primitives::Uid;
use myelin_wallet::{AccountId, Keypair, Scheme};
use serde_json::Value;
use std::time::Duration;

/// An account and what it was called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub account: AccountId,
    /// The text it was given by: an address, hex, or a path such as //Alice.
    pub name: String,
}

/// An account by its address, its 32 bytes in hex, or a path of the development phrase.
pub fn account(text: &str) -> Result<Named, String> {
    let named = |account| Named { account, name: text.to_owned() };
    if let Some(digits) = text.strip_prefix("0x") {
        let bytes = hex::decode(digits).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        return bytes.map(|bytes| named(AccountId(bytes))).ok_or_else(|| "after 0x come 64 hex digits".to_owned());
    }
    if text.starts_with('/') {
        return derived(text).map(named);
    }
    text.parse().map(named).map_err(|cause: myelin_wallet::AddressError| {
        format!("{cause}; {}, and //Alice is an account of the development phrase", cause.hint())
    })
}

/// The account at a path of the development phrase, which everybody knows.
pub fn derived(path: &str) -> Result<AccountId, String> {
    // An argument is seen by the whole machine, so it must not hold a secret.
    if path.contains("///") {
        return Err("a password is a secret, and arguments are not: give the address".to_owned());
    }
    Keypair::from_uri(path, Scheme::Sr25519).map(|key| key.account()).map_err(|cause| cause.to_string())
}

/// Units of time by their short names, in milliseconds.
const UNITS: [(&str, u64); 6] =
    [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000)];

/// A span such as `12s`, `1h30m` or `3d`; a number alone is milliseconds.
pub fn span(text: &str) -> Result<Duration, String> {
    let unclear = || format!("`{text}` is no span of time: 12s, 1h30m and 3d are, and a number is milliseconds");
    if let Ok(milliseconds) = text.parse() {
        return Ok(Duration::from_millis(milliseconds));
    }
    let (mut total, mut rest) = (0u64, text);
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit()).ok_or_else(unclear)?;
        let (number, tail) = rest.split_at(digits);
        let end = tail.find(|letter: char| letter.is_ascii_digit()).unwrap_or(tail.len());
        let (name, tail) = tail.split_at(end);
        let (_, unit) = UNITS.iter().find(|(unit, _)| *unit == name.trim()).ok_or_else(unclear)?;
        let part = number.parse::<u64>().ok().and_then(|number| number.checked_mul(*unit)).ok_or_else(unclear)?;
        total = total.checked_add(part).ok_or_else(unclear)?;
        rest = tail;
    }
    if text.is_empty() {
        return Err(unclear());
    }
    Ok(Duration::from_millis(total))
}

/// A moment as RFC 3339 writes it, or as milliseconds since 1970; in milliseconds.
pub fn moment(text: &str) -> Result<u64, String> {
    if let Ok(milliseconds) = text.parse() {
        return Ok(milliseconds);
    }
    let date = DateTime::parse_from_rfc3339(text).map_err(|_| {
        format!("`{text}` is no moment: 2026-07-01T12:00:00Z is, and a number is milliseconds since 1970")
    })?;
    u64::try_from(date.timestamp_millis()).map_err(|_| "the chain's clock begins in 1970".to_owned())
}

/// A moment for people.
pub fn shown_moment(milliseconds: u64) -> String {
    let date = i64::try_from(milliseconds).ok().and_then(DateTime::from_timestamp_millis);
    date.map_or_else(|| format!("{milliseconds} ms"), |date| date.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// A hyperparameter and what it is set to.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub name: String,
    pub value: Value,
}

/// `NAME=VALUE`.
pub fn setting(text: &str) -> Result<Setting, String> {
    let (name, written) = text.split_once('=').ok_or_else(|| "write NAME=VALUE, as in tempo=20".to_owned())?;
    Ok(Setting { name: name.trim().to_owned(), value: value(written.trim()) })
}

/// A number, true, false or a list as JSON has them; anything else is text.
pub fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// `UID=WEIGHT`.
pub fn weight(text: &str) -> Result<(Uid, u16), String> {
    let unclear = || format!("`{text}` is no weight: write UID=WEIGHT, as in 3=65535");
    let (uid, weight) = text.split_once('=').ok_or_else(unclear)?;
    let number = |text: &str| text.trim().parse::<u16>().map_err(|_| unclear());
    Ok((Uid(number(uid)?), number(weight)?))
}

/// Bytes in hex.
pub fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let digits = text.strip_prefix("0x").ok_or_else(|| "bytes are written as 0x and hex digits".to_owned())?;
    hex::decode(digits).map_err(|cause| format!("that is not hex: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_found_by_address_hex_and_path() {
        let address = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
        let alice = account("//Alice").unwrap();
        assert_eq!(alice.account.to_string(), address);
        assert_eq!(account(address).unwrap().account, alice.account);
        assert_eq!(account(&format!("0x{}", hex::encode(alice.account.0))).unwrap().account, alice.account);
    }

    #[test]
    fn what_is_no_account_says_what_one_looks_like() {
        assert!(account("alice").unwrap_err().contains("//Alice"));
        assert!(account("0x12").unwrap_err().contains("64 hex digits"));
        assert!(account("//Alice///secret").unwrap_err().contains("password"));
    }

    #[test]
    fn spans_are_sums_of_units() {
        let seconds = |text: &str| span(text).unwrap().as_secs();
        assert_eq!((seconds("12s"), seconds("1h30m"), seconds("3d")), (12, 5_400, 259_200));
        assert_eq!(span("250").unwrap(), Duration::from_millis(250));
        for text in ["", "h", "5x", "1h30", "-3s", "99999999999999999999w"] {
            assert!(span(text).is_err(), "{text}");
        }
    }

    #[test]
    fn moments_are_dates_or_milliseconds() {
        assert_eq!(moment("1970-01-01T00:00:12Z"), Ok(12_000));
        assert_eq!(moment("12000"), Ok(12_000));
        assert!(moment("yesterday").is_err());
        assert!(moment("1969-12-31T00:00:00Z").is_err());
        assert_eq!(moment(&shown_moment(1_750_000_000_500)), Ok(1_750_000_000_500));
    }

    #[test]
    fn settings_keep_the_kind_of_their_value() {
        assert_eq!(setting("tempo=20").unwrap().value, 20);
        assert_eq!(setting("commit_reveal_weights_enabled=false").unwrap().value, false);
        assert_eq!(setting("min_burn=0.5").unwrap().value, 0.5);
        assert!(setting("tempo").is_err());
    }

    #[test]
    fn weights_are_pairs_of_small_numbers() {
        assert_eq!(weight("3=65535"), Ok((Uid(3), 65_535)));
        assert!(weight("3=65536").is_err());
        assert!(weight("3:1").is_err());
    }
}
