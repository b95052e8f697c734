//! Selling staked alpha.

use super::{add::Most, credit, debit, of, MIN_STAKE};
use crate::{
    delegation, keys, pool, root, subnets, Config, Error, Event, NominatorMinRequiredStake, Pallet, StakeThreshold,
};
use myelin_economy::pool::NO_FLOOR;
use myelin_primitives::{fixed_point::U64F64, Alpha, NetUid, Tao};
use polkadot_sdk::{
    frame_support::{ensure, storage::with_storage_layer},
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Sells `amount` of the coldkey's alpha, or all of it where that is less (the fee may have been
/// taken out of the position already), and pays the TAO to the coldkey.
pub fn remove<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid, amount: Alpha) -> DispatchResult {
    ensure!(subnets::is_started::<T>(netuid), Error::<T>::SubtokenDisabled);
    let amount = amount.min(of::<T>(hotkey, coldkey, netuid));
    ensure_within_reserves::<T>(netuid, amount)?;
    ensure_possible::<T>(coldkey, hotkey, netuid, amount, None)?;
    sell_and_tidy::<T>(coldkey, hotkey, netuid, amount, NO_FLOOR)?;
    Ok(())
}

/// Sells while the price stays at `floor` or above it. Where only part of the amount can be sold
/// so, it is that part or, if the caller wants all or nothing, an error.
pub fn remove_limit<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Alpha,
    floor: Tao,
    allow_partial: bool,
) -> DispatchResult {
    ensure_within_reserves::<T>(netuid, amount)?;
    let most = pallet_swap::max_remove::<T>(netuid, floor.rao()).unwrap_or_default();
    ensure_possible::<T>(coldkey, hotkey, netuid, amount, Some(Most { amount: most, allow_partial }))?;
    sell_and_tidy::<T>(coldkey, hotkey, netuid, amount.min(most), floor.rao())?;
    Ok(())
}

/// Sells the whole position, with a floor all or nothing.
pub fn remove_full<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    floor: Option<Tao>,
) -> DispatchResult {
    let all = of::<T>(hotkey, coldkey, netuid);
    match floor {
        Some(floor) => remove_limit::<T>(coldkey, hotkey, netuid, all, floor, false),
        None => remove::<T>(coldkey, hotkey, netuid, all),
    }
}

fn ensure_within_reserves<T: Config>(netuid: NetUid, amount: Alpha) -> DispatchResult {
    if subnets::is_dynamic::<T>(netuid) {
        let (_, reserve) = pool::reserves::<T>(netuid);
        ensure!(amount.rao() <= reserve.rao().saturating_mul(1000), Error::<T>::InsufficientLiquidity);
    }
    Ok(())
}

/// Every reason to refuse a sale, in the wire's order. Who sells all of it needs no minimum.
pub fn ensure_possible<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Alpha,
    most: Option<Most<Alpha>>,
) -> DispatchResult {
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
    let held = of::<T>(hotkey, coldkey, netuid);
    ensure!(held >= amount, Error::<T>::NotEnoughStakeToWithdraw);
    let quote =
        pallet_swap::quote_sell::<T>(netuid, amount, NO_FLOOR, true).map_err(|_| Error::<T>::InsufficientLiquidity)?;
    ensure!(held == amount || quote.out >= MIN_STAKE, Error::<T>::AmountTooLow);
    let is_let_through = most.is_none_or(|most| most.allow_partial || amount <= most.amount);
    ensure!(is_let_through, Error::<T>::SlippageTooHigh);
    ensure!(keys::exists::<T>(hotkey), Error::<T>::HotKeyAccountNotExists);
    Ok(())
}

/// Sells, and looks after what the sale leaves behind: a nomination too small to keep, and children
/// promised by a hotkey that has become too small to have any.
pub(super) fn sell_and_tidy<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Alpha,
    floor: u64,
) -> Result<Tao, DispatchError> {
    let out = sell_and_clear::<T>(coldkey, hotkey, netuid, amount, floor)?;
    cancel_children_of_small::<T>(hotkey);
    Ok(out)
}

/// Sells, and clears what is left of a nomination too small to keep.
pub(super) fn sell_and_clear<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Alpha,
    floor: u64,
) -> Result<Tao, DispatchError> {
    let out = sell_position::<T>(coldkey, hotkey, netuid, amount, floor)?;
    clear_small_nomination::<T>(coldkey, hotkey, netuid);
    Ok(out)
}

/// A hotkey that has become too small to have children loses those it promised.
pub(super) fn cancel_children_of_small<T: Config>(hotkey: &AccountId32) {
    if !super::is_worth::<T>(hotkey, StakeThreshold::<T>::get()) {
        delegation::cancel_pending::<T>(hotkey);
    }
}

/// Takes the shares, sells the alpha, pays the coldkey and the block's author, and gives back what
/// a limit kept from being sold.
pub(super) fn sell_position<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Alpha,
    floor: u64,
) -> Result<Tao, DispatchError> {
    let taken = debit::<T>(hotkey, coldkey, netuid, amount);
    let sold = pool::sell::<T>(netuid, taken, floor, true)?;
    let unsold = taken.saturating_sub(sold.paid_in).saturating_sub(sold.fee);
    if !unsold.is_zero() {
        credit::<T>(hotkey, coldkey, netuid, unsold);
    }
    pool::pay_from_subnet::<T>(netuid, coldkey, sold.out)?;
    let author_tao = pool::pay_sell_fee::<T>(netuid, sold.fee)?;
    pool::note_outflow::<T>(netuid, sold.out.saturating_add(author_tao));
    if netuid.is_root() {
        root::stake_removed::<T>(hotkey, coldkey, taken.saturating_sub(unsold));
    }

    Pallet::<T>::deposit_event(Event::StakeRemoved(
        coldkey.clone(),
        hotkey.clone(),
        sold.out,
        taken.saturating_sub(unsold),
        netuid,
        sold.fee.rao(),
    ));
    Ok(sold.out)
}

/// Sells what is left of a nomination that fell under the minimum. If the pool cannot take it, the
/// alpha is let go: a remainder too small to sell is too small to keep.
fn clear_small_nomination<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid) {
    if keys::owns::<T>(coldkey, hotkey) {
        return;
    }
    let left = of::<T>(hotkey, coldkey, netuid);
    if left.is_zero() || left >= least_nomination::<T>(netuid) {
        return;
    }
    let sold = with_storage_layer(|| sell_position::<T>(coldkey, hotkey, netuid, left, NO_FLOOR));
    if sold.is_err() {
        debit::<T>(hotkey, coldkey, netuid, left);
    }
}

/// The least nomination in alpha, at the present price, rounded down.
fn least_nomination<T: Config>(netuid: NetUid) -> Alpha {
    let factor = u128::from(NominatorMinRequiredStake::<T>::get());
    let tao = u128::from(MIN_STAKE.rao()).saturating_mul(factor) / 1_000_000;
    let tao = U64F64::saturating_from_num(tao);
    let alpha = tao.checked_div(pallet_swap::price::<T>(netuid)).unwrap_or_default();
    Alpha(alpha.saturating_to_num::<u64>())
}
