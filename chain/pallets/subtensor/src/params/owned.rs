//! Hyperparameters that an owner sets by a call of this pallet.

use super::{ensure_window_is_open, note, owner_may_act_again, set_activity_cutoff_factor, RateLimitKey};
use crate::{now, subnets, Config, Error, Event, Pallet};
use myelin_primitives::{
    hyperparameters::{Hyperparameter, Parameter, Value},
    NetUid,
};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchResult},
};

/// The owner, or root when nobody signed, says after how much of a tempo a silent validator is
/// inactive. Only the owner is held to the wait and to the window before an epoch.
pub fn change_activity_cutoff_factor<T: Config>(
    caller: Option<&AccountId32>,
    netuid: NetUid,
    factor_milli: u32,
) -> DispatchResult {
    subnets::ensure_owner_or_root::<T>(caller, netuid)?;
    let key = RateLimitKey::OwnerHyperparamUpdate(netuid, Hyperparameter::ActivityCutoffFactorMilli);
    if caller.is_some() {
        ensure!(owner_may_act_again::<T>(netuid, &key), Error::<T>::TxRateLimitExceeded);
        ensure_window_is_open::<T>(netuid)?;
    }
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    let is_within = Parameter::ActivityCutoffFactor.row().admits(Value::U32(factor_milli));
    ensure!(is_within, Error::<T>::ActivityCutoffFactorMilliOutOfBounds);

    set_activity_cutoff_factor::<T>(netuid, factor_milli);
    if caller.is_some() {
        note::<T>(key, now::<T>());
    }
    Pallet::<T>::deposit_event(Event::ActivityCutoffFactorMilliSet { netuid, factor_milli });
    Ok(())
}
