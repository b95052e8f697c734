//! One random history of the chain, told the same way every time: blocks of transfers, stake,
//! weights and epochs, executed through the runtime's own entry points. Whoever executes it, the
//! state roots must agree: another build profile, another machine, the runtime as Wasm. And a wild
//! one, [`Turmoil`], in which everything is tried, for the chain's books to be held against.
#![forbid(unsafe_code)]
// Test code: a panic here is how a history says what went wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod actors;
mod history;
mod plot;
pub mod report;
mod turmoil;

pub use actors::Who;
pub use history::{History, Tally, Tell};
pub use plot::{Intent, MINERS, NETUID, TEMPO, VALIDATORS};
pub use turmoil::Turmoil;

use polkadot_sdk::sp_io::TestExternalities;

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
