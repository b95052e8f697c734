//! What was seen of a call, and why some calls will never be seen at work.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Calls that cannot be seen to do anything, and why.
const NEVER: [(&str, &str); 9] = [
    ("AdminUtils.sudo_set_network_pow_registration_allowed", REFUSES),
    ("AdminUtils.sudo_set_total_issuance", REFUSES),
    ("Grandpa.report_equivocation", NO_PROOF),
    ("Grandpa.report_equivocation_unsigned", NO_PROOF),
    ("Swap.add_liquidity", REFUSES),
    ("Swap.disable_lp", REFUSES),
    ("Swap.modify_position", REFUSES),
    ("Swap.remove_liquidity", REFUSES),
    ("Swap.toggle_user_liquidity", REFUSES),
];
const REFUSES: &str = "retired on the wire: refuses whatever it is given";
const NO_PROOF: &str = "nobody can encode it: its proof of a key's owner has no value on the wire";

/// What was seen of every call, by its name such as `Balances.burn`, and what went otherwise than
/// the scenes say.
pub struct Book {
    seen: BTreeMap<String, Seen>,
    complaints: Vec<String>,
}

/// What was seen of one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What it did: events it announced, storage it changed.
    pub effects: BTreeSet<String>,
    /// Errors it refused with.
    pub errors: BTreeSet<String>,
    /// Numbers with which the pool refused it.
    pub refusals: BTreeSet<u8>,
}

impl Seen {
    /// Whether the call was seen both to work and to refuse.
    pub fn is_whole(&self) -> bool {
        !self.effects.is_empty() && !self.errors.is_empty()
    }
}

impl Book {
    /// An empty page for each of these calls.
    pub(super) fn of<'a>(calls: impl Iterator<Item = &'a str>) -> Self {
        let seen = calls.map(|call| (call.to_string(), Seen::default())).collect();
        Self { seen, complaints: Vec::new() }
    }

    pub(super) fn note_effect(&mut self, call: &str, effect: String) {
        self.page(call).effects.insert(effect);
    }

    pub(super) fn note_error(&mut self, call: &str, error: String) {
        self.page(call).errors.insert(error);
    }

    pub(super) fn note_refusal(&mut self, call: &str, number: u8) {
        self.page(call).refusals.insert(number);
    }

    pub(super) fn complain(&mut self, complaint: String) {
        self.complaints.push(complaint);
    }

    fn page(&mut self, call: &str) -> &mut Seen {
        self.seen.entry(call.to_string()).or_default()
    }

    /// What went otherwise than the scenes say, a sentence each.
    pub fn complaints(&self) -> &[String] {
        &self.complaints
    }

    /// Every call with what was seen of it, by name.
    pub fn calls(&self) -> impl Iterator<Item = (&str, Entry<'_>)> {
        self.seen.iter().map(|(call, seen)| (call.as_str(), Entry { seen, why_not: self.why_not(call) }))
    }

    /// Why a call does not count as present; nothing if it does, or if there is none of that name.
    pub fn why_not(&self, call: &str) -> Option<&'static str> {
        let seen = self.seen.get(call)?;
        if seen.is_whole() {
            return None;
        }
        let never = NEVER.iter().find(|(name, _)| *name == call).map(|(_, why)| *why);
        never.or(Some(if seen.effects.is_empty() { UNSEEN } else { UNREFUSED }))
    }

    /// Calls that no scene proves and that are not known to be beyond proof.
    pub fn gaps(&self) -> Vec<&str> {
        let is_gap = |call: &str| matches!(self.why_not(call), Some(UNSEEN | UNREFUSED));
        self.seen.keys().map(String::as_str).filter(|call| is_gap(call)).collect()
    }

    /// Calls said to be beyond proof that were proven, or that are not there.
    pub fn stale(&self) -> Vec<&'static str> {
        let is_stale = |call: &str| self.seen.get(call).is_none_or(Seen::is_whole);
        NEVER.iter().map(|(call, _)| *call).filter(|call| is_stale(call)).collect()
    }
}

const UNSEEN: &str = "not seen to work";
const UNREFUSED: &str = "not seen to refuse";

/// One line of the book. It says so where the origin is all that a call was seen to refuse.
pub struct Entry<'a> {
    seen: &'a Seen,
    why_not: Option<&'static str>,
}

impl fmt::Display for Entry<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Seen { effects, errors, refusals } = self.seen;
        write!(out, "success={} error={}", listed(effects), listed(errors))?;
        if !refusals.is_empty() {
            write!(out, " pool={}", listed(refusals))?;
        }
        if self.why_not.is_none() && errors.iter().all(|error| error == "BadOrigin") {
            write!(out, " only=origin")?;
        }
        self.why_not.map_or(Ok(()), |why| write!(out, " missing: {why}"))
    }
}

fn listed(things: &BTreeSet<impl ToString>) -> String {
    if things.is_empty() {
        return "none".into();
    }
    things.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RETIRED: &str = "Swap.disable_lp";

    fn book() -> Book {
        let mut book = Book::of(["Any.whole", "Any.idle", "Any.open", RETIRED].into_iter());
        book.note_effect("Any.whole", "Any.Done".into());
        book.note_error("Any.whole", "BadOrigin".into());
        book.note_error("Any.idle", "Any.Refused".into());
        book.note_effect("Any.open", "Any.Done".into());
        book
    }

    #[test]
    fn a_call_is_present_once_it_worked_and_refused() {
        let book = book();
        assert_eq!(book.why_not("Any.whole"), None);
        assert_eq!(book.why_not("Any.idle"), Some(UNSEEN));
        assert_eq!(book.why_not("Any.open"), Some(UNREFUSED));
        assert_eq!(book.why_not(RETIRED), Some(REFUSES));
        assert_eq!(book.gaps(), ["Any.idle", "Any.open"], "what is known to be beyond proof is none");
    }

    #[test]
    fn what_is_said_to_be_beyond_proof_must_be() {
        let mut book = book();
        assert!(!book.stale().contains(&RETIRED));
        book.note_effect(RETIRED, "Any.Done".into());
        book.note_error(RETIRED, "Any.Refused".into());
        assert!(book.stale().contains(&RETIRED));
    }

    #[test]
    fn a_line_tells_what_was_seen_and_what_is_missing() {
        let book = book();
        let lines: BTreeMap<&str, String> = book.calls().map(|(call, seen)| (call, seen.to_string())).collect();
        assert_eq!(lines["Any.whole"], "success=Any.Done error=BadOrigin only=origin");
        assert_eq!(lines["Any.idle"], "success=none error=Any.Refused missing: not seen to work");
    }
}
