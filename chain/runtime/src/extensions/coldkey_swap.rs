//! A coldkey whose swap is announced does nothing else, neither by itself nor through others: calls
//! inside batches, by proxy and by multisig are looked at before any of them runs.

use crate::{proxy, utility, AccountId, Runtime, RuntimeCall};
use pallet_subtensor::{
    guard::{self, CustomTransactionError},
    keys,
};
use polkadot_sdk::{sp_runtime::traits::StaticLookup, *};

type Lookup = <Runtime as frame_system::Config>::Lookup;

/// Whether the call, and every call in it, comes from somebody who may make it now. Calls nest no
/// deeper than they can be decoded, and a batch asks once for all it holds.
pub fn check(signer: &AccountId, call: &RuntimeCall) -> Result<(), CustomTransactionError> {
    check_as(signer, keys::swap_of::<Runtime>(signer), call)
}

fn check_as(signer: &AccountId, standing: keys::Standing, call: &RuntimeCall) -> Result<(), CustomTransactionError> {
    let about_keys = match call {
        RuntimeCall::SubtensorModule(call) => Some(call),
        _ => None,
    };
    guard::check_swap::<Runtime>(standing, about_keys)?;
    match call {
        RuntimeCall::Utility(
            utility::Call::batch { calls } | utility::Call::batch_all { calls } | utility::Call::force_batch { calls },
        ) => calls.iter().try_for_each(|inner| check_as(signer, standing, inner)),
        RuntimeCall::Utility(utility::Call::as_derivative { index, call }) => {
            // Without such an account the call cannot run.
            utility::derived_account(signer, *index).map_or(Ok(()), |derived| check(&derived, call))
        }
        RuntimeCall::Proxy(proxy::Call::proxy { real, call, .. } | proxy::Call::proxy_announced { real, call, .. }) => {
            match Lookup::lookup(real.clone()) {
                Ok(real) => check(&real, call),
                // Nobody is meant, so the call cannot run.
                Err(_) => Ok(()),
            }
        }
        RuntimeCall::Multisig(pallet_multisig::Call::as_multi { threshold, other_signatories, call, .. }) => {
            check(&together(signer, other_signatories, *threshold), call)
        }
        RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call }) => {
            check(&together(signer, other_signatories, 1), call)
        }
        _ => Ok(()),
    }
}

/// The account that the signer and the others share.
fn together(signer: &AccountId, others: &[AccountId], threshold: u16) -> AccountId {
    let mut all: alloc::vec::Vec<AccountId> = others.to_vec();
    all.push(signer.clone());
    all.sort();
    pallet_multisig::Pallet::<Runtime>::multi_account_id(&all, threshold)
}
