//! Replay protection that also lets an account without any balance act, as long as the act is free.
//!
//! The stock extension refuses accounts nobody pays for, since their nonce takes up storage. On this
//! wire a hotkey normally holds nothing, and must still be able to set weights or announce its axon.

use crate::{AccountId, Nonce, Runtime, RuntimeCall, RuntimeOrigin};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::{
    frame_support::{dispatch::DispatchInfo, pallet_prelude::Pays, weights::Weight},
    frame_system::{self, ExtensionsWeightInfo as _},
    sp_runtime::{
        traits::{AsSystemOriginSigner, Implication, PostDispatchInfoOf, TransactionExtension, ValidateResult},
        transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction},
        DispatchResult,
    },
};
use scale_info::TypeInfo;

/// The sender's nonce: one use each, in order.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct CheckNonce(#[codec(compact)] pub Nonce);

impl From<Nonce> for CheckNonce {
    fn from(nonce: Nonce) -> Self {
        Self(nonce)
    }
}

type Accounts = frame_system::Account<Runtime>;

impl CheckNonce {
    /// What the pool has to wait for before this nonce, and what it gives to those waiting for it.
    fn validity(&self, who: &AccountId, pays_fee: Pays) -> Result<ValidTransaction, TransactionValidityError> {
        let account = Accounts::get(who);
        let is_kept = account.providers > 0 || account.sufficients > 0;
        if !is_kept && pays_fee == Pays::Yes {
            return Err(InvalidTransaction::Payment.into());
        }
        if self.0 < account.nonce {
            return Err(InvalidTransaction::Stale.into());
        }

        let tag = |nonce: Nonce| -> Vec<u8> { (who, nonce).encode() };
        let requires = if account.nonce < self.0 { vec![tag(self.0.saturating_sub(1))] } else { vec![] };
        Ok(ValidTransaction { requires, provides: vec![tag(self.0)], ..Default::default() })
    }

    /// Uses the nonce up.
    fn consume(&self, who: &AccountId) -> Result<(), TransactionValidityError> {
        if self.0 > Accounts::get(who).nonce {
            return Err(InvalidTransaction::Future.into());
        }
        Accounts::mutate(who, |account| account.nonce = self.0.wrapping_add(1));
        Ok(())
    }
}

impl TransactionExtension<RuntimeCall> for CheckNonce {
    const IDENTIFIER: &'static str = "CheckNonce";
    type Implicit = ();
    /// The sender, if the transaction has one.
    type Val = Option<AccountId>;
    /// The weight to give back: all of it where there was no sender to check.
    type Pre = Weight;

    fn weight(&self, _call: &RuntimeCall) -> Weight {
        <Runtime as frame_system::Config>::ExtensionsWeightInfo::check_nonce()
    }

    fn validate(
        &self,
        origin: RuntimeOrigin,
        _call: &RuntimeCall,
        info: &DispatchInfo,
        _len: usize,
        _self_implicit: (),
        _inherited_implication: &impl Implication,
        _source: TransactionSource,
    ) -> ValidateResult<Self::Val, RuntimeCall> {
        let Some(who) = origin.as_system_origin_signer().cloned() else {
            return Ok((ValidTransaction::default(), None, origin));
        };
        Ok((self.validity(&who, info.pays_fee)?, Some(who), origin))
    }

    fn prepare(
        self,
        sender: Self::Val,
        _origin: &RuntimeOrigin,
        call: &RuntimeCall,
        _info: &DispatchInfo,
        _len: usize,
    ) -> Result<Self::Pre, TransactionValidityError> {
        match sender {
            Some(who) => self.consume(&who).map(|()| Weight::zero()),
            None => Ok(self.weight(call)),
        }
    }

    fn post_dispatch_details(
        refund: Self::Pre,
        _info: &DispatchInfo,
        _post_info: &PostDispatchInfoOf<RuntimeCall>,
        _len: usize,
        _result: &DispatchResult,
    ) -> Result<Weight, TransactionValidityError> {
        Ok(refund)
    }
}
