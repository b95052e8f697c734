//! The input of an epoch.

use crate::{oracle, Amount};
use bolero::{produce, TypeGenerator};
use myelin_primitives::Uid;
use myelin_yuma::{
    aggregate, mechanism_epoch, split_emission, stake, LiquidAlpha, MechanismInput, StoredRow, SubnetParams,
};
use std::collections::BTreeSet;

const MOST_SEATS: usize = 12;

#[derive(Clone, Copy, Debug, TypeGenerator)]
struct Seat {
    alpha: Amount,
    root: Amount,
    registered_at: Amount,
    had_permit: bool,
}

#[derive(Clone, Copy, Debug, TypeGenerator)]
struct Params {
    kappa: u16,
    bonds_penalty: u16,
    bonds_moving_average: Amount,
    yuma3: bool,
    liquid_alpha: Option<(u16, u16, i16)>,
    max_allowed_validators: u8,
    stake_threshold: Amount,
    tempo: u16,
    activity_cutoff_blocks: Amount,
}

#[derive(Clone, Debug, TypeGenerator)]
pub struct Input {
    now: Amount,
    last_step_block: Amount,
    emission: Amount,
    tao_weight: Amount,
    owner: Option<u8>,
    mechanisms: u8,
    part_of_first: Option<u16>,
    params: Params,
    #[generator(produce::<Vec<Seat>>().with().len(0..=MOST_SEATS))]
    seats: Vec<Seat>,
    #[generator(produce::<Vec<Amount>>().with().len(0..=MOST_SEATS))]
    last_update: Vec<Amount>,
    #[generator(produce::<Vec<Vec<(u8, u16)>>>().with().len(0..=MOST_SEATS).values(produce::<Vec<(u8, u16)>>().with().len(0..=MOST_SEATS)))]
    weights: Vec<Vec<(u8, u16)>>,
    #[generator(produce::<Vec<Vec<(u8, u16)>>>().with().len(0..=MOST_SEATS).values(produce::<Vec<(u8, u16)>>().with().len(0..=MOST_SEATS)))]
    bonds: Vec<Vec<(u8, u16)>>,
    #[generator(produce::<Vec<Amount>>().with().len(0..=MOST_SEATS))]
    commits: Vec<Amount>,
}

fn amounts(given: &[Amount]) -> Vec<u64> {
    given.iter().map(|amount| amount.get()).collect()
}

/// Columns mostly of seats that exist; the last one stands for one far beyond.
fn stored(rows: &[Vec<(u8, u16)>]) -> Vec<StoredRow> {
    let column = |column: u8| if column == u8::MAX { u16::MAX } else { u16::from(column) % (MOST_SEATS as u16 + 1) };
    rows.iter().map(|row| row.iter().map(|(place, value)| (column(*place), *value)).collect()).collect()
}

fn without_repeats(mut rows: Vec<StoredRow>) -> Vec<StoredRow> {
    for row in &mut rows {
        let mut seen = BTreeSet::new();
        row.retain(|(column, _)| seen.insert(*column));
    }
    rows
}

impl Params {
    fn get(&self) -> SubnetParams {
        SubnetParams {
            kappa: self.kappa,
            bonds_penalty: self.bonds_penalty,
            bonds_moving_average: self.bonds_moving_average.get(),
            yuma3: self.yuma3,
            liquid_alpha: self.liquid_alpha.map(|(low, high, steepness)| LiquidAlpha { low, high, steepness }),
            max_allowed_validators: self.max_allowed_validators.into(),
            stake_threshold: self.stake_threshold.get(),
            tempo: self.tempo,
            activity_cutoff_blocks: self.activity_cutoff_blocks.get(),
        }
    }
}

/// No input panics or pays out more than there is; where rows name nobody twice, the crate agrees
/// with the plain epoch.
pub fn check(given: &Input) {
    let seat = |seat: &Seat| myelin_yuma::Seat {
        stake: stake::weight(seat.alpha.get(), seat.root.get(), given.tao_weight.get()),
        registered_at: seat.registered_at.get(),
        had_permit: seat.had_permit,
    };
    let seats: Vec<_> = given.seats.iter().map(seat).collect();
    let (last_update, commits) = (amounts(&given.last_update), amounts(&given.commits));
    let (weights, bonds) = (stored(&given.weights), stored(&given.bonds));
    let params = given.params.get();
    let input = MechanismInput {
        now: given.now.get(),
        last_step_block: given.last_step_block.get(),
        seats: &seats,
        owner: given.owner.map(|uid| Uid(uid.into())),
        last_update: &last_update,
        weights: &weights,
        bonds: &bonds,
        earliest_commit: Some(commits.as_slice()).filter(|commits| !commits.is_empty()),
        emission: given.emission.get(),
        params: &params,
    };
    let outcome = mechanism_epoch(&input);
    let paid = outcome.server_emission.iter().chain(&outcome.validator_emission);
    assert!(paid.map(|amount| u128::from(*amount)).sum::<u128>() <= u128::from(input.emission));

    let (weights, bonds) = (without_repeats(weights.clone()), without_repeats(bonds.clone()));
    let input = MechanismInput { weights: &weights, bonds: &bonds, ..input };
    assert_eq!(oracle::found(&mechanism_epoch(&input)), oracle::epoch(&input));
    check_mechanisms(given, &input);
}

/// Several mechanisms with the same weights, which share the emission.
fn check_mechanisms(given: &Input, input: &MechanismInput) {
    let (mechanisms, named) = (given.mechanisms % 3 + 1, given.part_of_first.map(|part| [part]));
    let named = named.as_ref().map(|named| named.as_slice());
    let emissions = split_emission(input.emission, mechanisms, named);
    assert_eq!(emissions, oracle::split(input.emission, mechanisms, named));
    let epochs = emissions.iter().map(|emission| mechanism_epoch(&MechanismInput { emission: *emission, ..*input }));
    let outcomes: Vec<_> = epochs.collect();
    assert_eq!(aggregate(&outcomes, &emissions), oracle::aggregate(&outcomes, &emissions));
}
