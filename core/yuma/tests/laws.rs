//! Laws that hold for every subnet, tried on random ones.
#![forbid(unsafe_code)]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // a panic is a message here

mod oracle;

use myelin_primitives::{fixed_point::I32F32, fixed_point::I64F64, Uid};
use myelin_yuma::{
    aggregate, max_upscale, mechanism_epoch, sparse::Rows, split_emission, LiquidAlpha, MechanismInput,
    MechanismOutcome, Seat, StoredRow, SubnetParams,
};
use proptest::{collection::vec, option, prelude::*};

const MOST_SEATS: usize = 10;
const NOW: u64 = 1000;

#[derive(Clone, Debug)]
struct Subnet {
    seats: Vec<Seat>,
    owner: Option<Uid>,
    last_update: Vec<u64>,
    weights: Vec<StoredRow>,
    bonds: Vec<StoredRow>,
    earliest_commit: Option<Vec<u64>>,
    last_step_block: u64,
    emission: u64,
    params: SubnetParams,
}

impl Subnet {
    fn input(&self) -> MechanismInput<'_> {
        MechanismInput {
            now: NOW,
            last_step_block: self.last_step_block,
            seats: &self.seats,
            owner: self.owner,
            last_update: &self.last_update,
            weights: &self.weights,
            bonds: &self.bonds,
            earliest_commit: self.earliest_commit.as_deref(),
            emission: self.emission,
            params: &self.params,
        }
    }

    fn epoch(&self) -> MechanismOutcome {
        mechanism_epoch(&self.input())
    }
}

/// Values as people choose them: often nothing, often everything.
fn parts() -> impl Strategy<Value = u16> {
    prop_oneof![2 => any::<u16>(), 1 => Just(0), 1 => Just(u16::MAX), 1 => Just(32_767)]
}

/// Blocks around the few that matter.
fn blocks() -> impl Strategy<Value = u64> {
    prop_oneof![3 => Just(100_u64), 3 => Just(900), 1 => 98_u64..103, 1 => 895_u64..=NOW]
}

/// A row as somebody submitted it: some of the columns, in any order, a few beyond the seats.
fn row() -> impl Strategy<Value = StoredRow> {
    let columns: Vec<u16> = (0..MOST_SEATS as u16 + 2).collect();
    let chosen = (proptest::sample::subsequence(columns, 0..=MOST_SEATS + 2).prop_shuffle(), any::<bool>());
    (chosen, vec(parts(), MOST_SEATS + 2)).prop_map(|((mut columns, sorted), values)| {
        if sorted {
            columns.sort_unstable();
        }
        columns.into_iter().zip(values).collect()
    })
}

fn seat() -> impl Strategy<Value = Seat> {
    let stake = prop_oneof![1 => Just(0), 2 => 1_u64..5, 3 => 1_u64..21_000_000_000_000_000];
    (stake, blocks(), prop::bool::weighted(0.7)).prop_map(|(stake, registered_at, had_permit)| Seat {
        stake: I64F64::from_num(stake),
        registered_at,
        had_permit,
    })
}

fn params() -> impl Strategy<Value = SubnetParams> {
    let liquid = (parts(), parts(), any::<i16>()).prop_map(|(one, other, steepness)| LiquidAlpha {
        low: one.min(other),
        high: one.max(other),
        steepness,
    });
    let bonding = (parts(), parts(), 0..=1_000_000_u64, any::<bool>(), option::of(liquid));
    (bonding, 0..MOST_SEATS as u16 + 2, 0..3_u64, prop_oneof![Just(360_u16), 90_u16..110], 80..200_u64).prop_map(
        |((kappa, bonds_penalty, bonds_moving_average, yuma3, liquid_alpha), validators, threshold, tempo, cutoff)| {
            SubnetParams {
                kappa,
                bonds_penalty,
                bonds_moving_average,
                yuma3,
                liquid_alpha,
                max_allowed_validators: validators,
                stake_threshold: threshold,
                tempo,
                activity_cutoff_blocks: cutoff,
            }
        },
    )
}

fn subnet() -> impl Strategy<Value = Subnet> {
    (0..=MOST_SEATS).prop_flat_map(|size| {
        let seats = vec(seat(), size);
        let owner = option::weighted(0.4, (0..size.max(1) as u16).prop_map(Uid));
        let rows = || vec(row(), size);
        let commits = option::weighted(0.3, vec(prop_oneof![Just(u64::MAX), blocks()], size));
        let last_step = prop_oneof![Just(0), Just(900_u64), 98_u64..103];
        let chain = (commits, last_step, 0..1_u64 << 60, params());
        (seats, owner, vec(blocks(), size), rows(), rows(), chain).prop_map(
            |(seats, owner, last_update, weights, bonds, chain)| Subnet {
                seats,
                owner,
                last_update,
                weights,
                bonds,
                earliest_commit: chain.0,
                last_step_block: chain.1,
                emission: chain.2,
                params: chain.3,
            },
        )
    })
}

fn bits(values: &[I32F32]) -> Vec<i64> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn table(rows: &Rows, size: usize) -> Vec<Vec<Option<i64>>> {
    let spread = |row: myelin_yuma::sparse::Row| {
        let mut cells = vec![None; size];
        row.entries().for_each(|(column, value)| cells[usize::from(column)] = Some(value.to_bits()));
        cells
    };
    rows.rows().map(spread).collect()
}

fn in_order(rows: &[StoredRow]) -> Vec<StoredRow> {
    let mut rows = rows.to_vec();
    rows.iter_mut().for_each(|row| row.sort_unstable());
    rows
}

fn total(amounts: &[u64]) -> u128 {
    amounts.iter().map(|amount| u128::from(*amount)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn the_sparse_epoch_agrees_with_the_plain_one(subnet in subnet()) {
        let (found, expected) = (subnet.epoch(), oracle::epoch(&subnet.input()));
        let workings = &found.workings;
        let found = oracle::Epoch {
            stake: bits(&workings.stake),
            active_stake: bits(&workings.active_stake),
            permits: found.validator_permit,
            consensus: bits(&workings.consensus),
            validator_trust: bits(&workings.validator_trust),
            incentive: bits(&workings.incentive),
            dividends: bits(&workings.dividends),
            bonds: table(&workings.bonds, subnet.seats.len()),
            stored: in_order(&found.bonds),
            server_emission: found.server_emission,
            validator_emission: found.validator_emission,
        };
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn nobody_is_paid_out_of_nothing(subnet in subnet()) {
        let outcome = subnet.epoch();
        let emission = u128::from(subnet.emission);
        prop_assert!(total(&outcome.emission) <= emission);
        prop_assert!(total(&outcome.server_emission) + total(&outcome.validator_emission) <= emission);
    }

    #[test]
    fn incentives_and_dividends_share_one_whole_or_nothing(subnet in subnet()) {
        let (workings, seats) = (subnet.epoch().workings, subnet.seats.len() as i64);
        for shares in [workings.incentive, workings.dividends, workings.active_stake] {
            let sum: i64 = bits(&shares).iter().sum();
            prop_assert!(sum == 0 || ((1 << 32) - seats..=1 << 32).contains(&sum), "{}", sum);
            prop_assert!(shares.iter().all(|share| *share >= I32F32::ZERO));
        }
    }

    #[test]
    fn only_validators_hold_bonds_and_only_in_seats(subnet in subnet()) {
        let outcome = subnet.epoch();
        for (row, permit) in outcome.bonds.iter().zip(&outcome.validator_permit) {
            prop_assert!(*permit || row.is_empty());
            prop_assert!(row.iter().all(|(column, _)| usize::from(*column) < subnet.seats.len()));
        }
    }

    #[test]
    fn a_subnet_of_one_mechanism_is_that_mechanism(subnet in subnet()) {
        let outcome = subnet.epoch();
        let whole = aggregate(std::slice::from_ref(&outcome), &[subnet.emission]);
        prop_assert_eq!((whole.active, whole.validator_permit), (outcome.active, outcome.validator_permit));
        prop_assert_eq!((whole.emission, whole.stake), (outcome.emission, outcome.stake));
        prop_assert_eq!((whole.consensus, whole.dividends), (outcome.consensus, outcome.dividends));
        prop_assert_eq!((whole.stake_weight, whole.validator_trust), (outcome.stake_weight, outcome.validator_trust));
    }

    #[test]
    fn mechanisms_share_exactly_what_the_subnet_has(
        emission: u64, mechanisms in 1_u8..16, cuts in option::of(vec(0..=u16::MAX, 0..4)),
    ) {
        // Differences between sorted cuts add up to at most the whole.
        let split = cuts.map(|mut cuts| {
            cuts.sort_unstable();
            cuts.iter().scan(0, |last, cut| Some(cut - std::mem::replace(last, *cut))).collect::<Vec<u16>>()
        });
        let parts = split_emission(emission, mechanisms, split.as_deref());
        prop_assert_eq!((parts.len(), total(&parts)), (usize::from(mechanisms), u128::from(emission)));
    }

    #[test]
    fn upscaling_fills_the_range_keeps_the_order_and_settles(values in vec(parts(), 0..12)) {
        let scaled = max_upscale(&values);
        if values.iter().any(|value| *value > 0) {
            prop_assert_eq!(scaled.iter().max(), Some(&u16::MAX));
        }
        for (a, scaled_a) in values.iter().zip(&scaled) {
            prop_assert!(values.iter().zip(&scaled).all(|(b, scaled_b)| a > b || scaled_a <= scaled_b));
        }
        prop_assert_eq!(max_upscale(&scaled), scaled);
    }
}
