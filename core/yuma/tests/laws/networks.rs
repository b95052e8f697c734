//! Random subnets to try the laws on: small ones of every shape, full ones, and ones whose stored
//! data is nothing a chain would ever hold.

use myelin_primitives::{fixed_point::I64F64, Uid};
use myelin_yuma::{mechanism_epoch, LiquidAlpha, MechanismInput, MechanismOutcome, Seat, StoredRow, SubnetParams};
use proptest::{collection::vec, option, prelude::*, sample};

pub const NOW: u64 = 1000;
/// Seats of a subnet that shrinks to something a person can read.
const FEW: usize = 10;
/// The most seats a subnet has on the chain.
const FULL: usize = 256;

/// How bonds follow weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    Classic,
    Yuma3,
    Liquid,
}

pub const MODES: [Mode; 3] = [Mode::Classic, Mode::Yuma3, Mode::Liquid];

#[derive(Clone, Debug)]
pub struct Network {
    pub now: u64,
    pub seats: Vec<Seat>,
    pub owner: Option<Uid>,
    pub last_update: Vec<u64>,
    pub weights: Vec<StoredRow>,
    pub bonds: Vec<StoredRow>,
    pub earliest_commit: Option<Vec<u64>>,
    pub last_step_block: u64,
    pub emission: u64,
    pub params: SubnetParams,
}

impl Network {
    pub fn input(&self) -> MechanismInput<'_> {
        MechanismInput {
            now: self.now,
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

    pub fn epoch(&self) -> MechanismOutcome {
        mechanism_epoch(&self.input())
    }

    pub fn size(&self) -> usize {
        self.seats.len()
    }

    /// The same with rows as clients submit them, in ascending order.
    pub fn in_order(mut self) -> Self {
        self.weights.iter_mut().chain(&mut self.bonds).for_each(|row| row.sort_by_key(|(column, _)| *column));
        self
    }

    /// The same with every seat named at most once in a row, as the plain epoch wants it.
    pub fn without_repeats(mut self) -> Self {
        for row in self.weights.iter_mut().chain(&mut self.bonds) {
            let mut seen = std::collections::BTreeSet::new();
            row.retain(|(column, _)| seen.insert(*column));
        }
        self
    }
}

/// Subnets of up to ten seats, as a chain may hold them.
pub fn small() -> impl Strategy<Value = Network> {
    sample::select(MODES.as_slice()).prop_flat_map(small_of)
}

pub fn small_of(mode: Mode) -> impl Strategy<Value = Network> {
    (0..=FEW).prop_flat_map(move |size| of_size(size, mode, vec(row(), size).boxed(), vec(row(), size).boxed()))
}

/// Subnets in which all 256 seats are taken, with few weights or with all of them.
pub fn full() -> impl Strategy<Value = Network> {
    let seeds = (any::<[u64; 2]>(), sample::select([1_u64, 10, 100].as_slice()));
    (sample::select(MODES.as_slice()), seeds).prop_flat_map(|(mode, ([one, other], percent))| {
        let rows = |seed| Just(seeded_rows(seed, percent)).boxed();
        of_size(FULL, mode, rows(one), rows(other))
    })
}

/// Subnets whose lists are as long as they please and hold any number at all.
pub fn wild() -> impl Strategy<Value = Network> {
    let rows = || vec(vec((prop_oneof![4 => 0..FEW as u16, 1 => any::<u16>()], extreme_u16()), 0..FEW), 0..=FEW + 2);
    let blocks = || vec(extreme_u64(), 0..=FEW + 2);
    let seats = vec((wild_stake(), extreme_u64(), any::<bool>()), 0..=FEW).prop_map(|seats| {
        let seat = |(stake, registered_at, had_permit)| Seat { stake, registered_at, had_permit };
        seats.into_iter().map(seat).collect::<Vec<_>>()
    });
    let chain = (extreme_u64(), extreme_u64(), extreme_u64(), option::of(any::<u16>().prop_map(Uid)));
    (seats, blocks(), rows(), rows(), option::of(blocks()), chain, wild_params()).prop_map(
        |(seats, last_update, weights, bonds, earliest_commit, (now, last_step_block, emission, owner), params)| {
            let owner = owner.map(|Uid(uid)| Uid(uid % (FEW as u16 + 1)));
            let seats =
                seats.into_iter().map(|seat| Seat { registered_at: seat.registered_at & now, ..seat }).collect();
            Network {
                now,
                seats,
                owner,
                last_update,
                weights,
                bonds,
                earliest_commit,
                last_step_block,
                emission,
                params,
            }
        },
    )
}

/// Any subnet above.
pub fn any_network() -> impl Strategy<Value = Network> {
    prop_oneof![small(), wild()]
}

fn of_size(
    size: usize,
    mode: Mode,
    weights: BoxedStrategy<Vec<StoredRow>>,
    bonds: BoxedStrategy<Vec<StoredRow>>,
) -> impl Strategy<Value = Network> {
    let seats = prop_oneof![8 => vec(seat(), size), 1 => vec(seat().prop_map(without_stake), size)];
    let owner = option::weighted(0.4, (0..size.max(1) as u16).prop_map(Uid));
    let commits = option::weighted(0.3, vec(prop_oneof![Just(u64::MAX), blocks()], size));
    let last_step = prop_oneof![Just(0), Just(900_u64), 98_u64..103];
    let emission = prop_oneof![4 => 0..1_u64 << 60, 1 => Just(u64::MAX), 1 => 0..100_u64];
    // Nobody has weights now and then, and nobody any bonds: after a reset, or in a first epoch.
    let rows = |rows: BoxedStrategy<Vec<StoredRow>>| prop_oneof![9 => rows, 1 => Just(vec![StoredRow::new(); size])];
    let stored = (vec(blocks(), size), rows(weights), rows(bonds));
    (seats, owner, stored, commits, last_step, emission, params(mode)).prop_map(
        |(seats, owner, (last_update, weights, bonds), earliest_commit, last_step_block, emission, params)| Network {
            now: NOW,
            seats,
            owner,
            last_update,
            weights,
            bonds,
            earliest_commit,
            last_step_block,
            emission,
            params,
        },
    )
}

/// Values as people choose them: often nothing, often everything.
pub fn parts() -> impl Strategy<Value = u16> {
    prop_oneof![2 => any::<u16>(), 1 => Just(0), 1 => Just(u16::MAX), 1 => Just(32_767)]
}

fn extreme_u16() -> impl Strategy<Value = u16> {
    prop_oneof![2 => any::<u16>(), 1 => Just(u16::MAX), 1 => 0..2_u16]
}

fn extreme_u64() -> impl Strategy<Value = u64> {
    prop_oneof![2 => any::<u64>(), 1 => Just(u64::MAX), 1 => Just(0), 1 => any::<u64>().prop_map(|value| value >> 32)]
}

/// Blocks around the few that matter.
fn blocks() -> impl Strategy<Value = u64> {
    prop_oneof![3 => Just(100_u64), 3 => Just(900), 1 => 98_u64..103, 1 => 895_u64..=NOW]
}

/// A row as somebody submitted it: some of the columns, in any order, a few beyond the seats.
fn row() -> impl Strategy<Value = StoredRow> {
    let columns: Vec<u16> = (0..FEW as u16 + 2).collect();
    let chosen = (sample::subsequence(columns, 0..=FEW + 2).prop_shuffle(), any::<bool>());
    (chosen, vec(parts(), FEW + 2)).prop_map(|((mut columns, sorted), values)| {
        if sorted {
            columns.sort_unstable();
        }
        columns.into_iter().zip(values).collect()
    })
}

/// Rows of a full subnet with so many percent of their entries; every eighth row is out of order.
fn seeded_rows(seed: u64, percent: u64) -> Vec<StoredRow> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut rows = Vec::with_capacity(FULL);
    for _ in 0..FULL {
        let mut row = StoredRow::new();
        for column in 0..FULL as u16 + 2 {
            if next() % 100 < percent {
                row.push((column, next() as u16));
            }
        }
        if next() % 8 == 0 {
            row.reverse();
        }
        rows.push(row);
    }
    rows
}

fn stake() -> impl Strategy<Value = I64F64> {
    // Whole rao, as alpha comes; and with a fraction, as root stake counts.
    prop_oneof![
        1 => Just(I64F64::ZERO),
        2 => (1_u64..5).prop_map(I64F64::from_num),
        2 => (1_u64..21_000_000_000_000_000).prop_map(I64F64::from_num),
        1 => (0_u64..21_000_000_000_000_000, 0_u64..21_000_000_000_000_000).prop_map(|(alpha, root)| {
            myelin_yuma::stake::weight(alpha, root, 971_718_665_099_567_868)
        }),
    ]
}

fn wild_stake() -> impl Strategy<Value = I64F64> {
    let weight = |(alpha, root, tao_weight)| myelin_yuma::stake::weight(alpha, root, tao_weight);
    prop_oneof![1 => (extreme_u64(), extreme_u64(), extreme_u64()).prop_map(weight), 1 => stake()]
}

fn seat() -> impl Strategy<Value = Seat> {
    (stake(), blocks(), prop::bool::weighted(0.7)).prop_map(|(stake, registered_at, had_permit)| Seat {
        stake,
        registered_at,
        had_permit,
    })
}

fn without_stake(seat: Seat) -> Seat {
    Seat { stake: I64F64::ZERO, ..seat }
}

fn params(mode: Mode) -> impl Strategy<Value = SubnetParams> {
    let liquid = (parts(), parts(), any::<i16>()).prop_map(|(one, other, steepness)| LiquidAlpha {
        low: one.min(other),
        high: one.max(other),
        steepness,
    });
    // Classic bonds do not look at liquid alpha, so it may be there.
    let liquid = match mode {
        Mode::Classic => option::of(liquid).boxed(),
        Mode::Yuma3 => Just(None).boxed(),
        Mode::Liquid => liquid.prop_map(Some).boxed(),
    };
    let bonding = (parts(), parts(), 0..=1_000_000_u64, liquid);
    let most = prop_oneof![3 => 0..FEW as u16 + 2, 1 => Just(64), 1 => Just(u16::MAX)];
    (bonding, most, 0..3_u64, prop_oneof![Just(360_u16), 90_u16..110], 80..200_u64).prop_map(
        move |((kappa, bonds_penalty, bonds_moving_average, liquid_alpha), validators, threshold, tempo, cutoff)| {
            SubnetParams {
                kappa,
                bonds_penalty,
                bonds_moving_average,
                yuma3: mode != Mode::Classic,
                liquid_alpha,
                max_allowed_validators: validators,
                stake_threshold: threshold,
                tempo,
                activity_cutoff_blocks: cutoff,
            }
        },
    )
}

fn wild_params() -> impl Strategy<Value = SubnetParams> {
    let liquid = (extreme_u16(), extreme_u16(), any::<i16>());
    let liquid = liquid.prop_map(|(low, high, steepness)| LiquidAlpha { low, high, steepness });
    let bonding = (extreme_u16(), extreme_u16(), extreme_u64(), any::<bool>(), option::of(liquid));
    (bonding, extreme_u16(), prop_oneof![Just(0), extreme_u64()], any::<u16>(), extreme_u64()).prop_map(
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
