//! An epoch, seat by seat and weight by weight.

use crate::{
    compare::{self, Difference},
    emission,
    inputs::{Inputs, Ran, Recorded},
};
use myelin_primitives::{fixed_point::I32F32, Alpha, MechId, NetUid, Tao, Uid};
use myelin_wallet::AccountId;
use myelin_yuma::{explain::Link, permits, Explainer, Explanation, MechanismOutcome};
use serde::Serialize;

/// One epoch of a subnet. Proportions are of one.
#[derive(Clone, Debug, Serialize)]
pub struct Epoch {
    pub netuid: NetUid,
    /// The block in which it ran.
    pub block: u64,
    /// The block of the one before; zero if it was the first.
    pub previous: u64,
    /// Alpha it had to hand out.
    pub emission: Alpha,
    /// What one alpha fetched in the pool then, in rao of TAO.
    pub price: Tao,
    /// By uid.
    pub seats: Vec<Seat>,
    /// By number; most subnets have one.
    pub mechanisms: Vec<Mechanism>,
    /// Whether all of this is what the chain itself came to.
    pub agrees: bool,
    /// Where not, the first value that differs.
    pub difference: Option<Difference>,
    /// What it was computed from, for further questions.
    #[serde(skip)]
    pub(crate) inputs: Inputs,
    #[serde(skip)]
    pub(crate) ran: Ran,
}

/// What the epoch made of a seat, all mechanisms together.
#[derive(Clone, Debug, Serialize)]
pub struct Seat {
    pub uid: Uid,
    pub hotkey: AccountId,
    pub coldkey: AccountId,
    /// Alpha that counted: lent alpha with whom it was lent to.
    pub alpha_stake: Alpha,
    /// TAO on root that counted, in full.
    pub root_stake: Tao,
    /// Its part of all stake of the subnet.
    pub stake_share: f64,
    /// Its part of the stake that had a say: that of active validators.
    pub voting_share: f64,
    /// Whether it had set weights recently enough.
    pub is_active: bool,
    /// Whether its weights counted.
    pub is_validator: bool,
    /// The greatest weight on it that enough stake supports.
    pub consensus: f64,
    /// Its part of what miners earn.
    pub incentive: f64,
    /// Its part of what validators earn, with those who stake to it.
    pub dividends: f64,
    /// How much of its weights the consensus left standing.
    pub validator_trust: f64,
    /// What it earned in all.
    pub emission: Alpha,
    /// What it earned as a miner.
    pub as_miner: Alpha,
    /// What it earned as a validator, before anything was shared with parents and nominators.
    pub as_validator: Alpha,
    /// Coldkeys other than its own that stake to it, where that was looked up.
    pub nominators: Option<u32>,
}

/// What one mechanism did. Lists without a uid inside are by uid.
#[derive(Clone, Debug, Serialize)]
pub struct Mechanism {
    pub mechanism: MechId,
    /// Its part of the emission.
    pub emission: Alpha,
    /// The median of each miner: the greatest weight on it that enough stake supports.
    pub consensus: Vec<f64>,
    pub incentive: Vec<f64>,
    pub validator_trust: Vec<f64>,
    /// The weights that counted, of one in each validator's row.
    pub weights: Vec<Weight>,
    /// The weights that were above the median, and were cut down to it.
    pub clips: Vec<Clip>,
    pub bonds: Vec<Bond>,
}

/// A weight that counted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Weight {
    pub validator: Uid,
    pub miner: Uid,
    pub weight: f64,
    /// What the miner was paid for it, rounded down.
    pub paid: Alpha,
}

/// A weight above what enough stake supports.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Clip {
    pub validator: Uid,
    pub miner: Uid,
    pub from: f64,
    pub to: f64,
}

/// What a validator holds in a miner, as stored before and after the epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bond {
    pub validator: Uid,
    pub miner: Uid,
    pub before: f64,
    pub after: f64,
    /// What the validator was paid for it, rounded down.
    pub paid: Alpha,
}

impl Epoch {
    /// Runs the epoch again and compares it with what the chain stored.
    pub fn explain(inputs: Inputs, recorded: &Recorded) -> Self {
        let emission = emission::derive(&inputs, recorded);
        let ran = inputs.run(emission);
        let difference = compare::first_difference(&ran, recorded);
        let mechanisms = inputs.mechanism_ids().filter_map(|id| mechanism(id, &inputs, &ran)).collect();
        Self {
            netuid: inputs.netuid,
            block: inputs.block,
            previous: inputs.last_step_block,
            emission,
            price: recorded.price,
            seats: seats(&inputs, &ran),
            mechanisms,
            agrees: difference.is_none(),
            difference,
            inputs,
            ran,
        }
    }

    /// A seat by its number.
    pub fn seat(&self, uid: Uid) -> Option<&Seat> {
        self.seats.get(uid.index())
    }

    /// How one mechanism's numbers for a seat came about, in the chain's own precision.
    pub fn explanation(&self, mechanism: MechId, uid: Uid) -> Option<Explanation> {
        with_explainer(mechanism, &self.inputs, &self.ran, |explainer| explainer.seat(uid)).flatten()
    }

    /// What so much alpha would have fetched at the pool's price, in rao of TAO. Toward zero.
    pub fn worth(&self, alpha_rao: i64) -> i64 {
        let rao = i128::from(alpha_rao).saturating_mul(i128::from(self.price.rao()));
        let tao = rao.checked_div(i128::from(myelin_primitives::RAO_PER_TOKEN)).unwrap_or_default();
        i64::try_from(tao).unwrap_or(if tao < 0 { i64::MIN } else { i64::MAX })
    }
}

impl Mechanism {
    /// The weights that a validator gave.
    pub fn weights_of(&self, validator: Uid) -> impl Iterator<Item = &Weight> {
        self.weights.iter().filter(move |weight| weight.validator == validator)
    }

    /// The weights of a validator that were cut down.
    pub fn clips_of(&self, validator: Uid) -> impl Iterator<Item = &Clip> {
        self.clips.iter().filter(move |clip| clip.validator == validator)
    }

    /// The bonds that a validator holds.
    pub fn bonds_of(&self, validator: Uid) -> impl Iterator<Item = &Bond> {
        self.bonds.iter().filter(move |bond| bond.validator == validator)
    }
}

/// All seats by number.
fn uids() -> impl Iterator<Item = Uid> {
    (0..=u16::MAX).map(Uid)
}

fn at<V: Copy + Default>(values: &[V], uid: Uid) -> V {
    values.get(uid.index()).copied().unwrap_or_default()
}

fn number_of(value: I32F32) -> f64 {
    value.to_num()
}

fn numbers(values: &[I32F32]) -> Vec<f64> {
    values.iter().copied().map(number_of).collect()
}

/// A proportion as the chain stores it.
fn of_u16(value: u16) -> f64 {
    f64::from(value) / f64::from(u16::MAX)
}

fn seats(inputs: &Inputs, ran: &Ran) -> Vec<Seat> {
    let whole = &ran.whole;
    let permits = permits::in_force(&inputs.consensus_seats(), inputs.owner);
    // Stake is the same for every mechanism; a say is not, and the first one's is told.
    let workings = ran.mechanisms.first().map(|outcome| &outcome.workings);
    let share = |of: fn(&myelin_yuma::Workings) -> &Vec<I32F32>, uid| {
        workings.map_or(0.0, |workings| number_of(at(of(workings), uid)))
    };
    let seat = |(uid, sitting): (Uid, &crate::Sitting)| Seat {
        uid,
        hotkey: sitting.hotkey,
        coldkey: sitting.coldkey,
        alpha_stake: sitting.alpha,
        root_stake: sitting.root,
        stake_share: share(|workings| &workings.stake, uid),
        voting_share: share(|workings| &workings.active_stake, uid),
        is_active: at(&whole.active, uid),
        is_validator: at(&permits, uid),
        consensus: of_u16(at(&whole.consensus, uid)),
        incentive: incentive(ran, uid),
        dividends: of_u16(at(&whole.dividends, uid)),
        validator_trust: of_u16(at(&whole.validator_trust, uid)),
        emission: Alpha(at(&whole.emission, uid)),
        as_miner: Alpha(at(&whole.server_emission, uid)),
        as_validator: Alpha(at(&whole.validator_emission, uid)),
        nominators: sitting.nominators,
    };
    uids().zip(&inputs.seats).map(seat).collect()
}

/// A miner's part under all mechanisms, each counting by its part of the emission; where there is
/// none, the first one's.
fn incentive(ran: &Ran, uid: Uid) -> f64 {
    let of = |outcome: &MechanismOutcome| number_of(at(&outcome.workings.incentive, uid));
    let total: f64 = ran.emissions.iter().map(|emission| *emission as f64).sum();
    if total == 0.0 {
        return ran.mechanisms.first().map_or(0.0, of);
    }
    ran.mechanisms.iter().zip(&ran.emissions).map(|(outcome, emission)| of(outcome) * *emission as f64 / total).sum()
}

/// Asks the core about one mechanism of the epoch.
fn with_explainer<V>(id: MechId, inputs: &Inputs, ran: &Ran, ask: impl FnOnce(&Explainer) -> V) -> Option<V> {
    let number = usize::from(id.0);
    let (stored, outcome) = (inputs.mechanisms.get(number)?, ran.mechanisms.get(number)?);
    let seats = inputs.consensus_seats();
    let input = inputs.consensus_input(&seats, stored, *ran.emissions.get(number)?);
    Some(ask(&Explainer::new(&input, outcome)))
}

fn mechanism(id: MechId, inputs: &Inputs, ran: &Ran) -> Option<Mechanism> {
    let number = usize::from(id.0);
    let workings = &ran.mechanisms.get(number)?.workings;
    let links: Vec<Link> = with_explainer(id, inputs, ran, |explainer| explainer.links().collect())?;
    let weight = |link: &Link| {
        let Link { validator, miner, counted, paid_to_miner, .. } = *link;
        counted.map(|weight| Weight { validator, miner, weight: number_of(weight), paid: Alpha(paid_to_miner) })
    };
    let clip = |link: &Link| {
        let Link { validator, miner, counted, kept, clipped, .. } = *link;
        let from = counted.filter(|_| clipped > I32F32::ZERO)?;
        Some(Clip { validator, miner, from: number_of(from), to: number_of(kept) })
    };
    let bond = |link: &Link| {
        let Link { validator, miner, bond_before, bond_after, paid_to_validator, .. } = *link;
        let (before, after) = (of_u16(bond_before), of_u16(bond_after));
        let is_held = bond_before > 0 || bond_after > 0;
        is_held.then_some(Bond { validator, miner, before, after, paid: Alpha(paid_to_validator) })
    };
    Some(Mechanism {
        mechanism: id,
        emission: Alpha(ran.emissions.get(number).copied()?),
        consensus: numbers(&workings.consensus),
        incentive: numbers(&workings.incentive),
        validator_trust: numbers(&workings.validator_trust),
        weights: links.iter().filter_map(weight).collect(),
        clips: links.iter().filter_map(clip).collect(),
        bonds: links.iter().filter_map(bond).collect(),
    })
}
