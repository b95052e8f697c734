//! Weights: what each validator thinks each miner is worth, by mechanism.
//! Owns `Weights`, `LastUpdate` and the commits; nobody else writes them.
//! Always: a row belongs to a taken seat and names each taken seat at most once, the main
//! mechanism has one `LastUpdate` for each seat, and a hotkey has at most ten commits waiting (see
//! `checks`).

mod batch;
pub mod checks;
mod commit;
mod commits;
mod cost;
mod reveal;
mod rows;
mod seats;
mod set;
pub(crate) mod storage;
mod timelocked;

pub use batch::{commit_batch, set_batch};
pub use commit::commit;
pub use commits::{earliest_commits, hotkey_swapped, Commit, Revealed};
pub use cost::{
    cost_of_batch, cost_of_commit, cost_of_commit_batch, cost_of_commit_timelocked, cost_of_reveal,
    cost_of_reveal_batch, cost_of_set,
};
pub use reveal::{pair_up, reveal, reveal_batch, standing, Standing};
pub use rows::{last_set, last_update, row, rows};
pub use seats::{forget_mechanism, forget_subnet, seat_appended, seat_replaced, seats_renumbered};
pub use set::{apply, has_enough_stake, is_too_soon, overwrite, set};
pub use timelocked::{commit_timelocked, drop_expired, Ciphertext, Timelocked, UNNAMED_VERSION};
