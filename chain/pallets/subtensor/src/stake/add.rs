//! Buying alpha and staking it.

use super::{can_credit, credit, MIN_STAKE};
use crate::{
    delegation, keys, now, pool, root, subnets, Config, Error, Event, LastColdkeyHotkeyStakeBlock, Pallet,
    StakingHotkeys,
};
use myelin_economy::pool::NO_CEILING;
use myelin_primitives::{Alpha, NetUid, Tao};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Buys alpha of `netuid` for `amount` of the coldkey's TAO and stakes it to `hotkey`.
pub fn add<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid, amount: Tao) -> DispatchResult {
    ensure_possible::<T>(coldkey, hotkey, netuid, amount, None)?;
    buy_for::<T>(coldkey, hotkey, netuid, amount, NO_CEILING, true)?;
    Ok(())
}

/// The same while the price stays at `ceiling` or under it. Where only part of the amount can be
/// spent so, it is that part or, if the caller wants all or nothing, an error.
pub fn add_limit<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Tao,
    ceiling: Tao,
    allow_partial: bool,
) -> Result<Alpha, DispatchError> {
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    let most = pallet_swap::max_add::<T>(netuid, ceiling.rao()).unwrap_or_default();
    ensure_possible::<T>(coldkey, hotkey, netuid, amount, Some(Most { amount: most, allow_partial }))?;
    if !keys::owns::<T>(coldkey, hotkey) && !delegation::is_delegate::<T>(hotkey) {
        delegation::become_delegate::<T>(hotkey);
    }
    buy_for::<T>(coldkey, hotkey, netuid, amount.min(most), ceiling.rao(), true)
}

/// Spends the coldkey's TAO on alpha of `netuid`, stakes it to `hotkey` and says how much it is.
pub(super) fn buy_for<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Tao,
    ceiling: u64,
    with_fee: bool,
) -> Result<Alpha, DispatchError> {
    let paid = pool::pay_to_subnet::<T>(coldkey, netuid, amount)?;
    let bought = pool::buy::<T>(netuid, paid, ceiling, with_fee)?;
    ensure!(!bought.out.is_zero(), Error::<T>::AmountTooLow);
    ensure!(can_credit::<T>(hotkey, netuid, bought.out), Error::<T>::InsufficientLiquidity);

    credit::<T>(hotkey, coldkey, netuid, bought.out);
    pool::pay_buy_fee::<T>(netuid, bought.fee)?;
    pool::note_inflow::<T>(netuid, bought.paid_in);
    LastColdkeyHotkeyStakeBlock::<T>::insert(coldkey, hotkey, now::<T>());
    if netuid.is_root() {
        root::stake_added::<T>(hotkey, coldkey, bought.out);
    }

    Pallet::<T>::deposit_event(Event::StakeAdded(
        coldkey.clone(),
        hotkey.clone(),
        paid,
        bought.out,
        netuid,
        bought.fee.rao(),
    ));
    Ok(bought.out)
}

/// How much a price limit lets through, and whether less than asked for is welcome.
pub struct Most<A> {
    pub amount: A,
    pub allow_partial: bool,
}

/// Every reason to refuse a purchase, in the wire's order.
pub fn ensure_possible<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Tao,
    most: Option<Most<Tao>>,
) -> DispatchResult {
    if subnets::is_dynamic::<T>(netuid) {
        let (reserve, _) = pool::reserves::<T>(netuid);
        let largest = reserve.rao().saturating_mul(1000);
        ensure!(amount.rao() <= largest, Error::<T>::InsufficientLiquidity);
    }
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!(subnets::is_started::<T>(netuid), Error::<T>::SubtokenDisabled);
    ensure!(amount >= least_purchase::<T>(netuid), Error::<T>::AmountTooLow);
    let amount = match most {
        None => amount,
        Some(most) => {
            ensure!(most.allow_partial || amount <= most.amount, Error::<T>::SlippageTooHigh);
            amount.min(most.amount)
        }
    };
    ensure!(pool::spendable::<T>(coldkey) >= amount, Error::<T>::NotEnoughBalanceToStake);
    ensure!(keys::exists::<T>(hotkey), Error::<T>::HotKeyAccountNotExists);

    let quote =
        pallet_swap::quote_buy::<T>(netuid, amount, NO_CEILING, true).map_err(|_| Error::<T>::InsufficientLiquidity)?;
    ensure!(quote.paid_in >= MIN_STAKE, Error::<T>::AmountTooLow);
    ensure!(!quote.out.is_zero() && can_credit::<T>(hotkey, netuid, quote.out), Error::<T>::InsufficientLiquidity);
    Ok(())
}

/// The least stake and the fee on it, so that the minimum is what enters the pool.
fn least_purchase<T: Config>(netuid: NetUid) -> Tao {
    let quote = pallet_swap::quote_buy::<T>(netuid, MIN_STAKE, NO_CEILING, true);
    MIN_STAKE.saturating_add(quote.map_or_else(|_| pallet_swap::fee_on::<T>(netuid, MIN_STAKE), |quote| quote.fee))
}

/// Remembers that a coldkey stakes to a hotkey.
pub(super) fn list<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) {
    if !StakingHotkeys::<T>::get(coldkey).contains(hotkey) {
        StakingHotkeys::<T>::append(coldkey, hotkey);
    }
}
