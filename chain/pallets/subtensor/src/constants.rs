//! The constants, in the wire's order: what clients show for hyperparameters before they read them,
//! and what some keep for old times' sake. Whatever the table of hyperparameters knows is read from
//! there, so that the two cannot part.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// The default in a hyperparameter's row, taken while compiling; naming another type than the row's
/// does not compile.
macro_rules! default_of {
    ($parameter:ident, $kind:ident($($part:pat_param),+) => $value:expr) => {
        const {
            match myelin_primitives::hyperparameters::Parameter::$parameter.row().default {
                myelin_primitives::hyperparameters::Value::$kind($($part),+) => $value,
                _ => panic!("the row holds another type"),
            }
        }
    };
    ($parameter:ident, $kind:ident) => {
        crate::constants::default_of!($parameter, $kind(value) => value)
    };
}

pub(crate) use default_of;

#[pallet_section]
mod constants {
    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// TAO that existed before the first block.
        #[pallet::constant_name(InitialIssuance)]
        fn initial_issuance() -> Tao {
            Tao(0)
        }

        /// Fewest entries of a weight vector, while nobody sets another number.
        #[pallet::constant_name(InitialMinAllowedWeights)]
        fn initial_min_allowed_weights() -> u16 {
            crate::constants::default_of!(MinAllowedWeights, U16)
        }

        /// Kept for clients; emission follows prices and flows.
        #[pallet::constant_name(InitialEmissionValue)]
        fn initial_emission_value() -> u16 {
            0
        }

        /// Blocks between two epochs of a new subnet.
        #[pallet::constant_name(InitialTempo)]
        fn initial_tempo() -> u16 {
            crate::constants::default_of!(Tempo, U16)
        }

        /// Kept for clients; there is no proof of work.
        #[pallet::constant_name(InitialDifficulty)]
        fn initial_difficulty() -> u64 {
            crate::constants::default_of!(Difficulty, U64)
        }

        /// Kept for clients; there is no proof of work.
        #[pallet::constant_name(InitialMaxDifficulty)]
        fn initial_max_difficulty() -> u64 {
            crate::constants::default_of!(MaxDifficulty, U64)
        }

        /// Kept for clients; there is no proof of work.
        #[pallet::constant_name(InitialMinDifficulty)]
        fn initial_min_difficulty() -> u64 {
            crate::constants::default_of!(MinDifficulty, U64)
        }

        /// What registrations on a subnet have cost before the first.
        #[pallet::constant_name(InitialRAORecycledForRegistration)]
        fn initial_rao_recycled_for_registration() -> Tao {
            Tao(0)
        }

        /// Price of a seat on a subnet that never had one.
        #[pallet::constant_name(InitialBurn)]
        fn initial_burn() -> Tao {
            Tao(100_000_000)
        }

        /// Highest price of a seat, while nobody sets another.
        #[pallet::constant_name(InitialMaxBurn)]
        fn initial_max_burn() -> Tao {
            crate::constants::default_of!(MaxBurn, Tao)
        }

        /// Lowest price of a seat, while nobody sets another.
        #[pallet::constant_name(InitialMinBurn)]
        fn initial_min_burn() -> Tao {
            crate::constants::default_of!(MinBurn, Tao)
        }

        /// Least worth of alpha that may be staked, moved or left behind.
        #[pallet::constant_name(InitialMinStake)]
        fn initial_min_stake() -> Tao {
            crate::stake::MIN_STAKE
        }

        /// The lowest price of a seat must be set below this.
        #[pallet::constant_name(MinBurnUpperBound)]
        fn min_burn_upper_bound() -> Tao {
            Tao(1_000_000_000)
        }

        /// The highest price of a seat must be set above this.
        #[pallet::constant_name(MaxBurnLowerBound)]
        fn max_burn_lower_bound() -> Tao {
            Tao(100_000_000)
        }

        /// Shortest tempo an owner may choose.
        #[pallet::constant_name(MinTempo)]
        fn min_tempo() -> u16 {
            *crate::epoch::OWNER_TEMPO.start()
        }

        /// Longest tempo an owner may choose.
        #[pallet::constant_name(MaxTempo)]
        fn max_tempo() -> u16 {
            *crate::epoch::OWNER_TEMPO.end()
        }

        /// Least factor of the activity cutoff, in thousandths of a tempo.
        #[pallet::constant_name(MinActivityCutoffFactorMilli)]
        fn min_activity_cutoff_factor_milli() -> u32 {
            1_000
        }

        /// Greatest factor of the activity cutoff, in thousandths of a tempo.
        #[pallet::constant_name(MaxActivityCutoffFactorMilli)]
        fn max_activity_cutoff_factor_milli() -> u32 {
            50_000
        }

        /// Kept for clients; prices of seats move every block.
        #[pallet::constant_name(InitialAdjustmentInterval)]
        fn initial_adjustment_interval() -> u16 {
            crate::constants::default_of!(AdjustmentInterval, U16)
        }

        /// Weight of old bonds, in millionths, while nobody sets another.
        #[pallet::constant_name(InitialBondsMovingAverage)]
        fn initial_bonds_moving_average() -> u64 {
            crate::constants::default_of!(BondsMovingAverage, U64)
        }

        /// How far weights above consensus are cut for bonds, of 65535.
        #[pallet::constant_name(InitialBondsPenalty)]
        fn initial_bonds_penalty() -> u16 {
            crate::constants::default_of!(BondsPenalty, U16)
        }

        /// Whether miners may have bonds forgotten, while nobody says otherwise.
        #[pallet::constant_name(InitialBondsResetOn)]
        fn initial_bonds_reset_on() -> bool {
            crate::constants::default_of!(BondsReset, Bool)
        }

        /// Registrations aimed at per interval; the root network's are limited by it.
        #[pallet::constant_name(InitialTargetRegistrationsPerInterval)]
        fn initial_target_registrations_per_interval() -> u16 {
            crate::constants::default_of!(TargetRegistrations, U16)
        }

        /// Kept for clients; nothing is computed from it.
        #[pallet::constant_name(InitialRho)]
        fn initial_rho() -> u16 {
            crate::constants::default_of!(Rho, U16)
        }

        /// How sharply liquid bonds answer, in hundredths.
        #[pallet::constant_name(InitialAlphaSigmoidSteepness)]
        fn initial_alpha_sigmoid_steepness() -> i16 {
            crate::constants::default_of!(AlphaSigmoidSteepness, I16)
        }

        /// Share of stake that makes a consensus, of 65535.
        #[pallet::constant_name(InitialKappa)]
        fn initial_kappa() -> u16 {
            crate::constants::default_of!(Kappa, U16)
        }

        /// Fewest seats a subnet can be cut down to.
        #[pallet::constant_name(InitialMinAllowedUids)]
        fn initial_min_allowed_uids() -> u16 {
            crate::constants::default_of!(MinAllowedUids, U16)
        }

        /// Seats of a new subnet.
        #[pallet::constant_name(InitialMaxAllowedUids)]
        fn initial_max_allowed_uids() -> u16 {
            crate::constants::default_of!(MaxAllowedUids, U16)
        }

        /// Kept for clients; no epoch reads it.
        #[pallet::constant_name(InitialValidatorPruneLen)]
        fn initial_validator_prune_len() -> u64 {
            1
        }

        /// Kept for clients; no epoch reads it.
        #[pallet::constant_name(InitialScalingLawPower)]
        fn initial_scaling_law_power() -> u16 {
            50
        }

        /// Blocks during which a new seat is spared, while nobody sets others.
        #[pallet::constant_name(InitialImmunityPeriod)]
        fn initial_immunity_period() -> u16 {
            crate::constants::default_of!(ImmunityPeriod, U16)
        }

        /// Kept for clients; the factor took its place.
        #[pallet::constant_name(InitialActivityCutoff)]
        fn initial_activity_cutoff() -> u16 {
            crate::constants::default_of!(ActivityCutoff, U16)
        }

        /// Registrations a block may hold; the root network's are limited by it.
        #[pallet::constant_name(InitialMaxRegistrationsPerBlock)]
        fn initial_max_registrations_per_block() -> u16 {
            crate::constants::default_of!(MaxRegistrationsPerBlock, U16)
        }

        /// Kept for clients; seats are ranked by what they earn.
        #[pallet::constant_name(InitialPruningScore)]
        fn initial_pruning_score() -> u16 {
            u16::MAX
        }

        /// Seats that may hold a permit, while nobody sets another number.
        #[pallet::constant_name(InitialMaxAllowedValidators)]
        fn initial_max_allowed_validators() -> u16 {
            crate::constants::default_of!(MaxAllowedValidators, U16)
        }

        /// Take of a delegate who never chose one, of 65535.
        #[pallet::constant_name(InitialDefaultDelegateTake)]
        fn initial_default_delegate_take() -> u16 {
            crate::constants::default_of!(MaxDelegateTake, U16)
        }

        /// Lowest take of a delegate, of 65535.
        #[pallet::constant_name(InitialMinDelegateTake)]
        fn initial_min_delegate_take() -> u16 {
            crate::constants::default_of!(MinDelegateTake, U16)
        }

        /// Take of a child who never chose one, of 65535.
        #[pallet::constant_name(InitialDefaultChildKeyTake)]
        fn initial_default_child_key_take() -> u16 {
            0
        }

        /// Lowest take of a child, of 65535.
        #[pallet::constant_name(InitialMinChildKeyTake)]
        fn initial_min_child_key_take() -> u16 {
            crate::constants::default_of!(MinChildkeyTake, U16)
        }

        /// Highest take of a child, of 65535.
        #[pallet::constant_name(InitialMaxChildKeyTake)]
        fn initial_max_child_key_take() -> u16 {
            crate::constants::default_of!(MaxChildkeyTake, U16)
        }

        /// Lowest version of validators accepted; 0 accepts all.
        #[pallet::constant_name(InitialWeightsVersionKey)]
        fn initial_weights_version_key() -> u64 {
            crate::constants::default_of!(WeightsVersionKey, U64)
        }

        /// Blocks between two announcements of an endpoint.
        #[pallet::constant_name(InitialServingRateLimit)]
        fn initial_serving_rate_limit() -> u64 {
            crate::constants::default_of!(ServingRateLimit, U64)
        }

        /// Blocks between two swaps of one coldkey's hotkeys.
        #[pallet::constant_name(InitialTxRateLimit)]
        fn initial_tx_rate_limit() -> u64 {
            crate::constants::default_of!(TxRateLimit, U64)
        }

        /// Blocks between two raises of a delegate's take.
        #[pallet::constant_name(InitialTxDelegateTakeRateLimit)]
        fn initial_tx_delegate_take_rate_limit() -> u64 {
            crate::constants::default_of!(TxDelegateTakeRateLimit, U64)
        }

        /// Blocks between two raises of a child's take.
        #[pallet::constant_name(InitialTxChildKeyTakeRateLimit)]
        fn initial_tx_child_key_take_rate_limit() -> u64 {
            crate::constants::default_of!(TxChildkeyTakeRateLimit, U64)
        }

        /// Kept for clients; prices of seats move every block.
        #[pallet::constant_name(InitialAdjustmentAlpha)]
        fn initial_adjustment_alpha() -> u64 {
            crate::constants::default_of!(AdjustmentAlpha, U64)
        }

        /// Blocks during which a new subnet is not replaced.
        #[pallet::constant_name(InitialNetworkImmunityPeriod)]
        fn initial_network_immunity_period() -> u64 {
            crate::constants::default_of!(NetworkImmunityPeriod, U64)
        }

        /// Least price of a new subnet.
        #[pallet::constant_name(InitialNetworkMinLockCost)]
        fn initial_network_min_lock_cost() -> Tao {
            crate::constants::default_of!(NetworkMinLockCost, Tao)
        }

        /// The owners' share of their subnets' alpha, of 65535.
        #[pallet::constant_name(InitialSubnetOwnerCut)]
        fn initial_subnet_owner_cut() -> u16 {
            crate::constants::default_of!(SubnetOwnerCut, U16)
        }

        /// Blocks in which the price of a subnet falls back.
        #[pallet::constant_name(InitialNetworkLockReductionInterval)]
        fn initial_network_lock_reduction_interval() -> u64 {
            crate::constants::default_of!(LockReductionInterval, U64)
        }

        /// Blocks between two new subnets.
        #[pallet::constant_name(InitialNetworkRateLimit)]
        fn initial_network_rate_limit() -> u64 {
            crate::constants::default_of!(NetworkRateLimit, U64)
        }

        /// Price of swapping a hotkey on every subnet.
        #[pallet::constant_name(KeySwapCost)]
        fn key_swap_cost() -> Tao {
            crate::keys::COST_EVERYWHERE
        }

        /// Highest adaptive rate of bonds, of 65535.
        #[pallet::constant_name(AlphaHigh)]
        fn alpha_high() -> u16 {
            crate::constants::default_of!(AlphaValues, Pair(_low, high) => high)
        }

        /// Lowest adaptive rate of bonds, of 65535.
        #[pallet::constant_name(AlphaLow)]
        fn alpha_low() -> u16 {
            crate::constants::default_of!(AlphaValues, Pair(low, _high) => low)
        }

        /// Whether bonds adapt to each pair, while nobody says so.
        #[pallet::constant_name(LiquidAlphaOn)]
        fn liquid_alpha_on() -> bool {
            crate::constants::default_of!(LiquidAlpha, Bool)
        }

        /// Whether bonds are kept per validator, while nobody says so.
        #[pallet::constant_name(Yuma3On)]
        fn yuma3_on() -> bool {
            crate::constants::default_of!(Yuma3, Bool)
        }

        /// Blocks between announcing the swap of a coldkey and making it.
        #[pallet::constant_name(InitialColdkeySwapAnnouncementDelay)]
        fn initial_coldkey_swap_announcement_delay() -> u32 {
            crate::constants::default_of!(ColdkeySwapDelay, U32)
        }

        /// Blocks after that before the swap may be announced anew.
        #[pallet::constant_name(InitialColdkeySwapReannouncementDelay)]
        fn initial_coldkey_swap_reannouncement_delay() -> u32 {
            crate::constants::default_of!(ColdkeySwapReannouncementDelay, U32)
        }

        /// Kept for clients; subnets dissolve at once.
        #[pallet::constant_name(InitialDissolveNetworkScheduleDuration)]
        fn initial_dissolve_network_schedule_duration() -> u32 {
            crate::constants::default_of!(DissolveScheduleDuration, U32)
        }

        /// How much a root TAO counts beside an alpha, of 2^64-1.
        #[pallet::constant_name(InitialTaoWeight)]
        fn initial_tao_weight() -> u64 {
            crate::constants::default_of!(TaoWeight, U64)
        }

        /// Blocks over which the moving price learns to weigh the present.
        #[pallet::constant_name(InitialEmaPriceHalvingPeriod)]
        fn initial_ema_price_halving_period() -> u64 {
            crate::constants::default_of!(EmaPriceHalvingBlocks, U64)
        }

        /// Blocks between creating a subnet and starting it.
        #[pallet::constant_name(InitialStartCallDelay)]
        fn initial_start_call_delay() -> u64 {
            crate::constants::default_of!(StartCallDelay, U64)
        }

        /// Price of swapping a hotkey on one subnet.
        #[pallet::constant_name(KeySwapOnSubnetCost)]
        fn key_swap_on_subnet_cost() -> Tao {
            crate::keys::COST_ON_ONE_SUBNET
        }

        /// Blocks between two swaps of one hotkey on one subnet.
        #[pallet::constant_name(HotkeySwapOnSubnetInterval)]
        fn hotkey_swap_on_subnet_interval() -> u64 {
            crate::keys::BLOCKS_BETWEEN_SWAPS
        }

        /// Kept for clients; subnets are not leased here.
        #[pallet::constant_name(LeaseDividendsDistributionInterval)]
        fn lease_dividends_distribution_interval() -> u32 {
            100
        }

        /// Share of the remaining seats that a trim may find immune.
        #[pallet::constant_name(MaxImmuneUidsPercentage)]
        fn max_immune_uids_percentage() -> Percent {
            Percent::from_percent(crate::neurons::SPARED_PERCENT)
        }

        /// Root of the accounts in which subnets hold their TAO.
        #[pallet::constant_name(SubtensorPalletId)]
        fn subtensor_pallet_id() -> PalletId {
            crate::pool::SUBNETS
        }

        /// The account whose TAO nobody can spend.
        #[pallet::constant_name(BurnAccountId)]
        fn burn_account_id() -> PalletId {
            crate::pool::BURN
        }

        /// Epochs that may run in one block.
        #[pallet::constant_name(InitialMaxEpochsPerBlock)]
        fn initial_max_epochs_per_block() -> u8 {
            crate::constants::default_of!(MaxEpochsPerBlock, U8)
        }
    }
}
