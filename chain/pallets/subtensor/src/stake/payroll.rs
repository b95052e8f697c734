//! Many payments on one subnet at once: each position is read once, and written once at the end.

use super::{add, shares};
use crate::{AlphaV2, Config};
use alloc::collections::BTreeMap;
use core::marker::PhantomData;
use myelin_economy::shares::{SafeFloat, SharePool};
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::sp_runtime::AccountId32;

/// What is paid on a subnet and not stored yet. Nobody else may touch the stake of that subnet
/// until it is settled.
#[must_use = "what is paid is stored when it is settled"]
pub struct Payroll<T> {
    netuid: NetUid,
    positions: BTreeMap<AccountId32, Position>,
    _runtime: PhantomData<T>,
}

/// A hotkey that is paid: its pool and its holders, as far as they were looked at.
#[derive(Default)]
struct Position {
    pool: Option<Change<SharePool>>,
    /// By coldkey. Whoever is here is on the list of its coldkey, paid or not.
    shares: BTreeMap<AccountId32, Option<Change<SafeFloat>>>,
}

/// A value as it is stored and as it shall be.
struct Change<V> {
    before: V,
    now: V,
}

impl<V: Copy + PartialEq> Change<V> {
    fn none(value: V) -> Self {
        Self { before: value, now: value }
    }

    fn is_one(&self) -> bool {
        self.now != self.before
    }
}

impl<T: Config> Payroll<T> {
    /// Payments on the subnet, none yet.
    pub fn on(netuid: NetUid) -> Self {
        Self { netuid, positions: BTreeMap::new(), _runtime: PhantomData }
    }

    /// As [`super::credit`].
    pub fn credit(&mut self, hotkey: &AccountId32, coldkey: &AccountId32, amount: Alpha) {
        let netuid = self.netuid;
        let position = self.position(hotkey);
        let share = position.shares.entry(coldkey.clone()).or_insert_with(|| {
            add::list::<T>(coldkey, hotkey);
            None
        });
        if amount.is_zero() {
            return;
        }
        let share = share.get_or_insert_with(|| Change::none(AlphaV2::<T>::get((hotkey, coldkey, netuid))));
        let pool = position.pool.get_or_insert_with(|| Change::none(shares::pool_of::<T>(hotkey, netuid)));
        let after = pool.now.add(share.now, amount);
        pool.now = after.pool;
        share.now = after.share;
    }

    /// As [`super::credit_holders`].
    pub fn credit_holders(&mut self, hotkey: &AccountId32, amount: Alpha) {
        if amount.is_zero() {
            return;
        }
        let netuid = self.netuid;
        let pool = self.position(hotkey).pool.get_or_insert_with(|| Change::none(shares::pool_of::<T>(hotkey, netuid)));
        pool.now = pool.now.add_for_all(amount);
    }

    /// As [`super::of_hotkey`], with what it was paid here.
    pub fn of_hotkey(&self, hotkey: &AccountId32) -> Alpha {
        match self.positions.get(hotkey).and_then(|position| position.pool.as_ref()) {
            Some(pool) => pool.now.total,
            None => shares::of_hotkey::<T>(hotkey, self.netuid),
        }
    }

    /// Stores what changed.
    pub fn settle(self) {
        for (hotkey, position) in &self.positions {
            if let Some(pool) = position.pool.as_ref().filter(|pool| pool.is_one()) {
                shares::put_pool::<T>(hotkey, self.netuid, pool.now);
            }
            for (coldkey, share) in &position.shares {
                if let Some(share) = share.as_ref().filter(|share| share.is_one()) {
                    shares::put_share::<T>(hotkey, coldkey, self.netuid, share.now);
                }
            }
        }
    }

    fn position(&mut self, hotkey: &AccountId32) -> &mut Position {
        self.positions.entry(hotkey.clone()).or_default()
    }
}
