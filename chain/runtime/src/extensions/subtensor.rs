//! The subnet pallet's own say at the door: calls that are bound to fail are refused by the pool,
//! with a number clients know, instead of being carried into a block for free.

use crate::{AccountId, Runtime, RuntimeCall, RuntimeOrigin};
use codec::{Decode, DecodeWithMemTracking, Encode};
use pallet_subtensor::guard;
use polkadot_sdk::{
    frame_support::{dispatch::DispatchInfo, weights::Weight},
    frame_system,
    sp_runtime::{
        impl_tx_ext_default,
        traits::{AsSystemOriginSigner, Implication, TransactionExtension, ValidateResult},
        transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction},
    },
};
use scale_info::TypeInfo;

/// What is read for every call: whether a swap of the sender is announced, and whether disputed.
const SWAP_READS: u64 = 2;

/// What the guard reads at most: that, switches, the sender's seat and stake, the last block it acted.
const GUARD_READS: u64 = 8 + SWAP_READS;

/// Asks the subnet pallet whether it would take this call from this signer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SubtensorTransactionExtension;

impl SubtensorTransactionExtension {
    /// The pallet's answer.
    fn guard(signer: &AccountId, call: &RuntimeCall) -> Result<(), TransactionValidityError> {
        super::coldkey_swap::check(signer, call).map_err(InvalidTransaction::from)?;
        let verdict = match call {
            RuntimeCall::SubtensorModule(call) => guard::check::<Runtime>(signer, call),
            _ => Ok(()),
        };
        verdict.map_err(|refusal| InvalidTransaction::from(refusal).into())
    }
}

impl TransactionExtension<RuntimeCall> for SubtensorTransactionExtension {
    const IDENTIFIER: &'static str = "SubtensorTransactionExtension";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    impl_tx_ext_default!(RuntimeCall; prepare);

    /// The guard reads a handful of small values for the pallet's own calls, and little for others.
    fn weight(&self, call: &RuntimeCall) -> Weight {
        match call {
            RuntimeCall::SubtensorModule(_) => <Runtime as frame_system::Config>::DbWeight::get().reads(GUARD_READS),
            _ => <Runtime as frame_system::Config>::DbWeight::get().reads(SWAP_READS),
        }
    }

    fn validate(
        &self,
        origin: RuntimeOrigin,
        call: &RuntimeCall,
        _info: &DispatchInfo,
        _len: usize,
        _self_implicit: (),
        _inherited_implication: &impl Implication,
        _source: TransactionSource,
    ) -> ValidateResult<(), RuntimeCall> {
        if let Some(signer) = origin.as_system_origin_signer() {
            Self::guard(signer, call)?;
        }
        Ok((ValidTransaction::default(), (), origin))
    }
}
