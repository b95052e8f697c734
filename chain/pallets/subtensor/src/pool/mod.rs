//! Pool: what a subnet holds, and every way TAO and alpha move in and out of it.
//! Owns the reserves, the outstanding alpha, the totals and the flows; nobody else writes them.
//! Always: a subnet's account holds at least its reserve, and `TotalIssuance` falls with every TAO
//! destroyed here (see `checks`).

pub mod checks;
pub(crate) mod storage;
mod tao;
mod trade;

pub use tao::{
    account, begin, burn_account, collect, destroy, is_system_account, issue, move_between_subnets, pay_between,
    pay_from_subnet, pay_to_subnet, retire, spendable, TaoCredit,
};
pub(crate) use tao::{BURN, SUBNETS};
pub use trade::{
    begin_block, bought_by_chain, buy, buy_for_chain, credit_root, debit_root, forget, inject_alpha, inject_tao, open,
    pay_buy_fee, pay_sell_fee, sell, sell_claim,
};

use crate::{Config, SubnetAlphaIn, SubnetAlphaOut, SubnetProtocolFlow, SubnetTAO, SubnetTaoFlow};
use myelin_primitives::{Alpha, NetUid, Tao};

/// TAO and alpha in the pool.
pub fn reserves<T: Config>(netuid: NetUid) -> (Tao, Alpha) {
    (SubnetTAO::<T>::get(netuid), SubnetAlphaIn::<T>::get(netuid))
}

/// Alpha outside the pool, whoever holds it.
pub fn outstanding<T: Config>(netuid: NetUid) -> Alpha {
    SubnetAlphaOut::<T>::get(netuid)
}

/// All alpha there is: in the pool and outside. What the emission curve looks at.
pub fn alpha_issuance<T: Config>(netuid: NetUid) -> Alpha {
    SubnetAlphaIn::<T>::get(netuid).saturating_add(SubnetAlphaOut::<T>::get(netuid))
}

/// Alpha that a chain begins with outside the pool; the ledger of made alpha does not know it.
pub fn hand_out<T: Config>(netuid: NetUid, amount: Alpha) {
    SubnetAlphaOut::<T>::mutate(netuid, |out| *out = out.saturating_add(amount));
}

/// Newly made alpha, held outside the pool.
pub fn mint_outstanding<T: Config>(netuid: NetUid, amount: Alpha) {
    SubnetAlphaOut::<T>::mutate(netuid, |out| *out = out.saturating_add(amount));
    pallet_alpha_assets::mint::<T>(netuid, amount);
}

/// Destroys alpha nobody holds: less is outstanding and less was ever made.
pub fn recycle_outstanding<T: Config>(netuid: NetUid, amount: Alpha) {
    if amount.is_zero() {
        return;
    }
    SubnetAlphaOut::<T>::mutate(netuid, |out| *out = out.saturating_sub(amount));
    pallet_alpha_assets::recycle::<T>(netuid, amount);
}

/// Destroys alpha just bought with a seat's price: it left the pool and nobody holds it.
pub fn destroy_bought<T: Config>(netuid: NetUid, amount: Alpha) {
    SubnetAlphaOut::<T>::mutate(netuid, |out| *out = out.saturating_sub(amount));
}

/// Notes TAO that users brought in.
pub fn note_inflow<T: Config>(netuid: NetUid, amount: Tao) {
    let amount = i64::try_from(amount.rao()).unwrap_or(i64::MAX);
    SubnetTaoFlow::<T>::mutate(netuid, |flow| *flow = flow.saturating_add(amount));
}

/// Notes TAO that users took out.
pub fn note_outflow<T: Config>(netuid: NetUid, amount: Tao) {
    let amount = i64::try_from(amount.rao()).unwrap_or(i64::MAX);
    SubnetTaoFlow::<T>::mutate(netuid, |flow| *flow = flow.saturating_sub(amount));
}

/// Notes TAO that the chain itself brought in.
pub(crate) fn note_protocol_inflow<T: Config>(netuid: NetUid, amount: Tao) {
    let amount = i64::try_from(amount.rao()).unwrap_or(i64::MAX);
    SubnetProtocolFlow::<T>::mutate(netuid, |flow| *flow = flow.saturating_add(amount));
}

impl<T: Config> pallet_swap::PoolReserves for crate::Pallet<T> {
    fn reserves(netuid: NetUid) -> (Tao, Alpha) {
        reserves::<T>(netuid)
    }

    fn is_dynamic(netuid: NetUid) -> bool {
        crate::subnets::is_dynamic::<T>(netuid)
    }

    fn exists(netuid: NetUid) -> bool {
        crate::subnets::exists::<T>(netuid)
    }
}
