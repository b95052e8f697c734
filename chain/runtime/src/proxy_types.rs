//! What a proxy may do for the account it stands for.
//!
//! A type whose calls do not exist yet on this chain permits nothing; it gains its calls with them.

use crate::RuntimeCall;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{frame_support::traits::InstanceFilter, *};
use scale_info::TypeInfo;

/// Transfers below this amount of rao (half a token) are small.
const SMALL_TRANSFER_LIMIT_RAO: u64 = 500_000_000;

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
        match self {
            Self::Any => true,
            Self::NonCritical => !matches!(call, RuntimeCall::Sudo(_)),
            Self::NonTransfer | Self::NonFungible => !matches!(call, RuntimeCall::Balances(_)),
            Self::Transfer => transferred_rao(call).is_some() || is_transfer_all(call),
            Self::SmallTransfer => transferred_rao(call).is_some_and(|rao| rao < SMALL_TRANSFER_LIMIT_RAO),
            Self::SudoUncheckedSetCode => is_unchecked_set_code(call),
            Self::Senate | Self::Triumvirate | Self::Governance | Self::RootWeights => false,
            Self::Owner
            | Self::Staking
            | Self::Registration
            | Self::ChildKeys
            | Self::SwapHotkey
            | Self::SubnetLeaseBeneficiary
            | Self::RootClaim => false,
        }
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

/// The amount a plain transfer moves, if the call is one.
fn transferred_rao(call: &RuntimeCall) -> Option<u64> {
    match call {
        RuntimeCall::Balances(
            pallet_balances::Call::transfer_keep_alive { value, .. }
            | pallet_balances::Call::transfer_allow_death { value, .. },
        ) => Some(*value),
        _ => None,
    }
}

fn is_transfer_all(call: &RuntimeCall) -> bool {
    matches!(call, RuntimeCall::Balances(pallet_balances::Call::transfer_all { .. }))
}

fn is_unchecked_set_code(call: &RuntimeCall) -> bool {
    match call {
        RuntimeCall::Sudo(pallet_sudo::Call::sudo_unchecked_weight { call, .. }) => {
            matches!(**call, RuntimeCall::System(frame_system::Call::set_code { .. }))
        }
        _ => false,
    }
}
