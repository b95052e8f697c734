//! Delegates: hotkeys that others stake to.

use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use myelin_primitives::{Alpha, NetUid};
use scale_info::TypeInfo;

/// What somebody holds on each subnet.
pub type Holdings = Vec<(Compact<NetUid>, Compact<u64>)>;

/// A hotkey, who stakes to it, where it sits, and what staking to it earns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DelegateInfo<AccountId> {
    pub delegate_ss58: AccountId,
    /// Its share of what its nominators earn, of 65535.
    #[codec(compact)]
    pub take: u16,
    /// Who stakes to it, and how much on each subnet.
    pub nominators: Vec<(AccountId, Holdings)>,
    pub owner_ss58: AccountId,
    /// Subnets on which it has a seat.
    pub registrations: Vec<Compact<NetUid>>,
    /// Subnets on which its weights count.
    pub validator_permits: Vec<Compact<NetUid>>,
    /// TAO in rao that 1000 TAO staked to it earn in a day.
    #[codec(compact)]
    pub return_per_1000: u64,
    /// TAO in rao that all stake on it earns in a day.
    #[codec(compact)]
    pub total_daily_return: u64,
}

/// A delegate with one position that somebody holds through it.
pub type Delegation<AccountId> = (DelegateInfo<AccountId>, (Compact<NetUid>, Compact<Alpha>));
