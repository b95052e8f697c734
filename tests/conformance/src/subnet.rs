//! A subnet as it stands between two recorded epochs: what a chain would keep, kept here.

use crate::reading::Place;
use crate::report::{Checked, Difference};
use myelin_primitives::hyperparameters::{Parameter, Value as Setting};
use myelin_yuma::{
    activity_cutoff, aggregate, mechanism_epoch, split_emission, stake, LiquidAlpha, MechanismInput, MechanismOutcome,
    Seat, StoredRow, SubnetOutcome, SubnetParams,
};
use serde_json::Value;

type Read<T> = Result<T, Difference>;

/// Rows keyed by uid, as a list of `count`; a missing key is an empty row.
fn rows(place: &Place, count: usize) -> Read<Vec<StoredRow>> {
    (0..count).map(|uid| row(&place.field(uid))).collect()
}

fn row(place: &Place) -> Read<StoredRow> {
    place.list()?.iter().map(|entry| Ok((entry.at(0).number()?, entry.at(1).number()?))).collect()
}

/// A number that names one of `count` things.
fn index(place: &Place, count: usize) -> Read<usize> {
    let index = place.number()?;
    if index < count {
        Ok(index)
    } else {
        Err(place.unreadable(&format!("a number below {count}")))
    }
}

struct Mechanism {
    last_update: Vec<u64>,
    weights: Vec<StoredRow>,
    bonds: Vec<StoredRow>,
    earliest_commit: Vec<u64>,
}

impl Mechanism {
    fn read(place: &Place, seats: usize, params: &Place) -> Read<Self> {
        Ok(Self {
            last_update: place.field("last_update").list()?.iter().map(Place::number).collect::<Read<_>>()?,
            weights: rows(&place.field("weights"), seats)?,
            bonds: rows(&place.field("bonds"), seats)?,
            earliest_commit: earliest_commits(place, seats, params)?,
        })
    }

    fn updated(&mut self, uid: usize, block: u64) {
        let length = self.last_update.len().max(uid + 1);
        self.last_update.resize(length, 0);
        self.last_update[uid] = block;
    }
}

/// The block of each seat's oldest commit that can still be revealed, of both kinds.
fn earliest_commits(mechanism: &Place, seats: usize, params: &Place) -> Read<Vec<u64>> {
    let mut earliest = vec![u64::MAX; seats];
    let period: u64 = setting(&params.field("reveal_period_epochs"), Parameter::RevealPeriodEpochs)?;
    let epoch: u64 = params.field("subnet_epoch_index").number_or(0)?;
    let hashed = mechanism.field("hash_commits").list()?;
    for commit in hashed.iter().chain(&mechanism.field("timelocked_commits").list()?) {
        let committed: u64 = commit.field("commit_epoch").number()?;
        if epoch <= committed.saturating_add(period) {
            let earliest = &mut earliest[index(&commit.field("uid"), seats)?];
            *earliest = commit.field("commit_block").number::<u64>()?.min(*earliest);
        }
    }
    Ok(earliest)
}

/// A hyperparameter as the case gives it, or else what the chain takes while nobody has set it.
fn setting<T: TryFrom<u64>>(place: &Place, parameter: Parameter) -> Read<T> {
    if place.given().is_some() {
        return place.number();
    }
    let default = match parameter.row().default {
        Setting::U16(value) => u64::from(value),
        Setting::U32(value) => u64::from(value),
        Setting::U64(value) => value,
        _ => return Err(place.unreadable("a value")),
    };
    T::try_from(default).map_err(|_| place.unreadable("a value"))
}

fn switch(place: &Place, parameter: Parameter) -> Read<bool> {
    place.given().map_or(Ok(parameter.row().default == Setting::Bool(true)), Place::flag)
}

fn params(given: &Place) -> Read<SubnetParams> {
    let (low, high) = match Parameter::AlphaValues.row().default {
        Setting::Pair(low, high) => (low, high),
        _ => (0, u16::MAX),
    };
    let steepness = match (given.field("alpha_sigmoid_steepness").given(), Parameter::AlphaSigmoidSteepness.row()) {
        (Some(place), _) => place.signed()?,
        (None, row) => {
            if let Setting::I16(steepness) = row.default {
                steepness
            } else {
                0
            }
        }
    };
    let liquid = LiquidAlpha {
        low: given.field("alpha_low").number_or(low)?,
        high: given.field("alpha_high").number_or(high)?,
        steepness,
    };
    let tempo = setting(&given.field("tempo"), Parameter::Tempo)?;
    let factor = setting(&given.field("activity_cutoff_factor_milli"), Parameter::ActivityCutoffFactor)?;
    Ok(SubnetParams {
        kappa: setting(&given.field("kappa"), Parameter::Kappa)?,
        bonds_penalty: setting(&given.field("bonds_penalty"), Parameter::BondsPenalty)?,
        bonds_moving_average: setting(&given.field("bonds_moving_average"), Parameter::BondsMovingAverage)?,
        yuma3: switch(&given.field("yuma3"), Parameter::Yuma3)?,
        liquid_alpha: switch(&given.field("liquid_alpha"), Parameter::LiquidAlpha)?.then_some(liquid),
        max_allowed_validators: setting(&given.field("max_allowed_validators"), Parameter::MaxAllowedValidators)?,
        stake_threshold: setting(&given.field("stake_threshold"), Parameter::StakeThreshold)?,
        tempo,
        activity_cutoff_blocks: activity_cutoff(tempo, factor),
    })
}

/// What a hotkey holds itself, of both kinds of stake.
struct Holder {
    hotkey: String,
    alpha: u64,
    root: u64,
}

/// A part of a parent's stake that counts for a child instead.
struct Link {
    parent: String,
    child: String,
    proportion: u64,
}

/// A hotkey on its seat.
struct Occupant {
    hotkey: String,
    registered_at: u64,
    permit: bool,
}

pub struct Subnet {
    occupants: Vec<Occupant>,
    holders: Vec<Holder>,
    links: Vec<Link>,
    mechanisms: Vec<Mechanism>,
    params: SubnetParams,
    owner: Option<u16>,
    tao_weight: u64,
    emission_split: Option<Vec<u16>>,
    commits_weights: bool,
    last_step_block: u64,
}

impl Subnet {
    pub fn read(case: &Place) -> Read<Self> {
        let given = case.field("params");
        let seats = seats_in_order(case)?;
        if let Some(count) = case.field("n").given() {
            count.same(seats.len())?;
        }
        let holders = seats.iter().chain(&case.field("stake_without_seat").list()?).map(holder).collect::<Read<_>>()?;
        let split = given.field("mechanism_emission_split");
        let split = split.given().map(|split| split.list()?.iter().map(Place::number).collect()).transpose()?;
        let mechanisms = match case.field("mechanisms").list()? {
            // Every subnet has one.
            none if none.is_empty() => vec![case.field("mechanisms").at(0)],
            mechanisms => mechanisms,
        };
        let mechanisms = mechanisms.iter().map(|place| Mechanism::read(place, seats.len(), &given));
        Ok(Self {
            occupants: seats.iter().map(occupant).collect::<Read<_>>()?,
            holders,
            links: case.field("child_links").list()?.iter().map(link).collect::<Read<_>>()?,
            mechanisms: mechanisms.collect::<Read<_>>()?,
            params: params(&given)?,
            owner: given.field("owner_uid").given().map(Place::number).transpose()?,
            tao_weight: setting(&given.field("tao_weight"), Parameter::TaoWeight)?,
            emission_split: split,
            commits_weights: switch(&given.field("commit_reveal"), Parameter::CommitReveal)?,
            last_step_block: given.field("last_mechanism_step_block").number_or(0)?,
        })
    }

    /// Lives through one step: the changes before it, the epoch, and what the epoch leaves behind.
    pub fn step(&mut self, input: &Place) -> Read<(Vec<MechanismOutcome>, SubnetOutcome)> {
        for change in input.field("replace_seat").list()? {
            self.replace_seat(&change)?;
        }
        for change in input.field("set_weights").list()? {
            let uid = index(&change.field("uid"), self.occupants.len())?;
            let mechanism = index(&change.field("mechanism"), self.mechanisms.len())?;
            let mechanism = &mut self.mechanisms[mechanism];
            mechanism.weights[uid] = row(&change.field("row"))?;
            mechanism.updated(uid, input.field("set_weights_at_block").number()?);
        }
        let (now, emission) = (input.field("block").number()?, input.field("emission").number()?);
        let count = self.mechanisms.len().try_into().unwrap_or(u8::MAX);
        let emissions = split_emission(emission, count, self.emission_split.as_deref());
        let seats = self.seats();
        let epochs = self.mechanisms.iter().zip(&emissions);
        let outcomes: Vec<_> = epochs.map(|(one, emission)| self.epoch(one, &seats, now, *emission)).collect();
        let subnet = aggregate(&outcomes, &emissions);

        self.last_step_block = now;
        for (occupant, permit) in self.occupants.iter_mut().zip(&subnet.validator_permit) {
            occupant.permit = *permit;
        }
        for (mechanism, outcome) in self.mechanisms.iter_mut().zip(&outcomes) {
            mechanism.bonds.clone_from(&outcome.bonds);
        }
        Ok((outcomes, subnet))
    }

    fn epoch(&self, mechanism: &Mechanism, seats: &[Seat], now: u64, emission: u64) -> MechanismOutcome {
        mechanism_epoch(&MechanismInput {
            now,
            last_step_block: self.last_step_block,
            seats,
            owner: self.owner.map(Into::into),
            last_update: &mechanism.last_update,
            weights: &mechanism.weights,
            bonds: &mechanism.bonds,
            earliest_commit: self.commits_weights.then_some(&mechanism.earliest_commit),
            emission,
            params: &self.params,
        })
    }

    /// A new hotkey takes a seat: what the one before it left behind is forgotten.
    fn replace_seat(&mut self, change: &Place) -> Checked {
        let uid = index(&change.field("uid"), self.occupants.len())?;
        let block = change.field("block").number()?;
        self.occupants[uid] =
            Occupant { hotkey: change.field("hotkey").account()?, registered_at: block, permit: false };
        for mechanism in &mut self.mechanisms {
            mechanism.weights[uid].clear();
            mechanism.bonds[uid].clear();
            for entry in mechanism.weights.iter_mut().flatten().filter(|(column, _)| usize::from(*column) == uid) {
                entry.1 = 0;
            }
            mechanism.updated(uid, block);
        }
        Ok(())
    }

    fn seats(&self) -> Vec<Seat> {
        let seat = |occupant: &Occupant| {
            let alpha = self.inherited(&occupant.hotkey, |holder| holder.alpha);
            let root = self.inherited(&occupant.hotkey, |holder| holder.root);
            Seat {
                stake: stake::weight(alpha, root, self.tao_weight),
                registered_at: occupant.registered_at,
                had_permit: occupant.permit,
            }
        };
        self.occupants.iter().map(seat).collect()
    }

    fn own(&self, hotkey: &str, kind: impl Fn(&Holder) -> u64) -> u64 {
        self.holders.iter().filter(|holder| holder.hotkey == hotkey).map(kind).sum()
    }

    /// What a hotkey answers for once its parents and children are counted.
    fn inherited(&self, hotkey: &str, kind: impl Fn(&Holder) -> u64) -> u64 {
        let given = self.links.iter().filter(|link| link.parent == hotkey);
        let given: Vec<_> = given.map(|link| link.proportion).collect();
        let received = self.links.iter().filter(|link| link.child == hotkey);
        let received: Vec<_> = received.map(|link| (link.proportion, self.own(&link.parent, &kind))).collect();
        stake::inherited(self.own(hotkey, &kind), &given, &received)
    }
}

/// The seats by uid; where none is given, the order of the list is that of the uids.
fn seats_in_order<'a>(case: &Place<'a>) -> Read<Vec<Place<'a>>> {
    let mut seats = Vec::new();
    for (position, seat) in case.field("seats").list()?.into_iter().enumerate() {
        seats.push((seat.field("uid").number_or(position)?, seat));
    }
    seats.sort_by_key(|(uid, _)| *uid);
    match seats.iter().enumerate().find(|(position, (uid, _))| position != uid) {
        Some((_, (_, seat))) => Err(seat.field("uid").unreadable("each uid from 0 on, once,")),
        None => Ok(seats.into_iter().map(|(_, seat)| seat).collect()),
    }
}

fn occupant(seat: &Place) -> Read<Occupant> {
    Ok(Occupant {
        hotkey: seat.field("hotkey").account()?,
        registered_at: seat.field("registered").number_or(0)?,
        permit: seat.field("permit").flag_or_no()?,
    })
}

fn holder(place: &Place) -> Read<Holder> {
    Ok(Holder {
        hotkey: place.field("hotkey").account()?,
        alpha: place.field("alpha").number_or(0)?,
        root: place.field("root").number_or(0)?,
    })
}

fn link(place: &Place) -> Read<Link> {
    Ok(Link {
        parent: place.field("parent").account()?,
        child: place.field("child").account()?,
        proportion: place.field("proportion").number()?,
    })
}

/// Rows keyed by uid, as the files have them: without the empty ones.
pub fn keyed(rows: impl Iterator<Item = Vec<Value>>) -> Value {
    let rows = rows.enumerate().filter(|(_, row)| !row.is_empty());
    Value::Object(rows.map(|(uid, row)| (uid.to_string(), Value::Array(row))).collect())
}
