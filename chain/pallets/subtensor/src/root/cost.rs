//! What calls of this room cost in block space.

use crate::{cost::Work, subnets, Config};
use alloc::collections::BTreeSet;
use myelin_primitives::NetUid;
use polkadot_sdk::frame_support::weights::Weight;

/// Who claims: its hotkeys and its number on the list.
const CLAIMANT: Work = Work::of(12, 6).computing(30_000);
/// A hotkey it stakes to: what it has earned.
const HOTKEY: Work = Work::of(5, 3).computing(5_000);
/// Dividends of one subnet, which count from another point on when stake is added.
const RATE: Work = Work::of(1, 1).computing(500).long(32);
/// What is owed on one subnet.
const LOOK: Work = Work::of(4, 0).computing(3_000);
/// A claim that is paid: a sale, and stake on root.
const PAYMENT: Work = Work::of(16, 12).computing(80_000);

/// Hotkeys a claimant is reckoned with before they are counted.
const HOTKEYS: u64 = 4;

/// What there was to claim, in counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claims {
    pub coldkeys: u64,
    pub hotkeys: u64,
    /// Subnets of which hotkeys had dividends.
    pub rates: u64,
    /// Amounts owed that were looked at.
    pub looks: u64,
    pub paid: u64,
    /// Subnets of which a payment moved the point from which dividends count.
    pub passed: u64,
}

impl Claims {
    /// These and those.
    pub(super) fn and(self, those: Self) -> Self {
        Self {
            coldkeys: self.coldkeys.saturating_add(those.coldkeys),
            hotkeys: self.hotkeys.saturating_add(those.hotkeys),
            rates: self.rates.saturating_add(those.rates),
            looks: self.looks.saturating_add(those.looks),
            paid: self.paid.saturating_add(those.paid),
            passed: self.passed.saturating_add(those.passed),
        }
    }

    /// What they took.
    pub fn work(self) -> Work {
        let most = CLAIMANT
            .times(self.coldkeys)
            .and(HOTKEY.times(self.hotkeys))
            .and(RATE.times(self.rates))
            .and(LOOK.times(self.looks))
            .and(PAYMENT.times(self.paid));
        most.passing(self.passed)
    }
}

/// Each hotkey the coldkey stakes to may have to be sold for on each of the subnets.
pub fn cost_of_claim<T: Config>(netuids: &BTreeSet<NetUid>) -> Weight {
    let rates = HOTKEYS.saturating_mul(subnets::how_many::<T>());
    let paid = HOTKEYS.saturating_mul(crate::cost::count(netuids.len()));
    let passed = paid.saturating_mul(subnets::how_many::<T>());
    Claims { coldkeys: 1, hotkeys: HOTKEYS, rates, looks: paid, paid, passed }.work().weight::<T>()
}

/// A choice, and a number on the list.
pub fn cost_of_choosing<T: Config>() -> Weight {
    Work::of(9, 5).computing(20_000).long(512).weight::<T>()
}
