//! What must hold: claims about people and about the subnet, now or over some epochs.
//!
//! ```text
//! miner-3: incentive is at least 0.2 within 2 epochs
//! copier: emission is at most 1.1 times miner-1's for 3 epochs
//! subnet: incentive is about 1 ± 0.01
//! ```

mod judge;
mod words;

pub use judge::{judge, Observation, Seat, Totals, Verdict};

use crate::Invalid;
use std::{fmt, str::FromStr};

/// The name that stands for the subnet itself.
pub const SUBNET: &str = "subnet";

/// A claim, and when it must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// As it was written.
    text: String,
    /// A person, a group of which everybody is meant, or [`SUBNET`].
    pub who: String,
    pub claim: Claim,
    pub when: When,
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    Compares {
        quantity: Quantity,
        relation: Relation,
        than: Than,
    },
    HasPermit(bool),
    IsRegistered(bool),
    /// The subnet's last epoch paid somebody something.
    EmissionIsPaid,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    Incentive,
    Dividends,
    Consensus,
    /// How much of a validator's weights the others agreed with.
    Trust,
    /// Alpha earned in the last epoch.
    Emission,
    /// Alpha staked to the hotkey on this subnet.
    Stake,
    /// TAO of the coldkey.
    Balance,
    /// Taken seats of the subnet.
    Neurons,
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relation {
    AtLeast,
    AtMost,
    Above,
    Below,
    Exactly,
    Not,
    /// No farther away than that.
    About(f64),
}

/// What it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Than {
    Number(f64),
    Somebodys { who: String, quantity: Quantity, times: f64 },
}

/// When it must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// At once, or after one of the next epochs.
    Within(u32),
    /// After each of the next epochs.
    For(u32),
}

impl Expectation {
    /// Everybody it names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let other = match &self.claim {
            Claim::Compares { than: Than::Somebodys { who, .. }, .. } => Some(who.as_str()),
            _ => None,
        };
        std::iter::once(self.who.as_str()).chain(other)
    }
}

impl Quantity {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Incentive, "incentive"),
        (Self::Dividends, "dividends"),
        (Self::Consensus, "consensus"),
        (Self::Trust, "trust"),
        (Self::Emission, "emission"),
        (Self::Stake, "stake"),
        (Self::Balance, "balance"),
        (Self::Neurons, "neurons"),
    ];

    /// Within this much two values are the same: the chain keeps shares in steps of 1/65535, and
    /// amounts in rao.
    fn step(self) -> f64 {
        match self {
            Self::Incentive | Self::Dividends | Self::Consensus | Self::Trust => 1.0 / 65_535.0,
            Self::Emission | Self::Stake | Self::Balance => 1e-9,
            Self::Neurons => 0.0,
        }
    }

    fn unit(self) -> &'static str {
        match self {
            Self::Emission | Self::Stake => " alpha",
            Self::Balance => " TAO",
            _ => "",
        }
    }

    /// Whether it makes sense for that name: some are the subnet's alone, some somebody's alone.
    fn is_of(self, who: &str) -> bool {
        match self {
            Self::Neurons => who == SUBNET,
            Self::Consensus | Self::Trust | Self::Balance => who != SUBNET,
            Self::Incentive | Self::Dividends | Self::Emission | Self::Stake => true,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::ALL.iter().find(|(quantity, _)| quantity == self).map_or("", |(_, name)| name);
        f.write_str(name)
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Expectation {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        words::read(text)
    }
}
