//! What the block step asks of every subnet and hardly ever changes, in one value. A copy: whoever
//! changes one of the items says so here, and the next block step reads them all again.

use crate::{
    subnets, BurnHalfLife, Config, EMAPriceHalvingBlocks, MaxBurn, MinBurn, NetworkRegistrationAllowed,
    OwnerCutEnabled, Pallet, SubnetEmissionEnabled, Tempo,
};
use alloc::{format, string::String, vec::Vec};
use codec::{Decode, Encode};
use myelin_primitives::{NetUid, Tao};
use polkadot_sdk::frame_support::storage_alias;

/// Every subnet in ascending order. Ours, not on the wire.
#[storage_alias(pallet_name)]
type MyelinStandings<T: Config> = StorageValue<Pallet<T>, Vec<Standing>>;

/// A subnet as the block step knows it before it looks at what moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Standing {
    pub netuid: NetUid,
    /// The block of its first emission, once it is known.
    pub first_block: Option<u64>,
    /// Whether its alpha trades and its seats can be bought.
    pub is_open: bool,
    pub is_dynamic: bool,
    /// Whether TAO is emitted to it.
    pub is_enabled: bool,
    /// Whether its owner gets a cut.
    pub pays_owner: bool,
    pub tempo: u16,
    pub price_halving_blocks: u64,
    pub burn_half_life: u16,
    pub min_burn: Tao,
    pub max_burn: Tao,
}

/// Every subnet, root first, then in ascending order.
pub fn all<T: Config>() -> Vec<Standing> {
    MyelinStandings::<T>::get().unwrap_or_else(|| {
        let standings = gather::<T>();
        MyelinStandings::<T>::put(&standings);
        standings
    })
}

/// Something that stands here changed, or may have.
pub fn changed<T: Config>() {
    MyelinStandings::<T>::kill();
}

/// Where the copy is stored.
pub fn key<T: Config>() -> [u8; 32] {
    MyelinStandings::<T>::hashed_key()
}

fn gather<T: Config>() -> Vec<Standing> {
    let standing = |netuid| Standing {
        netuid,
        first_block: subnets::first_emission_block::<T>(netuid),
        is_open: subnets::is_started::<T>(netuid) && NetworkRegistrationAllowed::<T>::get(netuid),
        is_dynamic: subnets::is_dynamic::<T>(netuid),
        is_enabled: SubnetEmissionEnabled::<T>::get(netuid),
        pays_owner: OwnerCutEnabled::<T>::get(netuid),
        tempo: Tempo::<T>::get(netuid),
        price_halving_blocks: EMAPriceHalvingBlocks::<T>::get(netuid),
        burn_half_life: BurnHalfLife::<T>::get(netuid),
        min_burn: MinBurn::<T>::get(netuid),
        max_burn: MaxBurn::<T>::get(netuid),
    };
    subnets::all::<T>().into_iter().map(standing).collect()
}

/// The copy, where there is one, says what the items say.
pub(super) fn check<T: Config>() -> Result<(), String> {
    match MyelinStandings::<T>::get() {
        Some(copy) if copy != gather::<T>() => Err(format!("the block step knows {copy:?}")),
        _ => Ok(()),
    }
}
