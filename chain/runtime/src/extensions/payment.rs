//! The fee, charged the stock way; only the place in the queue is not for sale, and an account may
//! pay what its delegates do for it.

use crate::{proxy, Balance, Runtime, RuntimeCall, RuntimeOrigin};
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::{
    frame_support::{
        dispatch::{DispatchClass, DispatchInfo},
        weights::Weight,
    },
    pallet_transaction_payment,
    sp_runtime::{
        traits::{AsSystemOriginSigner, Implication, PostDispatchInfoOf, TransactionExtension, ValidateResult},
        transaction_validity::{TransactionPriority, TransactionSource, TransactionValidityError, ValidTransaction},
        DispatchResult,
    },
};
use scale_info::TypeInfo;

/// Every ordinary transaction stands in the same line: tips and weight do not move it forward.
const ORDINARY_PRIORITY: TransactionPriority = 1;
/// Operational calls go before everything ordinary.
const OPERATIONAL_PRIORITY: TransactionPriority = 10_000_000_000;

type Stock = pallet_transaction_payment::ChargeTransactionPayment<Runtime>;

/// Pays for the transaction, with the tip it offers on top.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ChargeTransactionPayment(Stock);

/// As whom the fee is charged.
fn payer(origin: &RuntimeOrigin, call: &RuntimeCall) -> RuntimeOrigin {
    match origin.as_system_origin_signer() {
        Some(signer) => RuntimeOrigin::signed(proxy::fee::payer(signer, call)),
        None => origin.clone(),
    }
}

impl From<Balance> for ChargeTransactionPayment {
    fn from(tip: Balance) -> Self {
        Self(Stock::from(tip))
    }
}

impl TransactionExtension<RuntimeCall> for ChargeTransactionPayment {
    const IDENTIFIER: &'static str = "ChargeTransactionPayment";
    type Implicit = ();
    type Val = <Stock as TransactionExtension<RuntimeCall>>::Val;
    type Pre = <Stock as TransactionExtension<RuntimeCall>>::Pre;

    fn weight(&self, call: &RuntimeCall) -> Weight {
        self.0.weight(call)
    }

    fn validate(
        &self,
        origin: RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfo,
        len: usize,
        self_implicit: (),
        inherited_implication: &impl Implication,
        source: TransactionSource,
    ) -> ValidateResult<Self::Val, RuntimeCall> {
        let payer = payer(&origin, call);
        let (validity, charge, _) =
            self.0.validate(payer, call, info, len, self_implicit, inherited_implication, source)?;
        let priority = match info.class {
            DispatchClass::Normal | DispatchClass::Mandatory => ORDINARY_PRIORITY,
            DispatchClass::Operational => OPERATIONAL_PRIORITY,
        };
        Ok((ValidTransaction { priority, ..validity }, charge, origin))
    }

    fn prepare(
        self,
        charge: Self::Val,
        origin: &RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfo,
        len: usize,
    ) -> Result<Self::Pre, TransactionValidityError> {
        self.0.prepare(charge, &payer(origin, call), call, info, len)
    }

    fn post_dispatch_details(
        charged: Self::Pre,
        info: &DispatchInfo,
        post_info: &PostDispatchInfoOf<RuntimeCall>,
        len: usize,
        result: &DispatchResult,
    ) -> Result<Weight, TransactionValidityError> {
        <Stock as TransactionExtension<RuntimeCall>>::post_dispatch_details(charged, info, post_info, len, result)
    }
}
