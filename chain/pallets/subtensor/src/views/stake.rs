//! Positions of stake.

use crate::{emission, neurons, stake, subnets, Config, HotkeyLock, Lock};
use alloc::vec::Vec;
use myelin_economy::pool::{NO_CEILING, NO_FLOOR};
use myelin_primitives::{fixed_point::StoredU64F64, records::LockState, Alpha, NetUid, Tao};
use myelin_views::{Availabilities, StakeAvailability};
use polkadot_sdk::sp_runtime::AccountId32;

type StakeInfo = myelin_views::StakeInfo<AccountId32>;

/// Every position of a coldkey: subnets in ascending order, hotkeys in the order it first staked
/// to them.
pub fn positions<T: Config>(coldkey: &AccountId32) -> Vec<StakeInfo> {
    let hotkeys = stake::hotkeys_of::<T>(coldkey);
    let all = subnets::all::<T>().into_iter().flat_map(|netuid| hotkeys.iter().map(move |hotkey| (netuid, hotkey)));
    all.map(|(netuid, hotkey)| describe::<T>(hotkey, coldkey, netuid)).filter(|held| !held.stake.is_zero()).collect()
}

/// Every position of each coldkey, in the order they were named.
pub fn positions_of_each<T: Config>(coldkeys: Vec<AccountId32>) -> Vec<(AccountId32, Vec<StakeInfo>)> {
    let with_positions = |coldkey| {
        let held = positions::<T>(&coldkey);
        (coldkey, held)
    };
    coldkeys.into_iter().map(with_positions).collect()
}

/// One position; where nothing is held, its stake is zero.
pub fn position<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> Option<StakeInfo> {
    subnets::exists::<T>(netuid).then(|| describe::<T>(hotkey, coldkey, netuid))
}

/// What each coldkey may move on each subnet where it holds something, or on each that is named.
/// Nothing can be locked yet, so all of it is available.
pub fn availability<T: Config>(
    coldkeys: Vec<AccountId32>,
    netuids: Option<Vec<NetUid>>,
) -> Availabilities<AccountId32> {
    coldkeys
        .into_iter()
        .map(|coldkey| {
            let hotkeys = stake::hotkeys_of::<T>(&coldkey);
            let total = |netuid: NetUid| -> Alpha {
                hotkeys.iter().map(|hotkey| stake::of::<T>(hotkey, &coldkey, netuid)).sum()
            };
            let free = |netuid: NetUid| {
                let total = total(netuid);
                (netuid, StakeAvailability { total, locked: Alpha::ZERO, available: total })
            };
            let by_subnet = match &netuids {
                Some(named) => named.iter().copied().map(free).collect(),
                None => subnets::all::<T>().into_iter().map(free).filter(|(_, held)| !held.total.is_zero()).collect(),
            };
            (coldkey, by_subnet)
        })
        .collect()
}

/// What a coldkey has locked on a subnet.
pub fn lock<T: Config>(coldkey: &AccountId32, netuid: NetUid) -> Option<LockState> {
    Lock::<T>::iter_prefix_values((coldkey, netuid)).next()
}

/// How much conviction is behind a hotkey.
pub fn conviction<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> StoredU64F64 {
    HotkeyLock::<T>::get(netuid, hotkey).map(|locked| locked.conviction).unwrap_or_default()
}

/// The hotkey with the most conviction behind it.
pub fn most_convicted<T: Config>(netuid: NetUid) -> Option<AccountId32> {
    HotkeyLock::<T>::iter_prefix(netuid).max_by_key(|(_, locked)| locked.conviction.bits).map(|(hotkey, _)| hotkey)
}

/// The fee, in rao of what is paid in, of moving `amount` from one position to another. Without an
/// origin TAO is staked, and nothing is paid for going nowhere.
pub fn fee_of_move<T: Config>(
    origin: Option<(AccountId32, NetUid)>,
    destination: Option<(AccountId32, NetUid)>,
    amount: u64,
) -> u64 {
    if origin == destination {
        return 0;
    }
    let fee = match (origin, destination) {
        (Some((_, from)), Some((_, onto))) if from == onto => Ok(0),
        (Some((_, from)), _) => {
            pallet_swap::quote_sell::<T>(from, Alpha(amount), NO_FLOOR, true).map(|sold| sold.fee.rao())
        }
        (None, Some((_, onto))) => {
            pallet_swap::quote_buy::<T>(onto, Tao(amount), NO_CEILING, true).map(|bought| bought.fee.rao())
        }
        (None, None) => Ok(0),
    };
    fee.unwrap_or_default()
}

fn describe<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> StakeInfo {
    StakeInfo {
        hotkey: hotkey.clone(),
        coldkey: coldkey.clone(),
        netuid,
        stake: stake::of::<T>(hotkey, coldkey, netuid),
        locked: 0,
        emission: emission::last_dividend::<T>(hotkey, netuid),
        tao_emission: Tao::ZERO,
        drain: 0,
        is_registered: neurons::uid_of::<T>(netuid, hotkey).is_some(),
    }
}
