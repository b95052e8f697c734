//! Editing a chain: putting its state where no call would, for whoever tests against it.
//!
//! These are functions of a node, not of the chain: they run inside externalities over a state, and
//! whoever calls them sees to it that what they changed is written. They change nothing by hand:
//! every room writes its own storage, so that its invariants hold of an edited chain too. Each
//! refuses bad input in one sentence and then leaves everything as it was.
//!
//! The state must be that of the block in which the changes will be written, after it began: the
//! block's step comes before any transaction, and what is computed without it would undo it
//! wherever both touch one item, such as the issuance.

mod funds;
mod hyperparameters;
mod populate;
mod stake;
mod weights;

pub use funds::set_balance;
pub use hyperparameters::{set_hyperparameter, Setting};
pub use populate::{populate, Person, Population};
pub use stake::set_stake;
pub use weights::set_weights;

use crate::Runtime;
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;
use myelin_primitives::NetUid;
use pallet_subtensor::subnets;
use polkadot_sdk::{
    frame_support::{
        storage::{storage_prefix, unhashed, with_storage_layer},
        traits::Get,
    },
    frame_system,
    sp_runtime::DispatchError,
};

/// Why an edit was not made: one sentence, without the full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Refusal {}

impl From<DispatchError> for Refusal {
    /// The error's name is all that is known of why; what people get wrong is asked before.
    fn from(error: DispatchError) -> Self {
        match error {
            DispatchError::Module(module) => Self::new(format!("the chain says {}", module.message.unwrap_or("no"))),
            other => Self::new(format!("the chain says {other:?}")),
        }
    }
}

/// Makes an edit whole or not at all. Rooms announce what they do; an edit is not announced, since
/// the block's events belong to the block.
fn edit<R>(change: impl FnOnce() -> Result<R, Refusal>) -> Result<R, Refusal> {
    let kept: Vec<(Vec<u8>, Option<Vec<u8>>)> = ["Events", "EventCount"]
        .map(|item| storage_prefix(b"System", item.as_bytes()).to_vec())
        .into_iter()
        .map(|key| (key.clone(), unhashed::get_raw(&key)))
        .collect();
    let outcome = with_storage_layer(change);
    for (key, value) in kept {
        match value {
            Some(value) => unhashed::put_raw(&key, &value),
            None => unhashed::kill(&key),
        }
    }
    outcome
}

/// Does something as if it happened in another block.
fn in_block<R>(number: u32, act: impl FnOnce() -> R) -> R {
    let now = frame_system::Pallet::<Runtime>::block_number();
    frame_system::Pallet::<Runtime>::set_block_number(number);
    let done = act();
    frame_system::Pallet::<Runtime>::set_block_number(now);
    done
}

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), Refusal> {
    if holds {
        Ok(())
    } else {
        Err(Refusal(otherwise()))
    }
}

fn ensure_subnet(netuid: NetUid) -> Result<(), Refusal> {
    ensure(subnets::exists::<Runtime>(netuid), || format!("there is no subnet {netuid}"))
}

/// The least an account can hold.
fn least_balance() -> u64 {
    <Runtime as polkadot_sdk::pallet_balances::Config>::ExistentialDeposit::get()
}

/// Several words in one enumeration: `a, b and c`.
fn listed(words: &[impl ToString], last: &str) -> String {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    match words.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// Prefixes of what the runtime keeps as a copy of other items and makes anew when it is gone.
/// Whoever writes raw storage has to remove them.
pub fn copies() -> alloc::vec::Vec<[u8; 32]> {
    pallet_subtensor::copies::<crate::Runtime>()
}
