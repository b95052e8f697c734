//! Subnets: their settings, their pools, and the state of their seats.

use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use myelin_primitives::{fixed_point::StoredI96F32, records::SubnetIdentityV3, Alpha, NetUid, Tao};
use scale_info::TypeInfo;

/// A subnet in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetInfo<AccountId> {
    #[codec(compact)]
    pub netuid: NetUid,
    #[codec(compact)]
    pub rho: u16,
    #[codec(compact)]
    pub kappa: u16,
    /// Kept for clients; there is no proof of work.
    #[codec(compact)]
    pub difficulty: u64,
    #[codec(compact)]
    pub immunity_period: u16,
    #[codec(compact)]
    pub max_allowed_validators: u16,
    #[codec(compact)]
    pub min_allowed_weights: u16,
    /// Largest single weight; never binds.
    #[codec(compact)]
    pub max_weights_limit: u16,
    /// Kept for clients; nothing scales by it.
    #[codec(compact)]
    pub scaling_law_power: u16,
    #[codec(compact)]
    pub subnetwork_n: u16,
    #[codec(compact)]
    pub max_allowed_uids: u16,
    #[codec(compact)]
    pub blocks_since_last_step: u64,
    #[codec(compact)]
    pub tempo: u16,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub network_modality: u16,
    /// Kept for clients; empty.
    pub network_connect: Vec<[u16; 2]>,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub emission_values: u64,
    /// Price of the next seat.
    #[codec(compact)]
    pub burn: Tao,
    pub owner: AccountId,
}

/// A subnet in short, with its identity. The wire spells the name with a small v.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[scale_info(replace_segment("SubnetInfoV2", "SubnetInfov2"))]
pub struct SubnetInfoV2<AccountId> {
    #[codec(compact)]
    pub netuid: NetUid,
    #[codec(compact)]
    pub rho: u16,
    #[codec(compact)]
    pub kappa: u16,
    /// Kept for clients; there is no proof of work.
    #[codec(compact)]
    pub difficulty: u64,
    #[codec(compact)]
    pub immunity_period: u16,
    #[codec(compact)]
    pub max_allowed_validators: u16,
    #[codec(compact)]
    pub min_allowed_weights: u16,
    /// Largest single weight; never binds.
    #[codec(compact)]
    pub max_weights_limit: u16,
    /// Kept for clients; nothing scales by it.
    #[codec(compact)]
    pub scaling_law_power: u16,
    #[codec(compact)]
    pub subnetwork_n: u16,
    #[codec(compact)]
    pub max_allowed_uids: u16,
    #[codec(compact)]
    pub blocks_since_last_step: u64,
    #[codec(compact)]
    pub tempo: u16,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub network_modality: u16,
    /// Kept for clients; empty.
    pub network_connect: Vec<[u16; 2]>,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub emission_value: u64,
    /// Price of the next seat.
    #[codec(compact)]
    pub burn: Tao,
    pub owner: AccountId,
    pub identity: Option<SubnetIdentityV3>,
}

impl<AccountId> SubnetInfoV2<AccountId> {
    /// Adds what the older form leaves out.
    pub fn of(info: SubnetInfo<AccountId>, identity: Option<SubnetIdentityV3>) -> Self {
        Self {
            netuid: info.netuid,
            rho: info.rho,
            kappa: info.kappa,
            difficulty: info.difficulty,
            immunity_period: info.immunity_period,
            max_allowed_validators: info.max_allowed_validators,
            min_allowed_weights: info.min_allowed_weights,
            max_weights_limit: info.max_weights_limit,
            scaling_law_power: info.scaling_law_power,
            subnetwork_n: info.subnetwork_n,
            max_allowed_uids: info.max_allowed_uids,
            blocks_since_last_step: info.blocks_since_last_step,
            tempo: info.tempo,
            network_modality: info.network_modality,
            network_connect: info.network_connect,
            emission_value: info.emission_values,
            burn: info.burn,
            owner: info.owner,
            identity,
        }
    }
}

/// A subnet's pool and what flows through it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DynamicInfo<AccountId> {
    #[codec(compact)]
    pub netuid: NetUid,
    pub owner_hotkey: AccountId,
    pub owner_coldkey: AccountId,
    pub subnet_name: Vec<Compact<u8>>,
    pub token_symbol: Vec<Compact<u8>>,
    #[codec(compact)]
    pub tempo: u16,
    /// Block of the last epoch.
    #[codec(compact)]
    pub last_step: u64,
    #[codec(compact)]
    pub blocks_since_last_step: u64,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub emission: u64,
    /// Alpha in the pool.
    #[codec(compact)]
    pub alpha_in: Alpha,
    /// Alpha outside the pool.
    #[codec(compact)]
    pub alpha_out: Alpha,
    /// TAO in the pool.
    #[codec(compact)]
    pub tao_in: Tao,
    /// Alpha handed out per block.
    #[codec(compact)]
    pub alpha_out_emission: Alpha,
    /// Alpha put into the pool per block.
    #[codec(compact)]
    pub alpha_in_emission: Alpha,
    /// TAO put into the pool per block.
    #[codec(compact)]
    pub tao_in_emission: Tao,
    /// Alpha waiting for the next epoch.
    #[codec(compact)]
    pub pending_alpha_emission: Alpha,
    /// Kept for clients; 0.
    #[codec(compact)]
    pub pending_root_emission: Tao,
    /// TAO traded since the subnet began.
    #[codec(compact)]
    pub subnet_volume: u128,
    #[codec(compact)]
    pub network_registered_at: u64,
    pub subnet_identity: Option<SubnetIdentityV3>,
    /// Moving average of the price in TAO.
    pub moving_price: StoredI96F32,
}

/// The seats of a subnet, one list for each trait, by uid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetState<AccountId> {
    #[codec(compact)]
    pub netuid: NetUid,
    pub hotkeys: Vec<AccountId>,
    pub coldkeys: Vec<AccountId>,
    pub active: Vec<bool>,
    pub validator_permit: Vec<bool>,
    /// Kept for clients; empty.
    pub pruning_score: Vec<Compact<u16>>,
    pub last_update: Vec<Compact<u64>>,
    /// Alpha earned in the last epoch.
    pub emission: Vec<Compact<Alpha>>,
    pub dividends: Vec<Compact<u16>>,
    pub incentives: Vec<Compact<u16>>,
    pub consensus: Vec<Compact<u16>>,
    /// Kept for clients; empty.
    pub trust: Vec<Compact<u16>>,
    /// Kept for clients; empty.
    pub rank: Vec<Compact<u16>>,
    pub block_at_registration: Vec<Compact<u64>>,
    /// Alpha that counts for each seat, after lending between parents and children.
    pub alpha_stake: Vec<Compact<Alpha>>,
    /// The same of TAO on root.
    pub tao_stake: Vec<Compact<Tao>>,
    /// Both together, TAO at its weight.
    pub total_stake: Vec<Compact<Tao>>,
    /// One list for each subnet there is: what each seat's hotkey earned there.
    pub emission_history: Vec<Vec<Compact<Alpha>>>,
}
