//! Destroying stake on purpose.

use super::{add, debit, of};
use crate::{keys, pool, subnets, Config, Error, Event, Pallet};
use myelin_economy::pool::NO_CEILING;
use myelin_primitives::{Alpha, NetUid, Tao};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Destroys up to `amount` of the coldkey's alpha: less is outstanding, and it may be minted anew.
pub fn recycle<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Alpha,
) -> DispatchResult {
    let taken = take::<T>(coldkey, hotkey, netuid, amount)?;
    pool::recycle_outstanding::<T>(netuid, taken);
    Pallet::<T>::deposit_event(Event::AlphaRecycled(coldkey.clone(), hotkey.clone(), taken, netuid));
    Ok(())
}

/// Burns up to `amount` of the coldkey's alpha: it stays outstanding, and nobody holds it.
pub fn burn<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid, amount: Alpha) -> DispatchResult {
    let taken = take::<T>(coldkey, hotkey, netuid, amount)?;
    pallet_alpha_assets::burn::<T>(netuid, taken);
    Pallet::<T>::deposit_event(Event::AlphaBurned(coldkey.clone(), hotkey.clone(), taken, netuid));
    Ok(())
}

/// Buys alpha, with a limit all or nothing, and burns exactly what was bought.
pub fn add_and_burn<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Tao,
    limit: Option<Tao>,
) -> DispatchResult {
    let alpha = match limit {
        Some(limit) => add::add_limit::<T>(coldkey, hotkey, netuid, amount, limit, false)?,
        None => {
            add::ensure_possible::<T>(coldkey, hotkey, netuid, amount, None)?;
            add::buy_for::<T>(coldkey, hotkey, netuid, amount, NO_CEILING, true)?
        }
    };
    burn::<T>(coldkey, hotkey, netuid, alpha)?;
    Pallet::<T>::deposit_event(Event::AddStakeBurn { netuid, hotkey: hotkey.clone(), amount, alpha });
    Ok(())
}

/// Takes the alpha out of the position, for it to disappear.
fn take<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    amount: Alpha,
) -> Result<Alpha, DispatchError> {
    ensure!(!netuid.is_root(), Error::<T>::CannotBurnOrRecycleOnRootSubnet);
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!(subnets::is_started::<T>(netuid), Error::<T>::SubtokenDisabled);
    ensure!(keys::exists::<T>(hotkey), Error::<T>::HotKeyAccountNotExists);
    let amount = amount.min(of::<T>(hotkey, coldkey, netuid));
    ensure!(pool::outstanding::<T>(netuid) >= amount, Error::<T>::NotEnoughAlphaOutToRecycle);
    Ok(debit::<T>(hotkey, coldkey, netuid, amount))
}
