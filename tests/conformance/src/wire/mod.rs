//! The wire: everything a client can name on this chain, and what it would find there.
//!
//! [`chain`] reads the items out of our runtime's metadata, [`surface`] out of a description of
//! the reference chain; both describe them by the same facts. [`ledger`] writes ours down, one
//! line each; [`compare`] holds the two against each other.

pub mod chain;
mod chain_facts;
pub mod compare;
pub mod ledger;
pub mod surface;
mod surface_facts;
pub mod types;

use serde::Serialize;
use std::collections::BTreeMap;

/// The kinds of things that have a name on the wire, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    Version,
    Extension,
    Pallet,
    Call,
    Storage,
    Constant,
    Event,
    Error,
    Api,
    Method,
    Type,
}

/// How much users depend on an item: `A` for every day, `B` often, `C` seldom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
pub enum Tier {
    A,
    B,
    C,
}

/// What is to be found under a name: each fact by its own name.
pub type Facts = BTreeMap<&'static str, Fact>;

/// One thing that can be said of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// Numbers, bytes and words, compared as they are written.
    Word(String),
    /// A type.
    Type(types::Name),
    /// Named or unnamed parts, each with its type: arguments, keys, fields.
    Parts(Vec<Part>),
    /// The variants of an enum.
    Choices(Vec<Choice>),
}

/// A part of a call, an event or a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Empty where the wire gives none.
    pub name: String,
    pub ty: types::Name,
}

/// A variant of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub index: String,
    pub name: String,
    pub parts: Vec<Part>,
}

/// Items by their section and their name, such as `SubtensorModule.set_weights`.
pub type Items = BTreeMap<(Section, String), Facts>;

impl Fact {
    pub fn word(word: impl ToString) -> Self {
        Self::Word(word.to_string())
    }

    /// Whether a fact of the chain is the one that was described.
    pub fn is_met_by(&self, ours: &Self) -> bool {
        match (self, ours) {
            (Self::Type(want), Self::Type(got)) => want.matches(got),
            (Self::Parts(want), Self::Parts(got)) => are_met(want, got),
            (Self::Choices(want), Self::Choices(got)) => {
                want.len() == got.len() && want.iter().zip(got).all(|(want, got)| want.is_met_by(got))
            }
            _ => self == ours,
        }
    }
}

impl std::fmt::Display for Fact {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => out.write_str(word),
            Self::Type(ty) => ty.fmt(out),
            Self::Parts(parts) => write!(out, "({})", listed(parts)),
            Self::Choices(choices) => write!(out, "{{{}}}", listed(choices)),
        }
    }
}

impl std::fmt::Display for Choice {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.index, self.name)?;
        if self.parts.is_empty() {
            Ok(())
        } else {
            write!(out, "({})", listed(&self.parts))
        }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.name.is_empty() {
            write!(out, "{}: ", self.name)?;
        }
        self.ty.fmt(out)
    }
}

fn listed(things: &[impl ToString]) -> String {
    things.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn are_met(want: &[Part], got: &[Part]) -> bool {
    let is_met = |(want, got): (&Part, &Part)| want.name == got.name && want.ty.matches(&got.ty);
    want.len() == got.len() && want.iter().zip(got).all(is_met)
}

impl Choice {
    fn is_met_by(&self, ours: &Self) -> bool {
        self.index == ours.index && self.name == ours.name && are_met(&self.parts, &ours.parts)
    }
}

impl Section {
    pub fn word(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Extension => "extension",
            Self::Pallet => "pallet",
            Self::Call => "call",
            Self::Storage => "storage",
            Self::Constant => "constant",
            Self::Event => "event",
            Self::Error => "error",
            Self::Api => "api",
            Self::Method => "method",
            Self::Type => "type",
        }
    }
}
