//! The table itself: what each hyperparameter does, what it starts as, who may change it and how.

use super::Hyperparameter as Counted;
use super::Value::{Absent, Bool, Pair, I16, I64F64, I96F32, U16, U32, U64, U64F64, U8};
use super::{Row, Value, Wait};

/// Turns the rows into an enumeration, a slice, and the way from one to the other, so that no
/// hyperparameter can be without its row.
macro_rules! table {
    ($(#[doc = $about:literal] $parameter:ident: $row:expr;)+) => {
        /// One hyperparameter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Parameter {
            $(#[doc = $about] $parameter,)+
        }

        /// Every hyperparameter, subnets' first.
        pub static ROWS: &[Row] = &[$($row.described(Parameter::$parameter, $about),)+];

        impl Parameter {
            /// The row of this hyperparameter.
            pub const fn row(self) -> &'static Row {
                match self {
                    $(Self::$parameter => {
                        static ROW: Row = $row.described(Parameter::$parameter, $about);
                        &ROW
                    })+
                }
            }
        }
    };
}

const fn tao(rao: u64) -> Value {
    Value::Tao(crate::Tao(rao))
}

/// 1.26 at single precision, which is how the wire has it.
const BURN_INCREASE: Value = U64F64(0x1_428f_5c28_f5c2_9000);
/// Whole numbers with 64 binary digits after the point.
const ONE: Value = U64F64(1 << 64);
const TWO: Value = U64F64(2 << 64);
const THREE: Value = U64F64(3 << 64);
/// The smallest adaptive rate of bonds, 2.5 % of 65535.
const LEAST_ALPHA: u16 = 1_638;
/// Some thirty days.
const MONTH: u64 = 216_000;
/// A week.
const WEEK: u64 = 50_400;
/// A day.
const DAY: u64 = 7_200;

table! {
    /// Blocks between two epochs.
    Tempo: Row::subnet("tempo", "Tempo", U16(360)).freezes().admin(30, "sudo_set_tempo");
    /// Share of stake that makes a consensus, of 65535.
    Kappa: Row::subnet("kappa", "Kappa", U16(32_767)).admin(16, "sudo_set_kappa");
    /// Nothing; kept for clients.
    Rho: Row::subnet("rho", "Rho", U16(10)).tuned(Counted::Rho).admin(17, "sudo_set_rho");
    /// Nothing; the factor below took its place.
    ActivityCutoff: Row::subnet("activity_cutoff", "ActivityCutoff", U16(5_000)).bounded(U16(360), U16(u16::MAX))
        .tuned(Counted::ActivityCutoff).admin(18, "sudo_set_activity_cutoff");
    /// Thousandths of a tempo after which a silent validator is inactive.
    ActivityCutoffFactor: Row::subnet("activity_cutoff_factor", "ActivityCutoffFactorMilli", U32(13_889))
        .bounded(U32(1_000), U32(50_000)).tuned(Counted::ActivityCutoffFactorMilli)
        .call("SubtensorModule", 140, "set_activity_cutoff_factor");
    /// Weight of the old bonds in their moving average, in millionths.
    BondsMovingAverage: Row::subnet("bonds_moving_average", "BondsMovingAverage", U64(900_000))
        .owner_bounded(U64(0), U64(975_000)).tuned(Counted::BondsMovingAverage)
        .admin(26, "sudo_set_bonds_moving_average");
    /// How far a weight above consensus is cut before it forms bonds, of 65535: 65535 cuts it off at the consensus.
    BondsPenalty: Row::subnet("bonds_penalty", "BondsPenalty", U16(u16::MAX)).tuned(Counted::BondsPenalty)
        .admin(60, "sudo_set_bonds_penalty");
    /// Whether miners may ask for the bonds toward them to be forgotten.
    BondsReset: Row::subnet("bonds_reset_enabled", "BondsResetOn", Bool(false)).tuned(Counted::BondsResetEnabled)
        .admin(70, "sudo_set_bonds_reset_enabled");
    /// Whether bonds are kept per validator and scaled by stake only when dividends are paid.
    Yuma3: Row::subnet("yuma3_enabled", "Yuma3On", Bool(false)).opens_with(Bool(true)).tuned(Counted::Yuma3Enabled)
        .admin(69, "sudo_set_yuma3_enabled");
    /// Whether the moving average of bonds adapts to each pair of validator and miner.
    LiquidAlpha: Row::subnet("liquid_alpha_enabled", "LiquidAlphaOn", Bool(false)).tuned(Counted::LiquidAlphaEnabled)
        .admin(50, "sudo_set_liquid_alpha_enabled");
    /// Lowest and highest adaptive rate of bonds, of 65535.
    AlphaValues: Row::subnet("alpha_values", "AlphaValues", Pair(45_875, 58_982))
        .bounded(Pair(LEAST_ALPHA, LEAST_ALPHA), Pair(u16::MAX, u16::MAX)).tuned(Counted::AlphaValues)
        .admin(51, "sudo_set_alpha_values");
    /// How sharply the adaptive rate answers to a difference, in hundredths.
    AlphaSigmoidSteepness: Row::subnet("alpha_sigmoid_steepness", "AlphaSigmoidSteepness", I16(1_000))
        .owner_bounded(I16(0), I16(i16::MAX)).tuned(Counted::AlphaSigmoidSteepness)
        .admin(68, "sudo_set_alpha_sigmoid_steepness");
    /// Lowest version of validator software the subnet accepts; 0 accepts all.
    WeightsVersionKey: Row::subnet("weights_version_key", "WeightsVersionKey", U64(0)).owner(Wait::VersionKeyTempos)
        .freezes().admin(6, "sudo_set_weights_version_key");
    /// Blocks between two weight settings of one seat.
    WeightsSetRateLimit: Row::subnet("weights_set_rate_limit", "WeightsSetRateLimit", U64(100))
        .admin(7, "sudo_set_weights_set_rate_limit");
    /// Fewest entries a weight vector may have.
    MinAllowedWeights: Row::subnet("min_allowed_weights", "MinAllowedWeights", U16(1_024)).opens_with(U16(1))
        .tuned(Counted::MinAllowedWeights).admin(14, "sudo_set_min_allowed_weights");
    /// Largest single weight, of 65535; it stays at its maximum and never binds.
    MaxWeightsLimit: Row::subnet("max_weights_limit", "MaxWeightsLimit", U16(u16::MAX)).nobody();
    /// Whether weights must be committed before they are shown.
    CommitReveal: Row::subnet("commit_reveal_weights_enabled", "CommitRevealWeightsEnabled", Bool(true))
        .tuned(Counted::CommitRevealEnabled).admin(49, "sudo_set_commit_reveal_weights_enabled");
    /// Epochs between commit and reveal.
    RevealPeriodEpochs: Row::subnet("commit_reveal_period", "RevealPeriodEpochs", U64(1)).bounded(U64(1), U64(100))
        .tuned(Counted::WeightCommitInterval).admin(57, "sudo_set_commit_reveal_weights_interval");
    /// Blocks between two announcements of an endpoint.
    ServingRateLimit: Row::subnet("serving_rate_limit", "ServingRateLimit", U64(50)).tuned(Counted::ServingRateLimit)
        .admin(3, "sudo_set_serving_rate_limit");
    /// Blocks during which a new seat is spared.
    ImmunityPeriod: Row::subnet("immunity_period", "ImmunityPeriod", U16(4_096)).opens_with(U16(5_000))
        .tuned(Counted::ImmunityPeriod).admin(13, "sudo_set_immunity_period");
    /// Fewest seats the subnet can be cut down to.
    MinAllowedUids: Row::subnet("min_allowed_uids", "MinAllowedUids", U16(64)).freezes()
        .admin(79, "sudo_set_min_allowed_uids");
    /// Seats the subnet has.
    MaxAllowedUids: Row::subnet("max_allowed_uids", "MaxAllowedUids", U16(256)).bounded(U16(0), U16(256))
        .tuned(Counted::MaxAllowedUids).admin(15, "sudo_set_max_allowed_uids");
    /// Seats beyond this number are taken away, the lowest earners first; the limit follows.
    Trim: Row::subnet("trim_to_max_allowed_uids", "MaxAllowedUids", U16(256)).owner(Wait::OwnerBlocks(MONTH)).freezes()
        .admin(78, "sudo_trim_to_max_allowed_uids");
    /// Seats that may hold a validator permit.
    MaxAllowedValidators: Row::subnet("max_allowed_validators", "MaxAllowedValidators", U16(128)).opens_with(U16(64))
        .freezes().admin(25, "sudo_set_max_allowed_validators");
    /// Seats of the owner that are never replaced.
    ImmuneOwnerUidsLimit: Row::subnet("owner_immune_neuron_limit", "ImmuneOwnerUidsLimit", U16(1))
        .bounded(U16(1), U16(10)).tuned(Counted::ImmuneNeuronLimit).admin(72, "sudo_set_owner_immune_neuron_limit");
    /// Seats out of immunity that remain before an immune one is replaced.
    MinNonImmuneUids: Row::subnet("min_non_immune_uids", "MinNonImmuneUids", U16(10))
        .admin(84, "sudo_set_min_non_immune_uids");
    /// Whether neurons may register.
    RegistrationAllowed: Row::subnet("network_registration_allowed", "NetworkRegistrationAllowed", Bool(true))
        .admin(19, "sudo_set_network_registration_allowed");
    /// Nothing; there is no proof of work.
    PowRegistrationAllowed: Row::subnet("network_pow_registration_allowed", "NetworkPowRegistrationAllowed", Bool(true))
        .nobody().admin(20, "sudo_set_network_pow_registration_allowed");
    /// A third of the registrations the root network takes per interval; other subnets ignore it.
    TargetRegistrations: Row::subnet("target_registrations_per_interval", "TargetRegistrationsPerInterval", U16(2))
        .freezes().admin(21, "sudo_set_target_registrations_per_interval");
    /// Registrations the root network takes per block; other subnets ignore it.
    MaxRegistrationsPerBlock: Row::subnet("max_registrations_per_block", "MaxRegistrationsPerBlock", U16(1))
        .freezes().admin(27, "sudo_set_max_registrations_per_block");
    /// Lowest price of a seat.
    MinBurn: Row::subnet("min_burn", "MinBurn", tao(500_000)).bounded(tao(0), tao(999_999_999))
        .tuned(Counted::MinBurn).admin(22, "sudo_set_min_burn");
    /// Highest price of a seat.
    MaxBurn: Row::subnet("max_burn", "MaxBurn", tao(100_000_000_000)).bounded(tao(100_000_001), tao(u64::MAX))
        .tuned(Counted::MaxBurn).admin(23, "sudo_set_max_burn");
    /// Blocks in which the price of a seat halves.
    BurnHalfLife: Row::subnet("burn_half_life", "BurnHalfLife", U16(360)).bounded(U16(1), U16(36_100))
        .tuned(Counted::BurnHalfLife).admin(89, "sudo_set_burn_half_life");
    /// Factor by which a registration raises the price of the next seat.
    BurnIncreaseMult: Row::subnet("burn_increase_mult", "BurnIncreaseMult", BURN_INCREASE).bounded(ONE, THREE)
        .tuned(Counted::BurnIncreaseMult).admin(90, "sudo_set_burn_increase_mult");
    /// Nothing; prices of seats move every block.
    AdjustmentInterval: Row::subnet("adjustment_interval", "AdjustmentInterval", U16(100))
        .admin(8, "sudo_set_adjustment_interval");
    /// Nothing; prices of seats move every block.
    AdjustmentAlpha: Row::subnet("adjustment_alpha", "AdjustmentAlpha", U64(0)).tuned(Counted::AdjustmentAlpha)
        .admin(9, "sudo_set_adjustment_alpha");
    /// Nothing; there is no proof of work.
    Difficulty: Row::subnet("difficulty", "Difficulty", U64(10_000_000)).freezes().admin(24, "sudo_set_difficulty");
    /// Nothing; there is no proof of work.
    MinDifficulty: Row::subnet("min_difficulty", "MinDifficulty", U64(10_000_000)).freezes()
        .admin(4, "sudo_set_min_difficulty");
    /// Nothing; there is no proof of work.
    MaxDifficulty: Row::subnet("max_difficulty", "MaxDifficulty", U64((1 << 62) - 1)).tuned(Counted::MaxDifficulty)
        .admin(5, "sudo_set_max_difficulty");
    /// Whether stake on the subnet may change its coldkey.
    TransferToggle: Row::subnet("toggle_transfer", "TransferToggle", Bool(true)).tuned(Counted::TransferEnabled)
        .admin(61, "sudo_set_toggle_transfer");
    /// What becomes of incentive earned by the owner's own miners: burned, or recycled.
    RecycleOrBurn: Row::subnet("recycle_or_burn", "RecycleOrBurn", Absent).tuned(Counted::RecycleOrBurn)
        .admin(80, "sudo_set_recycle_or_burn");
    /// Lowest take of a child on the subnet, of 65535.
    MinChildkeyTakePerSubnet: Row::subnet("min_childkey_take_per_subnet", "MinChildkeyTakePerSubnet", U16(0))
        .tuned(Counted::MinChildkeyTake).admin(93, "sudo_set_min_childkey_take_per_subnet");
    /// Weight games the subnet runs side by side.
    MechanismCount: Row::subnet("mechanism_count", "MechanismCountCurrent", U8(1)).bounded(U8(1), U8(16))
        .owner(Wait::OwnerBlocks(DAY)).freezes().admin(76, "sudo_set_mechanism_count");
    /// Shares of the mechanisms in the subnet's emission, of 65535; even while nobody sets them.
    MechanismEmissionSplit: Row::subnet("mechanism_emission_split", "MechanismEmissionSplit", Absent)
        .owner(Wait::OwnerBlocks(DAY)).freezes().admin(77, "sudo_set_mechanism_emission_split");
    /// Whether the owner receives a share of the subnet's alpha.
    OwnerCutEnabled: Row::subnet("owner_cut_enabled", "OwnerCutEnabled", Bool(true)).owner(Wait::None).freezes()
        .admin(92, "sudo_set_owner_cut_enabled");
    /// Whether the owner's share is locked as it arrives.
    OwnerCutAutoLock: Row::subnet("owner_cut_auto_lock_enabled", "OwnerCutAutoLockEnabled", Bool(false))
        .owner(Wait::None).freezes().admin(95, "sudo_set_owner_cut_auto_lock_enabled");
    /// Whether the subnet takes part in the emission of TAO.
    SubnetEmission: Row::subnet("subnet_emission_enabled", "SubnetEmissionEnabled", Bool(true))
        .opens_with(Bool(false)).admin(94, "sudo_set_subnet_emission_enabled");
    /// Whether the subnet's alpha can be traded.
    Subtoken: Row::subnet("subtoken_enabled", "SubtokenEnabled", Bool(false)).freezes()
        .admin(66, "sudo_set_subtoken_enabled");
    /// Blocks over which the moving price learns to weigh the present fully.
    EmaPriceHalvingBlocks: Row::subnet("ema_price_halving_period", "EMAPriceHalvingBlocks", U64(201_600))
        .admin(65, "sudo_set_ema_price_halving_period");
    /// The hotkey that stands for the owner; its seat cannot be lost.
    SubnetOwnerHotkey: Row::subnet("subnet_owner_hotkey", "SubnetOwnerHotkey", Absent).owner(Wait::Blocks(WEEK))
        .admin(67, "sudo_set_sn_owner_hotkey");
    /// Least alpha a root claim is worth making for, in rao.
    RootClaimThreshold: Row::subnet("root_claim_threshold", "RootClaimableThreshold", I96F32(500_000 << 32))
        .bounded(I96F32(0), I96F32(10_000_000 << 32)).owner(Wait::None)
        .call("SubtensorModule", 124, "sudo_set_root_claim_threshold");
    /// Part of a trade the pool keeps for the block's author, of 65535.
    FeeRate: Row::subnet("fee_rate", "FeeRate", U16(33)).bounded(U16(0), U16(10_000)).call("Swap", 0, "set_fee_rate");

    /// Highest take of a delegate, of 65535.
    MaxDelegateTake: Row::network("default_take", "MaxDelegateTake", U16(11_796)).admin(1, "sudo_set_default_take");
    /// Lowest take of a delegate, of 65535.
    MinDelegateTake: Row::network("min_delegate_take", "MinDelegateTake", U16(0)).admin(46, "sudo_set_min_delegate_take");
    /// Blocks between two raises of a delegate's take.
    TxDelegateTakeRateLimit: Row::network("tx_delegate_take_rate_limit", "TxDelegateTakeRateLimit", U64(MONTH))
        .admin(45, "sudo_set_tx_delegate_take_rate_limit");
    /// Highest take of a child, of 65535.
    MaxChildkeyTake: Row::network("max_childkey_take", "MaxChildkeyTake", U16(11_796))
        .call("SubtensorModule", 77, "sudo_set_max_childkey_take");
    /// Lowest take of a child, of 65535.
    MinChildkeyTake: Row::network("min_childkey_take", "MinChildkeyTake", U16(0))
        .call("SubtensorModule", 76, "sudo_set_min_childkey_take");
    /// Blocks between two raises of a child's take.
    TxChildkeyTakeRateLimit: Row::network("tx_childkey_take_rate_limit", "TxChildkeyTakeRateLimit", U64(MONTH))
        .call("SubtensorModule", 69, "sudo_set_tx_childkey_take_rate_limit");
    /// Blocks a change of children waits before it takes effect.
    PendingChildKeyCooldown: Row::network("pending_childkey_cooldown", "PendingChildKeyCooldown", U64(DAY))
        .call("SubtensorModule", 109, "set_pending_childkey_cooldown");
    /// Blocks between two swaps of one coldkey's hotkeys.
    TxRateLimit: Row::network("tx_rate_limit", "TxRateLimit", U64(1_000)).admin(2, "sudo_set_tx_rate_limit");
    /// The owners' share of their subnets' alpha, of 65535.
    SubnetOwnerCut: Row::network("subnet_owner_cut", "SubnetOwnerCut", U16(11_796)).admin(28, "sudo_set_subnet_owner_cut");
    /// Blocks between two new subnets.
    NetworkRateLimit: Row::network("network_rate_limit", "NetworkRateLimit", U64(DAY))
        .admin(29, "sudo_set_network_rate_limit");
    /// Blocks during which a new subnet is not replaced.
    NetworkImmunityPeriod: Row::network("network_immunity_period", "NetworkImmunityPeriod", U64(1_296_000))
        .admin(35, "sudo_set_network_immunity_period");
    /// Least price of a new subnet.
    NetworkMinLockCost: Row::network("network_min_lock_cost", "NetworkMinLockCost", tao(1_000_000_000_000))
        .admin(36, "sudo_set_network_min_lock_cost");
    /// Subnets beside root before a new one takes an old one's place.
    SubnetLimit: Row::network("subnet_limit", "SubnetLimit", U16(128)).admin(37, "sudo_set_subnet_limit");
    /// Blocks in which the price of a subnet falls back to what was last paid.
    LockReductionInterval: Row::network("lock_reduction_interval", "NetworkLockReductionInterval", U64(100_800))
        .admin(38, "sudo_set_lock_reduction_interval");
    /// Least stake weight with which a seat may set weights and hold a permit.
    StakeThreshold: Row::network("stake_threshold", "StakeThreshold", U64(0)).admin(42, "sudo_set_stake_threshold");
    /// Least nomination, in millionths of 2 000 000 rao.
    NominatorMinRequiredStake: Row::network("nominator_min_required_stake", "NominatorMinRequiredStake", U64(0))
        .admin(43, "sudo_set_nominator_min_required_stake");
    /// Nothing; subnets dissolve at once.
    DissolveScheduleDuration: Row::network("dissolve_network_schedule_duration", "DissolveNetworkScheduleDuration", U32(36_000))
        .admin(55, "sudo_set_dissolve_network_schedule_duration");
    /// Largest weight of the present in the moving price.
    SubnetMovingAlpha: Row::network("subnet_moving_alpha", "SubnetMovingAlpha", I96F32(12_885))
        .admin(63, "sudo_set_subnet_moving_alpha");
    /// Version of timelocked commits the chain accepts.
    CommitRevealVersion: Row::network("commit_reveal_version", "CommitRevealWeightsVersion", U16(4))
        .admin(71, "sudo_set_commit_reveal_version");
    /// Share of a parent's dividend that is destroyed, of 2^64-1.
    ChildkeyBurn: Row::network("ck_burn", "CKBurn", U64(0)).admin(73, "sudo_set_ck_burn");
    /// Blocks before an epoch in which hyperparameters cannot change.
    AdminFreezeWindow: Row::network("admin_freeze_window", "AdminFreezeWindow", U16(10))
        .admin(74, "sudo_set_admin_freeze_window");
    /// Tempos an owner waits between two changes of one hyperparameter.
    OwnerHyperparamRateLimit: Row::network("owner_hparam_rate_limit", "OwnerHyperparamRateLimit", U16(2))
        .admin(75, "sudo_set_owner_hparam_rate_limit");
    /// TAO flow below which a subnet counts as having none.
    TaoFlowCutoff: Row::network("tao_flow_cutoff", "TaoFlowCutoff", I64F64(0)).admin(81, "sudo_set_tao_flow_cutoff");
    /// Power to which flows are raised before they are compared.
    TaoFlowExponent: Row::network("tao_flow_normalization_exponent", "FlowNormExponent", ONE).bounded(ONE, TWO)
        .admin(82, "sudo_set_tao_flow_normalization_exponent");
    /// Weight of the present in the moving average of flows, of 2^63.
    TaoFlowSmoothing: Row::network("tao_flow_smoothing_factor", "FlowEmaSmoothingFactor", U64(29_597_889_189_277))
        .admin(83, "sudo_set_tao_flow_smoothing_factor");
    /// Whether what the chain itself put in is taken off the flow.
    NetTaoFlow: Row::network("net_tao_flow_enabled", "NetTaoFlowEnabled", Bool(true)).admin(91, "sudo_set_net_tao_flow_enabled");
    /// Blocks between creating a subnet and starting it.
    StartCallDelay: Row::network("start_call_delay", "StartCallDelay", U64(0)).admin(85, "sudo_set_start_call_delay");
    /// Blocks between announcing the swap of a coldkey and making it.
    ColdkeySwapDelay: Row::network("coldkey_swap_announcement_delay", "ColdkeySwapAnnouncementDelay", U32(36_000))
        .admin(86, "sudo_set_coldkey_swap_announcement_delay");
    /// Blocks after that before the swap may be announced anew.
    ColdkeySwapReannouncementDelay: Row::network("coldkey_swap_reannouncement_delay", "ColdkeySwapReannouncementDelay", U32(7_200))
        .admin(87, "sudo_set_coldkey_swap_reannouncement_delay");
    /// Most weight games a subnet may run.
    MaxMechanismCount: Row::network("max_mechanism_count", "MaxMechanismCount", U8(2)).bounded(U8(1), U8(16))
        .admin(88, "sudo_set_max_mechanism_count");
    /// Epochs that may run in one block; the rest wait for the next.
    MaxEpochsPerBlock: Row::network("max_epochs_per_block", "MaxEpochsPerBlock", U8(2)).bounded(U8(1), U8(u8::MAX))
        .admin(96, "sudo_set_max_epochs_per_block");
    /// Root claims the chain makes by itself in one block.
    NumRootClaim: Row::network("num_root_claims", "NumRootClaim", U64(5)).bounded(U64(0), U64(50))
        .call("SubtensorModule", 123, "sudo_set_num_root_claims");
    /// How much a TAO on the root network counts beside an alpha, of 2^64-1.
    TaoWeight: Row::network("tao_weight", "TaoWeight", U64(971_718_665_099_567_868)).nobody();
}
