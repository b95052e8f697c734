//! Prices as the emission sees them: slow, and never above one TAO.

use super::coinbase::Emitted;
use crate::{params, pool, Config, RootProp, SubnetMovingAlpha, SubnetMovingPrice};
use myelin_economy::emission as rules;
use myelin_primitives::{
    fixed_point::{StoredI96F32, StoredU96F32, I96F32, U96F32},
    Alpha, NetUid, Tao,
};

/// The moving price of a subnet's alpha in TAO.
pub fn moving_price<T: Config>(netuid: NetUid) -> I96F32 {
    SubnetMovingPrice::<T>::get(netuid).get()
}

/// All TAO on root, and what it counts beside alpha: the same for every subnet.
#[derive(Clone, Copy)]
pub struct RootStake {
    tao: Tao,
    weight: U96F32,
}

impl RootStake {
    pub fn now<T: Config>() -> Self {
        let (tao, _) = pool::reserves::<T>(NetUid::ROOT);
        Self { tao, weight: params::tao_weight::<T>() }
    }

    /// Root's part in the dividends of a subnet, at this moment.
    pub fn proportion<T: Config>(self, netuid: NetUid) -> U96F32 {
        self.proportion_of(pool::alpha_issuance::<T>(netuid))
    }

    /// The same of a subnet with that much alpha.
    pub fn proportion_of(self, issuance: Alpha) -> U96F32 {
        rules::root_proportion(self.tao, issuance, self.weight)
    }
}

/// Block step: moves the price of every subnet that is emitted to, and notes root's part in it.
pub fn move_all<T: Config>(now: u64, eligible: &[Emitted]) {
    let root = RootStake::now::<T>();
    let smoothing = SubnetMovingAlpha::<T>::get().get();
    for subnet in eligible {
        let netuid = subnet.netuid;
        let moved = rules::moving_price(
            subnet.moving_price,
            subnet.price_now::<T>(),
            rules::blocks_since_start(now, subnet.first_block),
            subnet.standing.price_halving_blocks,
            smoothing,
        );
        SubnetMovingPrice::<T>::insert(netuid, StoredI96F32::from(moved));
        RootProp::<T>::insert(netuid, StoredU96F32::from(root.proportion::<T>(netuid)));
    }
}
