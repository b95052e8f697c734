//! Views: what the chain tells a client when asked, put together from what the other rooms hold.
//! Owns no storage and changes none.
//! Always: a question about a subnet, seat or hotkey that does not exist is answered with nothing,
//! never with a failure.

mod delegates;
mod hyperparameters;
mod metagraph;
mod neurons;
mod prices;
mod stake;
mod subnets;
mod table;

pub use delegates::{delegate, delegated, delegates};
pub use hyperparameters::{hyperparameters, hyperparameters_v2, hyperparameters_v3};
pub use metagraph::{
    all_mechagraphs, all_metagraphs, mechagraph, metagraph, selective_mechagraph, selective_metagraph,
};
pub use neurons::{neuron, neuron_lite, neurons, neurons_lite};
pub use prices::{all_prices, price, simulated_purchase, simulated_sale};
pub use stake::{availability, conviction, fee_of_move, lock, most_convicted, position, positions, positions_of_each};
pub use subnets::{
    account, all_dynamic, all_subnets, all_subnets_v2, auto_stake_hotkey, dynamic, next_epoch, state, subnet,
    subnet_v2, to_prune,
};

use crate::Config;
use alloc::vec::Vec;
use myelin_primitives::NetUid;

/// The answer for every subnet, in ascending order.
fn of_every_subnet<T: Config, Answer>(answer: impl Fn(NetUid) -> Option<Answer>) -> Vec<Option<Answer>> {
    crate::subnets::all::<T>().into_iter().map(answer).collect()
}
