//! TAO on accounts: into a subnet, out of it, made and destroyed.

use crate::{Config, Error, TotalIssuance};
use myelin_primitives::{NetUid, Tao};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{
            fungible::{Balanced, Credit, Inspect, Mutate},
            tokens::{Fortitude, Precision, Preservation},
            Imbalance,
        },
        PalletId,
    },
    sp_runtime::{traits::AccountIdConversion, AccountId32, DispatchError, DispatchResult},
};

/// Root of the accounts of subnets.
pub(crate) const SUBNETS: PalletId = PalletId(*b"subtensr");
/// Whose TAO is out of the world.
pub(crate) const BURN: PalletId = PalletId(*b"burntnsr");

/// TAO made for this block and not yet given to anyone.
pub type TaoCredit<T> = Credit<AccountId32, <T as Config>::Currency>;

/// A chain begins: what its accounts were given is counted as issued.
pub fn begin<T: Config>() {
    TotalIssuance::<T>::put(Tao(T::Currency::total_issuance()));
}

/// The account that holds a subnet's TAO.
pub fn account<T: Config>(netuid: NetUid) -> AccountId32 {
    SUBNETS.into_sub_account_truncating(netuid.0)
}

/// Where TAO goes that nobody shall have; it stays in the issuance.
pub fn burn_account<T: Config>() -> AccountId32 {
    BURN.into_account_truncating()
}

/// Whether the account belongs to a subnet, so that no key can be behind it.
pub fn is_system_account<T: Config>(who: &AccountId32) -> bool {
    PalletId::try_from_sub_account::<u16>(who).is_some_and(|(pallet, _)| pallet == SUBNETS)
}

/// What the account can spend if it may die of it.
pub fn spendable<T: Config>(who: &AccountId32) -> Tao {
    Tao(T::Currency::reducible_balance(who, Preservation::Expendable, Fortitude::Polite))
}

/// Moves up to `amount` from `who` to the subnet's account and says how much that was. The payer
/// stays alive, so "everything" leaves the existential deposit behind.
pub fn pay_to_subnet<T: Config>(who: &AccountId32, netuid: NetUid, amount: Tao) -> Result<Tao, DispatchError> {
    let available = T::Currency::reducible_balance(who, Preservation::Preserve, Fortitude::Polite);
    let paid = amount.rao().min(available);
    ensure!(paid > 0, Error::<T>::InsufficientBalance);
    transfer::<T>(who, &account::<T>(netuid), paid)?;
    Ok(Tao(paid))
}

/// Pays `amount` out of the subnet's account.
pub fn pay_from_subnet<T: Config>(netuid: NetUid, to: &AccountId32, amount: Tao) -> DispatchResult {
    let from = account::<T>(netuid);
    ensure!(amount <= spendable::<T>(&from), Error::<T>::InsufficientBalance);
    transfer::<T>(&from, to, amount.rao())
}

/// Moves TAO between the accounts of two subnets.
pub fn move_between_subnets<T: Config>(from: NetUid, onto: NetUid, amount: Tao) -> DispatchResult {
    pay_from_subnet::<T>(from, &account::<T>(onto), amount)
}

/// Moves TAO from one coldkey to another.
pub fn pay_between<T: Config>(from: &AccountId32, to: &AccountId32, amount: Tao) -> DispatchResult {
    transfer::<T>(from, to, amount.rao())
}

/// A transfer that may end the sender's account. What is too little to keep it alive is lost, and
/// both counts of the issuance fall by it.
fn transfer<T: Config>(from: &AccountId32, to: &AccountId32, amount: u64) -> DispatchResult {
    if amount == 0 || from == to {
        return Ok(());
    }
    let before = T::Currency::total_issuance();
    T::Currency::transfer(from, to, amount, Preservation::Expendable)?;
    let dust = before.saturating_sub(T::Currency::total_issuance());
    forget_issued::<T>(Tao(dust));
    Ok(())
}

/// Destroys TAO of an account.
pub fn destroy<T: Config>(who: &AccountId32, amount: Tao) -> DispatchResult {
    if amount.is_zero() {
        return Ok(());
    }
    let before = T::Currency::total_issuance();
    T::Currency::burn_from(who, amount.rao(), Preservation::Expendable, Precision::Exact, Fortitude::Polite)?;
    let destroyed = before.saturating_sub(T::Currency::total_issuance());
    forget_issued::<T>(Tao(destroyed));
    Ok(())
}

/// Makes new TAO, to be handed out within this block.
pub fn issue<T: Config>(amount: Tao) -> TaoCredit<T> {
    let credit = T::Currency::issue(amount.rao());
    TotalIssuance::<T>::mutate(|total| *total = total.saturating_add(Tao(credit.peek())));
    credit
}

/// Puts `amount` out of the credit on the subnet's account; false, and nothing done, when the
/// credit holds less.
pub fn collect<T: Config>(credit: TaoCredit<T>, netuid: NetUid, amount: Tao) -> (TaoCredit<T>, bool) {
    if amount.is_zero() || credit.peek() < amount.rao() {
        return (credit, false);
    }
    let (part, rest) = credit.split(amount.rao());
    match T::Currency::resolve(&account::<T>(netuid), part) {
        Ok(()) => (rest, true),
        Err(part) => (rest.merge(part), false),
    }
}

/// Destroys what is left of the credit.
pub fn retire<T: Config>(credit: TaoCredit<T>) {
    forget_issued::<T>(Tao(credit.peek()));
    drop(credit);
}

fn forget_issued<T: Config>(amount: Tao) {
    if !amount.is_zero() {
        TotalIssuance::<T>::mutate(|total| *total = total.saturating_sub(amount));
    }
}
