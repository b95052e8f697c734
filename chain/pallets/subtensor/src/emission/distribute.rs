//! Paying out an epoch: the owner, the miners, the validators and those who stake behind them.

use super::{coinbase::EpochSize, drain::Drained};
use crate::{
    delegation, epoch, keys, neurons, params, pool, root, stake, subnets, AlphaDividendsPerSubnet, CKBurn, Config,
    MinerBurned, RecycleOrBurn, RootAlphaDividendsPerSubnet,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use myelin_economy::emission::{self as rules, Dividend, Parent, Recipient, Stakes, Validator, Waiting};
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
    let dividends = divide::<T>(netuid, &earned.seats, &waiting, miners);

    pay_owner::<T>(netuid, drained.owner);
    pay_miners::<T>(netuid, &earned.seats, miners);
    pay_alpha_dividends::<T>(netuid, &dividends);
    pay_root_dividends::<T>(netuid, &dividends);
    EpochSize { seats: neurons::count::<T>(netuid), weights: earned.weights }
}

/// What each hotkey gets of the validators' and of root's bucket, before its take.
fn divide<T: Config>(
    netuid: NetUid,
    seats: &[epoch::Earned],
    waiting: &Waiting,
    miners: Alpha,
) -> Vec<(AccountId32, Dividend)> {
    let tao_weight = params::tao_weight::<T>();
    let (weights, burned) = share_with_parents::<T>(netuid, seats, tao_weight);
    pool::recycle_outstanding::<T>(netuid, burned);
    let recipients: Vec<Recipient> = weights
        .iter()
        .map(|(hotkey, weight)| {
            // Without a weight nothing is earned, whatever is staked: most of a subnet are miners.
            let stakes = if weight.is_zero() { Stakes::default() } else { stakes::<T>(hotkey, netuid) };
            Recipient { weight: *weight, stakes }
        })
        .collect();
    let (validator_bucket, root_bucket) = rules::buckets(waiting, miners, burned);
    let dividends = rules::divide_buckets(&recipients, validator_bucket, root_bucket, tao_weight);
    weights.into_keys().zip(dividends).collect()
}

/// Each validator's dividend, shared with those who lend it their stake, by hotkey bytes; and what
/// of it burns on the way.
fn share_with_parents<T: Config>(
    netuid: NetUid,
    seats: &[epoch::Earned],
    tao_weight: U96F32,
) -> (BTreeMap<AccountId32, Alpha>, Alpha) {
    let burn = CKBurn::<T>::get();
    let mut burned = Alpha::ZERO;
    let mut weights: BTreeMap<AccountId32, Alpha> = BTreeMap::new();
    for seat in seats {
        let links = delegation::parents_of::<T>(&seat.hotkey, netuid);
        if seat.validator.is_zero() {
            // Nothing to share is still on record, for the hotkey and for each of its parents.
            links.into_iter().for_each(|(_, parent)| add(&mut weights, parent, Alpha::ZERO));
            add(&mut weights, seat.hotkey.clone(), Alpha::ZERO);
            continue;
        }
        let owner = keys::owner_of::<T>(&seat.hotkey);
        let lent: Vec<u64> =
            delegation::children_of::<T>(&seat.hotkey, netuid).into_iter().map(|(part, _)| part).collect();
        let parents: Vec<Parent> = links
            .iter()
            .map(|(proportion, parent)| Parent {
                proportion: *proportion,
                stakes: stakes::<T>(parent, netuid),
                has_same_owner: keys::owner_of::<T>(parent) == owner,
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
        for ((_, parent), part) in links.into_iter().zip(split.parents) {
            add(&mut weights, parent, part);
        }
        add(&mut weights, seat.hotkey.clone(), split.validator);
    }
    (weights, burned)
}

fn add(weights: &mut BTreeMap<AccountId32, Alpha>, hotkey: AccountId32, part: Alpha) {
    let weight = weights.entry(hotkey).or_default();
    *weight = weight.saturating_add(part);
}

fn stakes<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Stakes {
    Stakes { alpha: stake::of_hotkey::<T>(hotkey, netuid), root: stake::of_hotkey::<T>(hotkey, NetUid::ROOT) }
}

fn pay_owner<T: Config>(netuid: NetUid, cut: Alpha) {
    if let (Some(coldkey), Some(hotkey)) = (subnets::owner::<T>(netuid), subnets::owner_hotkey::<T>(netuid)) {
        stake::credit::<T>(&hotkey, &coldkey, netuid, cut);
    }
}

/// Pays miners, but not those of the subnet's owner: what they earned is withheld.
fn pay_miners<T: Config>(netuid: NetUid, seats: &[epoch::Earned], all: Alpha) {
    let owners = owners_hotkeys::<T>(netuid);
    let mut withheld = Alpha::ZERO;
    for seat in seats.iter().filter(|seat| !seat.server.is_zero()) {
        if owners.contains(&seat.hotkey) {
            withheld = withheld.saturating_add(seat.server);
            withhold::<T>(netuid, seat.server);
        } else if let Some(coldkey) = keys::owner_of::<T>(&seat.hotkey) {
            let destination = stake::destination_of_mined::<T>(&coldkey, &seat.hotkey, netuid);
            stake::credit::<T>(&destination, &coldkey, netuid, seat.server);
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

fn pay_alpha_dividends<T: Config>(netuid: NetUid, dividends: &[(AccountId32, Dividend)]) {
    let _ = AlphaDividendsPerSubnet::<T>::clear_prefix(netuid, u32::MAX, None);
    for (hotkey, dividend) in dividends {
        let paid = rules::delegate_take(dividend.alpha, delegation::take_of::<T>(hotkey));
        if let Some(owner) = keys::owner_of::<T>(hotkey) {
            stake::credit::<T>(hotkey, &owner, netuid, paid.take);
        }
        stake::credit_holders::<T>(hotkey, netuid, paid.rest);
        AlphaDividendsPerSubnet::<T>::insert(netuid, hotkey, paid.rest);
        stake::note_epoch_total::<T>(hotkey, netuid);
    }
}

fn pay_root_dividends<T: Config>(netuid: NetUid, dividends: &[(AccountId32, Dividend)]) {
    let _ = RootAlphaDividendsPerSubnet::<T>::clear_prefix(netuid, u32::MAX, None);
    for (hotkey, dividend) in dividends {
        let paid = rules::delegate_take(dividend.root, delegation::take_of::<T>(hotkey));
        if let Some(owner) = keys::owner_of::<T>(hotkey) {
            stake::credit::<T>(hotkey, &owner, netuid, paid.take);
        }
        root::accrue::<T>(hotkey, netuid, paid.rest);
        RootAlphaDividendsPerSubnet::<T>::insert(netuid, hotkey, paid.rest);
    }
}
