//! TAO on accounts, made and destroyed with the issuance: the ledger's and the emission's count.

use super::{edit, ensure, least_balance, Refusal};
use crate::{AccountId, Balances, Runtime};
use alloc::format;
use myelin_economy::issuance::TOTAL_SUPPLY;
use myelin_primitives::Tao;
use pallet_subtensor::pool;
use polkadot_sdk::frame_support::traits::fungible::Balanced;

/// Lets `who` own exactly `amount` of free TAO.
pub fn set_balance(who: &AccountId, amount: Tao) -> Result<(), Refusal> {
    edit(|| {
        ensure_ordinary(who)?;
        ensure_can_hold(who, amount)?;
        let held = Tao(Balances::free_balance(who));
        if amount >= held {
            give(who, amount.saturating_sub(held))
        } else {
            take(who, held.saturating_sub(amount))
        }
    })
}

/// Makes TAO for `who`.
pub(super) fn give(who: &AccountId, amount: Tao) -> Result<(), Refusal> {
    if amount.is_zero() {
        return Ok(());
    }
    let exists = Balances::total_issuance();
    let fits = exists.checked_add(amount.rao()).is_some_and(|all| all <= TOTAL_SUPPLY);
    ensure(fits, || format!("{amount} rao more would be past the supply of {TOTAL_SUPPLY}, of which {exists} exist"))?;
    let credit = pool::issue::<Runtime>(amount);
    <Balances as Balanced<AccountId>>::resolve(who, credit)
        .map_err(|_| Refusal::new(format!("{who} cannot be given {amount} rao")))
}

/// Destroys TAO of `who`.
pub(super) fn take(who: &AccountId, amount: Tao) -> Result<(), Refusal> {
    pool::destroy::<Runtime>(who, amount).map_err(|error| {
        let why = Refusal::from(error);
        Refusal::new(format!("{amount} rao cannot be taken from {who}: {why}"))
    })
}

/// Nobody has the key of a subnet's account, and what is on it belongs to the pool.
pub(super) fn ensure_ordinary(who: &AccountId) -> Result<(), Refusal> {
    ensure(!pool::is_system_account::<Runtime>(who), || format!("{who} is the account of a subnet"))
}

/// An account that would hold less than the least is removed with what is on it.
pub(super) fn ensure_can_hold(who: &AccountId, amount: Tao) -> Result<(), Refusal> {
    let least = least_balance();
    ensure(amount.is_zero() || amount.rao() >= least, || {
        format!("an account holds nothing or at least {least} rao, and {who} would hold {amount}")
    })
}
