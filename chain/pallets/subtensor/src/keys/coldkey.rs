//! Swapping a coldkey: announced to the world first, so that whoever stole a key shows it and its
//! owner can dispute. Then everything goes over at once; each room moves its own.

use super::{cost::cost_of_coldkey_of, exists, owned_by};
use crate::{
    now, pool, roll, root, stake, subnets, ColdkeySwapAnnouncementDelay, ColdkeySwapAnnouncements, ColdkeySwapDisputes,
    ColdkeySwapReannouncementDelay, Config, Error, Event, IdentitiesV2, OwnedHotkeys, Owner, Pallet,
};
use myelin_primitives::Tao;
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_core::H256,
    sp_io::hashing::blake2_256,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// What announcing a swap costs; the TAO is destroyed.
const COST: Tao = Tao(100_000_000);

/// What a coldkey may do, as far as its swap is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No swap is announced.
    Free,
    /// One is, and nothing else may happen.
    Announced,
    /// One is and is disputed; it is for root to decide.
    Disputed,
}

/// How the coldkey stands.
pub fn swap_of<T: Config>(coldkey: &AccountId32) -> Standing {
    if ColdkeySwapDisputes::<T>::contains_key(coldkey) {
        Standing::Disputed
    } else if ColdkeySwapAnnouncements::<T>::contains_key(coldkey) {
        Standing::Announced
    } else {
        Standing::Free
    }
}

/// Announces that the coldkey will be swapped for the one with this hash. The first announcement
/// costs; another one, after a while, takes its place for free.
pub fn announce_swap<T: Config>(coldkey: &AccountId32, hash: H256) -> DispatchResult {
    ensure!(swap_of::<T>(coldkey) != Standing::Disputed, Error::<T>::ColdkeySwapDisputed);
    let now = this_block::<T>()?;
    match ColdkeySwapAnnouncements::<T>::get(coldkey) {
        Some((from, _)) => ensure!(now >= again_from::<T>(from), Error::<T>::ColdkeySwapReannouncedTooEarly),
        None => pay::<T>(coldkey, COST)?,
    }
    let from = now.saturating_add(ColdkeySwapAnnouncementDelay::<T>::get());
    ColdkeySwapAnnouncements::<T>::insert(coldkey, (from, hash));
    Pallet::<T>::deposit_event(Event::ColdkeySwapAnnounced { who: coldkey.clone(), new_coldkey_hash: hash });
    Ok(())
}

/// Makes the announced swap, once its time has come, and says what it cost.
pub fn swap_announced<T: Config>(coldkey: &AccountId32, new: &AccountId32) -> Result<Weight, DispatchError> {
    let (from, hash) = undisputed::<T>(coldkey)?;
    ensure!(hash == H256(blake2_256(new.as_ref())), Error::<T>::AnnouncedColdkeyHashDoesNotMatch);
    ensure!(this_block::<T>()? >= from, Error::<T>::ColdkeySwapTooEarly);
    swap::<T>(coldkey, new)
}

/// Root swaps a coldkey at once, for `cost` of its TAO. Says what the chain spent on it.
pub fn swap_by_root<T: Config>(coldkey: &AccountId32, new: &AccountId32, cost: Tao) -> Result<Weight, DispatchError> {
    pay::<T>(coldkey, cost)?;
    swap::<T>(coldkey, new)
}

/// Calls an announced swap off, after the time in which it could have been made.
pub fn clear_announcement<T: Config>(coldkey: &AccountId32) -> DispatchResult {
    let (from, _) = undisputed::<T>(coldkey)?;
    ensure!(this_block::<T>()? >= again_from::<T>(from), Error::<T>::ColdkeySwapClearTooEarly);
    ColdkeySwapAnnouncements::<T>::remove(coldkey);
    Pallet::<T>::deposit_event(Event::ColdkeySwapCleared { who: coldkey.clone() });
    Ok(())
}

/// Stops everything the coldkey does until root decides: its key seems to be in other hands too.
pub fn dispute_swap<T: Config>(coldkey: &AccountId32) -> DispatchResult {
    announcement::<T>(coldkey)?;
    ensure!(!ColdkeySwapDisputes::<T>::contains_key(coldkey), Error::<T>::ColdkeySwapAlreadyDisputed);
    ColdkeySwapDisputes::<T>::insert(coldkey, this_block::<T>()?);
    Pallet::<T>::deposit_event(Event::ColdkeySwapDisputed { coldkey: coldkey.clone() });
    Ok(())
}

/// Root forgets announcement and dispute: the coldkey is as free as any other.
pub fn reset_swap<T: Config>(coldkey: &AccountId32) {
    forget::<T>(coldkey);
    Pallet::<T>::deposit_event(Event::ColdkeySwapReset { who: coldkey.clone() });
}

/// Everything of the old coldkey is the new one's, its balance last.
fn swap<T: Config>(old: &AccountId32, new: &AccountId32) -> Result<Weight, DispatchError> {
    let hotkeys = stake::hotkeys_of::<T>(old).len().max(owned_by::<T>(old).len());
    ensure!(old != new && stake::hotkeys_of::<T>(new).is_empty(), Error::<T>::ColdKeyAlreadyAssociated);
    ensure!(!exists::<T>(new), Error::<T>::NewColdKeyIsHotkey);

    forget::<T>(old);
    if !IdentitiesV2::<T>::contains_key(new) {
        if let Some(told) = IdentitiesV2::<T>::take(old) {
            IdentitiesV2::<T>::insert(new, told);
        }
    }
    subnets::coldkey_swapped::<T>(old, new);
    // The dividends go by the list of staking hotkeys, which stake moves.
    root::coldkey_swapped::<T>(old, new);
    stake::coldkey_swapped::<T>(old, new);
    for hotkey in owned_by::<T>(old) {
        Owner::<T>::insert(&hotkey, new);
        OwnedHotkeys::<T>::append(new, &hotkey);
    }
    OwnedHotkeys::<T>::remove(old);
    roll::everything_changed::<T>();
    pool::pay_between::<T>(old, new, pool::spendable::<T>(old))?;
    Pallet::<T>::deposit_event(Event::ColdkeySwapped { old_coldkey: old.clone(), new_coldkey: new.clone() });
    Ok(cost_of_coldkey_of::<T>(crate::cost::count(hotkeys)))
}

fn forget<T: Config>(coldkey: &AccountId32) {
    ColdkeySwapAnnouncements::<T>::remove(coldkey);
    ColdkeySwapDisputes::<T>::remove(coldkey);
}

/// The announced swap. While it is disputed the key may be in anybody's hands.
fn undisputed<T: Config>(coldkey: &AccountId32) -> Result<(u32, H256), DispatchError> {
    ensure!(swap_of::<T>(coldkey) != Standing::Disputed, Error::<T>::ColdkeySwapDisputed);
    announcement::<T>(coldkey)
}

fn announcement<T: Config>(coldkey: &AccountId32) -> Result<(u32, H256), DispatchError> {
    ColdkeySwapAnnouncements::<T>::get(coldkey).ok_or(Error::<T>::ColdkeySwapAnnouncementNotFound.into())
}

/// From when on an announcement can be replaced or called off.
fn again_from<T: Config>(from: u32) -> u32 {
    from.saturating_add(ColdkeySwapReannouncementDelay::<T>::get())
}

fn pay<T: Config>(coldkey: &AccountId32, cost: Tao) -> DispatchResult {
    ensure!(pool::spendable::<T>(coldkey) >= cost, Error::<T>::NotEnoughBalanceToPaySwapColdKey);
    pool::destroy::<T>(coldkey, cost)
}

/// The present block, counted in the narrower numbers that announcements have.
fn this_block<T: Config>() -> Result<u32, DispatchError> {
    u32::try_from(now::<T>()).map_err(|_| Error::<T>::Overflow.into())
}

/// The announcement, the wait and the balance.
pub fn cost_of_announce<T: Config>() -> Weight {
    crate::cost::Work::of(9, 4).computing(20_000).weight::<T>()
}
