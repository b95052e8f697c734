//! Paying out root dividends. The block step draws a few coldkeys and claims everything for them.

use super::{index, RootClaimTypeEnum};
use crate::{
    pool, stake, Config, Event, NumRootClaim, Pallet, RootClaimType, RootClaimable, RootClaimableThreshold, RootClaimed,
};
use alloc::{collections::BTreeSet, vec::Vec};
use myelin_economy::emission as rules;
use myelin_primitives::{fixed_point::I96F32, Alpha, NetUid};
use polkadot_sdk::{
    frame_support::storage::with_storage_layer,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// What the coldkey has earned on `netuid` through the hotkey and not claimed; never negative.
pub fn owed<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> I96F32 {
    let rate = RootClaimable::<T>::get(hotkey).get(&netuid).copied().unwrap_or_default().get();
    let staked = stake::of::<T>(hotkey, coldkey, NetUid::ROOT);
    rules::owed(rate, staked, RootClaimed::<T>::get((netuid, hotkey, coldkey)))
}

/// Block step: claims everything for the coldkeys drawn by the parent block's hash. One that
/// cannot be paid keeps what it is owed.
pub fn claim_automatically<T: Config>(parent_hash: [u8; 32]) {
    let drawn = rules::auto_claims(&parent_hash, index::len::<T>(), NumRootClaim::<T>::get());
    for number in drawn {
        if let Some(coldkey) = index::at::<T>(number) {
            let _ = with_storage_layer(|| claim_all::<T>(&coldkey));
        }
    }
}

/// Claims on every subnet, through every hotkey in the order the coldkey first staked to them.
fn claim_all<T: Config>(coldkey: &AccountId32) -> DispatchResult {
    let mut claimed_on = BTreeSet::new();
    for hotkey in stake::hotkeys_of::<T>(coldkey) {
        let on: Vec<NetUid> = RootClaimable::<T>::get(&hotkey).keys().copied().collect();
        for netuid in on {
            if claim::<T>(&hotkey, coldkey, netuid)? {
                claimed_on.insert(netuid);
            }
        }
    }
    if !claimed_on.is_empty() {
        Pallet::<T>::deposit_event(Event::RootClaimed { coldkey: coldkey.clone() });
    }
    Ok(())
}

/// Pays out what is owed on one subnet, if it is worth it, and says whether it was.
fn claim<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> Result<bool, DispatchError> {
    let owed = owed::<T>(hotkey, coldkey, netuid);
    let whole = Alpha(owed.saturating_to_num::<u64>());
    if owed < RootClaimableThreshold::<T>::get(netuid).get() || whole.is_zero() {
        return Ok(false);
    }
    let keeps = match RootClaimType::<T>::get(coldkey) {
        RootClaimTypeEnum::Swap => false,
        RootClaimTypeEnum::Keep => true,
        RootClaimTypeEnum::KeepSubnets { subnets } => subnets.contains(&netuid),
    };
    if keeps {
        stake::credit::<T>(hotkey, coldkey, netuid, whole);
    } else if with_storage_layer(|| swap_to_root::<T>(hotkey, coldkey, netuid, whole)).is_err() {
        return Ok(false);
    }
    RootClaimed::<T>::mutate((netuid, hotkey, coldkey), |claimed| {
        *claimed = claimed.saturating_add(u128::from(whole.rao()));
    });
    Ok(true)
}

/// Sells the alpha and stakes the TAO on root.
fn swap_to_root<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid, alpha: Alpha) -> DispatchResult {
    let tao = pool::sell_claim::<T>(netuid, alpha)?;
    pool::move_between_subnets::<T>(netuid, NetUid::ROOT, tao)?;
    pool::credit_root::<T>(tao);
    let staked = Alpha(tao.rao());
    stake::credit::<T>(hotkey, coldkey, NetUid::ROOT, staked);
    super::stake_added::<T>(hotkey, coldkey, staked);
    Ok(())
}
