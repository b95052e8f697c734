//! From a row of the table to the room that keeps its item.

use super::Setting;
use crate::{
    editing::{ensure, ensure_subnet, funds::ensure_ordinary, Refusal},
    AccountId, Runtime,
};
use alloc::{format, vec::Vec};
use myelin_primitives::{
    fixed_point::{StoredI64F64, StoredI96F32, StoredU64F64},
    hyperparameters::{Parameter as P, Row, Value},
    MechId, NetUid,
};
use pallet_subtensor::{delegation, epoch, neurons, now, params::*, root, subnets};
use polkadot_sdk::sp_core::crypto::Ss58Codec;

/// Writes the value where the chain keeps it.
pub(super) fn write(netuid: NetUid, row: &Row, value: Value, setting: &Setting) -> Result<(), Refusal> {
    let is_written = match value {
        Value::Bool(flag) => write_flag(netuid, row.parameter, flag),
        Value::U8(number) => write_u8(netuid, row.parameter, number),
        Value::U16(number) => write_u16(netuid, row.parameter, number)?,
        Value::U32(number) => write_u32(netuid, row.parameter, number),
        Value::U64(number) => write_u64(netuid, row.parameter, number),
        Value::Absent => write_named(netuid, row, setting)?,
        other => write_other(netuid, row.parameter, other),
    };
    ensure(is_written, || format!("this chain does not have `{}` yet", row.name))
}

/// Each function below takes one type of the table, and says whether the chain keeps the item.
macro_rules! writes {
    ($parameter:ident; $($named:ident => $write:expr;)+) => {
        match $parameter {
            $(P::$named => $write,)+
            _ => return false,
        }
    };
}

fn write_flag(netuid: NetUid, parameter: P, flag: bool) -> bool {
    writes! { parameter;
        BondsReset => set_bonds_reset::<Runtime>(netuid, flag);
        CommitReveal => set_commit_reveal::<Runtime>(netuid, flag);
        LiquidAlpha => set_liquid_alpha::<Runtime>(netuid, flag);
        NetTaoFlow => set_net_tao_flow::<Runtime>(flag);
        OwnerCutEnabled => set_owner_cut::<Runtime>(netuid, flag);
        PowRegistrationAllowed => set_pow_registration_allowed::<Runtime>(netuid, flag);
        RegistrationAllowed => set_registration_allowed::<Runtime>(netuid, flag);
        SubnetEmission => set_subnet_emission::<Runtime>(netuid, flag);
        Subtoken => subnets::set_subtoken::<Runtime>(netuid, flag);
        TransferToggle => set_transfer_toggle::<Runtime>(netuid, flag);
        Yuma3 => set_yuma3::<Runtime>(netuid, flag);
    }
    true
}

fn write_u8(netuid: NetUid, parameter: P, number: u8) -> bool {
    writes! { parameter;
        MaxEpochsPerBlock => set_max_epochs_per_block::<Runtime>(number);
        MaxMechanismCount => set_max_mechanism_count::<Runtime>(MechId(number));
        MechanismCount => set_mechanism_count::<Runtime>(netuid, MechId(number));
    }
    true
}

fn write_u16(netuid: NetUid, parameter: P, number: u16) -> Result<bool, Refusal> {
    if parameter == P::Trim {
        neurons::trim::<Runtime>(netuid, number).map_err(|_| {
            Refusal::new(format!(
                "subnet {netuid} cannot be cut down to {number} seats: too many of them are immune or the owner's"
            ))
        })?;
        return Ok(true);
    }
    Ok(write_plain_u16(netuid, parameter, number))
}

fn write_plain_u16(netuid: NetUid, parameter: P, number: u16) -> bool {
    writes! { parameter;
        ActivityCutoff => set_activity_cutoff::<Runtime>(netuid, number);
        AdjustmentInterval => set_adjustment_interval::<Runtime>(netuid, number);
        AdminFreezeWindow => set_admin_freeze_window::<Runtime>(number);
        BondsPenalty => set_bonds_penalty::<Runtime>(netuid, number);
        BurnHalfLife => set_burn_half_life::<Runtime>(netuid, number);
        CommitRevealVersion => set_commit_reveal_version::<Runtime>(number);
        FeeRate => pallet_swap::set_fee_rate::<Runtime>(netuid, number);
        ImmuneOwnerUidsLimit => set_immune_owner_uids_limit::<Runtime>(netuid, number);
        ImmunityPeriod => set_immunity_period::<Runtime>(netuid, number);
        Kappa => set_kappa::<Runtime>(netuid, number);
        MaxAllowedUids => set_max_allowed_uids::<Runtime>(netuid, number);
        MaxAllowedValidators => set_max_allowed_validators::<Runtime>(netuid, number);
        MaxChildkeyTake => set_max_childkey_take::<Runtime>(number);
        MaxDelegateTake => set_max_delegate_take::<Runtime>(number);
        MaxRegistrationsPerBlock => set_max_registrations_per_block::<Runtime>(netuid, number);
        MaxWeightsLimit => set_max_weights_limit::<Runtime>(netuid, number);
        MinAllowedUids => set_min_allowed_uids::<Runtime>(netuid, number);
        MinAllowedWeights => set_min_allowed_weights::<Runtime>(netuid, number);
        MinChildkeyTake => set_min_childkey_take::<Runtime>(number);
        MinChildkeyTakePerSubnet => set_min_childkey_take_per_subnet::<Runtime>(netuid, number);
        MinDelegateTake => set_min_delegate_take::<Runtime>(number);
        MinNonImmuneUids => set_min_non_immune_uids::<Runtime>(netuid, number);
        OwnerHyperparamRateLimit => set_owner_hyperparam_rate_limit::<Runtime>(number);
        Rho => set_rho::<Runtime>(netuid, number);
        SubnetLimit => set_subnet_limit::<Runtime>(number);
        SubnetOwnerCut => set_subnet_owner_cut::<Runtime>(number);
        TargetRegistrations => set_target_registrations::<Runtime>(netuid, number);
        Tempo => restart_with_tempo(netuid, number);
    }
    true
}

fn write_u64(netuid: NetUid, parameter: P, number: u64) -> bool {
    writes! { parameter;
        AdjustmentAlpha => set_adjustment_alpha::<Runtime>(netuid, number);
        BondsMovingAverage => set_bonds_moving_average::<Runtime>(netuid, number);
        ChildkeyBurn => set_ck_burn::<Runtime>(number);
        Difficulty => set_difficulty::<Runtime>(netuid, number);
        EmaPriceHalvingBlocks => set_ema_price_halving_blocks::<Runtime>(netuid, number);
        LockReductionInterval => set_lock_reduction_interval::<Runtime>(number);
        MaxDifficulty => set_max_difficulty::<Runtime>(netuid, number);
        MinDifficulty => set_min_difficulty::<Runtime>(netuid, number);
        NetworkImmunityPeriod => set_network_immunity_period::<Runtime>(number);
        NetworkRateLimit => set_network_rate_limit::<Runtime>(number);
        NominatorMinRequiredStake => set_nominator_min_required_stake::<Runtime>(number);
        NumRootClaim => return root::set_claims_per_block::<Runtime>(number).is_ok();
        PendingChildKeyCooldown => delegation::set_cooldown::<Runtime>(number);
        RevealPeriodEpochs => set_reveal_period::<Runtime>(netuid, number);
        ServingRateLimit => set_serving_rate_limit::<Runtime>(netuid, number);
        StakeThreshold => set_stake_threshold::<Runtime>(number);
        StartCallDelay => set_start_call_delay::<Runtime>(number);
        TaoFlowSmoothing => set_flow_smoothing_factor::<Runtime>(number);
        TaoWeight => set_tao_weight::<Runtime>(number);
        TxChildkeyTakeRateLimit => set_tx_childkey_take_rate_limit::<Runtime>(number);
        TxDelegateTakeRateLimit => set_tx_delegate_take_rate_limit::<Runtime>(number);
        TxRateLimit => set_tx_rate_limit::<Runtime>(number);
        WeightsSetRateLimit => set_weights_set_rate_limit::<Runtime>(netuid, number);
        WeightsVersionKey => set_weights_version_key::<Runtime>(netuid, number);
    }
    true
}

fn write_u32(netuid: NetUid, parameter: P, number: u32) -> bool {
    writes! { parameter;
        ActivityCutoffFactor => set_activity_cutoff_factor::<Runtime>(netuid, number);
        ColdkeySwapDelay => set_coldkey_swap_delay::<Runtime>(number);
        ColdkeySwapReannouncementDelay => set_coldkey_swap_reannouncement_delay::<Runtime>(number);
        DissolveScheduleDuration => set_dissolve_schedule_duration::<Runtime>(number);
    }
    true
}

/// Fixed-point numbers, by their bits.
fn write_fixed(netuid: NetUid, parameter: P, value: Value) -> bool {
    match (parameter, value) {
        (P::BurnIncreaseMult, Value::U64F64(bits)) => {
            set_burn_increase_mult::<Runtime>(netuid, StoredU64F64::from_bits(bits));
        }
        (P::RootClaimThreshold, Value::I96F32(bits)) => {
            return root::set_claim_threshold::<Runtime>(netuid, StoredI96F32::from_bits(bits)).is_ok();
        }
        (P::SubnetMovingAlpha, Value::I96F32(bits)) => {
            set_subnet_moving_alpha::<Runtime>(StoredI96F32::from_bits(bits));
        }
        (P::TaoFlowCutoff, Value::I64F64(bits)) => set_tao_flow_cutoff::<Runtime>(StoredI64F64::from_bits(bits)),
        (P::TaoFlowExponent, Value::U64F64(bits)) => set_flow_norm_exponent::<Runtime>(StoredU64F64::from_bits(bits)),
        _ => return false,
    }
    true
}

/// The types few hyperparameters have.
fn write_other(netuid: NetUid, parameter: P, value: Value) -> bool {
    match (parameter, value) {
        (P::AlphaSigmoidSteepness, Value::I16(number)) => set_alpha_sigmoid_steepness::<Runtime>(netuid, number),
        (P::AlphaValues, Value::Pair(low, high)) => set_alpha_values::<Runtime>(netuid, (low, high)),
        (P::MaxBurn, Value::Tao(price)) => set_max_burn::<Runtime>(netuid, price),
        (P::MinBurn, Value::Tao(price)) => set_min_burn::<Runtime>(netuid, price),
        (P::NetworkMinLockCost, Value::Tao(price)) => set_network_min_lock_cost::<Runtime>(price),
        _ => return write_fixed(netuid, parameter, value),
    }
    true
}

/// What is no number: a choice, a list, an account.
fn write_named(netuid: NetUid, row: &Row, setting: &Setting) -> Result<bool, Refusal> {
    let name = row.name;
    match (row.parameter, setting) {
        (P::RecycleOrBurn, Setting::Text(choice)) if choice == "burn" => {
            set_recycle_or_burn::<Runtime>(netuid, RecycleOrBurnEnum::Burn);
        }
        (P::RecycleOrBurn, Setting::Text(choice)) if choice == "recycle" => {
            set_recycle_or_burn::<Runtime>(netuid, RecycleOrBurnEnum::Recycle);
        }
        (P::RecycleOrBurn, _) => ensure(false, || format!("`{name}` is burn or recycle"))?,
        (P::MechanismEmissionSplit, Setting::List(shares)) => {
            set_mechanism_emission_split::<Runtime>(netuid, Some(split(netuid, name, shares)?));
        }
        (P::MechanismEmissionSplit, _) => {
            ensure(false, || format!("`{name}` is a list of the mechanisms' shares, such as [40000, 25535]"))?;
        }
        (P::SubnetOwnerHotkey, Setting::Text(address)) => set_owner_hotkey(netuid, name, address)?,
        (P::SubnetOwnerHotkey, _) => ensure(false, || format!("`{name}` is an address"))?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn split(netuid: NetUid, name: &str, shares: &[i128]) -> Result<Vec<u16>, Refusal> {
    let count = usize::from(mechanism_count::<Runtime>(netuid));
    let given: Option<Vec<u16>> = shares.iter().map(|share| u16::try_from(*share).ok()).collect();
    let given = given.filter(|given| given.iter().map(|share| u64::from(*share)).sum::<u64>() == u64::from(u16::MAX));
    let Some(given) = given else {
        return Err(Refusal::new(format!("the shares of `{name}` must add up to 65535")));
    };
    ensure(given.len() <= count, || format!("the mechanisms of subnet {netuid} are {count}, not {}", given.len()))?;
    Ok(given)
}

fn set_owner_hotkey(netuid: NetUid, name: &str, address: &str) -> Result<(), Refusal> {
    let hotkey = AccountId::from_string(address)
        .map_err(|_| Refusal::new(format!("`{name}` is an address, and `{address}` is none")))?;
    ensure_subnet(netuid)?;
    ensure_ordinary(&hotkey)?;
    subnets::set_owner_hotkey::<Runtime>(netuid, &hotkey);
    Ok(())
}

/// The cycle begins in this block, so that no epoch comes early or late by what is left of the old.
fn restart_with_tempo(netuid: NetUid, tempo: u16) {
    set_tempo::<Runtime>(netuid, tempo);
    epoch::restart_cycle::<Runtime>(netuid, now::<Runtime>());
}
