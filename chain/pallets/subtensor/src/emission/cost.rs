//! What the block step cost: it says so after it is made, of what it found to do.

use super::coinbase::EpochSize;
use crate::{
    cost::{count, Work},
    root::Claims,
    Config,
};
use polkadot_sdk::frame_support::weights::Weight;

/// A step of a chain without subnets.
const STEP: Work = Work::of(30, 10).computing(50_000);
/// A subnet is walked: its prices, and whether its epoch is due.
const SUBNET: Work = Work::of(14, 4).computing(5_000);
/// It is emitted to.
const EMISSION: Work = Work::of(14, 13).computing(20_000);
/// An epoch: the subnet's hyperparameters and what waited to be paid.
const EPOCH: Work = Work::of(45, 25).computing(50_000);
/// A seat in it, and what it earned.
const SEAT: Work = Work::of(6, 4).computing(4_000);
/// Somebody that is paid as a validator, or as the parent of one.
const DIVIDEND: Work = Work::of(6, 4).computing(8_000);
/// A weight that was stored, and the bond that comes of it: read, counted and written.
const WEIGHT: Work = Work::of(0, 0).computing(100).long(8);

/// The step that walked so many subnets, emitted to some, ran these epochs and made these claims.
pub(super) fn of_step<T: Config>(walked: usize, emitted_to: usize, epochs: &[EpochSize], claims: Claims) -> Weight {
    let subnets = SUBNET.times(count(walked)).and(EMISSION.times(count(emitted_to)));
    let epochs = epochs.iter().map(|epoch| {
        EPOCH.and(SEAT.times(epoch.seats.into())).and(DIVIDEND.times(epoch.paid)).and(WEIGHT.times(epoch.weights))
    });
    epochs.fold(STEP.and(subnets), Work::and).and(claims.work()).weight::<T>()
}
