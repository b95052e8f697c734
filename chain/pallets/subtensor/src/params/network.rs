//! Setters of what the network has one value of.

use crate::{
    AdminFreezeWindow, CKBurn, ColdkeySwapAnnouncementDelay, ColdkeySwapReannouncementDelay,
    CommitRevealWeightsVersion, Config, DissolveNetworkScheduleDuration, FlowEmaSmoothingFactor, FlowNormExponent,
    MaxChildkeyTake, MaxDelegateTake, MaxEpochsPerBlock, MaxMechanismCount, MinChildkeyTake, MinDelegateTake,
    NetTaoFlowEnabled, NetworkImmunityPeriod, NetworkLockReductionInterval, NetworkMinLockCost, NetworkRateLimit,
    NominatorMinRequiredStake, OwnerHyperparamRateLimit, StakeThreshold, StartCallDelay, SubnetLimit,
    SubnetMovingAlpha, SubnetOwnerCut, TaoFlowCutoff, TaoWeight, TxChildkeyTakeRateLimit, TxDelegateTakeRateLimit,
    TxRateLimit,
};
use myelin_primitives::{
    fixed_point::{StoredI64F64, StoredI96F32, StoredU64F64},
    MechId, Tao,
};

/// One function per item, each a plain write: what a value means stands in the table.
macro_rules! setters {
    ($($setter:ident: $item:ident, $value:ty;)+) => {$(
        #[doc = concat!("Writes `", stringify!($item), "`.")]
        pub fn $setter<T: Config>(value: $value) {
            $item::<T>::put(value);
        }
    )+};
}

setters! {
    set_admin_freeze_window: AdminFreezeWindow, u16;
    set_ck_burn: CKBurn, u64;
    set_coldkey_swap_delay: ColdkeySwapAnnouncementDelay, u32;
    set_coldkey_swap_reannouncement_delay: ColdkeySwapReannouncementDelay, u32;
    set_commit_reveal_version: CommitRevealWeightsVersion, u16;
    set_dissolve_schedule_duration: DissolveNetworkScheduleDuration, u32;
    set_flow_norm_exponent: FlowNormExponent, StoredU64F64;
    set_flow_smoothing_factor: FlowEmaSmoothingFactor, u64;
    set_lock_reduction_interval: NetworkLockReductionInterval, u64;
    set_max_childkey_take: MaxChildkeyTake, u16;
    set_max_delegate_take: MaxDelegateTake, u16;
    set_max_epochs_per_block: MaxEpochsPerBlock, u8;
    set_max_mechanism_count: MaxMechanismCount, MechId;
    set_min_childkey_take: MinChildkeyTake, u16;
    set_min_delegate_take: MinDelegateTake, u16;
    set_net_tao_flow: NetTaoFlowEnabled, bool;
    set_network_immunity_period: NetworkImmunityPeriod, u64;
    set_network_min_lock_cost: NetworkMinLockCost, Tao;
    set_network_rate_limit: NetworkRateLimit, u64;
    set_nominator_min_required_stake: NominatorMinRequiredStake, u64;
    set_owner_hyperparam_rate_limit: OwnerHyperparamRateLimit, u16;
    set_stake_threshold: StakeThreshold, u64;
    set_start_call_delay: StartCallDelay, u64;
    set_subnet_limit: SubnetLimit, u16;
    set_subnet_moving_alpha: SubnetMovingAlpha, StoredI96F32;
    set_subnet_owner_cut: SubnetOwnerCut, u16;
    set_tao_flow_cutoff: TaoFlowCutoff, StoredI64F64;
    set_tao_weight: TaoWeight, u64;
    set_tx_childkey_take_rate_limit: TxChildkeyTakeRateLimit, u64;
    set_tx_delegate_take_rate_limit: TxDelegateTakeRateLimit, u64;
    set_tx_rate_limit: TxRateLimit, u64;
}
