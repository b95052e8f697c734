//! Who holds which share of a hotkey's alpha.

use crate::{roll, AlphaV2, Config, TotalHotkeyAlpha, TotalHotkeyAlphaLastEpoch, TotalHotkeySharesV2};
use alloc::vec::Vec;
use myelin_economy::shares::{Holding, SafeFloat, SharePool};
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::sp_runtime::AccountId32;

pub(super) fn pool_of<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> SharePool {
    SharePool {
        total: TotalHotkeyAlpha::<T>::get(hotkey, netuid),
        denominator: TotalHotkeySharesV2::<T>::get(hotkey, netuid),
    }
}

/// The coldkey's alpha at the hotkey.
pub fn of<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> Alpha {
    let share = AlphaV2::<T>::get((hotkey, coldkey, netuid));
    if share.is_zero() {
        return Alpha::ZERO;
    }
    pool_of::<T>(hotkey, netuid).value(share)
}

/// The coldkey's bare share, which a dissolved subnet counts where it is worth nothing.
pub fn share_of<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> u64 {
    AlphaV2::<T>::get((hotkey, coldkey, netuid)).to_u64()
}

/// The hotkey's alpha, of all holders.
pub fn of_hotkey<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Alpha {
    TotalHotkeyAlpha::<T>::get(hotkey, netuid)
}

/// Whether so little alpha would still buy a share.
pub fn can_credit<T: Config>(hotkey: &AccountId32, netuid: NetUid, amount: Alpha) -> bool {
    pool_of::<T>(hotkey, netuid).can_add(amount)
}

/// Stakes alpha for the coldkey at the hotkey. Staking nothing still puts the hotkey on its list.
pub fn credit<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid, amount: Alpha) {
    super::add::list::<T>(coldkey, hotkey);
    if amount.is_zero() {
        return;
    }
    let share = AlphaV2::<T>::get((hotkey, coldkey, netuid));
    let after = pool_of::<T>(hotkey, netuid).add(share, amount);
    put::<T>(hotkey, coldkey, netuid, after);
}

/// Takes alpha of the coldkey from the hotkey and says how much: all that was asked, or nothing
/// where the coldkey holds less.
pub fn debit<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid, amount: Alpha) -> Alpha {
    let share = AlphaV2::<T>::get((hotkey, coldkey, netuid));
    match pool_of::<T>(hotkey, netuid).remove(share, amount) {
        Some(after) => {
            put::<T>(hotkey, coldkey, netuid, after);
            amount
        }
        None => Alpha::ZERO,
    }
}

/// A dividend for all holders of the hotkey, each by its share.
pub fn credit_holders<T: Config>(hotkey: &AccountId32, netuid: NetUid, amount: Alpha) {
    if amount.is_zero() {
        return;
    }
    let after = pool_of::<T>(hotkey, netuid).add_for_all(amount);
    put_total::<T>(hotkey, netuid, after.total);
}

/// Every position on the subnet, in storage order: hotkey, coldkey, worth.
pub fn holders<T: Config>(netuid: NetUid) -> Vec<(AccountId32, AccountId32, Alpha)> {
    AlphaV2::<T>::iter()
        .filter(|((_, _, on), _)| *on == netuid)
        .map(|((hotkey, coldkey, _), share)| {
            let worth = pool_of::<T>(&hotkey, netuid).value(share);
            (hotkey, coldkey, worth)
        })
        .collect()
}

/// Removes every position on a dissolved subnet, and what coldkeys chose for it. A hotkey that all
/// have left may still have a residue of some rao, and has a record of its last epoch.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    super::destination::forget_destinations::<T>(netuid);
    roll::forget::<T>(netuid);
    for (hotkey, coldkey, _) in holders::<T>(netuid) {
        AlphaV2::<T>::remove((hotkey, coldkey, netuid));
    }
    for hotkey in of_subnet(TotalHotkeyAlpha::<T>::iter_keys(), netuid) {
        TotalHotkeyAlpha::<T>::remove(hotkey, netuid);
    }
    for hotkey in of_subnet(TotalHotkeySharesV2::<T>::iter_keys(), netuid) {
        TotalHotkeySharesV2::<T>::remove(hotkey, netuid);
    }
    for hotkey in of_subnet(TotalHotkeyAlphaLastEpoch::<T>::iter_keys(), netuid) {
        TotalHotkeyAlphaLastEpoch::<T>::remove(hotkey, netuid);
    }
}

fn of_subnet(keys: impl Iterator<Item = (AccountId32, NetUid)>, netuid: NetUid) -> Vec<AccountId32> {
    keys.filter(|(_, on)| *on == netuid).map(|(hotkey, _)| hotkey).collect()
}

fn put<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid, after: Holding) {
    roll::staked::<T>(hotkey, netuid, of_hotkey::<T>(hotkey, netuid), after.pool.total);
    put_pool::<T>(hotkey, netuid, after.pool);
    put_share::<T>(hotkey, coldkey, netuid, after.share);
}

/// The roll of the subnet is the caller's to tell.
pub(super) fn put_pool<T: Config>(hotkey: &AccountId32, netuid: NetUid, pool: SharePool) {
    store_total::<T>(hotkey, netuid, pool.total);
    if pool.denominator.is_zero() {
        TotalHotkeySharesV2::<T>::remove(hotkey, netuid);
    } else {
        TotalHotkeySharesV2::<T>::insert(hotkey, netuid, pool.denominator);
    }
}

pub(super) fn put_share<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid, share: SafeFloat) {
    if share.is_zero() {
        AlphaV2::<T>::remove((hotkey, coldkey, netuid));
    } else {
        AlphaV2::<T>::insert((hotkey, coldkey, netuid), share);
    }
}

fn put_total<T: Config>(hotkey: &AccountId32, netuid: NetUid, total: Alpha) {
    roll::staked::<T>(hotkey, netuid, of_hotkey::<T>(hotkey, netuid), total);
    store_total::<T>(hotkey, netuid, total);
}

fn store_total<T: Config>(hotkey: &AccountId32, netuid: NetUid, total: Alpha) {
    if total.is_zero() {
        TotalHotkeyAlpha::<T>::remove(hotkey, netuid);
    } else {
        TotalHotkeyAlpha::<T>::insert(hotkey, netuid, total);
    }
}
