//! One random history of the chain, told the same way every time: blocks of transfers, stake,
//! weights and epochs, executed through the runtime's own entry points. Whoever executes it, the
//! state roots must agree: another build profile, another machine, the runtime as Wasm.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod actors;
mod history;

pub use history::History;

use polkadot_sdk::{
    sp_core::{blake2_256, H256},
    sp_io::TestExternalities,
};

/// Runs one entry point of the runtime on the state and returns what it returned.
pub trait Execute {
    fn call(&mut self, state: &mut TestExternalities, method: &str, data: &[u8]) -> Vec<u8>;
}

/// The runtime as compiled into this program.
pub struct Native;

impl Execute for Native {
    fn call(&mut self, state: &mut TestExternalities, method: &str, data: &[u8]) -> Vec<u8> {
        state
            .execute_with(|| myelin_runtime::api::dispatch(method, data))
            .unwrap_or_else(|| panic!("the runtime has no {method}"))
    }
}

/// All state roots of a history as one hash, to compare at a glance.
pub fn fingerprint(roots: &[H256]) -> H256 {
    let bytes: Vec<u8> = roots.iter().flat_map(|root| root.0).collect();
    H256(blake2_256(&bytes))
}
