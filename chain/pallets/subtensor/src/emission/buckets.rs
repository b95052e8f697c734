//! A block's alpha for people, into the buckets that the next epoch drains.

use super::prices::RootStake;
use crate::{
    pool, Config, OwnerCutEnabled, PendingOwnerCut, PendingRootAlphaDivs, PendingServerEmission, PendingValidatorEmission,
    SubnetAlphaOutEmission, SubnetOwnerCut,
};
use myelin_economy::emission as rules;
use myelin_primitives::{Alpha, NetUid};

/// Mints `alpha_out` and divides it. Root's part is kept for claims only while alpha is dear
/// enough; otherwise it is destroyed.
pub fn fill<T: Config>(netuid: NetUid, alpha_out: Alpha, root: RootStake, keeps_root_alpha: bool) {
    pool::mint_outstanding::<T>(netuid, alpha_out);
    SubnetAlphaOutEmission::<T>::insert(netuid, alpha_out);

    let cut = OwnerCutEnabled::<T>::get(netuid).then(SubnetOwnerCut::<T>::get);
    // Read after the mint: root's part is of what there is now.
    let parts = rules::split_alpha_out(alpha_out, cut, root.proportion::<T>(netuid));

    PendingOwnerCut::<T>::mutate(netuid, |pending| *pending = pending.saturating_add(parts.owner));
    PendingServerEmission::<T>::mutate(netuid, |pending| *pending = pending.saturating_add(parts.server));
    PendingValidatorEmission::<T>::mutate(netuid, |pending| *pending = pending.saturating_add(parts.validator));
    if keeps_root_alpha {
        PendingRootAlphaDivs::<T>::mutate(netuid, |pending| *pending = pending.saturating_add(parts.root));
    } else {
        pool::recycle_outstanding::<T>(netuid, parts.root);
    }
}
