//! Hyperparameters of a subnet, in the three forms clients ask for.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use myelin_primitives::{
    fixed_point::{StoredI32F32, StoredU64F64},
    Tao,
};
use scale_info::TypeInfo;

/// The oldest form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetHyperparams {
    #[codec(compact)]
    pub rho: u16,
    #[codec(compact)]
    pub kappa: u16,
    #[codec(compact)]
    pub immunity_period: u16,
    #[codec(compact)]
    pub min_allowed_weights: u16,
    #[codec(compact)]
    pub max_weights_limit: u16,
    #[codec(compact)]
    pub tempo: u16,
    /// Kept for clients; there is no proof of work.
    #[codec(compact)]
    pub min_difficulty: u64,
    /// Kept for clients; there is no proof of work.
    #[codec(compact)]
    pub max_difficulty: u64,
    #[codec(compact)]
    pub weights_version: u64,
    #[codec(compact)]
    pub weights_rate_limit: u64,
    #[codec(compact)]
    pub adjustment_interval: u16,
    /// Kept for clients; the epoch counts in tempos.
    #[codec(compact)]
    pub activity_cutoff: u64,
    pub registration_allowed: bool,
    #[codec(compact)]
    pub target_regs_per_interval: u16,
    #[codec(compact)]
    pub min_burn: Tao,
    #[codec(compact)]
    pub max_burn: Tao,
    #[codec(compact)]
    pub bonds_moving_avg: u64,
    #[codec(compact)]
    pub max_regs_per_block: u16,
    #[codec(compact)]
    pub serving_rate_limit: u64,
    #[codec(compact)]
    pub max_validators: u16,
    #[codec(compact)]
    pub adjustment_alpha: u64,
    /// Kept for clients; there is no proof of work.
    #[codec(compact)]
    pub difficulty: u64,
    /// Epochs between commit and reveal.
    #[codec(compact)]
    pub commit_reveal_period: u64,
    pub commit_reveal_weights_enabled: bool,
    #[codec(compact)]
    pub alpha_high: u16,
    #[codec(compact)]
    pub alpha_low: u16,
    pub liquid_alpha_enabled: bool,
}

/// The form that version 10 of the official SDK reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetHyperparamsV2 {
    #[codec(compact)]
    pub rho: u16,
    #[codec(compact)]
    pub kappa: u16,
    #[codec(compact)]
    pub immunity_period: u16,
    #[codec(compact)]
    pub min_allowed_weights: u16,
    #[codec(compact)]
    pub max_weights_limit: u16,
    #[codec(compact)]
    pub tempo: u16,
    /// Kept for clients; there is no proof of work.
    #[codec(compact)]
    pub min_difficulty: u64,
    /// Kept for clients; there is no proof of work.
    #[codec(compact)]
    pub max_difficulty: u64,
    #[codec(compact)]
    pub weights_version: u64,
    #[codec(compact)]
    pub weights_rate_limit: u64,
    #[codec(compact)]
    pub adjustment_interval: u16,
    /// Kept for clients; the epoch counts in tempos.
    #[codec(compact)]
    pub activity_cutoff: u64,
    pub registration_allowed: bool,
    #[codec(compact)]
    pub target_regs_per_interval: u16,
    #[codec(compact)]
    pub min_burn: Tao,
    #[codec(compact)]
    pub max_burn: Tao,
    #[codec(compact)]
    pub bonds_moving_avg: u64,
    #[codec(compact)]
    pub max_regs_per_block: u16,
    #[codec(compact)]
    pub serving_rate_limit: u64,
    #[codec(compact)]
    pub max_validators: u16,
    #[codec(compact)]
    pub adjustment_alpha: u64,
    /// Kept for clients; there is no proof of work.
    #[codec(compact)]
    pub difficulty: u64,
    /// Epochs between commit and reveal.
    #[codec(compact)]
    pub commit_reveal_period: u64,
    pub commit_reveal_weights_enabled: bool,
    #[codec(compact)]
    pub alpha_high: u16,
    #[codec(compact)]
    pub alpha_low: u16,
    pub liquid_alpha_enabled: bool,
    pub alpha_sigmoid_steepness: StoredI32F32,
    /// 3 where bonds are kept per validator, else 2.
    #[codec(compact)]
    pub yuma_version: u16,
    /// Whether the subnet was started.
    pub subnet_is_active: bool,
    pub transfers_enabled: bool,
    pub bonds_reset_enabled: bool,
    /// Nobody but the chain provides liquidity; false.
    pub user_liquidity_enabled: bool,
}

/// What the second form says beyond the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions {
    pub alpha_sigmoid_steepness: StoredI32F32,
    pub yuma_version: u16,
    pub subnet_is_active: bool,
    pub transfers_enabled: bool,
    pub bonds_reset_enabled: bool,
}

impl SubnetHyperparamsV2 {
    /// Adds what the older form leaves out.
    pub fn of(older: SubnetHyperparams, additions: Additions) -> Self {
        Self {
            rho: older.rho,
            kappa: older.kappa,
            immunity_period: older.immunity_period,
            min_allowed_weights: older.min_allowed_weights,
            max_weights_limit: older.max_weights_limit,
            tempo: older.tempo,
            min_difficulty: older.min_difficulty,
            max_difficulty: older.max_difficulty,
            weights_version: older.weights_version,
            weights_rate_limit: older.weights_rate_limit,
            adjustment_interval: older.adjustment_interval,
            activity_cutoff: older.activity_cutoff,
            registration_allowed: older.registration_allowed,
            target_regs_per_interval: older.target_regs_per_interval,
            min_burn: older.min_burn,
            max_burn: older.max_burn,
            bonds_moving_avg: older.bonds_moving_avg,
            max_regs_per_block: older.max_regs_per_block,
            serving_rate_limit: older.serving_rate_limit,
            max_validators: older.max_validators,
            adjustment_alpha: older.adjustment_alpha,
            difficulty: older.difficulty,
            commit_reveal_period: older.commit_reveal_period,
            commit_reveal_weights_enabled: older.commit_reveal_weights_enabled,
            alpha_high: older.alpha_high,
            alpha_low: older.alpha_low,
            liquid_alpha_enabled: older.liquid_alpha_enabled,
            alpha_sigmoid_steepness: additions.alpha_sigmoid_steepness,
            yuma_version: additions.yuma_version,
            subnet_is_active: additions.subnet_is_active,
            transfers_enabled: additions.transfers_enabled,
            bonds_reset_enabled: additions.bonds_reset_enabled,
            user_liquidity_enabled: false,
        }
    }
}

/// The newest form: as many entries as there are, so that one more needs no new structure.
pub type SubnetHyperparamsV3 = Vec<HyperparamEntry>;

/// One hyperparameter by name.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct HyperparamEntry {
    pub name: Vec<u8>,
    pub value: HyperparamValue,
}

impl HyperparamEntry {
    pub fn new(name: &str, value: HyperparamValue) -> Self {
        Self { name: name.as_bytes().to_vec(), value }
    }
}

/// The value of a hyperparameter, in whichever type it has.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum HyperparamValue {
    #[codec(index = 0)]
    Bool(bool),
    #[codec(index = 1)]
    U16(#[codec(compact)] u16),
    #[codec(index = 2)]
    U32(#[codec(compact)] u32),
    #[codec(index = 3)]
    U64(#[codec(compact)] u64),
    #[codec(index = 4)]
    U128(#[codec(compact)] u128),
    #[codec(index = 5)]
    TaoBalance(#[codec(compact)] Tao),
    #[codec(index = 6)]
    I32F32(StoredI32F32),
    #[codec(index = 7)]
    U64F64(StoredU64F64),
}
