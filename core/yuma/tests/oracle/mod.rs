//! The epoch written a second time, as plainly as it can be: full tables, one loop per formula,
//! numbers as bare integers with 32 bits after the point. It shares no code with the crate; the
//! laws compare the two.

use myelin_yuma::{LiquidAlpha, MechanismInput, StoredRow};

const ONE: i64 = 1 << 32;
const E: i64 = 22_802_600 << 9;

/// A cell of a table: whether there is an entry, and which.
type Table = Vec<Vec<Option<i64>>>;

#[derive(Debug, PartialEq, Eq)]
pub struct Epoch {
    pub stake: Vec<i64>,
    pub active_stake: Vec<i64>,
    pub permits: Vec<bool>,
    pub consensus: Vec<i64>,
    pub validator_trust: Vec<i64>,
    pub incentive: Vec<i64>,
    pub dividends: Vec<i64>,
    pub bonds: Table,
    pub stored: Vec<StoredRow>,
    pub server_emission: Vec<u64>,
    pub validator_emission: Vec<u64>,
}

pub fn mul(a: i64, b: i64) -> i64 {
    ((i128::from(a) * i128::from(b)) >> 32) as i64
}

pub fn div(a: i64, b: i64) -> i64 {
    if b == 0 {
        0
    } else {
        ((i128::from(a) << 32) / i128::from(b)) as i64
    }
}

fn ratio(value: u16) -> i64 {
    div(i64::from(value) << 32, 65535 << 32)
}

fn normalised(values: &[i64]) -> Vec<i64> {
    let sum: i64 = values.iter().sum();
    values.iter().map(|value| if sum == 0 { *value } else { div(*value, sum) }).collect()
}

fn columns_normalised(table: &Table) -> Table {
    let size = table.len();
    let mut result = table.clone();
    for j in 0..size {
        let sum: i64 = (0..size).map(|i| table[i][j].unwrap_or(0)).sum();
        for row in result.iter_mut().filter(|_| sum != 0) {
            row[j] = row[j].map(|value| div(value, sum));
        }
    }
    result
}

fn at(table: &Table, i: usize, j: usize) -> i64 {
    table[i][j].unwrap_or(0)
}

fn exp(x: i64) -> i64 {
    if x == ONE {
        return E;
    }
    if x < 0 {
        return div(ONE, exp(-x));
    }
    let (mut term, mut sum) = (x, ONE + x);
    for i in 2..=31 {
        term = mul(term, x) / i;
        sum += term;
    }
    sum
}

pub fn epoch(input: &MechanismInput) -> Epoch {
    let (seats, params, size) = (input.seats, input.params, input.seats.len());
    let owner = input.owner.map(|owner| owner.index());
    let last_update = |i: usize| input.last_update.get(i).copied().unwrap_or(0);
    let permitted = |i: usize| seats[i].had_permit || owner == Some(i);
    let uids = || 0..size;

    let stake = shares(input);
    let active = |i: usize| last_update(i) + params.activity_cutoff_blocks >= input.now;
    let counted: Vec<_> = uids().map(|i| if active(i) && permitted(i) { stake[i] } else { 0 }).collect();
    let active_stake = normalised(&counted);

    let mut by_stake: Vec<_> = uids().collect();
    by_stake.sort_by_key(|i| stake[*i]);
    let best = &by_stake[size.saturating_sub(usize::from(params.max_allowed_validators))..];
    let permits: Vec<_> = uids().map(|i| (best.contains(&i) && stake[i] > 0) || owner == Some(i)).collect();

    let weights = counted_weights(input);
    let consensus: Vec<_> = uids().map(|j| median(&weights, &active_stake, ratio(params.kappa), j)).collect();
    let clipped: Table = uids()
        .map(|i| {
            uids()
                .map(|j| weights[i][j].map(|w| w.min(consensus[j])).filter(|c| *c > 0 || weights[i][j] == Some(0)))
                .collect()
        })
        .collect();
    let validator_trust: Vec<i64> = uids().map(|i| uids().map(|j| at(&clipped, i, j)).sum()).collect();
    let ranks: Vec<_> = uids().map(|j| uids().map(|i| mul(active_stake[i], at(&clipped, i, j))).sum()).collect();
    let incentive = normalised(&ranks);

    let bonds = bonds(input, weights, clipped, &consensus, &active_stake);
    let shared = if params.yuma3 { columns_normalised(&bonds) } else { bonds.clone() };
    let earned = |i: usize| -> i64 { uids().map(|j| mul(at(&shared, i, j), incentive[j])).sum() };
    let backed: Vec<_> =
        uids().map(|i| if params.yuma3 { mul(earned(i), active_stake[i]) } else { earned(i) }).collect();
    let dividends = normalised(&backed);

    let stored = uids()
        .map(|i| {
            let greatest = |j: usize| uids().map(|k| at(&bonds, k, j)).max().unwrap_or(0);
            let scaled = |j: usize, bond: i64| if params.yuma3 { bond } else { div(bond, greatest(j)) };
            let entry = |j: usize| bonds[i][j].map(|bond| (j as u16, mul(scaled(j, bond), 65535 << 32) >> 32));
            let row = uids().filter_map(entry).map(|(j, bond)| (j, bond.clamp(0, 65535) as u16));
            if permits[i] {
                row.collect()
            } else {
                Vec::new()
            }
        })
        .collect();

    let claims: i64 = incentive.iter().chain(&dividends).sum();
    let pay = |share: i64| ((i128::from(share) * i128::from(input.emission)) >> 32) as u64;
    let backing = if active_stake.iter().sum::<i64>() == 0 { &stake } else { &active_stake };
    let validator_share = |i: usize| if claims == 0 { backing[i] } else { div(dividends[i], claims) };
    Epoch {
        server_emission: uids().map(|i| pay(div(incentive[i], claims))).collect(),
        validator_emission: uids().map(|i| pay(validator_share(i))).collect(),
        stake,
        active_stake,
        permits,
        consensus,
        validator_trust,
        incentive,
        dividends,
        bonds,
        stored,
    }
}

fn counted_weights(input: &MechanismInput) -> Table {
    let (seats, size, owner) = (input.seats, input.seats.len(), input.owner.map(|owner| owner.index()));
    let uids = || 0..size;
    let last_update = |i: usize| input.last_update.get(i).copied().unwrap_or(0);
    let permitted = |i: usize| seats[i].had_permit || owner == Some(i);
    let counts = |i: usize, j: usize| {
        let committed_before = input.earliest_commit.is_some_and(|blocks| blocks[i] < seats[j].registered_at);
        permitted(i) && (i != j || owner == Some(i)) && last_update(i) > seats[j].registered_at && !committed_before
    };
    uids()
        .map(|i| {
            let stored = |j: usize| input.weights[i].iter().find(|entry| usize::from(entry.0) == j && counts(i, j));
            let row: Vec<_> = uids().map(|j| stored(j).map(|entry| i64::from(entry.1) << 32)).collect();
            let sum: i64 = row.iter().flatten().sum();
            row.iter().map(|cell| cell.map(|weight| if sum == 0 { 0 } else { div(weight, sum) })).collect()
        })
        .collect()
}

fn bonds(input: &MechanismInput, weights: Table, clipped: Table, consensus: &[i64], active_stake: &[i64]) -> Table {
    let (seats, params, size) = (input.seats, input.params, input.seats.len());
    let uids = || 0..size;
    let penalty = ratio(params.bonds_penalty);
    let basis: Table = match params.bonds_penalty {
        0 => weights,
        65535 => clipped,
        _ => uids()
            .map(|i| {
                let mixed = |j: usize| {
                    let weight = at(&weights, i, j);
                    weight + mul(penalty, at(&clipped, i, j) - weight)
                };
                uids().map(|j| Some(mixed(j)).filter(|value| *value > 0)).collect()
            })
            .collect(),
    };
    let last_tempo =
        if input.last_step_block == 0 { input.now - u64::from(params.tempo) } else { input.last_step_block + 1 };
    let unit = |bond: u16| if params.yuma3 { ratio(bond) } else { i64::from(bond) << 32 };
    let held: Table = uids()
        .map(|i| {
            let stands = |j: usize| seats[j].registered_at < last_tempo;
            let stored = |j: usize| input.bonds[i].iter().find(|entry| usize::from(entry.0) == j && stands(j));
            uids().map(|j| stored(j).map(|entry| unit(entry.1))).collect()
        })
        .collect();

    let rate = ONE - (i128::from(params.bonds_moving_average) * i128::from(ONE) / 1_000_000) as i64;
    let follow = |fresh: &Table, old: &Table| -> Table {
        let bond = |i: usize, j: usize| mul(rate, at(fresh, i, j)) + mul(ONE - rate, at(old, i, j));
        uids().map(|i| uids().map(|j| Some(bond(i, j)).filter(|bond| *bond > 0)).collect()).collect()
    };
    if !params.yuma3 {
        let backed = |i: usize| basis[i].iter().map(move |cell| cell.map(|weight| (i, weight)));
        let bought: Table = uids()
            .map(|i| backed(i).map(|cell| cell.map(|(i, weight)| mul(weight, active_stake[i]))).collect())
            .collect();
        columns_normalised(&follow(&columns_normalised(&bought), &columns_normalised(&held)))
    } else if let Some(liquid) = params.liquid_alpha.filter(|_| consensus.iter().any(|c| *c != 0)) {
        liquid_bonds(input, &basis, &held, consensus, liquid)
    } else {
        follow(&basis, &held)
    }
}

/// Parts of the stake of seats that reach the threshold. Stakes are whole rao here.
fn shares(input: &MechanismInput) -> Vec<i64> {
    let owner = input.owner.map(|owner| owner.index());
    let whole = |(i, seat): (usize, &myelin_yuma::Seat)| {
        let stake = (seat.stake.to_bits() >> 64) as u128;
        if owner == Some(i) || stake >= u128::from(input.params.stake_threshold) {
            stake
        } else {
            0
        }
    };
    let stakes: Vec<_> = input.seats.iter().enumerate().map(whole).collect();
    let total: u128 = stakes.iter().sum();
    stakes.iter().map(|stake| (stake << 32).checked_div(total).unwrap_or(0) as i64).collect()
}

/// The least score that, with all scores not above it, gathers more stake than the minority.
fn median(weights: &Table, active_stake: &[i64], kappa: i64, column: usize) -> i64 {
    let voters: Vec<_> = (0..weights.len()).filter(|i| active_stake[*i] > 0).collect();
    let stakes = normalised(&voters.iter().map(|i| active_stake[*i]).collect::<Vec<_>>());
    let scores: Vec<_> = voters.iter().map(|i| weights[*i][column].unwrap_or(0)).collect();
    let minority = stakes.iter().sum::<i64>() - kappa;
    let up_to = |most: i64| -> i64 {
        scores.iter().zip(&stakes).filter(|(score, _)| **score <= most).map(|(_, stake)| stake).sum()
    };
    let carried = scores.iter().copied().filter(|score| up_to(*score) > minority).min();
    carried.or(scores.iter().copied().max()).unwrap_or(0)
}

/// Walks both rows column by column, as the rule is worded, with a head that only moves forward.
fn liquid_bonds(input: &MechanismInput, basis: &Table, held: &Table, consensus: &[i64], liquid: LiquidAlpha) -> Table {
    let size = consensus.len();
    let (low, high) = (ratio(liquid.low), ratio(liquid.high));
    let slope = div(i64::from(liquid.steepness) << 32, -100 << 32);
    let rate = |weight: i64, bond: i64, consensus: i64| {
        let distance = (if weight >= bond { weight - consensus } else { bond - weight }).clamp(0, ONE);
        let exponent = mul(slope, distance - ONE / 2).clamp(-20 * ONE, 20 * ONE);
        (low + mul(div(ONE, ONE + exp(exponent)), high - low)).max(low).min(high)
    };
    // What a walk over the stored order sees in each column. A mixed basis is in ascending order.
    let ascending = !matches!(input.params.bonds_penalty, 0 | 65535);
    let walk = |stored: &StoredRow, cells: &[Option<i64>], sort: bool| -> Vec<i64> {
        let mut order: Vec<_> = stored.iter().map(|entry| usize::from(entry.0)).filter(|j| *j < size).collect();
        order.retain(|j| cells[*j].is_some());
        if sort {
            order.sort_unstable();
        }
        let mut head = 0;
        let mut seen = vec![0; size];
        for (j, slot) in seen.iter_mut().enumerate() {
            while order.get(head).is_some_and(|column| *column < j) {
                head += 1;
            }
            if order.get(head) == Some(&j) {
                *slot = cells[j].unwrap_or(0);
            }
        }
        seen
    };
    let row = |i: usize| {
        let seen_weights = walk(&input.weights[i], &basis[i], ascending);
        let seen_bonds = walk(&input.bonds[i], &held[i], false);
        let bond = |j: usize| {
            let rate = rate(seen_weights[j], seen_bonds[j], consensus[j]);
            let kept = mul(ONE - rate, held[i][j].unwrap_or(0));
            basis[i][j].map(|weight| (kept + mul(rate, weight).max(0)).min(ONE)).filter(|bond| *bond > 0)
        };
        (0..size).map(bond).collect()
    };
    (0..size).map(row).collect()
}
