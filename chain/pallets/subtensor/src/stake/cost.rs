//! What calls of this room cost in block space.

use crate::{cost::Work, root, subnets, Config, StakeThreshold};
use myelin_primitives::NetUid;
use polkadot_sdk::{frame_support::weights::Weight, sp_runtime::AccountId32};

/// Two quotes, one trade, a transfer each way.
const BUYING: Work = Work::of(31, 17).computing(80_000);
/// Two quotes, two trades (what a sale leaves of a nomination may be too small to keep) and two
/// transfers.
const SELLING: Work = Work::of(38, 20).computing(100_000);
/// Alpha that is destroyed.
const DESTROYING: Work = Work::of(17, 8).computing(50_000);
/// A position looked at, which may be nothing.
const LOOKING: Work = Work::of(4, 0).computing(2_000);
/// What a hotkey has on one subnet and what that is worth, and a promise of children cancelled.
const WORTH: Work = Work::of(6, 1).computing(2_000);
/// What is owed of one subnet's dividends, when stake on root changes.
const RATE: Work = Work::of(1, 1).computing(1_000).long(32);

/// Buying alpha, or staking on root.
pub fn cost_of_add<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Weight {
    buying::<T>(hotkey, netuid).weight::<T>()
}

/// Selling alpha, or taking stake from root.
pub fn cost_of_remove<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Weight {
    selling::<T>(hotkey, netuid).and(tidying::<T>()).weight::<T>()
}

/// A sale and a purchase.
pub fn cost_of_shift<T: Config>(from: (&AccountId32, NetUid), onto: (&AccountId32, NetUid)) -> Weight {
    selling::<T>(from.0, from.1).and(tidying::<T>()).and(buying::<T>(onto.0, onto.1)).weight::<T>()
}

/// Destroying alpha.
pub fn cost_of_destroying<T: Config>() -> Weight {
    DESTROYING.weight::<T>()
}

/// Buying alpha and destroying it.
pub fn cost_of_add_and_burn<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Weight {
    buying::<T>(hotkey, netuid).and(DESTROYING).weight::<T>()
}

/// A look at every subnet, and a sale on each where there is something to sell.
pub fn cost_of_remove_all<T: Config>(hotkey: &AccountId32) -> Weight {
    cost_of_removed::<T>(hotkey, subnets::how_many::<T>())
}

/// The same where so many positions were sold; what they fetched may have been staked on root.
pub fn cost_of_removed<T: Config>(hotkey: &AccountId32, sold: u64) -> Weight {
    LOOKING
        .times(subnets::how_many::<T>())
        .and(SELLING.times(sold))
        .and(buying::<T>(hotkey, NetUid::ROOT))
        .and(tidying::<T>())
        .weight::<T>()
}

fn buying<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Work {
    BUYING.and(rates::<T>(hotkey, netuid))
}

fn selling<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Work {
    SELLING.and(rates::<T>(hotkey, netuid))
}

/// Where stake has to be worth something to have children, a sale looks at all of it.
fn tidying<T: Config>() -> Work {
    if StakeThreshold::<T>::get() == 0 {
        return Work::of(1, 0);
    }
    WORTH.times(subnets::how_many::<T>())
}

fn rates<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Work {
    if netuid.is_root() {
        RATE.times(root::rates_of::<T>(hotkey))
    } else {
        Work::default()
    }
}
