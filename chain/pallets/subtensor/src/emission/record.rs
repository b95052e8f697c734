//! The record of the last payment: what each hotkey's nominators and root's stakers got.

use crate::{AlphaDividendsPerSubnet, Config, Pallet, RootAlphaDividendsPerSubnet};
use alloc::{format, string::String, vec::Vec};
use codec::{Decode, Encode};
use core::cmp::Ordering;
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::{
    frame_support::{storage::StoragePrefixedMap, storage_alias, Identity},
    sp_runtime::AccountId32,
};

/// Who is on record for a subnet, by hotkey bytes: so that the next payment need not search for
/// whom to strike out, and writes no nothing where there is one. Ours, not on the wire.
#[storage_alias(pallet_name)]
type MyelinLastPaid<T: Config> = StorageMap<Pallet<T>, Identity, NetUid, Vec<OnRecord>>;

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct OnRecord {
    hotkey: AccountId32,
    has_alpha: bool,
    has_root: bool,
}

/// Dividends as they were paid to one hotkey.
pub struct Paid<'a> {
    pub hotkey: &'a AccountId32,
    pub alpha: Alpha,
    pub root: Alpha,
}

/// Puts these payments, which come by hotkey bytes, in the place of the last ones.
pub fn replace<T: Config>(netuid: NetUid, paid: &[Paid]) {
    let before = MyelinLastPaid::<T>::get(netuid).unwrap_or_else(|| {
        erase::<T>(netuid);
        Vec::new()
    });
    let mut before = before.iter().peekable();
    for payment in paid {
        let mut was = None;
        while let Some(earlier) = before.next_if(|earlier| earlier.hotkey <= *payment.hotkey) {
            match earlier.hotkey.cmp(payment.hotkey) {
                Ordering::Less => strike::<T>(netuid, &earlier.hotkey),
                _ => was = Some(earlier),
            }
        }
        if !payment.alpha.is_zero() || was.is_none_or(|was| was.has_alpha) {
            AlphaDividendsPerSubnet::<T>::insert(netuid, payment.hotkey, payment.alpha);
        }
        if !payment.root.is_zero() || was.is_none_or(|was| was.has_root) {
            RootAlphaDividendsPerSubnet::<T>::insert(netuid, payment.hotkey, payment.root);
        }
    }
    before.for_each(|earlier| strike::<T>(netuid, &earlier.hotkey));
    let on_record = |payment: &Paid| OnRecord {
        hotkey: payment.hotkey.clone(),
        has_alpha: !payment.alpha.is_zero(),
        has_root: !payment.root.is_zero(),
    };
    MyelinLastPaid::<T>::insert(netuid, paid.iter().map(on_record).collect::<Vec<_>>());
}

/// The record was changed by others than a payment: the next one searches.
pub fn changed<T: Config>(netuid: NetUid) {
    MyelinLastPaid::<T>::remove(netuid);
}

/// Where the lists are stored.
pub fn prefix<T: Config>() -> [u8; 32] {
    MyelinLastPaid::<T>::final_prefix()
}

/// Nobody is on record.
pub fn erase<T: Config>(netuid: NetUid) {
    let _ = AlphaDividendsPerSubnet::<T>::clear_prefix(netuid, u32::MAX, None);
    let _ = RootAlphaDividendsPerSubnet::<T>::clear_prefix(netuid, u32::MAX, None);
    changed::<T>(netuid);
}

fn strike<T: Config>(netuid: NetUid, hotkey: &AccountId32) {
    AlphaDividendsPerSubnet::<T>::remove(netuid, hotkey);
    RootAlphaDividendsPerSubnet::<T>::remove(netuid, hotkey);
}

/// The list, where there is one, names those and only those who are on record, and whether with
/// something.
pub(super) fn check<T: Config>(netuid: NetUid) -> Result<(), String> {
    let Some(listed) = MyelinLastPaid::<T>::get(netuid) else { return Ok(()) };
    let alpha = AlphaDividendsPerSubnet::<T>::iter_prefix(netuid).count();
    let root = RootAlphaDividendsPerSubnet::<T>::iter_prefix(netuid).count();
    let agrees = listed.iter().all(|one| {
        let alpha = AlphaDividendsPerSubnet::<T>::try_get(netuid, &one.hotkey);
        let root = RootAlphaDividendsPerSubnet::<T>::try_get(netuid, &one.hotkey);
        alpha.is_ok_and(|alpha| alpha.is_zero() != one.has_alpha)
            && root.is_ok_and(|root| root.is_zero() != one.has_root)
    });
    if (alpha, root) != (listed.len(), listed.len()) || !agrees {
        return Err(format!("subnet {netuid}: {} are listed as paid, {alpha} and {root} are on record", listed.len()));
    }
    Ok(())
}
