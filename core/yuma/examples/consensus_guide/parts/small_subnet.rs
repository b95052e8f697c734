//! A subnet small enough to follow with a pencil, epoch by epoch.

use myelin_primitives::Uid;
use myelin_yuma::{
    activity_cutoff, mechanism_epoch, stake, Explainer, Explanation, MechanismInput, MechanismOutcome, Seat, StoredRow,
    SubnetParams,
};

const TEMPO: u16 = 360;
/// Long before any weights.
const REGISTERED: u64 = 1;
const FIRST_EPOCH: u64 = 1_000;
const TOKEN: u64 = 1_000_000_000;

/// What new subnets begin with.
pub const YUMA3: SubnetParams = SubnetParams {
    kappa: 32_767,
    bonds_penalty: 65_535,
    bonds_moving_average: 900_000,
    yuma3: true,
    liquid_alpha: None,
    max_allowed_validators: 64,
    stake_threshold: 0,
    tempo: TEMPO,
    activity_cutoff_blocks: 0,
};
pub const CLASSIC: SubnetParams = SubnetParams { yuma3: false, ..YUMA3 };

/// A part of one as the chain stores it, rounded down: one half as its default, 32767.
pub fn parts_of_u16(part: f64) -> u16 {
    (part * f64::from(u16::MAX)) as u16
}

/// Seats with stake, which validate, and after them seats without, which mine.
pub struct Subnet {
    params: SubnetParams,
    seats: Vec<Seat>,
    weights: Vec<StoredRow>,
    bonds: Vec<StoredRow>,
    now: u64,
    last_step_block: u64,
    emission: u64,
}

impl Subnet {
    /// Validators' stakes in alpha, and how many miners there are.
    pub fn new(params: SubnetParams, stakes: &[u64], miners: usize, emission: u64) -> Self {
        let validator = |alpha: &u64| Seat {
            stake: stake::weight(alpha * TOKEN, 0, 0),
            registered_at: REGISTERED,
            had_permit: true,
        };
        let miner = Seat { registered_at: REGISTERED, ..Seat::default() };
        let seats: Vec<Seat> = stakes.iter().map(validator).chain(std::iter::repeat_n(miner, miners)).collect();
        Self {
            params: SubnetParams { activity_cutoff_blocks: activity_cutoff(TEMPO, 13_889), ..params },
            weights: vec![StoredRow::new(); seats.len()],
            bonds: vec![StoredRow::new(); seats.len()],
            seats,
            now: FIRST_EPOCH,
            last_step_block: 0,
            emission: emission * TOKEN,
        }
    }

    /// A validator's weights on the miners from the first on; a weight of nothing is not given.
    pub fn weigh(&mut self, validator: usize, weights: &[u16]) {
        let first_miner = self.seats.len() - weights.len();
        let row = weights.iter().enumerate().filter(|(_, weight)| **weight > 0);
        self.weights[validator] = row.map(|(miner, weight)| ((first_miner + miner) as u16, *weight)).collect();
    }

    /// Runs an epoch, keeps the bonds it decides, and lets a tempo pass.
    pub fn live(&mut self) -> MechanismOutcome {
        let outcome = mechanism_epoch(&self.input(&self.last_updates()));
        self.bonds.clone_from(&outcome.bonds);
        self.last_step_block = self.now;
        self.now += u64::from(TEMPO);
        outcome
    }

    /// What the next epoch would make of each seat.
    pub fn explain(&self) -> Vec<Explanation> {
        let last_updates = self.last_updates();
        let input = self.input(&last_updates);
        let outcome = mechanism_epoch(&input);
        let explainer = Explainer::new(&input, &outcome);
        (0..self.seats.len() as u16).filter_map(|uid| explainer.seat(Uid(uid))).collect()
    }

    /// Everybody set weights in the block before.
    fn last_updates(&self) -> Vec<u64> {
        vec![self.now - 1; self.seats.len()]
    }

    fn input<'a>(&'a self, last_update: &'a [u64]) -> MechanismInput<'a> {
        MechanismInput {
            now: self.now,
            last_step_block: self.last_step_block,
            seats: &self.seats,
            owner: None,
            last_update,
            weights: &self.weights,
            bonds: &self.bonds,
            earliest_commit: None,
            emission: self.emission,
            params: &self.params,
        }
    }
}
