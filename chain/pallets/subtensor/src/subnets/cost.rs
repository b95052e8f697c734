//! What calls of this room cost in block space.

use super::how_many;
use crate::{
    cost::{Work, SEATS},
    neurons, Config, StakeThreshold, SubnetLimit,
};
use myelin_primitives::NetUid;
use polkadot_sdk::frame_support::weights::Weight;

/// A subnet without people: what every room has for each.
const OPENING: Work = Work::of(70, 75).computing(100_000);
/// What a new subnet asks of every other: its price, and its symbol; and of those that may have to
/// make way, how old they are.
const OTHER_SUBNET: Work = Work::of(9, 0).computing(1_000);
/// A validator on root lends its stake to the owner of the new subnet.
const LENDER: Work = Work::of(8, 4).computing(3_000);
/// What the validator's stake on one subnet is worth, asked where stake has to be worth something.
const WORTH: Work = Work::of(6, 0).computing(2_000);
/// A subnet without people ends.
const CLOSING: Work = Work::of(90, 110).computing(200_000);
/// A seat of it: who sat there, its announcements, rows and bonds.
const SEAT: Work = Work::of(5, 9).computing(10_000);
/// Somebody's stake on it, paid out.
const POSITION: Work = Work::of(5, 5).computing(10_000);
/// What has to be passed for every subnet there is, since stakes and links are not kept by subnet.
/// Nobody counts them before they are walked: that many are reckoned with.
const PASSED_OF_A_SUBNET: u64 = 300;

/// Owner, standing and delay; the first block and the switch are written.
pub fn cost_of_start<T: Config>() -> Weight {
    Work::of(12, 3).computing(20_000).weight::<T>()
}

/// Every other subnet's price, every validator on root, and where there is no room for one more,
/// the subnet that has to make way, which may be full.
pub fn cost_of_create<T: Config>() -> Weight {
    let founding = founding::<T>();
    // Root has its place beside them.
    if how_many::<T>() <= u64::from(SubnetLimit::<T>::get()) {
        return founding.weight::<T>();
    }
    founding.and(ending::<T>(SEATS, SEATS.saturating_mul(2))).weight::<T>()
}

/// What creating has cost: a subnet of so many seats and positions made way for it, or none did.
pub(super) fn cost_of_created<T: Config>(ended: Option<Ended>) -> Weight {
    let ending = ended.map(|ended| ending::<T>(ended.seats, ended.positions));
    founding::<T>().and(ending.unwrap_or_default()).weight::<T>()
}

/// A subnet whose every seat has weights, bonds and announcements, and as many stakers again.
/// Stake of other subnets is read on the way.
pub fn cost_of_dissolve<T: Config>(netuid: NetUid) -> Weight {
    let seats = u64::from(neurons::count::<T>(netuid));
    ending::<T>(seats, seats.saturating_add(SEATS)).weight::<T>()
}

/// What it has cost.
pub(super) fn cost_of_dissolved<T: Config>(ended: Ended) -> Weight {
    ending::<T>(ended.seats, ended.positions).weight::<T>()
}

/// What there was of a subnet that ended.
#[derive(Clone, Copy, Debug)]
pub struct Ended {
    pub seats: u64,
    pub positions: u64,
}

fn founding<T: Config>() -> Work {
    let (networks, lenders) = (how_many::<T>(), u64::from(neurons::count::<T>(NetUid::ROOT)));
    let has_threshold = StakeThreshold::<T>::get() > 0;
    let worth = if has_threshold { WORTH.times(networks).times(lenders) } else { Work::default() };
    OPENING.and(OTHER_SUBNET.times(networks)).and(LENDER.times(lenders)).and(worth)
}

fn ending<T: Config>(seats: u64, positions: u64) -> Work {
    let passed = how_many::<T>().saturating_mul(PASSED_OF_A_SUBNET);
    CLOSING.and(SEAT.times(seats)).and(POSITION.times(positions)).passing(passed)
}
