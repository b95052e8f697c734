//! A change of one hyperparameter, from the question who asks to the event.

use crate::{guard, rules, Config, Error, Pallet};
use alloc::vec::Vec;
use myelin_primitives::{
    hyperparameters::{Parameter, Value},
    NetUid,
};
use pallet_subtensor::{epoch, neurons, now, params, pool, subnets, Error as SubtensorError, Event as Announced};
use polkadot_sdk::{
    frame_support::ensure,
    frame_system::{self, pallet_prelude::OriginFor},
    sp_runtime::{AccountId32, DispatchResult},
};

impl<T: Config> Pallet<T> {
    /// Sets a subnet's hyperparameter and announces it.
    pub(crate) fn change<V, E>(
        origin: OriginFor<T>,
        netuid: NetUid,
        parameter: Parameter,
        value: V,
        write: fn(NetUid, V),
        event: fn(NetUid, V) -> E,
    ) -> DispatchResult
    where
        V: Copy + Into<Value>,
        <T as frame_system::Config>::RuntimeEvent: From<E>,
    {
        Self::change_quietly(origin, netuid, parameter, value, write)?;
        frame_system::Pallet::<T>::deposit_event(event(netuid, value));
        Ok(())
    }

    /// Sets a subnet's hyperparameter that the wire has no event for.
    pub(crate) fn change_quietly<V: Copy + Into<Value>>(
        origin: OriginFor<T>,
        netuid: NetUid,
        parameter: Parameter,
        value: V,
        write: fn(NetUid, V),
    ) -> DispatchResult {
        Self::change_with(origin, netuid, parameter, value.into(), || {
            write(netuid, value);
            Ok(())
        })
    }

    /// Sets a subnet's hyperparameter in a way of its own, which may still refuse.
    fn change_with(
        origin: OriginFor<T>,
        netuid: NetUid,
        parameter: Parameter,
        value: Value,
        write: impl FnOnce() -> DispatchResult,
    ) -> DispatchResult {
        let row = parameter.row();
        let caller = guard::admit::<T>(origin, netuid, row)?;
        ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetDoesNotExist);
        rules::ensure_fits::<T>(netuid, parameter, value)?;
        rules::ensure_in_bounds::<T>(row, value, caller.is_owner())?;
        write()?;
        caller.note::<T>(netuid);
        Ok(())
    }

    /// Sets a hyperparameter of the network and announces it; root only.
    pub(crate) fn change_network<V, E>(
        origin: OriginFor<T>,
        parameter: Parameter,
        value: V,
        write: fn(V),
        event: fn(V) -> E,
    ) -> DispatchResult
    where
        V: Copy + Into<Value>,
        <T as frame_system::Config>::RuntimeEvent: From<E>,
    {
        Self::change_network_quietly(origin, parameter, value, write)?;
        frame_system::Pallet::<T>::deposit_event(event(value));
        Ok(())
    }

    /// Sets a hyperparameter of the network that the wire has no event for; root only.
    pub(crate) fn change_network_quietly<V: Copy + Into<Value>>(
        origin: OriginFor<T>,
        parameter: Parameter,
        value: V,
        write: fn(V),
    ) -> DispatchResult {
        guard::admit_root::<T>(origin)?;
        rules::ensure_in_bounds::<T>(parameter.row(), value.into(), false)?;
        write(value);
        Ok(())
    }

    /// Sets the hotkey that stands for a subnet's owner, for the owner or root.
    pub(crate) fn change_owner_hotkey(origin: OriginFor<T>, netuid: NetUid, hotkey: AccountId32) -> DispatchResult {
        Self::change_with(origin, netuid, Parameter::SubnetOwnerHotkey, Value::Absent, || {
            ensure!(!pool::is_system_account::<T>(&hotkey), SubtensorError::<T>::CannotUseSystemAccount);
            subnets::set_owner_hotkey::<T>(netuid, &hotkey);
            frame_system::Pallet::<T>::deposit_event(Announced::<T>::SubnetOwnerHotkeySet(netuid, hotkey));
            Ok(())
        })
    }

    /// Leaves a subnet so many seats, taking them from the lowest earners.
    pub(crate) fn change_trim(origin: OriginFor<T>, netuid: NetUid, most: u16) -> DispatchResult {
        Self::change_with(origin, netuid, Parameter::Trim, Value::U16(most), || {
            neurons::trim::<T>(netuid, most)?;
            frame_system::Pallet::<T>::deposit_event(Announced::<T>::MaxAllowedUidsSet(netuid, most));
            Ok(())
        })
    }

    /// Sets the shares of a subnet's mechanisms.
    pub(crate) fn change_split(origin: OriginFor<T>, netuid: NetUid, split: Option<Vec<u16>>) -> DispatchResult {
        Self::change_with(origin, netuid, Parameter::MechanismEmissionSplit, Value::Absent, || {
            if let Some(split) = &split {
                rules::ensure_split::<T>(netuid, split)?;
            }
            params::set_mechanism_emission_split::<T>(netuid, split);
            Ok(())
        })
    }
}

/// Writes a tempo and lets the cycle begin in this block, so that no epoch comes early or late by
/// what is left of the old one.
pub fn restart_with_tempo<T: Config>(netuid: NetUid, tempo: u16) {
    params::set_tempo::<T>(netuid, tempo);
    epoch::restart_cycle::<T>(netuid, now::<T>());
}
