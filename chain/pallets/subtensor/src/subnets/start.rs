//! The owner starts its subnet.

use super::{exists, first_emission_block, owner, registered_at, set_subtoken};
use crate::{emission, now, Config, Error, Event, FirstEmissionBlockNumber, Pallet, StartCallDelay};
use myelin_primitives::NetUid;
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{traits::BadOrigin, AccountId32, DispatchResult},
};

/// Opens the subnet's alpha for trade; emission begins with the next block.
pub fn start<T: Config>(coldkey: &AccountId32, netuid: NetUid) -> DispatchResult {
    ensure!(exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!(owner::<T>(netuid).as_ref() == Some(coldkey), BadOrigin);
    ensure!(first_emission_block::<T>(netuid).is_none(), Error::<T>::FirstEmissionBlockNumberAlreadySet);
    let earliest = registered_at::<T>(netuid).saturating_add(StartCallDelay::<T>::get());
    ensure!(now::<T>() >= earliest, Error::<T>::NeedWaitingMoreBlocksToStarCall);
    begin::<T>(netuid);
    Ok(())
}

/// Opens the alpha of a subnet for trade, whoever asks.
pub fn begin<T: Config>(netuid: NetUid) {
    let first = now::<T>().saturating_add(1);
    FirstEmissionBlockNumber::<T>::insert(netuid, first);
    emission::standing_changed::<T>();
    set_subtoken::<T>(netuid, true);
    Pallet::<T>::deposit_event(Event::FirstEmissionBlockNumberSet(netuid, first));
}
