//! What swapping keys costs in block space.

use crate::{cost::Work, subnets, Config};
use myelin_primitives::NetUid;
use polkadot_sdk::frame_support::weights::Weight;

/// A hotkey with a seat and nothing staked to it goes over to another.
const HOTKEY: Work = Work::of(55, 40).computing(100_000);
/// What it has on one more subnet, if anything: a seat, links, a take, the claims of root.
const ON_SUBNET: Work = Work::of(20, 3).computing(10_000);
/// Somebody's stake, which goes over with it.
const POSITION: Work = Work::of(5, 6).computing(10_000);
/// What somebody has claimed of root dividends.
const CLAIM: Work = Work::of(2, 2).computing(2_000);
/// Positions reckoned with before they are counted, for each subnet in question.
const POSITIONS: u64 = 128;

/// A coldkey goes over to another.
const COLDKEY: Work = Work::of(40, 25).computing(50_000);
/// What it has at one hotkey on one subnet: stake, and what it claimed.
const AT_HOTKEY: Work = Work::of(3, 4).computing(8_000);
/// Hotkeys it is reckoned with before they are counted.
const HOTKEYS: u64 = 4;

/// What was staked to a hotkey that was swapped, in counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moved {
    pub positions: u64,
    /// Amounts of root dividends that were claimed before.
    pub claims: u64,
}

/// A hotkey with some hundred stakers; everywhere, those of a few subnets.
pub fn cost_of_swap<T: Config>(netuid: Option<NetUid>) -> Weight {
    let subnets = if netuid.is_some() { 1 } else { subnets::how_many::<T>().min(4) };
    let positions = subnets.saturating_mul(POSITIONS);
    cost_of_swapped::<T>(netuid, Moved { positions, claims: positions })
}

/// What a swap has cost.
pub(super) fn cost_of_swapped<T: Config>(netuid: Option<NetUid>, moved: Moved) -> Weight {
    let subnets = if netuid.is_some() { 1 } else { subnets::how_many::<T>() };
    HOTKEY
        .and(ON_SUBNET.times(subnets))
        .and(POSITION.times(moved.positions))
        .and(CLAIM.times(moved.claims))
        .weight::<T>()
}

/// A coldkey with some hotkeys, and stake at each on every subnet.
pub fn cost_of_swap_coldkey<T: Config>() -> Weight {
    cost_of_coldkey_of::<T>(HOTKEYS)
}

/// A coldkey with so many hotkeys, likewise.
pub(super) fn cost_of_coldkey_of<T: Config>(hotkeys: u64) -> Weight {
    let networks = subnets::how_many::<T>();
    COLDKEY.and(AT_HOTKEY.times(hotkeys.saturating_mul(networks)).and(AT_HOTKEY.times(networks))).weight::<T>()
}
