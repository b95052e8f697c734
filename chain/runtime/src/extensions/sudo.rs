//! Sudo calls are refused at the door unless the sudo key signs them, so that nobody can fill
//! blocks with calls that only fail inside.

use crate::{Runtime, RuntimeCall, RuntimeOrigin};
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::{
    frame_support::{dispatch::DispatchInfo, ensure, weights::Weight},
    sp_runtime::{
        impl_tx_ext_default,
        traits::{AsSystemOriginSigner, Implication, TransactionExtension, ValidateResult},
        transaction_validity::{InvalidTransaction, TransactionSource, ValidTransaction},
    },
    *,
};
use scale_info::TypeInfo;

/// Refuses a call of the sudo pallet from anybody but its key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SudoTransactionExtension;

impl TransactionExtension<RuntimeCall> for SudoTransactionExtension {
    const IDENTIFIER: &'static str = "SudoTransactionExtension";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    impl_tx_ext_default!(RuntimeCall; prepare);

    /// One read, of the key.
    fn weight(&self, call: &RuntimeCall) -> Weight {
        match call {
            RuntimeCall::Sudo(_) => <Runtime as frame_system::Config>::DbWeight::get().reads(1),
            _ => Weight::zero(),
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
        if matches!(call, RuntimeCall::Sudo(_)) {
            let key = pallet_sudo::Key::<Runtime>::get();
            let is_key = key.is_some() && origin.as_system_origin_signer() == key.as_ref();
            ensure!(is_key, InvalidTransaction::BadSigner);
        }
        Ok((ValidTransaction::default(), (), origin))
    }
}
