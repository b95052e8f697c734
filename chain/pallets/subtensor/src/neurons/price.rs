//! The price of a seat: it falls with every block and jumps with every registration.

use crate::{
    emission::Standing, epoch, now, Burn, BurnIncreaseMult, Config, MaxBurn, MinBurn, RegistrationsThisBlock,
    RegistrationsThisInterval,
};
use alloc::collections::BTreeMap;
use myelin_economy::burn_price;
use myelin_primitives::{NetUid, Tao};

/// What the next seat costs.
pub fn price<T: Config>(netuid: NetUid) -> Tao {
    Burn::<T>::get(netuid)
}

/// Block step: lets every price fall, and begins a new count of registrations.
pub fn decay_prices<T: Config>(subnets: &[Standing]) {
    let now = now::<T>();
    // The factor takes a search to find, and nearly all subnets share one half-life.
    let mut factors: BTreeMap<u16, u64> = BTreeMap::new();
    for Standing { netuid, burn_half_life: half_life, min_burn, max_burn, .. } in subnets.iter().copied() {
        if now > 1 {
            let factor = *factors.entry(half_life).or_insert_with(|| burn_price::decay_factor(half_life));
            let before = price::<T>(netuid);
            put::<T>(netuid, before, burn_price::after_block(before, factor), min_burn, max_burn);
        }
        RegistrationsThisBlock::<T>::remove(netuid);
    }
    // Root has no epochs, so once a first one is due its count starts anew with each block.
    if epoch::is_due::<T>(NetUid::ROOT, now) {
        RegistrationsThisInterval::<T>::remove(NetUid::ROOT);
    }
}

/// A seat was sold; the next one costs more.
pub(super) fn raise<T: Config>(netuid: NetUid) {
    let before = price::<T>(netuid);
    let increase = BurnIncreaseMult::<T>::get(netuid).get();
    put::<T>(
        netuid,
        before,
        burn_price::after_registration(before, increase),
        MinBurn::<T>::get(netuid),
        MaxBurn::<T>::get(netuid),
    );
}

fn put<T: Config>(netuid: NetUid, before: Tao, after: Tao, least: Tao, most: Tao) {
    let within = burn_price::clamped(after, least, most);
    if within != before {
        Burn::<T>::insert(netuid, within);
    }
}
