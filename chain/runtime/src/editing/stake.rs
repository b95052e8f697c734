//! Stake by decree.

use super::{
    edit, ensure, ensure_subnet,
    funds::{ensure_can_hold, ensure_ordinary, give, take},
    Refusal,
};
use crate::{AccountId, Balances, Runtime};
use alloc::format;
use myelin_economy::issuance::TOTAL_SUPPLY;
use myelin_primitives::{Alpha, NetUid, Tao};
use pallet_subtensor::{keys, pool, root, stake};

/// Steps in which shares come to be worth a given amount. They round down, so that the first step
/// may miss it by a rao.
const MOST_STEPS: usize = 16;

/// Lets the coldkey have exactly `amount` staked to the hotkey: rao of TAO on root, and rao of the
/// subnet's alpha anywhere else.
///
/// What is added is newly made, and what is removed is destroyed: no price moves, and nobody pays.
/// A hotkey nobody owns becomes the coldkey's; one that somebody owns stays with its owner, as for
/// any nominator.
pub fn set_stake(hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid, amount: u64) -> Result<(), Refusal> {
    edit(|| write(hotkey, coldkey, netuid, Alpha(amount)))
}

/// The same, within an edit.
pub(super) fn write(hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid, amount: Alpha) -> Result<(), Refusal> {
    ensure_subnet(netuid)?;
    ensure_ordinary(hotkey)?;
    ensure_ordinary(coldkey)?;
    let held = || stake::of::<Runtime>(hotkey, coldkey, netuid);
    ensure_supply(netuid, amount.saturating_sub(held()))?;
    if netuid.is_root() {
        ensure_root_can_hold(held(), amount)?;
    }
    if !amount.is_zero() && !keys::exists::<Runtime>(hotkey) {
        keys::associate::<Runtime>(coldkey, hotkey)?;
    }
    for _ in 0..MOST_STEPS {
        let now = held();
        if now == amount {
            return Ok(());
        }
        if now < amount {
            raise(hotkey, coldkey, netuid, amount.saturating_sub(now))?;
        } else {
            lower(hotkey, coldkey, netuid, now.saturating_sub(amount))?;
        }
    }
    let now = held();
    ensure(now == amount, || {
        format!("the shares of {hotkey} on subnet {netuid} are worth {now} rao to {coldkey} at best, not {amount}")
    })
}

fn raise(hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid, more: Alpha) -> Result<(), Refusal> {
    ensure(stake::can_credit::<Runtime>(hotkey, netuid, more), || {
        format!("{more} rao are too little to buy a share of what {hotkey} has on subnet {netuid}")
    })?;
    if !netuid.is_root() {
        pool::mint_outstanding::<Runtime>(netuid, more);
        stake::credit::<Runtime>(hotkey, coldkey, netuid, more);
        return Ok(());
    }
    let tao = Tao(more.rao());
    give(&pool::account::<Runtime>(netuid), tao)?;
    pool::credit_root::<Runtime>(tao);
    stake::credit::<Runtime>(hotkey, coldkey, netuid, more);
    root::stake_added::<Runtime>(hotkey, coldkey, more);
    Ok(())
}

fn lower(hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid, less: Alpha) -> Result<(), Refusal> {
    let taken = stake::debit::<Runtime>(hotkey, coldkey, netuid, less);
    if !netuid.is_root() {
        pool::recycle_outstanding::<Runtime>(netuid, taken);
        return Ok(());
    }
    let tao = Tao(taken.rao());
    root::stake_removed::<Runtime>(hotkey, coldkey, taken);
    pool::debit_root::<Runtime>(tao);
    take(&pool::account::<Runtime>(netuid), tao)
}

/// Emission ends where the supply does, so more than that never exists. The supply of TAO is
/// looked at when it is made.
fn ensure_supply(netuid: NetUid, more: Alpha) -> Result<(), Refusal> {
    let exists = pool::alpha_issuance::<Runtime>(netuid);
    let fits = exists.rao().checked_add(more.rao()).is_some_and(|all| all <= TOTAL_SUPPLY);
    ensure(netuid.is_root() || fits, || {
        format!("subnet {netuid} has {exists} rao of alpha, and {more} more would be past the supply of {TOTAL_SUPPLY}")
    })
}

/// Root's account holds what is staked there, and like any account nothing or enough to live.
fn ensure_root_can_hold(held: Alpha, amount: Alpha) -> Result<(), Refusal> {
    let account = pool::account::<Runtime>(NetUid::ROOT);
    let without = Tao(Balances::free_balance(&account)).saturating_sub(Tao(held.rao()));
    ensure_can_hold(&account, without.saturating_add(Tao(amount.rao())))
}
