//! Stake: what a coldkey holds through a hotkey.

use alloc::collections::BTreeMap;
use codec::{Decode, Encode};
use myelin_primitives::{Alpha, NetUid, Tao};
use scale_info::TypeInfo;

/// One position: a coldkey's alpha on a subnet through a hotkey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakeInfo<AccountId> {
    pub hotkey: AccountId,
    pub coldkey: AccountId,
    #[codec(compact)]
    pub netuid: NetUid,
    #[codec(compact)]
    pub stake: Alpha,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub locked: u64,
    /// Alpha the hotkey's nominators earned in the last epoch.
    #[codec(compact)]
    pub emission: Alpha,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub tao_emission: Tao,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub drain: u64,
    /// Whether the hotkey has a seat on the subnet.
    pub is_registered: bool,
}

/// How much of a coldkey's alpha on a subnet it may move.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakeAvailability {
    #[codec(compact)]
    pub total: Alpha,
    #[codec(compact)]
    pub locked: Alpha,
    #[codec(compact)]
    pub available: Alpha,
}

/// Alpha that coldkeys may move, by coldkey and subnet.
pub type Availabilities<AccountId> = BTreeMap<AccountId, BTreeMap<NetUid, StakeAvailability>>;
