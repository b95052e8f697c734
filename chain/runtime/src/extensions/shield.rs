//! Two places in the line of extensions whose subjects this chain does not have yet: encrypted
//! transactions and the randomness beacon. They carry no bytes and check nothing; they stand here
//! because clients read the line's order from the metadata.

use crate::RuntimeCall;
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::sp_runtime::{impl_tx_ext_default, traits::TransactionExtension};
use scale_info::TypeInfo;

/// The place of the check that an encrypted transaction parses. No call carries one yet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct CheckShieldedTxValidity;

impl TransactionExtension<RuntimeCall> for CheckShieldedTxValidity {
    const IDENTIFIER: &'static str = "CheckShieldedTxValidity";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    impl_tx_ext_default!(RuntimeCall; validate prepare weight);
}

/// The place of the priority that beacon pulses get. No call carries one yet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DrandPriority;

impl TransactionExtension<RuntimeCall> for DrandPriority {
    const IDENTIFIER: &'static str = "DrandPriority";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    impl_tx_ext_default!(RuntimeCall; validate prepare weight);
}
