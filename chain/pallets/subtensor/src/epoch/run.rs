//! Running an epoch: what is read, what consensus makes of it, what is stored.

use crate::{
    delegation::Family,
    neurons, now, params,
    roll::{self, Seated},
    stake::{self, Looked},
    subnets, weights, Active, ActivityCutoffFactorMilli, AlphaSigmoidSteepness, AlphaValues, Bonds, BondsMovingAverage,
    BondsPenalty, Config, Consensus, Dividends, Emission, Event, Incentive, Kappa, LastMechanismStepBlock,
    LiquidAlphaOn, MaxAllowedValidators, MechanismEmissionSplit, Pallet, StakeThreshold, StakeWeight, Tempo,
    ValidatorPermit, ValidatorTrust, Yuma3On,
};
use alloc::{collections::BTreeSet, vec::Vec};
use myelin_primitives::{Alpha, MechId, NetUid, StorageIndex, Uid};
use myelin_yuma::{LiquidAlpha, MechanismInput, MechanismOutcome, Seat, StoredRow, SubnetOutcome, SubnetParams};
use polkadot_sdk::sp_runtime::AccountId32;

/// What one hotkey earned in an epoch, by role.
pub struct Earned {
    pub seat: Seated,
    /// Alpha as a miner.
    pub server: Alpha,
    /// Its weight in the validators' bucket.
    pub validator: Alpha,
    /// Its stake on root and its links, as they were counted.
    pub root: Alpha,
    pub family: Family,
}

impl Earned {
    pub fn hotkey(&self) -> &AccountId32 {
        &self.seat.entry.hotkey
    }
}

/// What an epoch earned everyone, by hotkey bytes, and how many weights it looked at.
pub struct Outcome {
    pub seats: Vec<Earned>,
    pub weights: u64,
}

/// What all mechanisms of a subnet read alike.
struct Subnet {
    params: SubnetParams,
    seats: Vec<Seat>,
    owner: Option<Uid>,
    now: u64,
    last_step_block: u64,
}

/// Whether two seats hold one hotkey. Such a subnet's epochs are refused.
pub fn has_double_seat<T: Config>(netuid: NetUid) -> bool {
    let seats = roll::of::<T>(netuid);
    let distinct: BTreeSet<&AccountId32> = seats.iter().map(|seat| &seat.entry.hotkey).collect();
    distinct.len() != seats.len()
}

/// Runs every mechanism of the subnet on its share of `emission`, stores what came out, and says
/// who earned what.
pub fn run<T: Config>(netuid: NetUid, emission: Alpha) -> Outcome {
    let seated = roll::of::<T>(netuid);
    let (subnet, looked) = gather::<T>(netuid, &seated);
    let count = params::mechanism_count::<T>(netuid);
    let split = MechanismEmissionSplit::<T>::get(netuid);
    let emissions = myelin_yuma::split_emission(emission.rao(), count, split.as_deref());

    let mut looked_at = 0u64;
    let outcomes: Vec<MechanismOutcome> = (0..count)
        .zip(&emissions)
        .map(|(mechanism, emission)| {
            let index = StorageIndex::of(netuid, MechId(mechanism));
            let (outcome, weights) = run_mechanism::<T>(index, &subnet, &seated, *emission);
            looked_at = looked_at.saturating_add(weights);
            store_mechanism::<T>(index, &outcome);
            outcome
        })
        .collect();
    let whole = myelin_yuma::aggregate(&outcomes, &emissions);
    let seats = earned(seated, looked, &whole);
    store_subnet::<T>(netuid, whole);
    Outcome { seats, weights: looked_at }
}

fn gather<T: Config>(netuid: NetUid, seated: &[Seated]) -> (Subnet, Vec<Looked>) {
    let permits = ValidatorPermit::<T>::get(netuid);
    let (seats, looked) = stake::weights_of::<T>(seated, netuid)
        .zip(seated)
        .zip(0usize..)
        .map(|((looked, seat), uid)| {
            let had_permit = permits.get(uid).copied().unwrap_or_default();
            (Seat { stake: looked.weight, registered_at: seat.entry.registered_at, had_permit }, looked)
        })
        .unzip();
    let subnet = Subnet {
        params: subnet_params::<T>(netuid),
        seats,
        owner: subnets::owner_hotkey::<T>(netuid).and_then(|hotkey| neurons::uid_of::<T>(netuid, &hotkey)),
        now: now::<T>(),
        last_step_block: LastMechanismStepBlock::<T>::get(netuid),
    };
    (subnet, looked)
}

fn subnet_params<T: Config>(netuid: NetUid) -> SubnetParams {
    let tempo = Tempo::<T>::get(netuid);
    let (low, high) = AlphaValues::<T>::get(netuid);
    SubnetParams {
        tempo,
        activity_cutoff_blocks: myelin_yuma::activity_cutoff(tempo, ActivityCutoffFactorMilli::<T>::get(netuid)),
        kappa: Kappa::<T>::get(netuid),
        bonds_penalty: BondsPenalty::<T>::get(netuid),
        bonds_moving_average: BondsMovingAverage::<T>::get(netuid),
        yuma3: Yuma3On::<T>::get(netuid),
        liquid_alpha: LiquidAlphaOn::<T>::get(netuid).then(|| LiquidAlpha {
            low,
            high,
            steepness: AlphaSigmoidSteepness::<T>::get(netuid),
        }),
        max_allowed_validators: MaxAllowedValidators::<T>::get(netuid),
        stake_threshold: StakeThreshold::<T>::get(),
    }
}

fn run_mechanism<T: Config>(
    index: StorageIndex,
    subnet: &Subnet,
    seated: &[Seated],
    emission: u64,
) -> (MechanismOutcome, u64) {
    let validators = || (0u16..).map(Uid).zip(subnet.seats.iter().map(|seat| seat.had_permit));
    // The owner's row counts without a permit.
    let weights = weights::rows::<T>(index, validators().map(|(uid, permit)| permit || subnet.owner == Some(uid)));
    // Who lost the permit lost the bonds with it (see `checks`).
    let bonds: Vec<StoredRow> =
        validators().map(|(uid, permit)| if permit { Bonds::<T>::get(index, uid) } else { StoredRow::new() }).collect();
    let entries = weights.iter().chain(&bonds).map(|row| row.len() as u64).sum();
    let last_update = weights::last_update::<T>(index);
    let permits = subnet.seats.iter().map(|seat| seat.had_permit);
    let earliest_commit =
        weights::earliest_commits::<T>(index, seated.iter().map(|seat| &seat.entry.hotkey).zip(permits));
    let outcome = myelin_yuma::mechanism_epoch(&MechanismInput {
        now: subnet.now,
        last_step_block: subnet.last_step_block,
        seats: &subnet.seats,
        owner: subnet.owner,
        last_update: &last_update,
        weights: &weights,
        bonds: &bonds,
        earliest_commit: earliest_commit.as_deref(),
        emission,
        params: &subnet.params,
    });
    (outcome, entries)
}

fn store_mechanism<T: Config>(index: StorageIndex, outcome: &MechanismOutcome) {
    Incentive::<T>::insert(index, &outcome.incentive);
    for (uid, row) in (0u16..).zip(&outcome.bonds) {
        Bonds::<T>::insert(index, Uid(uid), row);
    }
    let emissions = outcome.server_emission.iter().copied().map(Alpha).collect();
    Pallet::<T>::deposit_event(Event::IncentiveAlphaEmittedToMiners { netuid: index, emissions });
}

fn store_subnet<T: Config>(netuid: NetUid, whole: SubnetOutcome) {
    Active::<T>::insert(netuid, whole.active);
    Consensus::<T>::insert(netuid, whole.consensus);
    Dividends::<T>::insert(netuid, whole.dividends);
    Emission::<T>::insert(netuid, whole.emission.into_iter().map(Alpha).collect::<Vec<_>>());
    StakeWeight::<T>::insert(netuid, whole.stake_weight);
    ValidatorPermit::<T>::insert(netuid, whole.validator_permit);
    ValidatorTrust::<T>::insert(netuid, whole.validator_trust);
}

fn earned(seated: Vec<Seated>, looked: Vec<Looked>, whole: &SubnetOutcome) -> Vec<Earned> {
    let emission =
        whole.server_emission.iter().copied().map(Alpha).zip(whole.validator_emission.iter().copied().map(Alpha));
    let mut earned: Vec<Earned> = seated
        .into_iter()
        .zip(looked)
        .zip(emission)
        .map(|((seat, Looked { root, family, .. }), (server, validator))| Earned {
            seat,
            server,
            validator,
            root,
            family,
        })
        .collect();
    earned.sort_by(|one, other| one.hotkey().cmp(other.hotkey()));
    earned
}
