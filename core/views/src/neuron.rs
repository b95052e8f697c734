//! Neurons: who holds a seat, where it serves, and how the last epoch saw it.

use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use myelin_primitives::{
    records::{AxonInfo, PrometheusInfo},
    Alpha, NetUid,
};
use scale_info::TypeInfo;

/// A seat without its weights and bonds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NeuronInfoLite<AccountId> {
    pub hotkey: AccountId,
    pub coldkey: AccountId,
    #[codec(compact)]
    pub uid: u16,
    #[codec(compact)]
    pub netuid: NetUid,
    /// Whether it set weights recently enough in the last epoch.
    pub active: bool,
    pub axon_info: AxonInfo,
    pub prometheus_info: PrometheusInfo,
    /// The owner, and all alpha staked to the hotkey.
    pub stake: Vec<(AccountId, Compact<Alpha>)>,
    /// No longer computed; 0.
    #[codec(compact)]
    pub rank: u16,
    /// Alpha earned in the last epoch.
    #[codec(compact)]
    pub emission: Alpha,
    #[codec(compact)]
    pub incentive: u16,
    #[codec(compact)]
    pub consensus: u16,
    /// No longer computed; 0.
    #[codec(compact)]
    pub trust: u16,
    #[codec(compact)]
    pub validator_trust: u16,
    #[codec(compact)]
    pub dividends: u16,
    /// Block of the last weights.
    #[codec(compact)]
    pub last_update: u64,
    /// Whether its weights count.
    pub validator_permit: bool,
    /// No longer computed; 65535.
    #[codec(compact)]
    pub pruning_score: u16,
}

/// A seat with its weights and bonds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NeuronInfo<AccountId> {
    pub hotkey: AccountId,
    pub coldkey: AccountId,
    #[codec(compact)]
    pub uid: u16,
    #[codec(compact)]
    pub netuid: NetUid,
    /// Whether it set weights recently enough in the last epoch.
    pub active: bool,
    pub axon_info: AxonInfo,
    pub prometheus_info: PrometheusInfo,
    /// The owner, and all alpha staked to the hotkey.
    pub stake: Vec<(AccountId, Compact<Alpha>)>,
    /// No longer computed; 0.
    #[codec(compact)]
    pub rank: u16,
    /// Alpha earned in the last epoch.
    #[codec(compact)]
    pub emission: Alpha,
    #[codec(compact)]
    pub incentive: u16,
    #[codec(compact)]
    pub consensus: u16,
    /// No longer computed; 0.
    #[codec(compact)]
    pub trust: u16,
    #[codec(compact)]
    pub validator_trust: u16,
    #[codec(compact)]
    pub dividends: u16,
    /// Block of the last weights.
    #[codec(compact)]
    pub last_update: u64,
    /// Whether its weights count.
    pub validator_permit: bool,
    /// Seat and weight, zeros left out.
    pub weights: Vec<(Compact<u16>, Compact<u16>)>,
    /// Seat and bond, zeros left out.
    pub bonds: Vec<(Compact<u16>, Compact<u16>)>,
    /// No longer computed; 65535.
    #[codec(compact)]
    pub pruning_score: u16,
}

impl<AccountId> NeuronInfo<AccountId> {
    /// Adds what the shorter form leaves out.
    pub fn of(
        lite: NeuronInfoLite<AccountId>,
        weights: Vec<(Compact<u16>, Compact<u16>)>,
        bonds: Vec<(Compact<u16>, Compact<u16>)>,
    ) -> Self {
        Self {
            hotkey: lite.hotkey,
            coldkey: lite.coldkey,
            uid: lite.uid,
            netuid: lite.netuid,
            active: lite.active,
            axon_info: lite.axon_info,
            prometheus_info: lite.prometheus_info,
            stake: lite.stake,
            rank: lite.rank,
            emission: lite.emission,
            incentive: lite.incentive,
            consensus: lite.consensus,
            trust: lite.trust,
            validator_trust: lite.validator_trust,
            dividends: lite.dividends,
            last_update: lite.last_update,
            validator_permit: lite.validator_permit,
            weights,
            bonds,
            pruning_score: lite.pruning_score,
        }
    }
}
