//! Keys and choices the room stores, in the order of the wire.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use myelin_primitives::{
    hyperparameters::{Hyperparameter, Value},
    NetUid,
};
use polkadot_sdk::sp_runtime::AccountId32;
use scale_info::TypeInfo;

/// What becomes of incentive earned by the owner's own miners.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum RecycleOrBurnEnum {
    /// It stays issued and nobody holds it.
    #[default]
    Burn,
    /// It leaves the issuance.
    Recycle,
}

impl From<RecycleOrBurnEnum> for Value {
    /// A choice has no bounds to be held to.
    fn from(_: RecycleOrBurnEnum) -> Self {
        Self::Absent
    }
}

/// Actions whose last block is stamped under a key of their own.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum RateLimitKey {
    /// The subnet's owner hotkey was changed.
    #[codec(index = 0)]
    SetSNOwnerHotkey(NetUid),
    /// The owner changed this hyperparameter of the subnet.
    #[codec(index = 1)]
    OwnerHyperparamUpdate(NetUid, Hyperparameter),
    /// A subnet was created.
    #[codec(index = 2)]
    NetworkLastRegistered,
    /// The coldkey swapped a hotkey.
    #[codec(index = 3)]
    LastTxBlock(AccountId32),
    /// The hotkey raised its take as a child.
    #[codec(index = 4)]
    LastTxBlockChildKeyTake(AccountId32),
    /// The hotkey raised its take as a delegate.
    #[codec(index = 5)]
    LastTxBlockDelegateTake(AccountId32),
    /// Somebody bought and burned on the subnet.
    #[codec(index = 6)]
    AddStakeBurn(NetUid),
}

/// Rate-limited actions, numbered as the stamps are keyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum TransactionType {
    SetChildren = 0,
    SetChildkeyTake = 1,
    Unknown = 2,
    RegisterNetwork = 3,
    SetWeightsVersionKey = 4,
    SetSNOwnerHotkey = 5,
    OwnerHyperparamUpdate = 6,
    MechanismCountUpdate = 7,
    MechanismEmission = 8,
    MaxUidsTrimming = 9,
    AddStakeBurn = 10,
    TempoUpdate = 11,
}

impl TransactionType {
    /// The kind as it stands in the key of a stamp.
    pub const fn index(self) -> u16 {
        self as u16
    }
}
