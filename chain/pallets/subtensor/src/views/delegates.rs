//! Delegates and their nominators.

use super::table::coldkey_of;
use crate::{delegation, emission, epoch, neurons, stake, subnets, AlphaV2, Config, Delegates, Tempo};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Compact;
use myelin_primitives::{fixed_point::U96F32, NetUid};
use myelin_views::{compact, Delegation, Holdings};
use polkadot_sdk::sp_runtime::AccountId32;

type DelegateInfo = myelin_views::DelegateInfo<AccountId32>;

/// Blocks of twelve seconds in a day.
const BLOCKS_PER_DAY: u64 = 7_200;
/// A thousand TAO in rao.
const THOUSAND_TAO: u64 = 1_000_000_000_000;

/// Every delegate.
pub fn delegates<T: Config>() -> Vec<DelegateInfo> {
    Delegates::<T>::iter_keys().map(|hotkey| describe::<T>(&hotkey)).collect()
}

/// One delegate.
pub fn delegate<T: Config>(hotkey: &AccountId32) -> Option<DelegateInfo> {
    delegation::is_delegate::<T>(hotkey).then(|| describe::<T>(hotkey))
}

/// The delegates a coldkey stakes to, once for each position it holds.
pub fn delegated<T: Config>(coldkey: &AccountId32) -> Vec<Delegation<AccountId32>> {
    let mut all = Vec::new();
    for hotkey in stake::hotkeys_of::<T>(coldkey) {
        let Some(info) = delegate::<T>(&hotkey) else { continue };
        for netuid in subnets::all::<T>() {
            let held = stake::of::<T>(&hotkey, coldkey, netuid);
            if !held.is_zero() {
                all.push((info.clone(), (Compact(netuid), Compact(held))));
            }
        }
    }
    all
}

fn describe<T: Config>(hotkey: &AccountId32) -> DelegateInfo {
    let seats =
        || subnets::all::<T>().into_iter().filter_map(|netuid| Some((netuid, neurons::uid_of::<T>(netuid, hotkey)?)));
    let daily = daily_return::<T>(hotkey);
    DelegateInfo {
        delegate_ss58: hotkey.clone(),
        take: delegation::take_of::<T>(hotkey),
        nominators: nominators::<T>(hotkey).into_iter().collect(),
        owner_ss58: coldkey_of::<T>(hotkey),
        registrations: compact::list(seats().map(|(netuid, _)| netuid)),
        validator_permits: compact::list(
            seats().filter(|(netuid, uid)| epoch::has_permit::<T>(*netuid, *uid)).map(|(netuid, _)| netuid),
        ),
        return_per_1000: per_thousand_tao(daily, stake::value_of_hotkey::<T>(hotkey)),
        total_daily_return: daily.saturating_to_num(),
    }
}

/// Who stakes to a hotkey, and how much on each subnet.
fn nominators<T: Config>(hotkey: &AccountId32) -> BTreeMap<AccountId32, Holdings> {
    let mut all: BTreeMap<AccountId32, Holdings> = BTreeMap::new();
    for ((coldkey, netuid), _) in AlphaV2::<T>::iter_prefix((hotkey,)) {
        let held = stake::of::<T>(hotkey, &coldkey, netuid);
        if !held.is_zero() {
            all.entry(coldkey).or_default().push((Compact(netuid), Compact(held.rao())));
        }
    }
    for holdings in all.values_mut() {
        holdings.sort_by_key(|(netuid, _)| netuid.0);
    }
    all
}

/// What the last epochs' dividends would make in a day, in rao of TAO at the present prices.
fn daily_return<T: Config>(hotkey: &AccountId32) -> U96F32 {
    let on = |netuid: NetUid| {
        let epochs = U96F32::from_num(BLOCKS_PER_DAY).checked_div(U96F32::from_num(Tempo::<T>::get(netuid)));
        let price = U96F32::saturating_from_num(pallet_swap::price::<T>(netuid));
        U96F32::from_num(emission::last_dividend::<T>(hotkey, netuid).rao())
            .saturating_mul(epochs.unwrap_or_default())
            .saturating_mul(price)
    };
    subnets::all::<T>().into_iter().map(on).fold(U96F32::ZERO, U96F32::saturating_add)
}

/// What a thousand TAO of the stake earn of it, in rao.
fn per_thousand_tao(daily: U96F32, stake_value: u64) -> u64 {
    let parts = U96F32::from_num(stake_value).checked_div(U96F32::from_num(THOUSAND_TAO)).unwrap_or_default();
    daily.checked_div(parts).unwrap_or_default().saturating_to_num()
}
