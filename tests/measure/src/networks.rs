//! Random networks, the same for the same seed: validators who mostly agree on what each miner is
//! worth, and stake as unequal as it is in practice.

use myelin_primitives::fixed_point::I64F64;
use myelin_yuma::{activity_cutoff, mechanism_epoch, LiquidAlpha, MechanismInput, Seat, StoredRow, SubnetParams};
use rand_chacha::rand_core::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::f64::consts::TAU;

const SEED: u64 = 1;
const TEMPO: u16 = 360;
const REGISTERED: u64 = 1;
const UPDATED: u64 = 100_000;
const NOW: u64 = UPDATED + 100;

/// What an epoch hands out, in rao: half an alpha for each block of a tempo.
const EMISSION: u64 = 180_000_000_000;

/// How much of the network a validator looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// Every validator weighs every miner.
    Dense,
    /// Every validator weighs a tenth of the miners, each its own.
    Sparse,
}

/// By which rule validators get bonds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Yuma3,
    Classic,
    /// Yuma3 with liquid alpha.
    Liquid,
}

/// All that an epoch of one mechanism reads.
#[derive(Clone, Debug)]
pub struct Network {
    pub seats: Vec<Seat>,
    pub last_update: Vec<u64>,
    pub weights: Vec<StoredRow>,
    pub bonds: Vec<StoredRow>,
    pub params: SubnetParams,
    /// In rao.
    pub emission: u64,
    pub now: u64,
    pub last_step_block: u64,
}

impl Network {
    /// A network whose first seats are validators and all others miners, some epochs old: bonds
    /// are what earlier weights left behind.
    pub fn random(uids: u16, validators: u16, density: Density, rule: Rule) -> Self {
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(SEED));
        let worth: Vec<f64> = (validators..uids).map(|_| dice.lognormal(1.0)).collect();
        let seats = (0..uids).map(|uid| seat(uid < validators, &mut dice)).collect();
        let mut network = Self {
            seats,
            last_update: vec![UPDATED; uids.into()],
            weights: Vec::new(),
            bonds: vec![StoredRow::new(); uids.into()],
            params: params(validators, rule),
            emission: EMISSION,
            now: NOW,
            last_step_block: NOW - u64::from(TEMPO),
        };
        for _ in 0..3 {
            network.weights = (0..uids).map(|uid| weights(uid, validators, &worth, density, &mut dice)).collect();
            network.bonds = mechanism_epoch(&network.input()).bonds;
        }
        network.weights = (0..uids).map(|uid| weights(uid, validators, &worth, density, &mut dice)).collect();
        network
    }

    pub fn input(&self) -> MechanismInput<'_> {
        MechanismInput {
            now: self.now,
            last_step_block: self.last_step_block,
            seats: &self.seats,
            owner: None,
            last_update: &self.last_update,
            weights: &self.weights,
            bonds: &self.bonds,
            earliest_commit: None,
            emission: self.emission,
            params: &self.params,
        }
    }
}

fn params(validators: u16, rule: Rule) -> SubnetParams {
    SubnetParams {
        kappa: 32_767,
        bonds_penalty: u16::MAX,
        bonds_moving_average: 900_000,
        yuma3: rule != Rule::Classic,
        liquid_alpha: (rule == Rule::Liquid).then_some(LiquidAlpha { low: 45_875, high: 58_982, steepness: 1000 }),
        max_allowed_validators: validators,
        stake_threshold: 0,
        tempo: TEMPO,
        activity_cutoff_blocks: activity_cutoff(TEMPO, 13_889),
    }
}

fn seat(is_validator: bool, dice: &mut Dice) -> Seat {
    let stake = if is_validator { I64F64::from_num((1e13 * (dice.pareto(1.5) + 0.01)) as u64) } else { I64F64::ZERO };
    Seat { stake, registered_at: REGISTERED, had_permit: is_validator }
}

/// What a validator submits: its greatest weight fills the range.
fn weights(uid: u16, validators: u16, worth: &[f64], density: Density, dice: &mut Dice) -> StoredRow {
    if uid >= validators {
        return StoredRow::new();
    }
    let guesses = worth.iter().map(|worth| worth * dice.lognormal(0.3)).collect::<Vec<_>>();
    let looked_at = guesses.iter().map(|_| density == Density::Dense || dice.uniform() < 0.1).collect::<Vec<_>>();
    let row = || (validators..).zip(guesses.iter().zip(&looked_at)).filter(|(_, (_, looked_at))| **looked_at);
    let most = row().map(|(_, (guess, _))| *guess).fold(0.0, f64::max);
    row().map(|(miner, (guess, _))| (miner, (65_535.0 * guess / most) as u16)).collect()
}

struct Dice(ChaCha8Rng);

impl Dice {
    /// Above zero, below one.
    fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    fn lognormal(&mut self, sigma: f64) -> f64 {
        let normal = (-2.0 * self.uniform().ln()).sqrt() * (TAU * self.uniform()).cos();
        (sigma * normal).exp()
    }

    fn pareto(&mut self, shape: f64) -> f64 {
        self.uniform().powf(-1.0 / shape) - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_the_same_every_time() {
        let [one, other] = [(), ()].map(|()| Network::random(32, 8, Density::Sparse, Rule::Yuma3));
        assert_eq!((one.seats, one.weights, one.bonds), (other.seats, other.weights, other.bonds));
    }

    #[test]
    fn dense_rows_name_every_miner_and_sparse_ones_about_a_tenth() {
        let entries = |density| {
            let network = Network::random(520, 8, density, Rule::Yuma3);
            network.weights.iter().map(Vec::len).sum::<usize>()
        };
        assert_eq!(entries(Density::Dense), 8 * 512);
        assert!((300..500).contains(&entries(Density::Sparse)));
    }

    #[test]
    fn every_rule_pays_miners_and_validators() {
        for rule in [Rule::Yuma3, Rule::Classic, Rule::Liquid] {
            let network = Network::random(32, 8, Density::Dense, rule);
            let outcome = mechanism_epoch(&network.input());
            assert!(outcome.dividends.iter().any(|part| *part > 0) && outcome.incentive.iter().any(|part| *part > 0));
            assert!(network.bonds.iter().any(|row| !row.is_empty()));
        }
    }
}
