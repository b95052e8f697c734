//! One epoch of one mechanism, from what is stored to what is stored next.

use crate::{
    activity, bonds, consensus, liquid_alpha::Curve, liquid_alpha::LiquidAlpha, permits, rewards, sparse::Rows, stake,
    weights,
};
use alloc::vec::Vec;
use myelin_primitives::fixed_point::{proportion_u16, ratio_u16, I32F32, I64F64};
use myelin_primitives::Uid;

/// A row of weights or bonds as the chain stores it: seats and values.
pub type StoredRow = Vec<(u16, u16)>;

/// The hyperparameters an epoch reads, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubnetParams {
    /// The part of the stake that carries a weight, in parts of 65535.
    pub kappa: u16,
    /// How much of a weight above the consensus is lost to bonds, in parts of 65535.
    pub bonds_penalty: u16,
    /// What an epoch leaves of a bond, in millionths.
    pub bonds_moving_average: u64,
    pub yuma3: bool,
    /// Set where liquid alpha is on; only Yuma3 looks at it.
    pub liquid_alpha: Option<LiquidAlpha>,
    pub max_allowed_validators: u16,
    /// The stake weight, in rao, below which a seat counts for nothing.
    pub stake_threshold: u64,
    pub tempo: u16,
    /// See [`crate::activity_cutoff`].
    pub activity_cutoff_blocks: u64,
}

/// A seat of the subnet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// Its stake weight, from [`stake::weight`]; zero if nobody sits there.
    pub stake: I64F64,
    /// Block at which it was taken; zero if nobody sits there.
    pub registered_at: u64,
    /// Whether the previous epoch made it a validator.
    pub had_permit: bool,
}

/// What an epoch of one mechanism reads. Lists are in uid order; whatever is stored for seats or
/// columns beyond the seats is ignored, and what is missing at the end of a list is zero or empty.
#[derive(Clone, Copy, Debug)]
pub struct MechanismInput<'a> {
    /// The current block.
    pub now: u64,
    /// Block of the subnet's last successful epoch; zero if there was none.
    pub last_step_block: u64,
    pub seats: &'a [Seat],
    /// The seat of the subnet owner's hotkey.
    pub owner: Option<Uid>,
    /// Block at which each seat last set or committed weights.
    pub last_update: &'a [u64],
    pub weights: &'a [StoredRow],
    pub bonds: &'a [StoredRow],
    /// Where weights are committed before they are revealed: the block of each seat's oldest
    /// unexpired commit, `u64::MAX` where nothing is pending.
    pub earliest_commit: Option<&'a [u64]>,
    /// The mechanism's part of the subnet's emission, in rao.
    pub emission: u64,
    pub params: &'a SubnetParams,
}

/// What an epoch of one mechanism decides, in uid order. Proportions are in parts of 65535.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MechanismOutcome {
    pub active: Vec<bool>,
    /// The validators of the next epoch.
    pub validator_permit: Vec<bool>,
    /// Stake weight in whole rao, before the threshold: what voting power grows from.
    pub stake: Vec<u64>,
    pub stake_weight: Vec<u16>,
    pub consensus: Vec<u16>,
    pub incentive: Vec<u16>,
    pub dividends: Vec<u16>,
    pub validator_trust: Vec<u16>,
    /// What each seat gets in all, in rao.
    pub emission: Vec<u64>,
    /// What it gets as a miner.
    pub server_emission: Vec<u64>,
    /// What it gets as a validator.
    pub validator_emission: Vec<u64>,
    /// The bonds to store, one row for each seat.
    pub bonds: Vec<StoredRow>,
    pub workings: Workings,
}

/// The numbers behind an outcome before they were rounded, for whoever wants it explained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workings {
    pub stake: Vec<I32F32>,
    pub active_stake: Vec<I32F32>,
    pub consensus: Vec<I32F32>,
    pub validator_trust: Vec<I32F32>,
    pub incentive: Vec<I32F32>,
    pub dividends: Vec<I32F32>,
    /// All incentives and dividends together.
    pub claims: I32F32,
    /// The weights that counted, each row normalised.
    pub weights: Rows,
    /// The bonds before they were scaled for storage.
    pub bonds: Rows,
}

/// Runs one epoch of one mechanism.
pub fn mechanism_epoch(input: &MechanismInput) -> MechanismOutcome {
    let MechanismInput { seats, owner, params, .. } = *input;
    let active = active(input);
    let permits = permits::in_force(seats, owner);
    let stake = stake::shares(seats, owner, params.stake_threshold);
    let active_stake = stake::active_shares(&stake, &active, &permits);
    let validator_permit = permits::award(&stake, owner, params.max_allowed_validators);

    let weights = counted_weights(input, &permits);
    let consensus = consensus::consensus(&weights, &active_stake, ratio_u16(params.kappa));
    let verdict = rewards::judge(&weights, &consensus, &active_stake);
    let Bonding { bonds, dividends, stored } =
        bond(input, &weights, &consensus, &active_stake, &verdict.incentive, &validator_permit);
    let payout = rewards::pay(input.emission, &verdict.incentive, &dividends, &active_stake, &stake);

    MechanismOutcome {
        active,
        validator_permit,
        stake: seats.iter().map(|seat| seat.stake.saturating_to_num()).collect(),
        stake_weight: proportions(&stake),
        consensus: proportions(&consensus),
        incentive: proportions(&verdict.incentive),
        dividends: proportions(&dividends),
        validator_trust: proportions(&verdict.validator_trust),
        emission: payout.combined,
        server_emission: payout.server,
        validator_emission: payout.validator,
        bonds: stored,
        workings: Workings {
            stake,
            active_stake,
            consensus,
            validator_trust: verdict.validator_trust,
            incentive: verdict.incentive,
            dividends,
            claims: payout.claims,
            weights,
            bonds,
        },
    }
}

fn proportions(values: &[I32F32]) -> Vec<u16> {
    values.iter().copied().map(proportion_u16).collect()
}

fn active(input: &MechanismInput) -> Vec<bool> {
    let cutoff = input.params.activity_cutoff_blocks;
    let last_updates = input.last_update.iter().copied().chain(core::iter::repeat(0));
    let seats = input.seats.iter().zip(last_updates);
    seats.map(|(_, last_update)| activity::is_active(last_update, cutoff, input.now)).collect()
}

fn counted_weights(input: &MechanismInput, permits: &[bool]) -> Rows {
    let registered_at: Vec<_> = input.seats.iter().map(|seat| seat.registered_at).collect();
    let masks = weights::Masks {
        permits,
        owner: input.owner,
        last_update: input.last_update,
        registered_at: &registered_at,
        earliest_commit: input.earliest_commit,
    };
    weights::counted(input.weights, &masks)
}

/// The new bonds, what they earn, and how they are stored.
struct Bonding {
    bonds: Rows,
    dividends: Vec<I32F32>,
    stored: Vec<StoredRow>,
}

fn bond(
    input: &MechanismInput,
    weights: &Rows,
    consensus: &[I32F32],
    active_stake: &[I32F32],
    incentive: &[I32F32],
    permits: &[bool],
) -> Bonding {
    let params = input.params;
    let basis = bonds::Basis { weights, consensus, penalty: params.bonds_penalty };
    let rate = bonds::fixed_rate(params.bonds_moving_average);
    let last_tempo = match input.last_step_block {
        0 => input.now.saturating_sub(u64::from(params.tempo)),
        block => block.saturating_add(1),
    };
    let held = bonds::Held::new(input.bonds, input.seats, last_tempo);
    if !params.yuma3 {
        let bonds = bonds::classic(&basis, &held, active_stake, rate);
        let dividends = rewards::classic_dividends(&bonds, incentive);
        let stored = bonds::to_store(&bonds, permits, Some(&bonds.column_maxima(incentive.len())));
        return Bonding { bonds, dividends, stored };
    }
    let agreed = consensus.iter().any(|weight| *weight != I32F32::ZERO);
    let bonds = match params.liquid_alpha.filter(|_| agreed) {
        Some(liquid) => bonds::liquid(&basis, &held, &Curve::new(liquid)),
        None => bonds::following(&basis, &held, rate),
    };
    let dividends = rewards::backed_dividends(&bonds, incentive, active_stake);
    let stored = bonds::to_store(&bonds, permits, None);
    Bonding { bonds, dividends, stored }
}
