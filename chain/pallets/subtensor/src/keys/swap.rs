//! Swapping a hotkey: what it has on one subnet, or everything, goes over to another key of the
//! same coldkey. Each room moves its own.

use super::{
    associate,
    cost::{cost_of_swapped, Moved},
    owner_of, owns,
};
use crate::{
    delegation, emission, neurons, now,
    params::{self, RateLimitKey},
    pool, roll, root, stake, subnets, weights, Config, Error, Event, LastHotkeySwapOnNetuid, OwnedHotkeys, Owner,
    Pallet, TxRateLimit,
};
use alloc::vec::Vec;
use myelin_primitives::{NetUid, Tao};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_core::Get,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// What a swap costs; the TAO is destroyed.
pub const COST_ON_ONE_SUBNET: Tao = Tao(1_000_000);
pub const COST_EVERYWHERE: Tao = Tao(100_000_000);

/// Blocks that lie between two swaps of a coldkey on one subnet, unless genesis says otherwise.
pub const BLOCKS_BETWEEN_SWAPS: u64 = 7_200;

/// One hotkey that takes the place of another.
#[derive(Clone, Copy)]
pub struct Swap<'a> {
    pub old: &'a AccountId32,
    pub new: &'a AccountId32,
    /// Everywhere when absent.
    pub netuid: Option<NetUid>,
    /// The seat goes over and the stake stays where it is.
    pub keeps_stake: bool,
}

impl Swap<'_> {
    fn touches_root(&self) -> bool {
        self.netuid.is_none_or(|netuid| netuid.is_root())
    }

    /// The subnets in question, in ascending order.
    fn netuids<T: Config>(&self) -> Vec<NetUid> {
        self.netuid.map_or_else(subnets::all::<T>, |netuid| alloc::vec![netuid])
    }
}

/// The coldkey puts another of its hotkeys, or one that is nobody's, in the place of `swap.old`.
/// Says what that cost.
pub fn swap_hotkey<T: Config>(coldkey: &AccountId32, swap: Swap) -> Result<Weight, DispatchError> {
    ensure_possible::<T>(coldkey, swap)?;
    let limited = limited_on::<T>(swap);
    ensure!(has_waited::<T>(coldkey, swap, &limited), Error::<T>::HotKeySwapOnSubnetIntervalNotPassed);
    let cost = if swap.netuid.is_some() { COST_ON_ONE_SUBNET } else { COST_EVERYWHERE };
    ensure!(pool::spendable::<T>(coldkey) >= cost, Error::<T>::NotEnoughBalanceToPaySwapHotKey);

    pool::destroy::<T>(coldkey, cost)?;
    associate::<T>(coldkey, swap.new)?;
    for netuid in swap.netuids::<T>() {
        move_on::<T>(swap, netuid)?;
    }
    let moved = if swap.keeps_stake { Moved::default() } else { move_stake::<T>(swap) };
    if swap.netuid.is_none() {
        move_what_no_subnet_has::<T>(coldkey, swap);
    }
    note::<T>(coldkey, &limited);
    announce::<T>(coldkey, swap);
    Ok(cost_of_swapped::<T>(swap.netuid, moved))
}

/// Every reason to refuse that lies in the keys themselves.
fn ensure_possible<T: Config>(coldkey: &AccountId32, swap: Swap) -> DispatchResult {
    ensure!(owns::<T>(coldkey, swap.old), Error::<T>::NonAssociatedColdKey);
    let owner = owner_of::<T>(swap.new);
    ensure!(owner.is_none_or(|owner| owner == *coldkey), Error::<T>::NonAssociatedColdKey);
    ensure!(!pool::is_system_account::<T>(swap.new), Error::<T>::CannotUseSystemAccount);
    ensure!(swap.old != swap.new, Error::<T>::NewHotKeyIsSameWithOld);
    ensure!(swap.netuid.is_none_or(subnets::exists::<T>), Error::<T>::SubnetNotExists);
    ensure!(may_again::<T>(coldkey), Error::<T>::HotKeySetTxRateLimitExceeded);
    let is_seated = swap.netuids::<T>().into_iter().any(|netuid| neurons::uid_of::<T>(netuid, swap.new).is_some());
    ensure!(!is_seated, Error::<T>::HotKeyAlreadyRegisteredInSubNet);
    ensure!(!swap.touches_root() || root::is_clean::<T>(swap.new), Error::<T>::NewHotKeyNotCleanForRootSwap);
    Ok(())
}

/// This limit still holds in the block where others would pass.
fn may_again<T: Config>(coldkey: &AccountId32) -> bool {
    let last = params::last_of::<T>(RateLimitKey::LastTxBlock(coldkey.clone()));
    last == 0 || now::<T>().saturating_sub(last) > TxRateLimit::<T>::get()
}

/// The subnets on which the coldkey has to wait before the next swap: where the hotkey sits or
/// lends its stake.
fn limited_on<T: Config>(swap: Swap) -> Vec<NetUid> {
    if let Some(netuid) = swap.netuid {
        return alloc::vec![netuid];
    }
    let concerns = |netuid: &NetUid| {
        neurons::uid_of::<T>(*netuid, swap.old).is_some() || !delegation::children_of::<T>(swap.old, *netuid).is_empty()
    };
    subnets::all::<T>().into_iter().filter(concerns).collect()
}

/// On a single subnet the wait counts from the first block of the chain; a swap everywhere asks
/// only where there was one before.
fn has_waited<T: Config>(coldkey: &AccountId32, swap: Swap, limited: &[NetUid]) -> bool {
    let now = now::<T>();
    limited.iter().all(|netuid| {
        let last = LastHotkeySwapOnNetuid::<T>::get(netuid, coldkey);
        (last == 0 && swap.netuid.is_none()) || last.saturating_add(T::BlocksBetweenHotkeySwaps::get()) < now
    })
}

/// What the hotkey is on one subnet.
fn move_on<T: Config>(swap: Swap, netuid: NetUid) -> DispatchResult {
    let Swap { old, new, .. } = swap;
    neurons::hotkey_swapped::<T>(old, new, netuid);
    weights::hotkey_swapped::<T>(old, new, netuid);
    delegation::hotkey_swapped::<T>(old, new, netuid)?;
    subnets::hotkey_swapped::<T>(old, new, netuid);
    stake::destination_swapped::<T>(old, new, netuid);
    if !swap.keeps_stake {
        emission::hotkey_swapped::<T>(old, new, netuid);
    }
    Ok(())
}

/// What everybody staked to it, and on root what that has earned. Says how much that was.
fn move_stake<T: Config>(swap: Swap) -> Moved {
    let Swap { old, new, .. } = swap;
    let positions = stake::hotkey_swapped::<T>(old, new, swap.netuid);
    let mut claims = 0;
    if swap.touches_root() {
        claims = root::hotkey_swapped::<T>(old, new);
        delegation::root_hotkey_swapped::<T>(old, new);
    }
    Moved { positions, claims }
}

/// What belongs to the hotkey itself. Where the stake stays, the old hotkey stays its owner's too:
/// nobody could take stake from a hotkey without an owner.
fn move_what_no_subnet_has<T: Config>(coldkey: &AccountId32, swap: Swap) {
    let Swap { old, new, .. } = swap;
    delegation::take_swapped::<T>(old, new);
    params::hotkey_swapped::<T>(old, new);
    if swap.keeps_stake {
        return;
    }
    Owner::<T>::remove(old);
    roll::hotkey_changed::<T>(old);
    OwnedHotkeys::<T>::mutate(coldkey, |hotkeys| {
        hotkeys.retain(|hotkey| hotkey != new);
        if let Some(place) = hotkeys.iter_mut().find(|hotkey| *hotkey == old) {
            *place = new.clone();
        }
    });
}

fn note<T: Config>(coldkey: &AccountId32, limited: &[NetUid]) {
    let now = now::<T>();
    params::note::<T>(RateLimitKey::LastTxBlock(coldkey.clone()), now);
    for netuid in limited {
        LastHotkeySwapOnNetuid::<T>::insert(netuid, coldkey, now);
    }
}

fn announce<T: Config>(coldkey: &AccountId32, swap: Swap) {
    let (coldkey, old_hotkey, new_hotkey) = (coldkey.clone(), swap.old.clone(), swap.new.clone());
    Pallet::<T>::deposit_event(match swap.netuid {
        Some(netuid) => Event::HotkeySwappedOnSubnet { coldkey, old_hotkey, new_hotkey, netuid },
        None => Event::HotkeySwapped { coldkey, old_hotkey, new_hotkey },
    });
}

/// A subnet ends, and with it what was noted of swaps on it.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    let _ = LastHotkeySwapOnNetuid::<T>::clear_prefix(netuid, u32::MAX, None);
}
