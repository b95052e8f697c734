//! Paying out an epoch: the owner, the miners, the validators and those who stake behind them.

use super::{
    coinbase::EpochSize,
    drain::Drained,
    record::{self, Paid},
};
use crate::{
    delegation, epoch, keys, neurons, params, pool, root,
    stake::{self, Payroll},
    subnets, AlphaBurnedBetweenFamilies, CKBurn, Config, MinerBurned, RecycleOrBurn,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::marker::PhantomData;
use myelin_economy::emission::{self as rules, Dividend, Parent, Recipient, Stakes, Taken, Validator, Waiting};
use myelin_primitives::{
    fixed_point::{StoredU96F32, U96F32},
    Alpha, NetUid,
};
use polkadot_sdk::sp_runtime::AccountId32;

/// Runs the subnet's epoch and pays everyone what was pending for them.
pub fn pay<T: Config>(drained: &Drained) -> EpochSize {
    let netuid = drained.netuid;
    let waiting = drained.waiting;
    let whole = waiting.server.saturating_add(waiting.validator).saturating_add(waiting.root);
    let earned = epoch::run::<T>(netuid, whole);

    let miners: Alpha = earned.seats.iter().map(|seat| seat.server).sum();
    let mut known = Known::<T>::of_seats(&earned.seats);
    let dividends = divide(netuid, &earned.seats, &waiting, miners, &mut known);

    let mut payroll = Payroll::<T>::on(netuid, earned.seats.iter().map(|seat| &seat.seat));
    pay_owner(netuid, drained.owner, &mut payroll);
    pay_miners(netuid, &earned.seats, miners, &mut known, &mut payroll);
    pay_dividends(netuid, &dividends, &mut known, &mut payroll);
    payroll.settle();
    EpochSize { seats: neurons::count::<T>(netuid), weights: earned.weights, paid: crate::cost::count(dividends.len()) }
}

/// What is known of hotkeys, looked up once: a validator is paid under several heads.
struct Known<T>(BTreeMap<AccountId32, Hotkey>, PhantomData<T>);

#[derive(Clone)]
struct Hotkey {
    owner: Option<AccountId32>,
    /// Before anything is paid.
    stakes: Stakes,
    mines_for_itself: bool,
    is_rated: bool,
}

impl<T: Config> Known<T> {
    fn of_seats(seats: &[epoch::Earned]) -> Self {
        let known = |earned: &epoch::Earned| {
            let entry = &earned.seat.entry;
            Hotkey {
                owner: entry.owner.clone(),
                stakes: Stakes { alpha: earned.seat.alpha, root: earned.root },
                mines_for_itself: entry.mines_for_itself(),
                is_rated: entry.is_rated(),
            }
        };
        Self(seats.iter().map(|earned| (earned.hotkey().clone(), known(earned))).collect(), PhantomData)
    }

    fn of(&mut self, hotkey: &AccountId32, netuid: NetUid) -> &Hotkey {
        self.0.entry(hotkey.clone()).or_insert_with(|| Hotkey {
            owner: keys::owner_of::<T>(hotkey),
            stakes: Stakes {
                alpha: stake::of_hotkey::<T>(hotkey, netuid),
                root: stake::of_hotkey::<T>(hotkey, NetUid::ROOT),
            },
            mines_for_itself: false,
            is_rated: false,
        })
    }
}

/// What each hotkey gets of the validators' and of root's bucket, before its take.
fn divide<T: Config>(
    netuid: NetUid,
    seats: &[epoch::Earned],
    waiting: &Waiting,
    miners: Alpha,
    known: &mut Known<T>,
) -> Vec<(AccountId32, Dividend)> {
    let tao_weight = params::tao_weight::<T>();
    let (weights, burned) = share_with_parents(netuid, seats, tao_weight, known);
    burn_between_families::<T>(netuid, burned);
    let recipients: Vec<Recipient> = weights
        .iter()
        .map(|(hotkey, weight)| {
            // Without a weight nothing is earned, whatever is staked: most of a subnet are miners.
            let stakes = if weight.is_zero() { Stakes::default() } else { known.of(hotkey, netuid).stakes };
            Recipient { weight: *weight, stakes }
        })
        .collect();
    let (validator_bucket, root_bucket) = rules::buckets(waiting, miners);
    let dividends = rules::divide_buckets(&recipients, validator_bucket, root_bucket, tao_weight);
    weights.into_keys().zip(dividends).collect()
}

/// Each validator's dividend, shared with those who lend it their stake, by hotkey bytes; and what
/// of it burns on the way.
fn share_with_parents<T: Config>(
    netuid: NetUid,
    seats: &[epoch::Earned],
    tao_weight: U96F32,
    known: &mut Known<T>,
) -> (BTreeMap<AccountId32, Alpha>, Alpha) {
    let burn = CKBurn::<T>::get();
    let mut burned = Alpha::ZERO;
    let mut weights: BTreeMap<AccountId32, Alpha> = BTreeMap::new();
    for seat in seats {
        let links = &seat.family.parents;
        if seat.validator.is_zero() {
            // Nothing to share is still on record, for the hotkey and for each of its parents.
            links.iter().for_each(|(_, parent)| add(&mut weights, parent, Alpha::ZERO));
            add(&mut weights, seat.hotkey(), Alpha::ZERO);
            continue;
        }
        let Hotkey { owner, stakes, .. } = known.of(seat.hotkey(), netuid).clone();
        let lent: Vec<u64> = seat.family.children.iter().map(|(part, _)| *part).collect();
        let parents: Vec<Parent> = links
            .iter()
            .map(|(proportion, parent)| {
                let parent = known.of(parent, netuid);
                Parent { proportion: *proportion, stakes: parent.stakes, has_same_owner: parent.owner == owner }
            })
            .collect();
        // It is kept of what parents get; most have none.
        let childkey_take =
            if parents.is_empty() { 0 } else { delegation::childkey_take_of::<T>(seat.hotkey(), netuid) };
        let validator = Validator { stakes, lent: &lent, parents: &parents, childkey_take };
        let split = rules::split_dividend(seat.validator, &validator, tao_weight, burn);

        burned = burned.saturating_add(split.burned);
        for ((_, parent), part) in links.iter().zip(split.parents) {
            add(&mut weights, parent, part);
        }
        add(&mut weights, seat.hotkey(), split.validator);
    }
    (weights, burned)
}

/// What burns is taken off the issuance, and the buckets are divided in full all the same: that much
/// more is staked than issued, and only the books keep it in mind.
fn burn_between_families<T: Config>(netuid: NetUid, burned: Alpha) {
    if !burned.is_zero() {
        pool::recycle_outstanding::<T>(netuid, burned);
        AlphaBurnedBetweenFamilies::<T>::mutate(netuid, |sum| *sum = sum.saturating_add(burned));
    }
}

fn add(weights: &mut BTreeMap<AccountId32, Alpha>, hotkey: &AccountId32, part: Alpha) {
    let weight = weights.entry(hotkey.clone()).or_default();
    *weight = weight.saturating_add(part);
}

fn pay_owner<T: Config>(netuid: NetUid, cut: Alpha, payroll: &mut Payroll<T>) {
    if let (Some(coldkey), Some(hotkey)) = (subnets::owner::<T>(netuid), subnets::owner_hotkey::<T>(netuid)) {
        payroll.credit(&hotkey, &coldkey, cut, false);
    }
}

/// Pays miners, but not those of the subnet's owner: what they earned is withheld.
fn pay_miners<T: Config>(
    netuid: NetUid,
    seats: &[epoch::Earned],
    all: Alpha,
    known: &mut Known<T>,
    payroll: &mut Payroll<T>,
) {
    let of_the_owner = owners_hotkeys::<T>(netuid);
    let mut withheld = Alpha::ZERO;
    for seat in seats.iter().filter(|seat| !seat.server.is_zero()) {
        let Hotkey { owner, mines_for_itself, .. } = known.of(seat.hotkey(), netuid);
        if of_the_owner.contains(seat.hotkey()) {
            withheld = withheld.saturating_add(seat.server);
            withhold::<T>(netuid, seat.server);
        } else if let Some(coldkey) = owner {
            if *mines_for_itself {
                payroll.credit(seat.hotkey(), coldkey, seat.server, true);
            } else {
                let destination = stake::destination_of_mined::<T>(coldkey, seat.hotkey(), netuid);
                payroll.credit(&destination, coldkey, seat.server, false);
            }
        }
    }
    MinerBurned::<T>::insert(netuid, StoredU96F32::from(rules::burned_share(withheld, all)));
}

/// Hotkeys with a seat here that belong to the subnet's owner.
fn owners_hotkeys<T: Config>(netuid: NetUid) -> BTreeSet<AccountId32> {
    let owned = subnets::owner::<T>(netuid).map(|coldkey| keys::owned_by::<T>(&coldkey)).unwrap_or_default();
    owned
        .into_iter()
        .chain(subnets::owner_hotkey::<T>(netuid))
        .filter(|hotkey| neurons::uid_of::<T>(netuid, hotkey).is_some())
        .collect()
}

fn withhold<T: Config>(netuid: NetUid, amount: Alpha) {
    match RecycleOrBurn::<T>::get(netuid) {
        params::RecycleOrBurnEnum::Recycle => pool::recycle_outstanding::<T>(netuid, amount),
        params::RecycleOrBurnEnum::Burn => pallet_alpha_assets::burn::<T>(netuid, amount),
    }
}

/// Pays each hotkey's dividends, of the validators' bucket and then of root's. A hotkey's payments
/// touch its own pool alone, so the hotkeys can follow each other.
fn pay_dividends<T: Config>(
    netuid: NetUid,
    dividends: &[(AccountId32, Dividend)],
    known: &mut Known<T>,
    payroll: &mut Payroll<T>,
) {
    let mut paid = Vec::with_capacity(dividends.len());
    for (hotkey, dividend) in dividends {
        let Hotkey { owner, mines_for_itself: is_listed, is_rated, .. } = known.of(hotkey, netuid).clone();
        let (alpha, root) = taken::<T>(hotkey, dividend);

        // Even a take of nothing puts the hotkey on its owner's list.
        owner.iter().for_each(|owner| payroll.credit(hotkey, owner, alpha.take, is_listed));
        payroll.credit_holders(hotkey, alpha.rest);
        stake::note_epoch_total::<T>(hotkey, netuid, payroll.of_hotkey(hotkey));

        owner.iter().for_each(|owner| payroll.credit(hotkey, owner, root.take, is_listed));
        let is_settled = is_rated && root.rest.is_zero();
        if !is_settled && root::accrue_or_pay::<T>(hotkey, netuid, root.rest) {
            owner.iter().for_each(|owner| payroll.credit(hotkey, owner, root.rest, is_listed));
        }
        paid.push(Paid { hotkey, alpha: alpha.rest, root: root.rest });
    }
    record::replace::<T>(netuid, &paid);
}

/// Both dividends without the hotkey's take, which is looked up only where there is something to
/// take from.
fn taken<T: Config>(hotkey: &AccountId32, dividend: &Dividend) -> (Taken, Taken) {
    if dividend.alpha.is_zero() && dividend.root.is_zero() {
        return (Taken::default(), Taken::default());
    }
    let take = delegation::take_of::<T>(hotkey);
    (rules::delegate_take(dividend.alpha, take), rules::delegate_take(dividend.root, take))
}
