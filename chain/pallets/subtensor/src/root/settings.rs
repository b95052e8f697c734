//! What root can set about claims.

use crate::{subnets, Config, Error, NumRootClaim, RootClaimableThreshold};
use myelin_primitives::{
    fixed_point::{StoredI96F32, I96F32},
    hyperparameters::{Parameter, Value},
    NetUid,
};
use polkadot_sdk::{frame_support::ensure, sp_runtime::DispatchResult};

/// Sets for how many coldkeys a block claims.
pub fn set_claims_per_block<T: Config>(claims: u64) -> DispatchResult {
    ensure!(Parameter::NumRootClaim.row().admits(Value::U64(claims)), Error::<T>::InvalidNumRootClaim);
    NumRootClaim::<T>::put(claims);
    Ok(())
}

/// Sets the least alpha, in rao, that is worth claiming on the subnet.
pub fn set_threshold<T: Config>(netuid: NetUid, rao: u64) -> DispatchResult {
    ensure!(subnets::exists::<T>(netuid), Error::<T>::SubnetNotExists);
    set_claim_threshold::<T>(netuid, StoredI96F32::from(I96F32::saturating_from_num(rao)))
}

/// As [`set_threshold`], in parts of a rao too, on a subnet that is there.
pub fn set_claim_threshold<T: Config>(netuid: NetUid, least: StoredI96F32) -> DispatchResult {
    let row = Parameter::RootClaimThreshold.row();
    ensure!(row.admits(Value::I96F32(least.get().to_bits())), Error::<T>::InvalidRootClaimThreshold);
    RootClaimableThreshold::<T>::insert(netuid, least);
    Ok(())
}
