//! Hyperparameters: what a subnet, or the whole network, can be tuned with.
//!
//! Owns every item the table of hyperparameters names (`myelin_primitives::hyperparameters`) and
//! the stamps of rate-limited actions. Other rooms read the items directly; only this one writes
//! them, through a `set_*` function each. Who may set what, and within which bounds, is asked
//! before: by the administration pallet, which reads the table.
//! Always: stored values lie within the bounds everybody is held to (see `checks`).

pub mod checks;
mod limits;
mod mechanisms;
mod network;
mod owned;
pub(crate) mod storage;
mod subnet;
mod types;

pub use limits::{
    blocks_between, ensure_window_is_open, hotkey_swapped, last_of, note, note_transaction, owner_may_act_again,
    passes, passes_rate_limit, window_is_open,
};
pub use mechanisms::{mechanism_count, set_mechanism_count, set_mechanism_emission_split};
pub use network::*;
pub use owned::change_activity_cutoff_factor;
pub use subnet::*;
pub use types::{RateLimitKey, RecycleOrBurnEnum, TransactionType};

use crate::Config;
use polkadot_sdk::frame_support::weights::Weight;

/// What setting one hyperparameter costs: origin, window, stamp and value, with an event.
pub fn cost_of_set<T: Config>() -> Weight {
    crate::cost::Work::of(10, 4).computing(10_000).weight::<T>()
}

/// How much a TAO on root counts beside an alpha.
pub fn tao_weight<T: Config>() -> myelin_primitives::fixed_point::U96F32 {
    myelin_primitives::fixed_point::ratio_u64(crate::TaoWeight::<T>::get())
}
