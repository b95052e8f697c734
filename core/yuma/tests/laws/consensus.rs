//! What the median of the stake promises to those who set weights.

use crate::networks::Network;
use myelin_primitives::fixed_point::I64F64;
use myelin_yuma::{Seat, SubnetParams};
use proptest::{collection::vec, prelude::*};

/// All rows sum to this, so that a stored weight is the same part of every row.
const WHOLE: u16 = 60_000;
const MOST_MINERS: usize = 6;
/// A miner's weight is at most this, so that the last seat has something left of every row.
const MOST: u16 = WHOLE / MOST_MINERS as u16;

/// Validators with weights on miners; the last seat takes what is left of each row.
#[derive(Clone, Debug)]
struct Ballot {
    stakes: Vec<u64>,
    weights: Vec<Vec<u16>>,
    kappa: u16,
}

fn ballot() -> impl Strategy<Value = Ballot> {
    (1..8_usize, 1..=MOST_MINERS).prop_flat_map(|(validators, miners)| {
        let weight =
            prop_oneof![3 => 0..=MOST, 1 => Just(0), 1 => Just(MOST), 1 => (0..4_u16).prop_map(|step| step * 500)];
        let stake = prop_oneof![1_u64..4, 1..1_000_000_000_u64];
        let kappa = prop_oneof![3 => Just(32_767_u16), 1 => any::<u16>(), 1 => Just(u16::MAX), 1 => Just(0)];
        (vec(stake, validators), vec(vec(weight, miners), validators), kappa)
            .prop_map(|(stakes, weights, kappa)| Ballot { stakes, weights, kappa })
    })
}

impl Ballot {
    /// The consensus on each miner, without that on the last seat.
    fn consensus(&self) -> Vec<i64> {
        let (validators, miners) = (self.stakes.len(), self.weights[0].len());
        let size = validators + miners + 1;
        let seat = |stake: u64| Seat { stake: I64F64::from_num(stake), registered_at: 0, had_permit: stake > 0 };
        let stakes = self.stakes.iter().copied().chain(std::iter::repeat(0)).take(size);
        let row = |weights: &Vec<u16>| {
            let rest = WHOLE - weights.iter().sum::<u16>();
            let named = weights.iter().chain([&rest]).enumerate();
            named.map(|(miner, weight)| ((validators + miner) as u16, *weight)).collect()
        };
        let network = Network {
            now: 10,
            seats: stakes.map(seat).collect(),
            owner: None,
            last_update: vec![10; size],
            weights: self.weights.iter().map(row).collect(),
            bonds: Vec::new(),
            earliest_commit: None,
            last_step_block: 0,
            emission: 1_000_000,
            params: SubnetParams {
                kappa: self.kappa,
                bonds_penalty: u16::MAX,
                bonds_moving_average: 900_000,
                yuma3: true,
                liquid_alpha: None,
                max_allowed_validators: 64,
                stake_threshold: 0,
                tempo: 360,
                activity_cutoff_blocks: 5000,
            },
        };
        let consensus = network.epoch().workings.consensus;
        consensus[validators..validators + miners].iter().map(|value| value.to_bits()).collect()
    }
}

/// What a stored weight is after its row is normalised.
fn part(weight: u16) -> i64 {
    (i64::from(weight) << 32) / i64::from(WHOLE)
}

proptest! {
    #[test]
    fn lowering_a_weight_to_the_consensus_never_changes_it(ballot in ballot(), how_far in 1..=10_u16) {
        let before = ballot.consensus();
        for (validator, row) in ballot.weights.iter().enumerate() {
            for (miner, weight) in row.iter().enumerate() {
                // The stored weight that stands for the consensus: somebody's, or nobody's.
                let mut stored = ballot.weights.iter().map(|row| row[miner]).chain([0]);
                let agreed = stored.find(|weight| part(*weight) == before[miner]).expect("somebody's weight, or none");
                if *weight > agreed {
                    let mut lowered = ballot.clone();
                    let lost = u32::from(weight - agreed) * u32::from(how_far) / 10;
                    lowered.weights[validator][miner] -= lost as u16;
                    prop_assert_eq!(lowered.consensus(), before.clone(), "{} to {}", weight, agreed);
                }
            }
        }
    }

    #[test]
    fn more_stake_than_kappa_stands_at_or_above_the_consensus(ballot in ballot()) {
        let total: u64 = ballot.stakes.iter().sum();
        for (miner, agreed) in ballot.consensus().into_iter().enumerate() {
            let voters = ballot.weights.iter().zip(&ballot.stakes);
            let support: u64 = voters.filter(|(row, _)| part(row[miner]) >= agreed).map(|(_, stake)| stake).sum();
            // A part of 2^32 of the stake is what normalising it may lose for each validator.
            let slack = u128::from(total) * 2 * ballot.stakes.len() as u128;
            let support = (u128::from(support) << 32) * 65535 + slack * 65535;
            prop_assert!(agreed == 0 || support >= (u128::from(total) << 32) * u128::from(ballot.kappa));
        }
    }

    #[test]
    fn a_miner_everybody_ranks_alike_gets_that_rank(mut ballot in ballot(), weight in 0..=MOST) {
        ballot.weights.iter_mut().for_each(|row| row[0] = weight);
        prop_assert_eq!(ballot.consensus()[0], part(weight));
    }

    #[test]
    fn exactly_kappa_of_the_stake_carries_its_weight(kappa in 1..u16::MAX, low in 0..MOST, more in 1..=MOST) {
        // Two stakes whose parts are exact: the second is kappa, to the last of 32 bits.
        let carrying = (u64::from(kappa) << 32) / 65535;
        let high = low.saturating_add(more).min(MOST);
        let ballot = |stakes: [u64; 2]| Ballot { stakes: stakes.to_vec(), weights: vec![vec![low], vec![high]], kappa };
        let rest = (1 << 32) - carrying;
        prop_assert_eq!(ballot([rest, carrying]).consensus()[0], part(high));
        prop_assert_eq!(ballot([rest + 1, carrying - 1]).consensus()[0], part(low));
    }
}
