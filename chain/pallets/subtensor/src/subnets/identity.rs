//! What a subnet's owner tells about it.

use super::{exists, owner};
use crate::{Config, Error, Event, Pallet, SubnetIdentitiesV3};
use myelin_primitives::{records::SubnetIdentityV3, NetUid};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchResult},
};

/// Most bytes of a name, and of anything else.
const SHORT: usize = 256;
const LONG: usize = 1024;

/// What the owner tells about the subnet.
pub fn identity<T: Config>(netuid: NetUid) -> Option<SubnetIdentityV3> {
    SubnetIdentitiesV3::<T>::get(netuid)
}

/// The owner describes its subnet, in place of what it told before.
pub fn set_identity<T: Config>(coldkey: &AccountId32, netuid: NetUid, identity: SubnetIdentityV3) -> DispatchResult {
    ensure!(exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!(owner::<T>(netuid).as_ref() == Some(coldkey), Error::<T>::NotSubnetOwner);
    describe::<T>(netuid, identity)
}

/// Writes the description, if every field is as short as it must be.
pub(super) fn describe<T: Config>(netuid: NetUid, identity: SubnetIdentityV3) -> DispatchResult {
    ensure!(fits(&identity), Error::<T>::InvalidIdentity);
    SubnetIdentitiesV3::<T>::insert(netuid, identity);
    Pallet::<T>::deposit_event(Event::SubnetIdentitySet(netuid));
    Ok(())
}

/// A subnet that ends takes its description along.
pub(super) fn forget<T: Config>(netuid: NetUid) {
    if SubnetIdentitiesV3::<T>::take(netuid).is_some() {
        Pallet::<T>::deposit_event(Event::SubnetIdentityRemoved(netuid));
    }
}

/// Whether every field is as short as it must be.
pub(super) fn fits(identity: &SubnetIdentityV3) -> bool {
    let SubnetIdentityV3 {
        subnet_name,
        github_repo,
        subnet_contact,
        subnet_url,
        discord,
        description,
        logo_url,
        additional,
    } = identity;
    [subnet_name, discord].iter().all(|field| field.len() <= SHORT)
        && [github_repo, subnet_contact, subnet_url, description, logo_url, additional]
            .iter()
            .all(|field| field.len() <= LONG)
}

/// Owner and standing; the record is written.
pub fn cost_of_set_identity<T: Config>() -> Weight {
    crate::cost::Work::of(10, 2).computing(20_000).long(8_192).weight::<T>()
}
