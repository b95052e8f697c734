//! Paying out an epoch: the owner, the miners, the validators and those who stake behind them.

use super::{coinbase::EpochSize, drain::Drained};
use crate::{
    delegation, epoch, keys, neurons, params, pool, root,
    stake::{self, Payroll},
    subnets, AlphaBurnedBetweenFamilies, AlphaDividendsPerSubnet, CKBurn, Config, MinerBurned, RecycleOrBurn, RootAlphaDividendsPerSubnet,
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
    let mut owners = Owners::<T>::default();
    let dividends = divide(netuid, &earned.seats, &waiting, miners, &mut owners);

    let mut payroll = Payroll::<T>::on(netuid);
    pay_owner(netuid, drained.owner, &mut payroll);
    pay_miners(netuid, &earned.seats, miners, &mut owners, &mut payroll);
    pay_dividends(netuid, &dividends, &mut owners, &mut payroll);
    payroll.settle();
    EpochSize { seats: neurons::count::<T>(netuid), weights: earned.weights, paid: crate::cost::count(dividends.len()) }
}

/// Whom each hotkey belongs to, looked up once: a validator is paid under several heads.
struct Owners<T>(BTreeMap<AccountId32, Option<AccountId32>>, PhantomData<T>);

impl<T> Default for Owners<T> {
    fn default() -> Self {
        Self(BTreeMap::new(), PhantomData)
    }
}

impl<T: Config> Owners<T> {
    fn of(&mut self, hotkey: &AccountId32) -> Option<AccountId32> {
        self.0.entry(hotkey.clone()).or_insert_with(|| keys::owner_of::<T>(hotkey)).clone()
    }
}

/// What each hotkey gets of the validators' and of root's bucket, before its take.
fn divide<T: Config>(
    netuid: NetUid,
    seats: &[epoch::Earned],
    waiting: &Waiting,
    miners: Alpha,
    owners: &mut Owners<T>,
) -> Vec<(AccountId32, Dividend)> {
    let tao_weight = params::tao_weight::<T>();
    let (weights, burned) = share_with_parents(netuid, seats, tao_weight, owners);
    burn_between_families::<T>(netuid, burned);
    let recipients: Vec<Recipient> = weights
        .iter()
        .map(|(hotkey, weight)| {
            // Without a weight nothing is earned, whatever is staked: most of a subnet are miners.
            let stakes = if weight.is_zero() { Stakes::default() } else { stakes::<T>(hotkey, netuid) };
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
    owners: &mut Owners<T>,
) -> (BTreeMap<AccountId32, Alpha>, Alpha) {
    let burn = CKBurn::<T>::get();
    let mut burned = Alpha::ZERO;
    let mut weights: BTreeMap<AccountId32, Alpha> = BTreeMap::new();
    for seat in seats {
        let links = &seat.family.parents;
        if seat.validator.is_zero() {
            // Nothing to share is still on record, for the hotkey and for each of its parents.
            links.iter().for_each(|(_, parent)| add(&mut weights, parent, Alpha::ZERO));
            add(&mut weights, &seat.hotkey, Alpha::ZERO);
            continue;
        }
        let owner = owners.of(&seat.hotkey);
        let lent: Vec<u64> = seat.family.children.iter().map(|(part, _)| *part).collect();
        let parents: Vec<Parent> = links
            .iter()
            .map(|(proportion, parent)| Parent {
                proportion: *proportion,
                stakes: stakes::<T>(parent, netuid),
                has_same_owner: owners.of(parent) == owner,
            })
            .collect();
        let validator = Validator {
            stakes: stakes::<T>(&seat.hotkey, netuid),
            lent: &lent,
            parents: &parents,
            childkey_take: delegation::childkey_take_of::<T>(&seat.hotkey, netuid),
        };
        let split = rules::split_dividend(seat.validator, &validator, tao_weight, burn);

        burned = burned.saturating_add(split.burned);
        for ((_, parent), part) in links.iter().zip(split.parents) {
            add(&mut weights, parent, part);
        }
        add(&mut weights, &seat.hotkey, split.validator);
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

fn stakes<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Stakes {
    Stakes { alpha: stake::of_hotkey::<T>(hotkey, netuid), root: stake::of_hotkey::<T>(hotkey, NetUid::ROOT) }
}

fn pay_owner<T: Config>(netuid: NetUid, cut: Alpha, payroll: &mut Payroll<T>) {
    if let (Some(coldkey), Some(hotkey)) = (subnets::owner::<T>(netuid), subnets::owner_hotkey::<T>(netuid)) {
        payroll.credit(&hotkey, &coldkey, cut);
    }
}

/// Pays miners, but not those of the subnet's owner: what they earned is withheld.
fn pay_miners<T: Config>(
    netuid: NetUid,
    seats: &[epoch::Earned],
    all: Alpha,
    owners: &mut Owners<T>,
    payroll: &mut Payroll<T>,
) {
    let of_the_owner = owners_hotkeys::<T>(netuid);
    let mut withheld = Alpha::ZERO;
    for seat in seats.iter().filter(|seat| !seat.server.is_zero()) {
        if of_the_owner.contains(&seat.hotkey) {
            withheld = withheld.saturating_add(seat.server);
            withhold::<T>(netuid, seat.server);
        } else if let Some(coldkey) = owners.of(&seat.hotkey) {
            let destination = stake::destination_of_mined::<T>(&coldkey, &seat.hotkey, netuid);
            payroll.credit(&destination, &coldkey, seat.server);
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
    owners: &mut Owners<T>,
    payroll: &mut Payroll<T>,
) {
    let _ = AlphaDividendsPerSubnet::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = RootAlphaDividendsPerSubnet::<T>::clear_prefix(netuid, u32::MAX, None);
    for (hotkey, dividend) in dividends {
        let owner = owners.of(hotkey);
        let (alpha, root) = taken::<T>(hotkey, dividend);

        // Even a take of nothing puts the hotkey on its owner's list.
        owner.iter().for_each(|owner| payroll.credit(hotkey, owner, alpha.take));
        payroll.credit_holders(hotkey, alpha.rest);
        AlphaDividendsPerSubnet::<T>::insert(netuid, hotkey, alpha.rest);
        stake::note_epoch_total::<T>(hotkey, netuid, payroll.of_hotkey(hotkey));

        owner.iter().for_each(|owner| payroll.credit(hotkey, owner, root.take));
        if root::accrue_or_pay::<T>(hotkey, netuid, root.rest) {
            owner.iter().for_each(|owner| payroll.credit(hotkey, owner, root.rest));
        }
        RootAlphaDividendsPerSubnet::<T>::insert(netuid, hotkey, root.rest);
    }
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
