//! Weights by decree.

use super::{edit, ensure, ensure_subnet, Refusal};
use crate::Runtime;
use alloc::{collections::BTreeSet, format, vec::Vec};
use myelin_primitives::{MechId, NetUid, StorageIndex, Uid};
use pallet_subtensor::{neurons, now, params, weights};

/// Writes what a seat thinks of others, under one mechanism, as if it had set it in this block.
/// What would allow it to do so is not asked: neither permit nor stake, and no limit of how often.
///
/// As ever, an epoch does not count a weight on a seat that was taken in this block or later.
pub fn set_weights(netuid: NetUid, mechanism: MechId, uid: Uid, row: &[(u16, u16)]) -> Result<(), Refusal> {
    edit(|| {
        ensure_subnet(netuid)?;
        ensure(!netuid.is_root(), || "nobody sets weights on root".into())?;
        let mechanisms = params::mechanism_count::<Runtime>(netuid);
        ensure(mechanism.0 < mechanisms, || {
            format!("subnet {netuid} has no mechanism {mechanism}; counted from 0, it has {mechanisms}")
        })?;
        let seats = neurons::count::<Runtime>(netuid);
        let mut named = BTreeSet::new();
        for seat in core::iter::once(uid.0).chain(row.iter().map(|(seat, _)| *seat)) {
            ensure(seat < seats, || {
                format!("subnet {netuid} has no neuron with uid {seat}; counted from 0, it has {seats}")
            })?;
        }
        for (seat, _) in row {
            ensure(named.insert(*seat), || format!("the weights name uid {seat} twice"))?;
        }
        let (dests, values): (Vec<u16>, Vec<u16>) = row.iter().copied().unzip();
        let index = StorageIndex::of(netuid, mechanism);
        weights::overwrite::<Runtime>(index, uid, &dests, &values, now::<Runtime>());
        Ok(())
    })
}
