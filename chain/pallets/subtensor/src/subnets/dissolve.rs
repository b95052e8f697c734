//! Ending a subnet: its pool is paid out to those who staked there, and every room forgets it.

use super::{
    cost::{cost_of_dissolved, Ended},
    exists, identity, is_of_genesis, owner, registered_at,
};
use crate::{
    delegation, emission, epoch, keys, neurons, params, pool, root, stake, weights, Config, Error, Event,
    FirstEmissionBlockNumber, NetworkRegisteredAt, NetworkRegistrationStartBlock, NetworksAdded, Pallet, SubnetLocked,
    SubnetMechanism, SubnetOwner, SubnetOwnerCut, SubnetOwnerHotkey, SubtokenEnabled, TokenSymbol, TotalNetworks,
};
use alloc::vec::Vec;
use myelin_economy::refund;
use myelin_primitives::{fixed_point::U64F64, NetUid, Tao};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{
            fungible::Inspect,
            tokens::{Fortitude, Preservation},
        },
        weights::Weight,
    },
    sp_runtime::{AccountId32, DispatchError},
};

/// Dissolves a subnet, and says what that cost. Root stays.
pub fn dissolve<T: Config>(netuid: NetUid) -> Result<Weight, DispatchError> {
    ensure!(!netuid.is_root(), Error::<T>::RegistrationNotPermittedOnRootSubnet);
    ensure!(exists::<T>(netuid), Error::<T>::SubnetNotExists);
    remove::<T>(netuid).map(cost_of_dissolved::<T>)
}

/// Pays out what the subnet holds, forgets it and says how much there was of it.
pub(super) fn remove<T: Config>(netuid: NetUid) -> Result<Ended, DispatchError> {
    let seats = u64::from(neurons::count::<T>(netuid));
    root::forget_subnet::<T>(netuid);
    let owner_refund = owner_refund::<T>(netuid);
    let (kept, positions) = pay_stakers::<T>(netuid);
    pay_owner::<T>(netuid, owner_refund, kept);
    pool::destroy::<T>(&pool::account::<T>(netuid), spare::<T>(netuid))?;

    weights::forget_subnet::<T>(netuid);
    epoch::forget_subnet::<T>(netuid);
    neurons::forget_subnet::<T>(netuid);
    delegation::forget_subnet::<T>(netuid);
    keys::forget_subnet::<T>(netuid);
    emission::forget_subnet::<T>(netuid);
    pallet_commitments::clear::<T>(netuid);
    forget::<T>(netuid);
    // The others ask how many mechanisms there were, so these go last.
    params::forget_subnet::<T>(netuid);
    Pallet::<T>::deposit_event(Event::NetworkRemoved(netuid));
    Ok(Ended { seats, positions })
}

/// Empties the pool, pays each staker's coldkey its part, and says which part the chain itself had
/// in it, and how many positions there were. A payment that fails (too little to open an account
/// with) is not made up for.
fn pay_stakers<T: Config>(netuid: NetUid) -> (Tao, u64) {
    let holders = stake::holders::<T>(netuid);
    let mut weights: Vec<u64> =
        holders.iter().map(|(hotkey, coldkey, worth)| weight::<T>(hotkey, coldkey, netuid, worth.rao())).collect();
    weights.push(weight_of_chain::<T>(netuid));

    stake::forget_subnet::<T>(netuid);
    let mut parts = refund::divide(pool::forget::<T>(netuid), &weights);
    let kept = parts.pop().unwrap_or_default();
    for ((_, coldkey, _), part) in holders.iter().zip(parts) {
        let _ = pool::pay_from_subnet::<T>(netuid, coldkey, part);
    }
    (kept, crate::cost::count(holders.len()))
}

/// What a position counts: its alpha, or its bare share where that is worth less than one rao.
fn weight<T: Config>(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid, worth: u64) -> u64 {
    if worth > 0 {
        worth
    } else {
        stake::share_of::<T>(hotkey, coldkey, netuid)
    }
}

/// The chain's alpha: what it bought, and the pool's own. Of a subnet that nobody paid for the
/// pool's own does not count.
fn weight_of_chain<T: Config>(netuid: NetUid) -> u64 {
    let bought = pool::bought_by_chain::<T>(netuid).rao();
    if is_of_genesis::<T>(netuid) {
        return bought;
    }
    let (_, in_pool) = pool::reserves::<T>(netuid);
    bought.saturating_add(in_pool.rao())
}

/// What an owner gets back of its lock: nothing, unless it came before subnets could be created
/// freely. Then what it has earned since is counted against it, at the present price.
fn owner_refund<T: Config>(netuid: NetUid) -> Tao {
    if registered_at::<T>(netuid) >= NetworkRegistrationStartBlock::<T>::get() {
        return Tao::ZERO;
    }
    let cut = u128::from(SubnetOwnerCut::<T>::get());
    let made = u128::from(pool::alpha_issuance::<T>(netuid).rao());
    let earned = made.saturating_mul(cut).checked_div(u128::from(u16::MAX)).unwrap_or_default();
    let earned = U64F64::saturating_from_num(earned).saturating_mul(pallet_swap::price::<T>(netuid));
    SubnetLocked::<T>::get(netuid).saturating_sub(Tao(earned.saturating_to_num::<u64>()))
}

/// Pays the owner out of what is left, but not out of the chain's own part.
fn pay_owner<T: Config>(netuid: NetUid, refund: Tao, kept: Tao) {
    let refund = refund.min(pool::spendable::<T>(&pool::account::<T>(netuid)).saturating_sub(kept));
    if let Some(owner) = owner::<T>(netuid) {
        let _ = pool::pay_from_subnet::<T>(netuid, &owner, refund);
    }
}

/// What can leave the subnet's account while the account stays.
fn spare<T: Config>(netuid: NetUid) -> Tao {
    Tao(T::Currency::reducible_balance(&pool::account::<T>(netuid), Preservation::Preserve, Fortitude::Polite))
}

/// What this room knew. How often the id was given stays.
fn forget<T: Config>(netuid: NetUid) {
    NetworksAdded::<T>::remove(netuid);
    TotalNetworks::<T>::mutate(|count| *count = count.saturating_sub(1));
    NetworkRegisteredAt::<T>::remove(netuid);
    SubnetOwner::<T>::remove(netuid);
    SubnetOwnerHotkey::<T>::remove(netuid);
    SubnetMechanism::<T>::remove(netuid);
    SubtokenEnabled::<T>::remove(netuid);
    FirstEmissionBlockNumber::<T>::remove(netuid);
    emission::standing_changed::<T>();
    SubnetLocked::<T>::remove(netuid);
    TokenSymbol::<T>::remove(netuid);
    identity::forget::<T>(netuid);
}
