//! A block's alpha for people, into the buckets that the next epoch drains.

use super::{prices::RootStake, standing::Standing};
use crate::{
    pool, Config, PendingOwnerCut, PendingRootAlphaDivs, PendingServerEmission, PendingValidatorEmission,
    SubnetAlphaOutEmission, SubnetOwnerCut,
};
use myelin_economy::emission as rules;
use myelin_primitives::Alpha;

/// How alpha is divided: the same for every subnet of a block.
#[derive(Clone, Copy)]
pub struct Division {
    root: RootStake,
    /// Whether root's part is kept for claims, which it is only while alpha is dear enough;
    /// otherwise it is destroyed.
    keeps_root_alpha: bool,
    owner_cut: u16,
}

impl Division {
    pub fn now<T: Config>(keeps_root_alpha: bool) -> Self {
        Self { root: RootStake::now::<T>(), keeps_root_alpha, owner_cut: SubnetOwnerCut::<T>::get() }
    }
}

/// Mints `alpha_out` and divides it.
pub fn fill<T: Config>(standing: &Standing, alpha_out: Alpha, division: Division) {
    let netuid = standing.netuid;
    pool::mint_outstanding::<T>(netuid, alpha_out);
    SubnetAlphaOutEmission::<T>::insert(netuid, alpha_out);

    let cut = standing.pays_owner.then_some(division.owner_cut);
    // Read after the mint: root's part is of what there is now.
    let parts = rules::split_alpha_out(alpha_out, cut, division.root.proportion::<T>(netuid));

    PendingOwnerCut::<T>::mutate(netuid, |pending| *pending = pending.saturating_add(parts.owner));
    PendingServerEmission::<T>::mutate(netuid, |pending| *pending = pending.saturating_add(parts.server));
    PendingValidatorEmission::<T>::mutate(netuid, |pending| *pending = pending.saturating_add(parts.validator));
    if division.keeps_root_alpha {
        PendingRootAlphaDivs::<T>::mutate(netuid, |pending| *pending = pending.saturating_add(parts.root));
    } else {
        pool::recycle_outstanding::<T>(netuid, parts.root);
    }
}
