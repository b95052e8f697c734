//! Setters of what each subnet has its own value of, and the values a new subnet starts with.

use super::{RateLimitKey, RecycleOrBurnEnum};
use crate::{
    emission, ActivityCutoff, ActivityCutoffFactorMilli, AdjustmentAlpha, AdjustmentInterval, AlphaSigmoidSteepness,
    AlphaValues, BondsMovingAverage, BondsPenalty, BondsResetOn, BurnHalfLife, BurnIncreaseMult,
    CommitRevealWeightsEnabled, Config, Difficulty, EMAPriceHalvingBlocks, ImmuneOwnerUidsLimit, ImmunityPeriod, Kappa,
    LastRateLimitedBlock, LiquidAlphaOn, MaxAllowedUids, MaxAllowedValidators, MaxBurn, MaxDifficulty,
    MaxRegistrationsPerBlock, MaxWeightsLimit, MechanismEmissionSplit, MinAllowedUids, MinAllowedWeights, MinBurn,
    MinChildkeyTakePerSubnet, MinDifficulty, MinNonImmuneUids, NetworkPowRegistrationAllowed,
    NetworkRegistrationAllowed, OwnerCutEnabled, RecycleOrBurn, RevealPeriodEpochs, Rho, ServingRateLimit,
    SubnetEmissionEnabled, TargetRegistrationsPerInterval, Tempo, TransferToggle, WeightsSetRateLimit,
    WeightsVersionKey, Yuma3On,
};
use myelin_primitives::{
    fixed_point::StoredU64F64,
    hyperparameters::{Wait, ROWS},
    NetUid, Tao,
};
use polkadot_sdk::frame_support::traits::Get;

/// One function per item, each a plain write: what a value means stands in the table.
macro_rules! setters {
    ($($setter:ident: $item:ident, $value:ty;)+) => {$(
        #[doc = concat!("Writes `", stringify!($item), "`.")]
        pub fn $setter<T: Config>(netuid: NetUid, value: $value) {
            $item::<T>::insert(netuid, value);
            emission::standing_changed::<T>();
        }
    )+};
}

setters! {
    set_activity_cutoff: ActivityCutoff, u16;
    set_activity_cutoff_factor: ActivityCutoffFactorMilli, u32;
    set_adjustment_alpha: AdjustmentAlpha, u64;
    set_adjustment_interval: AdjustmentInterval, u16;
    set_alpha_sigmoid_steepness: AlphaSigmoidSteepness, i16;
    set_alpha_values: AlphaValues, (u16, u16);
    set_bonds_moving_average: BondsMovingAverage, u64;
    set_bonds_penalty: BondsPenalty, u16;
    set_bonds_reset: BondsResetOn, bool;
    set_burn_half_life: BurnHalfLife, u16;
    set_burn_increase_mult: BurnIncreaseMult, StoredU64F64;
    set_commit_reveal: CommitRevealWeightsEnabled, bool;
    set_difficulty: Difficulty, u64;
    set_ema_price_halving_blocks: EMAPriceHalvingBlocks, u64;
    set_immune_owner_uids_limit: ImmuneOwnerUidsLimit, u16;
    set_immunity_period: ImmunityPeriod, u16;
    set_kappa: Kappa, u16;
    set_liquid_alpha: LiquidAlphaOn, bool;
    set_max_allowed_uids: MaxAllowedUids, u16;
    set_max_allowed_validators: MaxAllowedValidators, u16;
    set_max_burn: MaxBurn, Tao;
    set_max_difficulty: MaxDifficulty, u64;
    set_max_registrations_per_block: MaxRegistrationsPerBlock, u16;
    set_max_weights_limit: MaxWeightsLimit, u16;
    set_min_allowed_uids: MinAllowedUids, u16;
    set_min_allowed_weights: MinAllowedWeights, u16;
    set_min_burn: MinBurn, Tao;
    set_min_childkey_take_per_subnet: MinChildkeyTakePerSubnet, u16;
    set_min_difficulty: MinDifficulty, u64;
    set_min_non_immune_uids: MinNonImmuneUids, u16;
    set_owner_cut: OwnerCutEnabled, bool;
    set_pow_registration_allowed: NetworkPowRegistrationAllowed, bool;
    set_recycle_or_burn: RecycleOrBurn, RecycleOrBurnEnum;
    set_registration_allowed: NetworkRegistrationAllowed, bool;
    set_reveal_period: RevealPeriodEpochs, u64;
    set_rho: Rho, u16;
    set_serving_rate_limit: ServingRateLimit, u64;
    set_subnet_emission: SubnetEmissionEnabled, bool;
    set_target_registrations: TargetRegistrationsPerInterval, u16;
    set_tempo: Tempo, u16;
    set_transfer_toggle: TransferToggle, bool;
    set_weights_set_rate_limit: WeightsSetRateLimit, u64;
    set_weights_version_key: WeightsVersionKey, u64;
    set_yuma3: Yuma3On, bool;
}

/// The values a subnet starts with where the defaults are not what it should have. Emission stays
/// off until root turns it on.
pub fn open_subnet<T: Config>(netuid: NetUid) {
    set_tempo::<T>(netuid, T::TempoOfNewSubnets::get());
    set_registration_allowed::<T>(netuid, true);
    set_max_allowed_uids::<T>(netuid, 256);
    set_max_allowed_validators::<T>(netuid, 64);
    set_min_allowed_weights::<T>(netuid, 1);
    set_immunity_period::<T>(netuid, 5_000);
    set_yuma3::<T>(netuid, true);
    set_subnet_emission::<T>(netuid, false);
}

/// Forgets a dissolved subnet's values, last of all rooms: others ask for the number of mechanisms
/// while they forget. That number, the owner's cut, what becomes of the owner's incentive and the
/// emission switch stay under the netuid, as the wire has it; a new subnet writes the last anew.
pub fn forget_subnet<T: Config>(netuid: NetUid) {
    forget_stamps::<T>(netuid);
    ActivityCutoff::<T>::remove(netuid);
    ActivityCutoffFactorMilli::<T>::remove(netuid);
    AdjustmentAlpha::<T>::remove(netuid);
    AdjustmentInterval::<T>::remove(netuid);
    AlphaSigmoidSteepness::<T>::remove(netuid);
    AlphaValues::<T>::remove(netuid);
    BondsMovingAverage::<T>::remove(netuid);
    BondsPenalty::<T>::remove(netuid);
    BondsResetOn::<T>::remove(netuid);
    emission::standing_changed::<T>();
    BurnHalfLife::<T>::remove(netuid);
    BurnIncreaseMult::<T>::remove(netuid);
    CommitRevealWeightsEnabled::<T>::remove(netuid);
    Difficulty::<T>::remove(netuid);
    EMAPriceHalvingBlocks::<T>::remove(netuid);
    ImmuneOwnerUidsLimit::<T>::remove(netuid);
    ImmunityPeriod::<T>::remove(netuid);
    Kappa::<T>::remove(netuid);
    LiquidAlphaOn::<T>::remove(netuid);
    MaxAllowedUids::<T>::remove(netuid);
    MaxAllowedValidators::<T>::remove(netuid);
    MaxBurn::<T>::remove(netuid);
    MaxDifficulty::<T>::remove(netuid);
    MaxRegistrationsPerBlock::<T>::remove(netuid);
    MaxWeightsLimit::<T>::remove(netuid);
    MechanismEmissionSplit::<T>::remove(netuid);
    MinAllowedUids::<T>::remove(netuid);
    MinAllowedWeights::<T>::remove(netuid);
    MinBurn::<T>::remove(netuid);
    MinChildkeyTakePerSubnet::<T>::remove(netuid);
    MinDifficulty::<T>::remove(netuid);
    MinNonImmuneUids::<T>::remove(netuid);
    NetworkPowRegistrationAllowed::<T>::remove(netuid);
    NetworkRegistrationAllowed::<T>::remove(netuid);
    RevealPeriodEpochs::<T>::remove(netuid);
    Rho::<T>::remove(netuid);
    ServingRateLimit::<T>::remove(netuid);
    TargetRegistrationsPerInterval::<T>::remove(netuid);
    Tempo::<T>::remove(netuid);
    TransferToggle::<T>::remove(netuid);
    WeightsSetRateLimit::<T>::remove(netuid);
    WeightsVersionKey::<T>::remove(netuid);
    Yuma3On::<T>::remove(netuid);
}

/// A new owner does not wait for what the old one changed.
fn forget_stamps<T: Config>(netuid: NetUid) {
    LastRateLimitedBlock::<T>::remove(RateLimitKey::SetSNOwnerHotkey(netuid));
    for row in ROWS {
        if let Wait::OwnerTempos(hyperparameter) = row.wait {
            LastRateLimitedBlock::<T>::remove(RateLimitKey::OwnerHyperparamUpdate(netuid, hyperparameter));
        }
    }
}
