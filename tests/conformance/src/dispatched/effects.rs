//! What a call that works is looked at for.

use super::names::Names;
use myelin_runtime::RuntimeEvent;
use polkadot_sdk::{sp_core::storage::StateVersion, sp_io};
use std::fmt::Debug;

/// Something that must be true after a call and was not before it. What was before is read when
/// the effect is named, so name it in the same breath as the call.
pub struct Effect<'a>(Box<dyn FnOnce(&Names, &[RuntimeEvent]) -> Result<String, String> + 'a>);

impl Effect<'_> {
    /// The effect's name, or what is wrong; the events are those of the call.
    pub fn verdict(self, names: &Names, events: &[RuntimeEvent]) -> Result<String, String> {
        (self.0)(names, events)
    }
}

/// Exactly this event is announced.
pub fn announces<'a>(event: impl Into<RuntimeEvent>) -> Effect<'a> {
    let event = event.into();
    Effect(Box::new(move |names, events| match events.contains(&event) {
        true => Ok(names.event(&event).to_string()),
        false => Err(format!("{event:?} is not among {events:?}")),
    }))
}

/// An event is announced of which this is true.
pub fn announces_that<'a, E>(is_meant: impl Fn(E) -> bool + 'a) -> Effect<'a>
where
    RuntimeEvent: TryInto<E>,
{
    Effect(Box::new(move |names, events| {
        let is_it = |event: &&RuntimeEvent| (*event).clone().try_into().is_ok_and(&is_meant);
        let found = events.iter().find(is_it);
        found.map(|event| names.event(event).to_string()).ok_or_else(|| format!("none of {events:?} is meant"))
    }))
}

/// What is read becomes this value, and was another.
pub fn sets<'a, V: PartialEq + Debug + 'a>(what: &'a str, read: impl Fn() -> V + 'a, value: V) -> Effect<'a> {
    changes(what, read, move |before, after| *before != value && *after == value)
}

/// What is read becomes more.
pub fn raises<'a, V: PartialOrd + Debug + 'a>(what: &'a str, read: impl Fn() -> V + 'a) -> Effect<'a> {
    changes(what, read, |before, after| before < after)
}

/// What is read becomes less.
pub fn lowers<'a, V: PartialOrd + Debug + 'a>(what: &'a str, read: impl Fn() -> V + 'a) -> Effect<'a> {
    changes(what, read, |before, after| before > after)
}

/// All there is to see is that nothing changed.
pub fn leaves_everything<'a>() -> Effect<'a> {
    let root = || sp_io::storage::root(StateVersion::V1);
    changes("nothing", root, |before, after| before == after)
}

fn changes<'a, V: Debug + 'a>(
    what: &'a str,
    read: impl Fn() -> V + 'a,
    as_meant: impl FnOnce(&V, &V) -> bool + 'a,
) -> Effect<'a> {
    let before = read();
    Effect(Box::new(move |_, _| {
        let after = read();
        match as_meant(&before, &after) {
            true => Ok(what.to_string()),
            false => Err(format!("{what} was {before:?} and is {after:?}")),
        }
    }))
}
