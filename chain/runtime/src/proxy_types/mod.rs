//! What a proxy may do for the account it stands for: `rules` decide it, `told` shows the same rules
//! to wallets.

mod rules;
mod told;

pub use told::{filters, kinds};

use crate::RuntimeCall;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::frame_support::traits::InstanceFilter;
use scale_info::TypeInfo;

#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum ProxyType {
    #[default]
    #[codec(index = 0)]
    Any,
    #[codec(index = 1)]
    Owner,
    #[codec(index = 2)]
    NonCritical,
    #[codec(index = 3)]
    NonTransfer,
    #[codec(index = 4)]
    Senate,
    #[codec(index = 5)]
    NonFungible,
    #[codec(index = 6)]
    Triumvirate,
    #[codec(index = 7)]
    Governance,
    #[codec(index = 8)]
    Staking,
    #[codec(index = 9)]
    Registration,
    #[codec(index = 10)]
    Transfer,
    #[codec(index = 11)]
    SmallTransfer,
    #[codec(index = 12)]
    RootWeights,
    #[codec(index = 13)]
    ChildKeys,
    #[codec(index = 14)]
    SudoUncheckedSetCode,
    #[codec(index = 15)]
    SwapHotkey,
    #[codec(index = 16)]
    SubnetLeaseBeneficiary,
    #[codec(index = 17)]
    RootClaim,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        self.rule().allows(call)
    }

    fn is_superset(&self, other: &Self) -> bool {
        match (self, other) {
            (left, right) if left == right => true,
            (Self::Any, _) => true,
            (Self::NonTransfer, Self::Any | Self::Transfer | Self::SmallTransfer) => false,
            (Self::NonTransfer, _) => true,
            (Self::Transfer, Self::SmallTransfer) => true,
            _ => false,
        }
    }
}
