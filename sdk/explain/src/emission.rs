//! What an epoch had to hand out. The chain forgets that sum: it drains the pending buckets in the
//! epoch's block, after filling them once more. What the seats got is stored, and tells it again.

use crate::{
    compare::first_difference,
    inputs::{Inputs, Ran, Recorded},
};
use myelin_primitives::{Alpha, Uid};
use myelin_yuma::{aggregate, rewards, MechanismOutcome};

/// Emissions looked at around the first guess, where mechanisms share one.
const NEIGHBOURS: u64 = 64;

/// The least emission that leads to what the chain stored. Rounding lets several do so; they differ
/// by a few rao, and pay each seat the same.
pub(crate) fn derive(inputs: &Inputs, recorded: &Recorded) -> Alpha {
    let least = least_that_pays(inputs, recorded);
    if inputs.mechanisms.len() < 2 {
        return least;
    }
    // Several mechanisms count by their parts of the emission, and the last rao of these parts
    // shows in the averages.
    let from = least.rao().saturating_sub(NEIGHBOURS);
    let agrees = |emission: &Alpha| first_difference(&inputs.run(*emission), recorded).is_none();
    (from..=least.rao().saturating_add(NEIGHBOURS)).map(Alpha).find(agrees).unwrap_or(least)
}

/// The least emission of which the seats together get what the chain says they got.
fn least_that_pays(inputs: &Inputs, recorded: &Recorded) -> Alpha {
    let paid = total(recorded.emission.iter().copied(), inputs, recorded);
    if paid == 0 {
        return Alpha::ZERO;
    }
    // Shares do not depend on the emission: one run serves every guess.
    let ran = inputs.run(Alpha::ZERO);
    let pays_enough = |emission: u64| {
        let seats = pay(inputs, &ran, Alpha(emission));
        total(seats.into_iter().map(Alpha), inputs, recorded) >= paid
    };
    let (mut too_little, mut enough) = (0_u64, 1_u64);
    while !pays_enough(enough) {
        if enough == u64::MAX {
            return Alpha::ZERO; // no emission pays that much: the comparison will say so
        }
        too_little = enough;
        enough = enough.saturating_mul(2);
    }
    while enough.saturating_sub(too_little) > 1 {
        let middle = too_little.midpoint(enough);
        if pays_enough(middle) {
            enough = middle;
        } else {
            too_little = middle;
        }
    }
    Alpha(enough)
}

/// What `emission` comes to for each seat.
fn pay(inputs: &Inputs, ran: &Ran, emission: Alpha) -> Vec<u64> {
    let emissions = inputs.split(emission);
    let paid = |(outcome, emission): (&MechanismOutcome, &u64)| {
        let workings = &outcome.workings;
        let payout =
            rewards::pay(*emission, &workings.incentive, &workings.dividends, &workings.active_stake, &workings.stake);
        MechanismOutcome { emission: payout.combined, ..Default::default() }
    };
    let outcomes: Vec<MechanismOutcome> = ran.mechanisms.iter().zip(&emissions).map(paid).collect();
    aggregate(&outcomes, &emissions).emission
}

/// What the seats got together that are still held by who earned it.
fn total(emission: impl Iterator<Item = Alpha>, inputs: &Inputs, recorded: &Recorded) -> u128 {
    let seats = (0..=u16::MAX).map(Uid).take(inputs.seats.len());
    let kept = seats.zip(emission).filter(|(uid, _)| !recorded.taken_since.contains(uid));
    kept.fold(0, |sum, (_, amount)| u128::from(amount.rao()).saturating_add(sum))
}
