//! What a new subnet costs.

use crate::{
    now,
    params::{self, RateLimitKey},
    Config, NetworkLastLockCost, NetworkLockReductionInterval, NetworkMinLockCost, TotalIssuance,
};
use myelin_economy::{
    issuance,
    lock_cost::{self, LastLock},
};
use myelin_primitives::Tao;

/// The price of a subnet in this block.
pub fn lock_cost<T: Config>() -> Tao {
    let last = LastLock {
        amount: NetworkLastLockCost::<T>::get(),
        block: params::last_of::<T>(RateLimitKey::NetworkLastRegistered),
    };
    let emission = issuance::block_emission(TotalIssuance::<T>::get().rao());
    let falls_over = lock_cost::reduction_blocks(NetworkLockReductionInterval::<T>::get(), emission);
    lock_cost::lock_cost(last, now::<T>(), falls_over, NetworkMinLockCost::<T>::get())
}
