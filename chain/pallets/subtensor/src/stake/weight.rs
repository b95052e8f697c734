//! What stake counts for: the weight of a hotkey in consensus, and its worth in TAO.

use super::of_hotkey;
use crate::{
    delegation::{self, Family},
    roll::Seated,
    subnets, Config, TaoWeight,
};
use alloc::vec::Vec;
use myelin_primitives::{
    fixed_point::{I64F64, U64F64},
    Alpha, NetUid, Tao,
};
use myelin_yuma::stake;
use polkadot_sdk::sp_runtime::AccountId32;

/// What a hotkey's stake counts for on a subnet.
pub struct Counted {
    /// Alpha, less what it lends to children, plus what its parents lend it.
    pub alpha: Alpha,
    /// The same of TAO on root.
    pub root: Tao,
    /// Both together, TAO at its weight: the stake weight `S`.
    pub weight: I64F64,
}

/// The stake weight `S` of a hotkey.
pub fn weight_of<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> I64F64 {
    counted::<T>(hotkey, netuid).weight
}

/// What was looked up of a seat's stake.
pub struct Looked {
    /// The stake weight `S`.
    pub weight: I64F64,
    /// The hotkey's own stake on root.
    pub root: Alpha,
    /// The links that are in the weight.
    pub family: Family,
}

/// The stake weights of a subnet's seats, one look at what they share.
pub fn weights_of<'a, T: Config>(seats: &'a [Seated], netuid: NetUid) -> impl Iterator<Item = Looked> + use<'a, T> {
    let tao_weight = TaoWeight::<T>::get();
    seats.iter().map(move |Seated { entry, alpha }| {
        let family =
            if entry.is_alone() { Family::default() } else { delegation::family_of::<T>(&entry.hotkey, netuid) };
        let root = if entry.is_not_on_root() { Alpha::ZERO } else { of_hotkey::<T>(&entry.hotkey, NetUid::ROOT) };
        Looked { weight: counted_with::<T>(netuid, (*alpha, root), &family, tao_weight).weight, root, family }
    })
}

/// What a hotkey's stake counts for, part by part.
pub fn counted<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> Counted {
    counted_at::<T>(hotkey, netuid, &delegation::family_of::<T>(hotkey, netuid), TaoWeight::<T>::get())
}

fn counted_at<T: Config>(hotkey: &AccountId32, netuid: NetUid, family: &Family, tao_weight: u64) -> Counted {
    let own = (of_hotkey::<T>(hotkey, netuid), of_hotkey::<T>(hotkey, NetUid::ROOT));
    counted_with::<T>(netuid, own, family, tao_weight)
}

/// The same of a hotkey whose own alpha and root stake are known.
fn counted_with<T: Config>(netuid: NetUid, own: (Alpha, Alpha), family: &Family, tao_weight: u64) -> Counted {
    let children: Vec<u64> = family.children.iter().map(|(part, _)| *part).collect();
    let lent = |on: NetUid| -> Vec<(u64, u64)> {
        family.parents.iter().map(|(part, parent)| (*part, of_hotkey::<T>(parent, on).rao())).collect()
    };
    let alpha = stake::inherited(own.0.rao(), &children, &lent(netuid));
    let root = stake::inherited(own.1.rao(), &children, &lent(NetUid::ROOT));
    let weight = stake::weight(alpha, root, tao_weight);
    Counted { alpha: Alpha(alpha), root: Tao(root), weight }
}

/// Whether all stake of a hotkey would be worth so many rao of TAO at the present prices. Looks no
/// further than it must: root comes first, where stake is worth itself.
pub fn is_worth<T: Config>(hotkey: &AccountId32, least: u64) -> bool {
    if least == 0 {
        return true;
    }
    let mut worth = U64F64::ZERO;
    subnets::all::<T>().into_iter().any(|netuid| {
        worth = worth.saturating_add(worth_on::<T>(hotkey, netuid));
        worth.saturating_to_num::<u64>() >= least
    })
}

fn worth_on<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> U64F64 {
    U64F64::from_num(of_hotkey::<T>(hotkey, netuid).rao()).saturating_mul(pallet_swap::price::<T>(netuid))
}

/// What all stake of a hotkey would be worth in rao of TAO at the present prices.
pub fn value_of_hotkey<T: Config>(hotkey: &AccountId32) -> u64 {
    subnets::all::<T>()
        .into_iter()
        .map(|netuid| worth_on::<T>(hotkey, netuid))
        .fold(U64F64::ZERO, U64F64::saturating_add)
        .saturating_to_num::<u64>()
}
