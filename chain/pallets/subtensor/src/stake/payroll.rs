//! Many payments on one subnet at once: each position is read once, and written once at the end.

use super::{add, shares};
use crate::{
    roll::{self, Seated},
    AlphaV2, Config, TotalHotkeySharesV2,
};
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
    /// What seated hotkeys held before.
    seated: BTreeMap<AccountId32, Alpha>,
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
    /// Payments on the subnet, none yet. What its seats hold is known.
    pub fn on<'a>(netuid: NetUid, seats: impl Iterator<Item = &'a Seated>) -> Self {
        let seated = seats.map(|seat| (seat.entry.hotkey.clone(), seat.alpha)).collect();
        Self { netuid, positions: BTreeMap::new(), seated, _runtime: PhantomData }
    }

    /// As [`super::credit`]. Whether the hotkey is on the coldkey's list may be known already.
    pub fn credit(&mut self, hotkey: &AccountId32, coldkey: &AccountId32, amount: Alpha, is_listed: bool) {
        let netuid = self.netuid;
        let position = position(&mut self.positions, hotkey);
        let share = position.shares.entry(coldkey.clone()).or_insert_with(|| {
            if !is_listed {
                add::list::<T>(coldkey, hotkey);
            }
            None
        });
        if amount.is_zero() {
            return;
        }
        let share = share.get_or_insert_with(|| Change::none(AlphaV2::<T>::get((hotkey, coldkey, netuid))));
        let seated = &self.seated;
        let pool = position.pool.get_or_insert_with(|| Change::none(pool_of::<T>(seated, hotkey, netuid)));
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
        let seated = &self.seated;
        let position = position(&mut self.positions, hotkey);
        let pool = position.pool.get_or_insert_with(|| Change::none(pool_of::<T>(seated, hotkey, netuid)));
        pool.now = pool.now.add_for_all(amount);
    }

    /// As [`super::of_hotkey`], with what it was paid here.
    pub fn of_hotkey(&self, hotkey: &AccountId32) -> Alpha {
        match self.positions.get(hotkey).and_then(|position| position.pool.as_ref()) {
            Some(pool) => pool.now.total,
            None => total_of::<T>(&self.seated, hotkey, self.netuid),
        }
    }

    /// Stores what changed.
    pub fn settle(self) {
        let mut totals = BTreeMap::new();
        for (hotkey, position) in &self.positions {
            if let Some(pool) = position.pool.as_ref().filter(|pool| pool.is_one()) {
                totals.insert(hotkey.clone(), pool.now.total);
                shares::put_pool::<T>(hotkey, self.netuid, pool.now);
            }
            for (coldkey, share) in &position.shares {
                if let Some(share) = share.as_ref().filter(|share| share.is_one()) {
                    shares::put_share::<T>(hotkey, coldkey, self.netuid, share.now);
                }
            }
        }
        roll::paid::<T>(self.netuid, &totals);
    }
}

fn position<'a>(positions: &'a mut BTreeMap<AccountId32, Position>, hotkey: &AccountId32) -> &'a mut Position {
    positions.entry(hotkey.clone()).or_default()
}

fn total_of<T: Config>(seated: &BTreeMap<AccountId32, Alpha>, hotkey: &AccountId32, netuid: NetUid) -> Alpha {
    seated.get(hotkey).copied().unwrap_or_else(|| shares::of_hotkey::<T>(hotkey, netuid))
}

fn pool_of<T: Config>(seated: &BTreeMap<AccountId32, Alpha>, hotkey: &AccountId32, netuid: NetUid) -> SharePool {
    let total = total_of::<T>(seated, hotkey, netuid);
    SharePool { total, denominator: TotalHotkeySharesV2::<T>::get(hotkey, netuid) }
}
