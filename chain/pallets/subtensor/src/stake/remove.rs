//! Selling staked alpha.

use super::{credit, debit, of, MIN_STAKE};
use crate::{
    delegation, keys, pool, root, subnets, Config, Error, Event, NominatorMinRequiredStake, Pallet, StakeThreshold,
};
use myelin_economy::pool::NO_FLOOR;
use myelin_primitives::{fixed_point::U64F64, Alpha, NetUid, Tao};
use polkadot_sdk::{
    frame_support::{ensure, storage::with_storage_layer, weights::Weight},
    sp_core::Get,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Sells `amount` of the coldkey's alpha, or all of it where that is less (the fee may have been
/// taken out of the position already), and pays the TAO to the coldkey.
pub fn remove<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid, amount: Alpha) -> DispatchResult {
    ensure!(!subnets::exists::<T>(netuid) || subnets::is_started::<T>(netuid), Error::<T>::SubtokenDisabled);
    let amount = amount.min(of::<T>(hotkey, coldkey, netuid));
    if subnets::is_dynamic::<T>(netuid) {
        let (_, reserve) = pool::reserves::<T>(netuid);
        ensure!(amount.rao() <= reserve.rao().saturating_mul(1000), Error::<T>::InsufficientLiquidity);
    }
    ensure_possible::<T>(coldkey, hotkey, netuid, amount)?;

    sell_position::<T>(coldkey, hotkey, netuid, amount, NO_FLOOR)?;
    clear_small_nomination::<T>(coldkey, hotkey, netuid);
    if super::value_of_hotkey::<T>(hotkey) < StakeThreshold::<T>::get() {
        delegation::cancel_pending::<T>(hotkey);
    }
    Ok(())
}

/// Every reason to refuse a sale, in the wire's order. Who sells all of it needs no minimum.
pub fn ensure_possible<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Alpha,
) -> DispatchResult {
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
    let held = of::<T>(hotkey, coldkey, netuid);
    ensure!(held >= amount, Error::<T>::NotEnoughStakeToWithdraw);
    let quote = pallet_swap::quote_sell::<T>(netuid, amount, NO_FLOOR, true)
        .map_err(|_| Error::<T>::InsufficientLiquidity)?;
    ensure!(held == amount || quote.out >= MIN_STAKE, Error::<T>::AmountTooLow);
    ensure!(keys::exists::<T>(hotkey), Error::<T>::HotKeyAccountNotExists);
    Ok(())
}

/// Takes the shares, sells the alpha, pays the coldkey and the block's author, and gives back what
/// a limit kept from being sold.
fn sell_position<T: Config>(
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

/// Two quotes, two trades, two transfers, and on root a walk over the claimable subnets.
pub fn cost_of_remove<T: Config>() -> Weight {
    Weight::from_parts(250_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(34, 20))
}
