//! Moving stake: to another hotkey, to another coldkey, to another subnet.

use super::{add, credit, debit, of, remove, MIN_STAKE};
use crate::{delegation, keys, pool, root, subnets, Config, Error, Event, Pallet, TransferToggle};
use myelin_economy::pool::{NO_CEILING, NO_FLOOR};
use myelin_primitives::{fixed_point::U64F64, Alpha, NetUid, Tao};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// A place where stake is held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub coldkey: &'a AccountId32,
    pub hotkey: &'a AccountId32,
    pub netuid: NetUid,
}

/// At which ratio of the two prices (in parts of `10^9`) stake may go over.
#[derive(Clone, Copy)]
pub struct Limit {
    pub ratio: Tao,
    pub allow_partial: bool,
}

/// The coldkey moves stake to another hotkey, another subnet, or both.
pub fn move_to<T: Config>(from: Place, onto: Place, amount: Alpha) -> DispatchResult {
    let value = shift::<T>(from, onto, amount, None, false)?;
    Pallet::<T>::deposit_event(Event::StakeMoved(
        from.coldkey.clone(),
        from.hotkey.clone(),
        from.netuid,
        onto.hotkey.clone(),
        onto.netuid,
        value,
    ));
    Ok(())
}

/// The coldkey gives stake to another coldkey, at the same hotkey.
pub fn transfer<T: Config>(from: Place, onto: Place, amount: Alpha) -> DispatchResult {
    let value = shift::<T>(from, onto, amount, None, true)?;
    Pallet::<T>::deposit_event(Event::StakeTransferred(
        from.coldkey.clone(),
        onto.coldkey.clone(),
        from.hotkey.clone(),
        from.netuid,
        onto.netuid,
        value,
    ));
    Ok(())
}

/// The coldkey exchanges stake of one subnet for stake of another, at the same hotkey.
pub fn swap<T: Config>(from: Place, onto: Place, amount: Alpha, limit: Option<Limit>) -> DispatchResult {
    let value = shift::<T>(from, onto, amount, limit, false)?;
    Pallet::<T>::deposit_event(Event::StakeSwapped(
        from.coldkey.clone(),
        from.hotkey.clone(),
        from.netuid,
        onto.netuid,
        value,
    ));
    Ok(())
}

/// Moves up to `amount`, and says what it was worth in TAO.
fn shift<T: Config>(
    from: Place,
    onto: Place,
    amount: Alpha,
    limit: Option<Limit>,
    changes_hands: bool,
) -> Result<Tao, DispatchError> {
    let amount = amount.min(of::<T>(from.hotkey, from.coldkey, from.netuid));
    let most = match limit {
        Some(limit) if from != onto => {
            // Asked again below; here so that a pool that is not there is no matter of prices.
            ensure!(subnets::exists::<T>(from.netuid), Error::<T>::SubnetNotExists);
            ensure!(subnets::exists::<T>(onto.netuid), Error::<T>::SubnetNotExists);
            Some((pallet_swap::max_swap::<T>(from.netuid, onto.netuid, limit.ratio.rao())?, limit.allow_partial))
        }
        _ => None,
    };
    ensure_possible::<T>(from, onto, amount, most, changes_hands)?;
    if from.netuid == onto.netuid {
        return shift_within::<T>(from, onto, amount);
    }
    let amount = most.map_or(amount, |(most, _)| amount.min(most));
    shift_between::<T>(from, onto, amount)
}

/// Every reason to refuse, in the wire's order.
fn ensure_possible<T: Config>(
    from: Place,
    onto: Place,
    amount: Alpha,
    most: Option<(Alpha, bool)>,
    changes_hands: bool,
) -> DispatchResult {
    ensure!(from != onto, Error::<T>::SameNetuid);
    ensure!(subnets::exists::<T>(from.netuid), Error::<T>::SubnetNotExists);
    ensure!(subnets::exists::<T>(onto.netuid), Error::<T>::SubnetNotExists);
    ensure!(subnets::is_started::<T>(from.netuid), Error::<T>::SubtokenDisabled);
    ensure!(subnets::is_started::<T>(onto.netuid), Error::<T>::SubtokenDisabled);
    ensure!(keys::exists::<T>(from.hotkey), Error::<T>::HotKeyAccountNotExists);
    ensure!(keys::exists::<T>(onto.hotkey), Error::<T>::HotKeyAccountNotExists);
    let held = of::<T>(from.hotkey, from.coldkey, from.netuid);
    ensure!(held >= amount, Error::<T>::NotEnoughStakeToWithdraw);
    if from.netuid != onto.netuid {
        let quote = pallet_swap::quote_sell::<T>(from.netuid, amount, NO_FLOOR, true)
            .map_err(|_| Error::<T>::InsufficientLiquidity)?;
        ensure!(quote.out > MIN_STAKE, Error::<T>::AmountTooLow);
        let is_let_through = most.is_none_or(|(most, allow_partial)| allow_partial || amount <= most);
        ensure!(is_let_through, Error::<T>::SlippageTooHigh);
    }
    if changes_hands {
        ensure!(TransferToggle::<T>::get(from.netuid), Error::<T>::TransferDisallowed);
        ensure!(TransferToggle::<T>::get(onto.netuid), Error::<T>::TransferDisallowed);
    }
    Ok(())
}

/// On one subnet the alpha itself moves: no trade, no fee.
fn shift_within<T: Config>(from: Place, onto: Place, amount: Alpha) -> Result<Tao, DispatchError> {
    let netuid = from.netuid;
    let taken = debit::<T>(from.hotkey, from.coldkey, netuid, amount);
    if netuid.is_root() {
        root::stake_removed::<T>(from.hotkey, from.coldkey, taken);
    }
    ensure!(super::can_credit::<T>(onto.hotkey, netuid, taken), Error::<T>::InsufficientLiquidity);
    credit::<T>(onto.hotkey, onto.coldkey, netuid, taken);
    if netuid.is_root() {
        root::stake_added::<T>(onto.hotkey, onto.coldkey, taken);
    }
    let value = U64F64::from_num(taken.rao()).saturating_mul(pallet_swap::price::<T>(netuid));
    let value = Tao(value.saturating_to_num::<u64>());
    ensure!(value >= MIN_STAKE, Error::<T>::AmountTooLow);
    Ok(value)
}

/// Between subnets the alpha is sold, the TAO passes through the coldkeys' hands, and buys anew.
/// One fee is enough: the purchase takes it only where the sale could not. TAO too little to be
/// staked stays with the coldkey.
fn shift_between<T: Config>(from: Place, onto: Place, amount: Alpha) -> Result<Tao, DispatchError> {
    let out = remove::sell_position::<T>(from.coldkey, from.hotkey, from.netuid, amount, NO_FLOOR)?;
    if from.coldkey != onto.coldkey {
        pool::pay_between::<T>(from.coldkey, onto.coldkey, out)?;
    }
    if out >= MIN_STAKE {
        if !keys::owns::<T>(onto.coldkey, onto.hotkey) && !delegation::is_delegate::<T>(onto.hotkey) {
            delegation::become_delegate::<T>(onto.hotkey);
        }
        add::buy_for::<T>(onto.coldkey, onto.hotkey, onto.netuid, out, NO_CEILING, from.netuid.is_root())?;
    }
    Ok(out)
}
