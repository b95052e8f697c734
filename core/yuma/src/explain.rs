//! How the numbers of one seat came about. Nothing is decided here: an epoch's outcome and workings
//! are laid out for one seat, link by link, and the links add up to what the outcome says, to the
//! last bit. Where amounts of whole rao leave a remainder, it has a name.

use crate::{
    epoch::{mechanism_epoch, MechanismInput, MechanismOutcome},
    math, permits, rewards,
    sparse::Row,
};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use myelin_primitives::fixed_point::{ratio_u16, I32F32};
use myelin_primitives::Uid;

/// Runs the epoch and tells how the numbers of the seat `uid` came about; `None` if there is no such
/// seat. Where an outcome is at hand already, or several seats are asked for, use [`Explainer`].
///
/// ```
/// use myelin_primitives::Uid;
/// use myelin_yuma::{explain, stake, MechanismInput, Seat, SubnetParams};
///
/// // Seats 0 and 1 validate with 60 and 40 alpha; seats 2 and 3 mine.
/// let seat = |alpha| Seat { stake: stake::weight(alpha, 0, 0), registered_at: 1, had_permit: alpha > 0 };
/// let params = SubnetParams {
///     kappa: 32_767,
///     bonds_penalty: 65_535,
///     bonds_moving_average: 900_000,
///     yuma3: true,
///     liquid_alpha: None,
///     max_allowed_validators: 64,
///     stake_threshold: 0,
///     tempo: 360,
///     activity_cutoff_blocks: 5_000,
/// };
/// let input = MechanismInput {
///     now: 1_000,
///     last_step_block: 0,
///     seats: &[seat(60), seat(40), seat(0), seat(0)],
///     owner: None,
///     last_update: &[900, 900, 0, 0],
///     // The greater validator finds both miners equal; the other would give one of them all.
///     weights: &[vec![(2, 1), (3, 1)], vec![(3, 1)]],
///     bonds: &[],
///     earliest_commit: None,
///     emission: 1_000_000_000,
///     params: &params,
/// };
///
/// let miner = explain(&input, Uid(3)).unwrap().as_miner;
/// assert_eq!(miner.consensus, 0.5); // what at least half of the stake gives it
/// assert_eq!(miner.links[1].counted, Some(1.into()));
/// assert_eq!((miner.links[1].kept.to_num(), miner.links[1].clipped.to_num()), (0.5, 0.5));
///
/// // What the two weights brought the miner is what it was paid.
/// let paid: u64 = miner.links.iter().map(|link| link.paid_to_miner).sum();
/// assert_eq!(paid + miner.remainder, miner.emission);
///
/// // Half of the second validator's weight was lost, and with it all it could have earned elsewhere.
/// let validator = explain(&input, Uid(1)).unwrap().as_validator;
/// assert_eq!(validator.trust, 0.5);
/// assert_eq!(validator.links.iter().map(|link| link.miner).collect::<Vec<_>>(), [Uid(3)]);
///
/// assert_eq!(explain(&input, Uid(4)), None);
/// ```
pub fn explain(input: &MechanismInput, uid: Uid) -> Option<Explanation> {
    Explainer::new(input, &mechanism_epoch(input)).seat(uid)
}

/// What an epoch made of one seat. Shares are of one, amounts in rao.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub uid: Uid,
    /// Whether it set weights recently enough.
    pub is_active: bool,
    /// Whether its weights count in this epoch.
    pub is_validator: bool,
    /// Whether they may count in the next one.
    pub keeps_permit: bool,
    /// Its stake weight in whole rao, before the threshold.
    pub stake: u64,
    /// Its part of all stake.
    pub stake_share: I32F32,
    /// Its part of the stake of active validators: its say.
    pub active_stake: I32F32,
    pub as_miner: MinerSide,
    pub as_validator: ValidatorSide,
    /// The incentives and dividends of all seats together, by which the emission was divided; zero
    /// where no weight counted and stake took the emission.
    pub claims: I32F32,
    /// What it gets in all.
    pub emission: u64,
    /// What rounding both sides at once gives it more than the sides: `emission` less theirs.
    pub rounding: u64,
}

/// What validators made of a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinerSide {
    /// One for each validator that weighs it or is bonded to it, in uid order.
    pub links: Vec<Link>,
    /// The greatest weight on it that enough stake supports.
    pub consensus: I32F32,
    /// The active stake that gives it the consensus or more.
    pub support: I32F32,
    /// The support a weight needs.
    pub kappa: I32F32,
    /// The sum of its links' `backing`.
    pub rank: I32F32,
    /// The ranks of all seats together.
    pub all_ranks: I32F32,
    /// Its part of what miners earn: `rank / all_ranks`.
    pub incentive: I32F32,
    /// Its part of the emission: `incentive / claims`.
    pub share: I32F32,
    /// What it gets as a miner: `share` of the emission, rounded down.
    pub emission: u64,
    /// What its links' `paid_to_miner` leave of that.
    pub remainder: u64,
}

/// What a seat made of miners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidatorSide {
    /// One for each miner that it weighs or is bonded to, in uid order.
    pub links: Vec<Link>,
    /// The sum of its links' `kept`: how much of its weights the consensus left standing.
    pub trust: I32F32,
    /// The sum of its links' `earned`.
    pub earned: I32F32,
    /// The same as it competes with the other validators': under Yuma3 times the active stake, which
    /// classic bonds have in them already.
    pub backed: I32F32,
    /// The same of all seats together.
    pub all_backed: I32F32,
    /// Its part of what validators earn: `backed / all_backed`.
    pub dividends: I32F32,
    /// Its part of the emission: `dividends / claims`; where there are no claims, its stake.
    pub share: I32F32,
    /// What it gets as a validator: `share` of the emission, rounded down.
    pub emission: u64,
    /// What of that it gets for its stake alone: nothing, or everything where no weight counted.
    pub by_stake: u64,
    /// What its links' `paid_to_validator` leave of the rest.
    pub remainder: u64,
}

/// All there is between one validator and one miner. A row that names a miner twice is told as one
/// link with the sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    pub validator: Uid,
    pub miner: Uid,
    /// The weight as stored; `None` where there is none.
    pub given: Option<u16>,
    /// The weight as it counted, its row summing to one; `None` where it did not count.
    pub counted: Option<I32F32>,
    /// What the consensus left of it.
    pub kept: I32F32,
    /// What it took away: `counted - kept`.
    pub clipped: I32F32,
    /// The validator's part of the active stake.
    pub stake: I32F32,
    /// What the weight adds to the miner's rank: `stake * kept`.
    pub backing: I32F32,
    /// What the miner was paid for it: as much of its emission as this is of its rank, rounded down.
    pub paid_to_miner: u64,
    /// The bond as stored before, in parts of 65535.
    pub bond_before: u16,
    /// The bond now.
    pub bond: I32F32,
    /// The bond as stored now, in parts of 65535: classic bonds relative to the greatest in the miner.
    pub bond_after: u16,
    /// The bond's part of all bonds in the miner.
    pub bond_share: I32F32,
    /// What the bond earns: `bond_share` of the miner's incentive.
    pub earned: I32F32,
    /// What the validator was paid for it: as much of its emission as this is of all it earned,
    /// rounded down.
    pub paid_to_validator: u64,
}

/// An epoch and its outcome, ready to be asked about seats.
pub struct Explainer<'a> {
    input: MechanismInput<'a>,
    outcome: &'a MechanismOutcome,
    permits: Vec<bool>,
    /// The sum of all bonds in each seat, where bonds are not normalised already.
    bond_sums: Option<Vec<I32F32>>,
    /// The rank of each seat, and what its bonds earned.
    ranks: Vec<I32F32>,
    earned: Vec<I32F32>,
    all_ranks: I32F32,
    all_backed: I32F32,
    /// The seats' parts of the emission, as the bits of fractions.
    shares: rewards::Payout,
}

/// Of so many rao, a seat gets the bits of its share.
const ONE: u64 = 1 << I32F32::FRAC_NBITS;

impl<'a> Explainer<'a> {
    /// Looks at an outcome of [`mechanism_epoch`] for that very input.
    pub fn new(input: &MechanismInput<'a>, outcome: &'a MechanismOutcome) -> Self {
        let workings = &outcome.workings;
        let width = input.seats.len();
        let mut explainer = Self {
            input: *input,
            outcome,
            permits: permits::in_force(input.seats, input.owner),
            bond_sums: input.params.yuma3.then(|| workings.bonds.column_sums(width)),
            ranks: vec![I32F32::ZERO; width],
            earned: vec![I32F32::ZERO; width],
            all_ranks: I32F32::ZERO,
            all_backed: I32F32::ZERO,
            shares: rewards::pay(
                ONE,
                &workings.incentive,
                &workings.dividends,
                &workings.active_stake,
                &workings.stake,
            ),
        };
        explainer.sum_up();
        explainer
    }

    /// How the numbers of a seat came about; `None` if there is no such seat.
    pub fn seat(&self, uid: Uid) -> Option<Explanation> {
        let outcome = self.outcome;
        let seat = uid.0;
        let stake = *outcome.stake.get(uid.index())?;
        let as_miner = self.as_miner(uid);
        let as_validator = self.as_validator(uid);
        let emission = math::at(&outcome.emission, seat);
        let rounding = emission.saturating_sub(as_miner.emission).saturating_sub(as_validator.emission);
        Some(Explanation {
            uid,
            is_active: math::at(&outcome.active, seat),
            is_validator: math::at(&self.permits, seat),
            keeps_permit: math::at(&outcome.validator_permit, seat),
            stake,
            stake_share: math::at(&outcome.workings.stake, seat),
            active_stake: math::at(&outcome.workings.active_stake, seat),
            as_miner,
            as_validator,
            claims: outcome.workings.claims,
            emission,
            rounding,
        })
    }

    /// All links of the epoch, by validator and miner.
    pub fn links(&self) -> impl Iterator<Item = Link> + '_ {
        self.validators().flat_map(|validator| self.links_between(&validator, |_| true))
    }

    fn as_miner(&self, uid: Uid) -> MinerSide {
        let workings = &self.outcome.workings;
        let consensus = math::at(&workings.consensus, uid.0);
        let emission = math::at(&self.outcome.server_emission, uid.0);
        let mut support = I32F32::ZERO;
        let mut links = Vec::new();
        for validator in self.validators() {
            let link = self.links_between(&validator, |miner| miner == uid.0).next();
            let weight = link.and_then(|link| link.counted).unwrap_or_default();
            if weight >= consensus {
                support = support.saturating_add(validator.stake);
            }
            links.extend(link);
        }
        MinerSide {
            consensus,
            support,
            kappa: ratio_u16(self.input.params.kappa),
            rank: math::at(&self.ranks, uid.0),
            all_ranks: self.all_ranks,
            incentive: math::at(&workings.incentive, uid.0),
            share: fraction(math::at(&self.shares.server, uid.0)),
            emission,
            remainder: links.iter().fold(emission, |left, link| left.saturating_sub(link.paid_to_miner)),
            links,
        }
    }

    fn as_validator(&self, uid: Uid) -> ValidatorSide {
        let workings = &self.outcome.workings;
        let emission = math::at(&self.outcome.validator_emission, uid.0);
        let by_stake = if workings.claims == I32F32::ZERO { emission } else { 0 };
        let validator = self.validators().nth(uid.index());
        let links: Vec<_> = validator.iter().flat_map(|validator| self.links_between(validator, |_| true)).collect();
        let for_bonds = emission.saturating_sub(by_stake);
        let earned = math::at(&self.earned, uid.0);
        ValidatorSide {
            trust: math::at(&workings.validator_trust, uid.0),
            earned,
            backed: self.backed(earned, math::at(&workings.active_stake, uid.0)),
            all_backed: self.all_backed,
            dividends: math::at(&workings.dividends, uid.0),
            share: fraction(math::at(&self.shares.validator, uid.0)),
            emission,
            by_stake,
            remainder: links.iter().fold(for_bonds, |left, link| left.saturating_sub(link.paid_to_validator)),
            links,
        }
    }

    /// Adds up what the seats' own figures are measured by.
    fn sum_up(&mut self) {
        let mut ranks = vec![I32F32::ZERO; self.ranks.len()];
        let mut earned = Vec::with_capacity(self.earned.len());
        for validator in self.validators() {
            for (miner, weight) in validator.counted.entries() {
                if let Some(rank) = ranks.get_mut(usize::from(miner)) {
                    *rank = rank.saturating_add(rewards::backing(validator.stake, self.kept(miner, weight)));
                }
            }
            let bonds = validator.bonds.entries().map(|(miner, bond)| self.earned_by(miner, bond));
            earned.push(bonds.fold(I32F32::ZERO, I32F32::saturating_add));
        }
        self.all_ranks = math::sum(&ranks);
        let stakes = &self.outcome.workings.active_stake;
        let backed = earned.iter().zip(stakes).map(|(earned, stake)| self.backed(*earned, *stake));
        self.all_backed = backed.fold(I32F32::ZERO, I32F32::saturating_add);
        self.ranks = ranks;
        self.earned = earned;
    }

    /// The seats with their rows, in uid order.
    fn validators(&self) -> impl Iterator<Item = Validator<'_>> {
        let workings = &self.outcome.workings;
        let stored = |rows: &'a [Vec<(u16, u16)>]| rows.iter().map(Vec::as_slice).chain(core::iter::repeat(&[][..]));
        let given = stored(self.input.weights).zip(workings.weights.rows());
        let held = stored(self.input.bonds).zip(workings.bonds.rows()).zip(stored(&self.outcome.bonds));
        let seats = (0..=u16::MAX).map(Uid).zip(&workings.active_stake);
        seats.zip(given.zip(held)).map(|((uid, stake), ((given, counted), ((before, bonds), after)))| Validator {
            uid,
            stake: *stake,
            given,
            counted,
            before,
            bonds,
            after,
        })
    }

    /// The links of a validator to those miners, in uid order.
    fn links_between(&self, validator: &Validator, to: impl Fn(u16) -> bool) -> impl Iterator<Item = Link> {
        let seats = self.input.seats.len();
        let mut links = Links { validator: validator.uid, stake: validator.stake, by_miner: BTreeMap::new() };
        let to = |miner: &u16| to(*miner) && usize::from(*miner) < seats;
        for (miner, weight) in validator.given.iter().filter(|(miner, _)| to(miner)) {
            let link = links.to(*miner);
            link.given = Some(link.given.unwrap_or_default().saturating_add(*weight));
        }
        for (miner, weight) in validator.counted.entries().filter(|(miner, _)| to(miner)) {
            let kept = self.kept(miner, weight);
            let link = links.to(miner);
            link.counted = Some(link.counted.unwrap_or_default().saturating_add(weight));
            link.kept = link.kept.saturating_add(kept);
            link.clipped = link.clipped.saturating_add(weight.saturating_sub(kept));
            link.backing = link.backing.saturating_add(rewards::backing(validator.stake, kept));
        }
        for (miner, bond) in validator.before.iter().filter(|(miner, _)| to(miner)) {
            let link = links.to(*miner);
            link.bond_before = link.bond_before.saturating_add(*bond);
        }
        for (miner, bond) in validator.bonds.entries().filter(|(miner, _)| to(miner)) {
            let (share, earned) = (self.bond_share(miner, bond), self.earned_by(miner, bond));
            let link = links.to(miner);
            link.bond = link.bond.saturating_add(bond);
            link.bond_share = link.bond_share.saturating_add(share);
            link.earned = link.earned.saturating_add(earned);
        }
        for (miner, bond) in validator.after.iter().filter(|(miner, _)| to(miner)) {
            let link = links.to(*miner);
            link.bond_after = link.bond_after.saturating_add(*bond);
        }
        let outcome = self.outcome;
        let validator_emission = math::at(&outcome.validator_emission, validator.uid.0);
        let all_earned = math::at(&self.earned, validator.uid.0);
        for (miner, link) in &mut links.by_miner {
            let server_emission = math::at(&outcome.server_emission, *miner);
            link.paid_to_miner = portion(server_emission, link.backing, math::at(&self.ranks, *miner));
            link.paid_to_validator = portion(validator_emission, link.earned, all_earned);
        }
        links.by_miner.into_values()
    }

    fn kept(&self, miner: u16, weight: I32F32) -> I32F32 {
        rewards::clipped(weight, math::at(&self.outcome.workings.consensus, miner))
    }

    fn bond_share(&self, miner: u16, bond: I32F32) -> I32F32 {
        self.bond_sums.as_ref().map_or(bond, |sums| math::div(bond, math::at(sums, miner)))
    }

    fn earned_by(&self, miner: u16, bond: I32F32) -> I32F32 {
        rewards::earned(self.bond_share(miner, bond), math::at(&self.outcome.workings.incentive, miner))
    }

    fn backed(&self, earned: I32F32, stake: I32F32) -> I32F32 {
        if self.input.params.yuma3 {
            rewards::backed(earned, stake)
        } else {
            earned
        }
    }
}

/// A seat's rows: weights as stored and as they counted; bonds as stored before, now, and as stored
/// now.
struct Validator<'a> {
    uid: Uid,
    stake: I32F32,
    given: &'a [(u16, u16)],
    counted: Row<'a>,
    before: &'a [(u16, u16)],
    bonds: Row<'a>,
    after: &'a [(u16, u16)],
}

/// The links of one validator, while its rows are read.
struct Links {
    validator: Uid,
    stake: I32F32,
    by_miner: BTreeMap<u16, Link>,
}

impl Links {
    fn to(&mut self, miner: u16) -> &mut Link {
        let Self { validator, stake, .. } = *self;
        let link = || Link { validator, miner: Uid(miner), stake, ..Link::default() };
        self.by_miner.entry(miner).or_insert_with(link)
    }
}

/// As much of an amount as a part is of the whole, rounded down; nothing of a whole that is zero.
fn portion(amount: u64, part: I32F32, whole: I32F32) -> u64 {
    let bits = |value: I32F32| u128::try_from(value.to_bits()).unwrap_or_default(); // below 2^63
    let portion = u128::from(amount).saturating_mul(bits(part)).checked_div(bits(whole));
    u64::try_from(portion.unwrap_or_default()).unwrap_or(amount)
}

fn fraction(bits: u64) -> I32F32 {
    I32F32::from_bits(i64::try_from(bits).unwrap_or(i64::MAX))
}
