//! Emission: what a block makes, which subnet it goes to, and who is paid when an epoch drains it.
//! Owns the pending buckets, the moving prices and the records of the last payment; nobody else
//! writes them.
//! Always: what an epoch pays out was pending before, and pending alpha is part of the outstanding
//! alpha (see `checks`).

mod block;
mod buckets;
pub mod checks;
mod coinbase;
mod cost;
mod distribute;
mod drain;
mod prices;
mod record;
mod standing;
pub(crate) mod storage;

pub use block::block_step;
pub use prices::moving_price;
pub use standing::{changed as standing_changed, Standing};

use crate::{
    AlphaBurnedBetweenFamilies, AlphaDividendsPerSubnet, Config, MinerBurned, PendingOwnerCut, PendingRootAlphaDivs,
    PendingServerEmission, PendingValidatorEmission, RootAlphaDividendsPerSubnet, RootProp, SubnetAlphaInEmission,
    SubnetAlphaOutEmission, SubnetExcessTao, SubnetMovingPrice, SubnetTaoInEmission,
};
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::sp_runtime::AccountId32;

/// Where copies of other items are stored.
pub fn copies<T: Config>() -> [[u8; 32]; 2] {
    [record::prefix::<T>(), standing::key::<T>()]
}

/// Alpha waiting for miners and validators.
pub fn pending<T: Config>(netuid: NetUid) -> Alpha {
    PendingServerEmission::<T>::get(netuid).saturating_add(PendingValidatorEmission::<T>::get(netuid))
}

/// Alpha the hotkey's nominators earned in the last epoch.
pub fn last_dividend<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Alpha {
    AlphaDividendsPerSubnet::<T>::get(netuid, hotkey)
}

/// What the old hotkey earned in the last epoch is on record as the new one's.
pub fn hotkey_swapped<T: Config>(old: &AccountId32, new: &AccountId32, netuid: NetUid) {
    record::changed::<T>(netuid);
    if let Ok(earned) = AlphaDividendsPerSubnet::<T>::try_get(netuid, old) {
        AlphaDividendsPerSubnet::<T>::remove(netuid, old);
        AlphaDividendsPerSubnet::<T>::mutate(netuid, new, |sum| *sum = sum.saturating_add(earned));
    }
    if let Ok(earned) = RootAlphaDividendsPerSubnet::<T>::try_get(netuid, old) {
        RootAlphaDividendsPerSubnet::<T>::remove(netuid, old);
        RootAlphaDividendsPerSubnet::<T>::mutate(netuid, new, |sum| *sum = sum.saturating_add(earned));
    }
}

/// Forgets everything about a dissolved subnet.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    PendingServerEmission::<T>::remove(netuid);
    PendingValidatorEmission::<T>::remove(netuid);
    PendingRootAlphaDivs::<T>::remove(netuid);
    PendingOwnerCut::<T>::remove(netuid);
    SubnetMovingPrice::<T>::remove(netuid);
    SubnetTaoInEmission::<T>::remove(netuid);
    SubnetAlphaInEmission::<T>::remove(netuid);
    SubnetAlphaOutEmission::<T>::remove(netuid);
    SubnetExcessTao::<T>::remove(netuid);
    RootProp::<T>::remove(netuid);
    MinerBurned::<T>::remove(netuid);
    AlphaBurnedBetweenFamilies::<T>::remove(netuid);
    record::erase::<T>(netuid);
}
