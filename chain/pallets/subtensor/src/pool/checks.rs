//! What always holds of pools.

use super::account;
use crate::{Config, SubnetTAO, TotalIssuance};
use alloc::{format, string::String};
use myelin_primitives::Tao;
use polkadot_sdk::frame_support::traits::fungible::Inspect;

/// Every subnet's account covers its reserve, and the pallet's count of TAO is not under the
/// ledger's (users' own transfers may lose dust that only the ledger notices).
pub fn check<T: Config>() -> Result<(), String> {
    for netuid in crate::subnets::all::<T>() {
        // Genesis writes the first subnet's figures without minting, as the wire has it.
        if crate::subnets::is_of_genesis::<T>(netuid) {
            continue;
        }
        let held = Tao(T::Currency::total_balance(&account::<T>(netuid)));
        let reserve = SubnetTAO::<T>::get(netuid);
        if held < reserve {
            return Err(format!("subnet {netuid} holds {held} rao under a reserve of {reserve}"));
        }
    }
    let counted = TotalIssuance::<T>::get();
    let issued = Tao(T::Currency::total_issuance());
    if counted < issued {
        return Err(format!("{issued} rao exist where {counted} are counted"));
    }
    Ok(())
}
