//! The chain's own liquidity: the weights give way so that the price does not move.

use crate::{Balancer, Config, FeeRate, PalSwapInitialized, ScrapReservoirAlpha, SwapBalancer};
use myelin_economy::pool::Market;
use myelin_primitives::{Alpha, NetUid, Tao};
use polkadot_sdk::sp_runtime::Perquintill;

/// Gives a pool even weights unless it has some already.
pub fn initialise<T: Config>(netuid: NetUid) {
    if !PalSwapInitialized::<T>::get(netuid) {
        SwapBalancer::<T>::insert(netuid, Balancer::default());
        PalSwapInitialized::<T>::insert(netuid, true);
    }
}

/// Sets the weights for amounts about to enter the reserves of `market`, which is that of the
/// subnet, there and in storage, and says which may: both, or nothing at all where one side would
/// come to weigh too little. The caller moves the reserves.
pub fn accept_liquidity<T: Config>(netuid: NetUid, market: &mut Market, tao: Tao, alpha: Alpha) -> (Tao, Alpha) {
    let Market::Dynamic(pool) = market else {
        return (tao, alpha);
    };
    initialise::<T>(netuid);
    let Some(tao_weight) = pool.weights_after_liquidity(tao, alpha) else {
        // What was just initialised has other weights than it began with.
        pool.tao_weight = SwapBalancer::<T>::get(netuid).tao_weight();
        return (Tao::ZERO, Alpha::ZERO);
    };
    let balancer = Balancer { quote: Perquintill::from_parts(tao_weight) };
    SwapBalancer::<T>::insert(netuid, &balancer);
    pool.tao_weight = balancer.tao_weight();
    (tao, alpha)
}

/// Forgets the pool of a dissolved subnet.
pub fn clear<T: Config>(netuid: NetUid) {
    FeeRate::<T>::remove(netuid);
    SwapBalancer::<T>::remove(netuid);
    PalSwapInitialized::<T>::remove(netuid);
    ScrapReservoirAlpha::<T>::remove(netuid);
}
