//! What the owner of a coldkey tells about itself.

use super::owned_by;
use crate::{neurons, subnets, Config, Error, Event, IdentitiesV2, Pallet};
use myelin_primitives::records::ChainIdentityV2;
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchResult},
};

/// Most bytes of what stands on one line, and of what needs several.
const SHORT: usize = 256;
const LONG: usize = 1024;

/// Values read on each subnet until a seat is found, of somebody with two hotkeys.
const LOOKS: u64 = 3;

/// What the coldkey tells about itself.
pub fn identity_of<T: Config>(coldkey: &AccountId32) -> Option<ChainIdentityV2> {
    IdentitiesV2::<T>::get(coldkey)
}

/// The coldkey introduces itself, in place of what it told before. One of its hotkeys must have a
/// seat somewhere: strangers cannot fill the chain with their names.
pub fn set_identity<T: Config>(coldkey: &AccountId32, identity: ChainIdentityV2) -> DispatchResult {
    ensure!(has_seat::<T>(coldkey), Error::<T>::HotKeyNotRegisteredInNetwork);
    ensure!(fits(&identity), Error::<T>::InvalidIdentity);
    IdentitiesV2::<T>::insert(coldkey, identity);
    Pallet::<T>::deposit_event(Event::ChainIdentitySet(coldkey.clone()));
    Ok(())
}

fn has_seat<T: Config>(coldkey: &AccountId32) -> bool {
    let netuids = subnets::all::<T>();
    owned_by::<T>(coldkey)
        .iter()
        .any(|hotkey| netuids.iter().any(|netuid| neurons::uid_of::<T>(*netuid, hotkey).is_some()))
}

/// Whether every field is as short as it must be.
pub(super) fn fits(identity: &ChainIdentityV2) -> bool {
    let ChainIdentityV2 { name, url, github_repo, image, discord, description, additional } = identity;
    [name, url, github_repo, discord].iter().all(|field| field.len() <= SHORT)
        && [image, description, additional].iter().all(|field| field.len() <= LONG)
}

/// The hotkeys' seats until one is found, and the record.
pub fn cost_of_set_identity<T: Config>() -> Weight {
    let looks = crate::subnets::how_many::<T>().saturating_mul(LOOKS);
    crate::cost::Work::of(looks, 1).computing(20_000).long(4_096).weight::<T>()
}
