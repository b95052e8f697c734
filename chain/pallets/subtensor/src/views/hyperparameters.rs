//! Hyperparameters of a subnet, in the three forms clients ask for.

use crate::{
    subnets, ActivityCutoff, ActivityCutoffFactorMilli, AdjustmentAlpha, AdjustmentInterval, AlphaSigmoidSteepness,
    AlphaValues, BondsMovingAverage, BondsResetOn, BurnHalfLife, BurnIncreaseMult, CommitRevealWeightsEnabled, Config,
    Difficulty, ImmunityPeriod, Kappa, LiquidAlphaOn, MaxAllowedValidators, MaxBurn, MaxDifficulty,
    MaxRegistrationsPerBlock, MaxWeightsLimit, MinAllowedWeights, MinBurn, MinChildkeyTakePerSubnet, MinDifficulty,
    NetworkRegistrationAllowed, OwnerCutEnabled, RevealPeriodEpochs, Rho, ServingRateLimit,
    TargetRegistrationsPerInterval, Tempo, TransferToggle, WeightsSetRateLimit, WeightsVersionKey, Yuma3On,
};
use alloc::vec;
use myelin_primitives::{
    fixed_point::{StoredI32F32, I32F32},
    NetUid,
};
use myelin_views::{
    hyperparameters::Additions, HyperparamEntry, HyperparamValue, SubnetHyperparams, SubnetHyperparamsV2,
    SubnetHyperparamsV3,
};

/// The oldest form.
pub fn hyperparameters<T: Config>(netuid: NetUid) -> Option<SubnetHyperparams> {
    if !subnets::exists::<T>(netuid) {
        return None;
    }
    let (alpha_low, alpha_high) = AlphaValues::<T>::get(netuid);
    Some(SubnetHyperparams {
        rho: Rho::<T>::get(netuid),
        kappa: Kappa::<T>::get(netuid),
        immunity_period: ImmunityPeriod::<T>::get(netuid),
        min_allowed_weights: MinAllowedWeights::<T>::get(netuid),
        max_weights_limit: MaxWeightsLimit::<T>::get(netuid),
        tempo: Tempo::<T>::get(netuid),
        min_difficulty: MinDifficulty::<T>::get(netuid),
        max_difficulty: MaxDifficulty::<T>::get(netuid),
        weights_version: WeightsVersionKey::<T>::get(netuid),
        weights_rate_limit: WeightsSetRateLimit::<T>::get(netuid),
        adjustment_interval: AdjustmentInterval::<T>::get(netuid),
        activity_cutoff: ActivityCutoff::<T>::get(netuid).into(),
        registration_allowed: NetworkRegistrationAllowed::<T>::get(netuid),
        target_regs_per_interval: TargetRegistrationsPerInterval::<T>::get(netuid),
        min_burn: MinBurn::<T>::get(netuid),
        max_burn: MaxBurn::<T>::get(netuid),
        bonds_moving_avg: BondsMovingAverage::<T>::get(netuid),
        max_regs_per_block: MaxRegistrationsPerBlock::<T>::get(netuid),
        serving_rate_limit: ServingRateLimit::<T>::get(netuid),
        max_validators: MaxAllowedValidators::<T>::get(netuid),
        adjustment_alpha: AdjustmentAlpha::<T>::get(netuid),
        difficulty: Difficulty::<T>::get(netuid),
        commit_reveal_period: RevealPeriodEpochs::<T>::get(netuid),
        commit_reveal_weights_enabled: CommitRevealWeightsEnabled::<T>::get(netuid),
        alpha_high,
        alpha_low,
        liquid_alpha_enabled: LiquidAlphaOn::<T>::get(netuid),
    })
}

/// The form that version 10 of the official SDK reads.
pub fn hyperparameters_v2<T: Config>(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
    let older = hyperparameters::<T>(netuid)?;
    let steepness = I32F32::from_num(AlphaSigmoidSteepness::<T>::get(netuid));
    let additions = Additions {
        alpha_sigmoid_steepness: StoredI32F32::from(steepness),
        yuma_version: if Yuma3On::<T>::get(netuid) { 3 } else { 2 },
        subnet_is_active: subnets::is_started::<T>(netuid),
        transfers_enabled: TransferToggle::<T>::get(netuid),
        bonds_reset_enabled: BondsResetOn::<T>::get(netuid),
    };
    Some(SubnetHyperparamsV2::of(older, additions))
}

/// The newest form: names and values, in the order of the wire.
pub fn hyperparameters_v3<T: Config>(netuid: NetUid) -> Option<SubnetHyperparamsV3> {
    use HyperparamValue::{Bool, TaoBalance, I32F32, U16, U32, U64, U64F64};
    let known = hyperparameters_v2::<T>(netuid)?;
    let entries = vec![
        ("kappa", U16(known.kappa)),
        ("immunity_period", U16(known.immunity_period)),
        ("min_allowed_weights", U16(known.min_allowed_weights)),
        ("max_weights_limit", U16(known.max_weights_limit)),
        ("tempo", U16(known.tempo)),
        ("weights_version", U64(known.weights_version)),
        ("weights_rate_limit", U64(known.weights_rate_limit)),
        ("activity_cutoff", U64(known.activity_cutoff)),
        ("activity_cutoff_factor", U32(ActivityCutoffFactorMilli::<T>::get(netuid))),
        ("registration_allowed", Bool(known.registration_allowed)),
        ("target_regs_per_interval", U16(known.target_regs_per_interval)),
        ("min_burn", TaoBalance(known.min_burn)),
        ("max_burn", TaoBalance(known.max_burn)),
        ("burn_half_life", U16(BurnHalfLife::<T>::get(netuid))),
        ("burn_increase_mult", U64F64(BurnIncreaseMult::<T>::get(netuid))),
        ("bonds_moving_avg", U64(known.bonds_moving_avg)),
        ("max_regs_per_block", U16(known.max_regs_per_block)),
        ("serving_rate_limit", U64(known.serving_rate_limit)),
        ("max_validators", U16(known.max_validators)),
        ("commit_reveal_period", U64(known.commit_reveal_period)),
        ("commit_reveal_weights_enabled", Bool(known.commit_reveal_weights_enabled)),
        ("alpha_high", U16(known.alpha_high)),
        ("alpha_low", U16(known.alpha_low)),
        ("liquid_alpha_enabled", Bool(known.liquid_alpha_enabled)),
        ("alpha_sigmoid_steepness", I32F32(known.alpha_sigmoid_steepness)),
        ("yuma_version", U16(known.yuma_version)),
        ("subnet_is_active", Bool(known.subnet_is_active)),
        ("transfers_enabled", Bool(known.transfers_enabled)),
        ("bonds_reset_enabled", Bool(known.bonds_reset_enabled)),
        ("user_liquidity_enabled", Bool(known.user_liquidity_enabled)),
        ("owner_cut_enabled", Bool(OwnerCutEnabled::<T>::get(netuid))),
        // Locks of stake do not exist yet, so nothing is locked by itself.
        ("owner_cut_auto_lock_enabled", Bool(false)),
        ("min_childkey_take", U16(MinChildkeyTakePerSubnet::<T>::get(netuid))),
    ];
    Some(entries.into_iter().map(|(name, value)| HyperparamEntry::new(name, value)).collect())
}
