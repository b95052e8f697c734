//! The block step: everything the chain does by itself at the start of a block.

use super::{coinbase, cost, prices, standing};
use crate::{delegation, neurons, now, pool, root, BlockEmission, Config, TotalIssuance};
use myelin_economy::issuance;
use myelin_primitives::Tao;
use polkadot_sdk::{
    frame_support::{traits::fungible::Inspect, weights::Weight},
    frame_system,
};

/// Runs the step and says what it cost. Nothing in it can fail the block.
pub fn block_step<T: Config>() -> Weight {
    let now = now::<T>();
    let standings = standing::all::<T>();
    neurons::decay_prices::<T>(&standings);

    let counted = TotalIssuance::<T>::get();
    block_emission::<T>(counted.rao());
    let credit = pool::issue::<T>(issuance::minted(counted, Tao(T::Currency::total_issuance())));

    let eligible = coinbase::eligible::<T>(&standings);
    let due = coinbase::run::<T>(credit, now, &standings, &eligible);
    let epochs = coinbase::pay_due::<T>(now, &due.drained);
    prices::move_all::<T>(now, &eligible);
    due.slots.iter().for_each(|netuid| delegation::apply_due_children::<T>(*netuid));
    let claims = root::claim_automatically::<T>(parent_hash::<T>());
    cost::of_step::<T>(standings.len(), eligible.len(), &epochs, claims)
}

/// The emission curve at `issuance`, noted as the wire does it: looks at alpha overwrite the note.
fn block_emission<T: Config>(issuance: u64) {
    note_emission::<T>(issuance::block_emission(issuance));
}

/// Notes what the last look at the emission curve gave.
pub(super) fn note_emission<T: Config>(emission: u64) {
    if BlockEmission::<T>::get() != emission {
        BlockEmission::<T>::put(emission);
    }
}

fn parent_hash<T: Config>() -> [u8; 32] {
    let mut bytes = [0; 32];
    for (byte, hashed) in bytes.iter_mut().zip(frame_system::Pallet::<T>::parent_hash().as_ref()) {
        *byte = *hashed;
    }
    bytes
}
