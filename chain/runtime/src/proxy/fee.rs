//! Who pays for a delegate's transaction: the account it acts for, where that one agreed to.

use super::RealPaysFee;
use crate::{proxy, utility, AccountId, Runtime, RuntimeCall};
use polkadot_sdk::sp_runtime::traits::{LookupError, StaticLookup};

/// The account that is charged for a call of `signer`.
///
/// A call for another account may hold one more such call, in which that account in turn is the
/// delegate; a batch counts as such a call if all in it are charged to the same account.
pub fn payer(signer: &AccountId, call: &RuntimeCall) -> AccountId {
    charged(signer, call).unwrap_or_else(|| signer.clone())
}

fn charged(signer: &AccountId, call: &RuntimeCall) -> Option<AccountId> {
    let calls = match call {
        RuntimeCall::Utility(
            utility::Call::batch { calls } | utility::Call::batch_all { calls } | utility::Call::force_batch { calls },
        ) => calls.as_slice(),
        single => return agreed(signer, single),
    };
    let payer = agreed(signer, calls.first()?)?;
    calls.iter().all(|call| agreed(signer, call).as_ref() == Some(&payer)).then_some(payer)
}

/// Who agreed to pay for this one call, if it is one for another account.
fn agreed(signer: &AccountId, call: &RuntimeCall) -> Option<AccountId> {
    let (real, inner) = acted_for(call)?;
    if !RealPaysFee::<Runtime>::contains_key(&real, signer) {
        return None;
    }
    let further = acted_for(inner).map(|(further, _)| further);
    let pays = |further: &AccountId| RealPaysFee::<Runtime>::contains_key(further, &real);
    Some(further.filter(pays).unwrap_or(real))
}

/// The account a call is made for, and what is called for it.
fn acted_for(call: &RuntimeCall) -> Option<(AccountId, &RuntimeCall)> {
    let RuntimeCall::Proxy(proxy::Call::proxy { real, call, .. }) = call else { return None };
    let real: Result<AccountId, LookupError> =
        <Runtime as polkadot_sdk::frame_system::Config>::Lookup::lookup(real.clone());
    Some((real.ok()?, call))
}
