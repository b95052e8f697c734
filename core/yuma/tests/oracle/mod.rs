//! The epoch written a second time, as plainly as it can be: full tables, one loop per formula,
//! numbers as bare integers with 32 bits after the point. It shares no code with the crate; laws
//! and fuzz targets compare the two. A row must not name a seat twice.

use myelin_yuma::{LiquidAlpha, MechanismInput, MechanismOutcome, StoredRow};

mod subnet;

pub use subnet::{aggregate, split};

const ONE: i64 = 1 << 32;
const E: i64 = 22_802_600 << 9;

/// A cell of a table: whether there is an entry, and which.
type Table = Vec<Vec<Option<i64>>>;

#[derive(Debug, PartialEq, Eq)]
pub struct Epoch {
    pub active: Vec<bool>,
    pub stake: Vec<i64>,
    pub active_stake: Vec<i64>,
    pub permits: Vec<bool>,
    pub consensus: Vec<i64>,
    pub validator_trust: Vec<i64>,
    pub incentive: Vec<i64>,
    pub dividends: Vec<i64>,
    pub weights: Table,
    pub bonds: Table,
    pub stored: Vec<StoredRow>,
    pub emission: Vec<u64>,
    pub server_emission: Vec<u64>,
    pub validator_emission: Vec<u64>,
}

/// What the crate found, in the same terms.
pub fn found(outcome: &MechanismOutcome) -> Epoch {
    let workings = &outcome.workings;
    let size = outcome.active.len();
    let bits = |values: &[myelin_primitives::fixed_point::I32F32]| values.iter().map(|value| value.to_bits()).collect();
    let table = |rows: &myelin_yuma::sparse::Rows| {
        let spread = |row: myelin_yuma::sparse::Row| {
            let mut cells = vec![None; size];
            row.entries().for_each(|(column, value)| cells[usize::from(column)] = Some(value.to_bits()));
            cells
        };
        rows.rows().map(spread).collect()
    };
    let mut stored = outcome.bonds.clone();
    stored.iter_mut().for_each(|row| row.sort_unstable());
    Epoch {
        active: outcome.active.clone(),
        stake: bits(&workings.stake),
        active_stake: bits(&workings.active_stake),
        permits: outcome.validator_permit.clone(),
        consensus: bits(&workings.consensus),
        validator_trust: bits(&workings.validator_trust),
        incentive: bits(&workings.incentive),
        dividends: bits(&workings.dividends),
        weights: table(&workings.weights),
        bonds: table(&workings.bonds),
        stored,
        emission: outcome.emission.clone(),
        server_emission: outcome.server_emission.clone(),
        validator_emission: outcome.validator_emission.clone(),
    }
}

fn clamped(value: i128) -> i64 {
    value.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

fn mul(a: i64, b: i64) -> i64 {
    clamped((i128::from(a) * i128::from(b)) >> 32)
}

fn div(a: i64, b: i64) -> i64 {
    let quotient = (i128::from(a) << 32).checked_div(i128::from(b)).unwrap_or(0);
    i64::try_from(quotient).unwrap_or(0)
}

fn sum(values: impl IntoIterator<Item = i64>) -> i64 {
    clamped(values.into_iter().map(i128::from).sum())
}

fn ratio(value: u16) -> i64 {
    div(i64::from(value) << 32, 65535 << 32)
}

fn normalised(values: &[i64]) -> Vec<i64> {
    let sum = sum(values.iter().copied());
    values.iter().map(|value| if sum == 0 { *value } else { div(*value, sum) }).collect()
}

fn columns_normalised(table: &Table) -> Table {
    let size = table.len();
    let mut result = table.clone();
    for j in 0..size {
        let sum = sum((0..size).map(|i| at(table, i, j)));
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
    let (params, size) = (input.params, input.seats.len());
    let owner = input.owner.map(|owner| owner.index());
    let uids = || 0..size;

    let stake = shares(input);
    let active: Vec<_> =
        uids().map(|i| last_update(input, i).saturating_add(params.activity_cutoff_blocks) >= input.now).collect();
    let counted: Vec<_> = uids().map(|i| if active[i] && permitted(input, i) { stake[i] } else { 0 }).collect();
    let active_stake = normalised(&counted);

    let mut by_stake: Vec<_> = uids().collect();
    by_stake.sort_by_key(|i| stake[*i]);
    let best = &by_stake[size.saturating_sub(usize::from(params.max_allowed_validators))..];
    let permits: Vec<_> = uids().map(|i| (best.contains(&i) && stake[i] > 0) || owner == Some(i)).collect();

    let weights = counted_weights(input);
    let consensus: Vec<_> = uids().map(|j| median(&weights, &active_stake, ratio(params.kappa), j)).collect();
    let clip = |i: usize, j: usize| {
        let clipped = weights[i][j].map(|weight| weight.min(consensus[j]));
        clipped.filter(|clipped| *clipped > 0 || weights[i][j] == Some(0))
    };
    let clipped: Table = uids().map(|i| uids().map(|j| clip(i, j)).collect()).collect();
    let validator_trust: Vec<i64> = uids().map(|i| sum(uids().map(|j| at(&clipped, i, j)))).collect();
    let ranks: Vec<_> = uids().map(|j| sum(uids().map(|i| mul(active_stake[i], at(&clipped, i, j))))).collect();
    let incentive = normalised(&ranks);

    let bonds = bonds(input, &weights, clipped, &consensus, &active_stake);
    let shared = if params.yuma3 { columns_normalised(&bonds) } else { bonds.clone() };
    let earned = |i: usize| sum(uids().map(|j| mul(at(&shared, i, j), incentive[j])));
    let backed: Vec<_> =
        uids().map(|i| if params.yuma3 { mul(earned(i), active_stake[i]) } else { earned(i) }).collect();
    let dividends = normalised(&backed);

    let combined: Vec<_> = uids().map(|i| incentive[i] + dividends[i]).collect();
    let claims = sum(combined.iter().copied());
    let backing = if sum(active_stake.iter().copied()) == 0 { &stake } else { &active_stake };
    let pay = |share: i64| ((i128::from(share) * i128::from(input.emission)) >> 32) as u64;
    let share_of = |shares: &[i64], i: usize| pay(if claims == 0 { backing[i] } else { div(shares[i], claims) });
    Epoch {
        server_emission: uids().map(|i| pay(div(incentive[i], claims))).collect(),
        validator_emission: uids().map(|i| share_of(&dividends, i)).collect(),
        emission: uids().map(|i| share_of(&combined, i)).collect(),
        stored: to_store(&bonds, &permits, params.yuma3),
        active,
        stake,
        active_stake,
        permits,
        consensus,
        validator_trust,
        incentive,
        dividends,
        weights,
        bonds,
    }
}

fn last_update(input: &MechanismInput, i: usize) -> u64 {
    input.last_update.get(i).copied().unwrap_or(0)
}

fn permitted(input: &MechanismInput, i: usize) -> bool {
    input.seats[i].had_permit || input.owner.is_some_and(|owner| owner.index() == i)
}

fn counted_weights(input: &MechanismInput) -> Table {
    let (seats, owner) = (input.seats, input.owner.map(|owner| owner.index()));
    let counts = |i: usize, j: usize| {
        let registered_at = seats[j].registered_at;
        let commit = input.earliest_commit.and_then(|blocks| blocks.get(i)).copied().unwrap_or(u64::MAX);
        permitted(input, i)
            && (i != j || owner == Some(i))
            && last_update(input, i) > registered_at
            && commit >= registered_at
    };
    (0..seats.len())
        .map(|i| {
            let mut row = vec![None; seats.len()];
            for (column, weight) in input.weights.get(i).into_iter().flatten() {
                let j = usize::from(*column);
                if j < seats.len() && counts(i, j) {
                    row[j] = Some(i64::from(*weight) << 32);
                }
            }
            let total = sum(row.iter().flatten().copied());
            row.iter().map(|cell| cell.map(|weight| div(weight, total))).collect()
        })
        .collect()
}

fn bonds(input: &MechanismInput, weights: &Table, clipped: Table, consensus: &[i64], active_stake: &[i64]) -> Table {
    let (seats, params, size) = (input.seats, input.params, input.seats.len());
    let uids = || 0..size;
    let penalty = ratio(params.bonds_penalty);
    let mixed = |i: usize, j: usize| {
        let weight = at(weights, i, j);
        Some(weight + mul(penalty, at(&clipped, i, j) - weight)).filter(|value| *value > 0)
    };
    let basis: Table = match params.bonds_penalty {
        0 => weights.clone(),
        65535 => clipped.clone(),
        _ => uids().map(|i| uids().map(|j| mixed(i, j)).collect()).collect(),
    };
    let last_tempo = match input.last_step_block {
        0 => input.now.saturating_sub(params.tempo.into()),
        block => block.saturating_add(1),
    };
    let unit = |bond: u16| if params.yuma3 { ratio(bond) } else { i64::from(bond) << 32 };
    let stored = |i: usize, j: usize| {
        let row = input.bonds.get(i)?;
        let (_, bond) = row.iter().find(|entry| usize::from(entry.0) == j && seats[j].registered_at < last_tempo)?;
        Some(unit(*bond))
    };
    let held: Table = uids().map(|i| uids().map(|j| stored(i, j)).collect()).collect();

    let kept = clamped(i128::from(params.bonds_moving_average.min(i64::MAX as u64)) * i128::from(ONE) / 1_000_000);
    let (rate, kept) = (ONE - kept, kept);
    let follow = |fresh: &Table, old: &Table| -> Table {
        let bond =
            |i: usize, j: usize| clamped(i128::from(mul(rate, at(fresh, i, j))) + i128::from(mul(kept, at(old, i, j))));
        uids().map(|i| uids().map(|j| Some(bond(i, j)).filter(|bond| *bond > 0)).collect()).collect()
    };
    if !params.yuma3 {
        let bought = |i: usize, j: usize| basis[i][j].map(|weight| mul(weight, active_stake[i]));
        let bought: Table = uids().map(|i| uids().map(|j| bought(i, j)).collect()).collect();
        columns_normalised(&follow(&columns_normalised(&bought), &columns_normalised(&held)))
    } else if let Some(liquid) = params.liquid_alpha.filter(|_| consensus.iter().any(|c| *c != 0)) {
        liquid_bonds(input, &basis, &held, consensus, liquid)
    } else {
        follow(&basis, &held)
    }
}

/// What validators have stored: in parts of 65535; classic bonds of the greatest in their column.
fn to_store(bonds: &Table, permits: &[bool], yuma3: bool) -> Vec<StoredRow> {
    let size = permits.len();
    let greatest: Vec<i64> = (0..size).map(|j| (0..size).map(|i| at(bonds, i, j)).max().unwrap_or(0)).collect();
    let entry = |i: usize, j: usize| {
        let bond = if yuma3 { bonds[i][j]? } else { div(bonds[i][j]?, greatest[j]) };
        Some((j as u16, (mul(bond, 65535 << 32) >> 32).clamp(0, 65535) as u16))
    };
    let row = |i: usize| if permits[i] { (0..size).filter_map(|j| entry(i, j)).collect() } else { Vec::new() };
    (0..size).map(row).collect()
}

/// Parts of the stake of seats that reach the threshold, by long division. Where all stake
/// together does not fit 63 bits of rao, which no supply allows, its last 16 bits do not count.
fn shares(input: &MechanismInput) -> Vec<i64> {
    let owner = input.owner.map(|owner| owner.index());
    let counted = |(i, seat): (usize, &myelin_yuma::Seat)| {
        let stake = seat.stake.to_bits() as u128;
        let reaches = stake >> 64 >= u128::from(input.params.stake_threshold);
        if owner == Some(i) || reaches {
            stake
        } else {
            0
        }
    };
    let mut stakes: Vec<_> = input.seats.iter().enumerate().map(counted).collect();
    let total = stakes.iter().try_fold(0_u128, |sum, stake| sum.checked_add(*stake));
    let total = total.filter(|total| *total < 1 << 127).unwrap_or_else(|| {
        stakes.iter_mut().for_each(|stake| *stake >>= 16);
        stakes.iter().sum()
    });
    let share = |stake: &u128| {
        let (mut quotient, mut rest) = (stake.checked_div(total)?, stake.checked_rem(total)?);
        for _ in 0..32 {
            rest *= 2;
            quotient = quotient * 2 + u128::from(rest >= total);
            rest -= if rest >= total { total } else { 0 };
        }
        Some(quotient as i64)
    };
    stakes.iter().map(|stake| share(stake).unwrap_or(0)).collect()
}

/// The least score that, with all scores not above it, gathers more stake than the minority.
fn median(weights: &Table, active_stake: &[i64], kappa: i64, column: usize) -> i64 {
    let voters: Vec<_> = (0..weights.len()).filter(|i| active_stake[*i] > 0).collect();
    let stakes = normalised(&voters.iter().map(|i| active_stake[*i]).collect::<Vec<_>>());
    let scores: Vec<_> = voters.iter().map(|i| weights[*i][column].unwrap_or(0)).collect();
    let minority = sum(stakes.iter().copied()) - kappa;
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
    let walk = |stored: Option<&StoredRow>, cells: &[Option<i64>], sort: bool| -> Vec<i64> {
        let mut order: Vec<_> = stored.into_iter().flatten().map(|entry| usize::from(entry.0)).collect();
        order.retain(|j| cells.get(*j).is_some_and(Option::is_some));
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
        let seen_weights = walk(input.weights.get(i), &basis[i], ascending);
        let seen_bonds = walk(input.bonds.get(i), &held[i], false);
        let bond = |j: usize| {
            let rate = rate(seen_weights[j], seen_bonds[j], consensus[j]);
            let kept = mul(ONE - rate, held[i][j].unwrap_or(0));
            basis[i][j].map(|weight| (kept + mul(rate, weight).max(0)).min(ONE)).filter(|bond| *bond > 0)
        };
        (0..size).map(bond).collect()
    };
    (0..size).map(row).collect()
}
