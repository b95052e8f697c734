//! Trades and their bookkeeping: what enters and leaves the reserves, and where fees go.

use super::{burn_account, note_protocol_inflow, pay_from_subnet};
use crate::{
    Config, SubnetAlphaIn, SubnetAlphaOut, SubnetProtocolAlpha, SubnetProtocolFlow, SubnetRootSellTao, SubnetTAO,
    SubnetTaoFlow, SubnetVolume, TotalStake,
};
use myelin_economy::pool::{Bought, FeeRate, Market, PoolError, Sold, NO_CEILING, NO_FLOOR};
use myelin_primitives::{Alpha, NetUid, Tao};
use polkadot_sdk::{
    sp_core::Get,
    sp_runtime::{DispatchError, DispatchResult},
};

/// Buys alpha for TAO that is on the subnet's account already. The fee stays on the account,
/// outside the reserve, until it is routed. `TotalStake` and the volume count all the TAO offered,
/// as the wire does: the fee, and what a limit kept from being spent.
pub fn buy<T: Config>(netuid: NetUid, tao: Tao, ceiling: u64, with_fee: bool) -> Result<Bought, DispatchError> {
    let bought = pallet_swap::quote_buy::<T>(netuid, tao, ceiling, with_fee)?;
    note_bought::<T>(netuid, tao, &bought);
    Ok(bought)
}

fn note_bought<T: Config>(netuid: NetUid, tao: Tao, bought: &Bought) {
    SubnetAlphaIn::<T>::mutate(netuid, |alpha| *alpha = alpha.saturating_sub(bought.out));
    SubnetAlphaOut::<T>::mutate(netuid, |alpha| *alpha = alpha.saturating_add(bought.out));
    SubnetTAO::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_add(bought.paid_in));
    TotalStake::<T>::mutate(|total| *total = total.saturating_add(tao));
    SubnetVolume::<T>::mutate(netuid, |volume| *volume = volume.saturating_add(u128::from(tao.rao())));
}

/// Sells alpha that nobody holds any more. The TAO is still on the subnet's account.
pub fn sell<T: Config>(netuid: NetUid, alpha: Alpha, floor: u64, with_fee: bool) -> Result<Sold, DispatchError> {
    let sold = pallet_swap::quote_sell::<T>(netuid, alpha, floor, with_fee)?;
    SubnetAlphaIn::<T>::mutate(netuid, |alpha| *alpha = alpha.saturating_add(sold.paid_in));
    SubnetAlphaOut::<T>::mutate(netuid, |alpha| *alpha = alpha.saturating_sub(sold.paid_in));
    SubnetTAO::<T>::mutate(netuid, |tao| *tao = tao.saturating_sub(sold.out));
    TotalStake::<T>::mutate(|total| *total = total.saturating_sub(sold.out));
    SubnetVolume::<T>::mutate(netuid, |volume| *volume = volume.saturating_add(u128::from(sold.out.rao())));
    Ok(sold)
}

/// Pays the fee of a purchase to the block's author, or to the account of nobody.
pub fn pay_buy_fee<T: Config>(netuid: NetUid, fee: Tao) -> DispatchResult {
    if fee.is_zero() {
        return Ok(());
    }
    let author = T::BlockAuthor::get().unwrap_or_else(burn_account::<T>);
    pay_from_subnet::<T>(netuid, &author, fee)
}

/// Sells the fee of a sale, without a fee, for the block's author, and says what that fetched.
/// With no author the alpha is only marked as burned.
pub fn pay_sell_fee<T: Config>(netuid: NetUid, fee: Alpha) -> Result<Tao, DispatchError> {
    if fee.is_zero() {
        return Ok(Tao::ZERO);
    }
    let Some(author) = T::BlockAuthor::get() else {
        pallet_alpha_assets::burn::<T>(netuid, fee);
        return Ok(Tao::ZERO);
    };
    let sold = sell::<T>(netuid, fee, NO_FLOOR, false)?;
    pay_from_subnet::<T>(netuid, &author, sold.out)?;
    Ok(sold.out)
}

/// The chain's own purchase in the coinbase, on the market the subnet has at this moment: no fee,
/// no ceiling that binds, and the alpha belongs to nobody. The TAO is on the subnet's account
/// already.
pub fn buy_for_chain<T: Config>(netuid: NetUid, market: &Market, tao: Tao) -> Result<Bought, PoolError> {
    let bought = market.buy(tao, FeeRate::NONE, NO_CEILING)?;
    note_bought::<T>(netuid, tao, &bought);
    SubnetProtocolAlpha::<T>::mutate(netuid, |alpha| *alpha = alpha.saturating_add(bought.out));
    note_protocol_inflow::<T>(netuid, bought.paid_in);
    Ok(bought)
}

/// Adds new alpha to the reserve.
pub fn inject_alpha<T: Config>(netuid: NetUid, alpha: Alpha) {
    if !alpha.is_zero() {
        pallet_alpha_assets::mint::<T>(netuid, alpha);
        SubnetAlphaIn::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_add(alpha));
    }
}

/// Adds new TAO to the reserve. It is on the subnet's account already.
pub fn inject_tao<T: Config>(netuid: NetUid, tao: Tao) {
    SubnetTAO::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_add(tao));
    TotalStake::<T>::mutate(|total| *total = total.saturating_add(tao));
    note_protocol_inflow::<T>(netuid, tao);
}

/// Block step: claims of the last block are no longer counted.
pub fn begin_block<T: Config>(netuid: NetUid) {
    SubnetRootSellTao::<T>::remove(netuid);
}

/// Sells claimed root dividends for the claimer: no fee, and the TAO counts as the chain's outflow.
pub fn sell_claim<T: Config>(netuid: NetUid, alpha: Alpha) -> Result<Tao, DispatchError> {
    let sold = sell::<T>(netuid, alpha, NO_FLOOR, false)?;
    SubnetRootSellTao::<T>::mutate(netuid, |total| *total = total.saturating_add(sold.out));
    let out = i64::try_from(sold.out.rao()).unwrap_or(i64::MAX);
    SubnetProtocolFlow::<T>::mutate(netuid, |flow| *flow = flow.saturating_sub(out));
    Ok(sold.out)
}

/// Counts claimed TAO as stake on root; it is on root's account already.
pub fn credit_root<T: Config>(tao: Tao) {
    SubnetTAO::<T>::mutate(NetUid::ROOT, |total| *total = total.saturating_add(tao));
    SubnetAlphaOut::<T>::mutate(NetUid::ROOT, |total| *total = total.saturating_add(Alpha(tao.rao())));
    TotalStake::<T>::mutate(|total| *total = total.saturating_add(tao));
}

/// No longer counts TAO as stake on root; it is on root's account still.
pub fn debit_root<T: Config>(tao: Tao) {
    SubnetTAO::<T>::mutate(NetUid::ROOT, |total| *total = total.saturating_sub(tao));
    SubnetAlphaOut::<T>::mutate(NetUid::ROOT, |total| *total = total.saturating_sub(Alpha(tao.rao())));
    TotalStake::<T>::mutate(|total| *total = total.saturating_sub(tao));
}

/// Gives a new subnet its first reserves.
pub fn open<T: Config>(netuid: NetUid, tao: Tao, alpha: Alpha) {
    SubnetTAO::<T>::insert(netuid, tao);
    SubnetAlphaIn::<T>::insert(netuid, alpha);
    SubnetAlphaOut::<T>::insert(netuid, Alpha::ZERO);
    SubnetProtocolAlpha::<T>::remove(netuid);
    TotalStake::<T>::mutate(|total| *total = total.saturating_add(tao));
}

/// Empties a dissolved subnet's pool and returns the TAO that was in it. The TAO is still on the
/// subnet's account, for whoever dissolves it to pay out.
pub fn forget<T: Config>(netuid: NetUid) -> Tao {
    let pot = SubnetTAO::<T>::take(netuid);
    TotalStake::<T>::mutate(|total| *total = total.saturating_sub(pot));
    SubnetAlphaIn::<T>::remove(netuid);
    SubnetAlphaOut::<T>::remove(netuid);
    SubnetProtocolAlpha::<T>::remove(netuid);
    SubnetVolume::<T>::remove(netuid);
    SubnetTaoFlow::<T>::remove(netuid);
    SubnetProtocolFlow::<T>::remove(netuid);
    SubnetRootSellTao::<T>::remove(netuid);
    pallet_swap::clear::<T>(netuid);
    pallet_alpha_assets::clear::<T>(netuid);
    pot
}

/// Alpha the chain bought for nobody; it shares in a dissolved subnet's pot.
pub fn bought_by_chain<T: Config>(netuid: NetUid) -> Alpha {
    SubnetProtocolAlpha::<T>::get(netuid)
}
