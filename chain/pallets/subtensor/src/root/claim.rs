//! Paying out root dividends. The block step draws a few coldkeys and claims everything for them.

use super::{cost::Claims, index, RootClaimTypeEnum};
use crate::{
    pool, stake, Config, Error, Event, NumRootClaim, Pallet, RootClaimType, RootClaimable, RootClaimableThreshold,
    RootClaimed,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use myelin_economy::emission as rules;
use myelin_primitives::{fixed_point::I96F32, Alpha, NetUid};
use polkadot_sdk::{
    frame_support::{ensure, storage::with_storage_layer},
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Subnets a coldkey may claim on with one call.
const MOST_AT_ONCE: usize = 5;

/// What the coldkey has earned on `netuid` through the hotkey and not claimed; never negative.
pub fn owed<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> I96F32 {
    let rate = RootClaimable::<T>::get(hotkey).get(&netuid).copied().unwrap_or_default().get();
    let staked = stake::of::<T>(hotkey, coldkey, NetUid::ROOT);
    rules::owed(rate, staked, RootClaimed::<T>::get((netuid, hotkey, coldkey)))
}

/// What all coldkeys have earned and not claimed, by subnet: the whole rao of each.
pub fn claimable<T: Config>() -> BTreeMap<NetUid, u128> {
    let mut by_subnet = BTreeMap::new();
    for (hotkey, coldkey, staked) in stake::holders::<T>(NetUid::ROOT) {
        for (netuid, rate) in RootClaimable::<T>::get(&hotkey) {
            let claimed = RootClaimed::<T>::get((netuid, &hotkey, &coldkey));
            let owed = rules::owed(rate.get(), staked, claimed).saturating_to_num::<u64>();
            let sum: &mut u128 = by_subnet.entry(netuid).or_default();
            *sum = sum.saturating_add(owed.into());
        }
    }
    by_subnet
}

/// Block step: claims everything for the coldkeys drawn by the parent block's hash. One that
/// cannot be paid keeps what it is owed.
pub fn claim_automatically<T: Config>(parent_hash: [u8; 32]) -> Claims {
    let mut made = Claims::default();
    let drawn = rules::auto_claims(&parent_hash, index::len::<T>(), NumRootClaim::<T>::get());
    for number in drawn {
        if let Some(coldkey) = index::at::<T>(number) {
            if let Ok(claims) = with_storage_layer(|| claim_all::<T>(&coldkey, None)) {
                made = made.and(claims);
            }
        }
    }
    made
}

/// The coldkey claims what it is owed on one to five subnets, all of it or nothing. Says how much
/// there was to do.
pub fn claim_on<T: Config>(coldkey: &AccountId32, netuids: &BTreeSet<NetUid>) -> Result<Claims, DispatchError> {
    ensure!((1..=MOST_AT_ONCE).contains(&netuids.len()), Error::<T>::InvalidSubnetNumber);
    index::add::<T>(coldkey);
    claim_all::<T>(coldkey, Some(netuids))
}

/// The coldkey says what it wants its dividends as, from now on.
pub fn set_claim_type<T: Config>(coldkey: &AccountId32, wanted: RootClaimTypeEnum) -> DispatchResult {
    if let RootClaimTypeEnum::KeepSubnets { subnets } = &wanted {
        ensure!(!subnets.is_empty(), Error::<T>::InvalidSubnetNumber);
    }
    index::add::<T>(coldkey);
    RootClaimType::<T>::insert(coldkey, &wanted);
    Pallet::<T>::deposit_event(Event::RootClaimTypeSet { coldkey: coldkey.clone(), root_claim_type: wanted });
    Ok(())
}

/// Claims on the given subnets, or on every one, through every hotkey in the order the coldkey
/// first staked to them.
fn claim_all<T: Config>(coldkey: &AccountId32, only: Option<&BTreeSet<NetUid>>) -> Result<Claims, DispatchError> {
    let mut claimed_on = BTreeSet::new();
    let mut made = Claims { coldkeys: 1, ..Claims::default() };
    for hotkey in stake::hotkeys_of::<T>(coldkey) {
        let on: Vec<NetUid> = RootClaimable::<T>::get(&hotkey).keys().copied().collect();
        let rates = crate::cost::count(on.len());
        made = made.and(Claims { hotkeys: 1, rates, ..Claims::default() });
        for netuid in on.into_iter().filter(|netuid| only.is_none_or(|only| only.contains(netuid))) {
            let looks = made.looks.saturating_add(1);
            made = Claims { looks, ..made };
            if claim::<T>(&hotkey, coldkey, netuid)? {
                claimed_on.insert(netuid);
                made = made.and(Claims { paid: 1, passed: rates, ..Claims::default() });
            }
        }
    }
    if !claimed_on.is_empty() {
        Pallet::<T>::deposit_event(Event::RootClaimed { coldkey: coldkey.clone() });
    }
    Ok(made)
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
fn swap_to_root<T: Config>(
    hotkey: &AccountId32,
    coldkey: &AccountId32,
    netuid: NetUid,
    alpha: Alpha,
) -> DispatchResult {
    let tao = pool::sell_claim::<T>(netuid, alpha)?;
    pool::move_between_subnets::<T>(netuid, NetUid::ROOT, tao)?;
    pool::credit_root::<T>(tao);
    let staked = Alpha(tao.rao());
    stake::credit::<T>(hotkey, coldkey, NetUid::ROOT, staked);
    super::stake_added::<T>(hotkey, coldkey, staked);
    Ok(())
}
