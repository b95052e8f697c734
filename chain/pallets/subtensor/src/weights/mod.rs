//! Weights: what each validator thinks each miner is worth, by mechanism.
//! Owns `Weights` and `LastUpdate`; nobody else writes them.
//! Always: a row belongs to a taken seat and names each taken seat at most once, and the main
//! mechanism has one `LastUpdate` for each seat (see `checks`).

mod batch;
pub mod checks;
mod cost;
mod rows;
mod seats;
mod set;
pub(crate) mod storage;

pub use batch::set_batch;
pub use cost::{cost_of_batch, cost_of_set};
pub use rows::{last_set, last_update, row, rows};
pub use seats::{forget_mechanism, forget_subnet, seat_appended, seat_replaced, seats_renumbered};
pub use set::{apply, has_enough_stake, is_too_soon, overwrite, set};
