//! The calls, in the wire's order. Each names its row in the table of hyperparameters, the setter
//! and the event; `change` asks everything that must be asked.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod calls {
    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets the highest take of a delegate, of 65535.
        #[pallet::call_index(1)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_default_take(origin: OriginFor<T>, default_take: u16) -> DispatchResult {
            Self::change_network(
                origin,
                P::MaxDelegateTake,
                default_take,
                set_max_delegate_take::<T>,
                MaxDelegateTakeSet,
            )
        }

        /// Sets the blocks between two swaps of one coldkey's hotkeys.
        #[pallet::call_index(2)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_tx_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            Self::change_network(origin, P::TxRateLimit, tx_rate_limit, set_tx_rate_limit::<T>, TxRateLimitSet)
        }

        /// Sets the blocks between two announcements of an endpoint on `netuid`.
        #[pallet::call_index(3)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_serving_rate_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            serving_rate_limit: u64,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::ServingRateLimit,
                serving_rate_limit,
                set_serving_rate_limit::<T>,
                ServingRateLimitSet,
            )
        }

        /// Sets a value of `netuid` kept for clients; there is no proof of work.
        #[pallet::call_index(4)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_min_difficulty(origin: OriginFor<T>, netuid: NetUid, min_difficulty: u64) -> DispatchResult {
            Self::change(origin, netuid, P::MinDifficulty, min_difficulty, set_min_difficulty::<T>, MinDifficultySet)
        }

        /// Sets a value of `netuid` kept for clients; there is no proof of work.
        #[pallet::call_index(5)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_max_difficulty(origin: OriginFor<T>, netuid: NetUid, max_difficulty: u64) -> DispatchResult {
            Self::change(origin, netuid, P::MaxDifficulty, max_difficulty, set_max_difficulty::<T>, MaxDifficultySet)
        }

        /// Sets the lowest version of validator software `netuid` accepts; 0 accepts all.
        #[pallet::call_index(6)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_weights_version_key(
            origin: OriginFor<T>,
            netuid: NetUid,
            weights_version_key: u64,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::WeightsVersionKey,
                weights_version_key,
                set_weights_version_key::<T>,
                WeightsVersionKeySet,
            )
        }

        /// Sets the blocks between two weight settings of one seat on `netuid`.
        #[pallet::call_index(7)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_weights_set_rate_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            weights_set_rate_limit: u64,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::WeightsSetRateLimit,
                weights_set_rate_limit,
                set_weights_set_rate_limit::<T>,
                WeightsSetRateLimitSet,
            )
        }

        /// Sets a value of `netuid` kept for clients; prices of seats move every block.
        #[pallet::call_index(8)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_adjustment_interval(
            origin: OriginFor<T>,
            netuid: NetUid,
            adjustment_interval: u16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::AdjustmentInterval,
                adjustment_interval,
                set_adjustment_interval::<T>,
                AdjustmentIntervalSet,
            )
        }

        /// Sets a value of `netuid` kept for clients; prices of seats move every block.
        #[pallet::call_index(9)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_adjustment_alpha(
            origin: OriginFor<T>,
            netuid: NetUid,
            adjustment_alpha: u64,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::AdjustmentAlpha,
                adjustment_alpha,
                set_adjustment_alpha::<T>,
                AdjustmentAlphaSet,
            )
        }

        /// Sets the blocks during which a new seat on `netuid` is spared.
        #[pallet::call_index(13)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_immunity_period(origin: OriginFor<T>, netuid: NetUid, immunity_period: u16) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::ImmunityPeriod,
                immunity_period,
                set_immunity_period::<T>,
                ImmunityPeriodSet,
            )
        }

        /// Sets the fewest entries a weight vector on `netuid` may have.
        #[pallet::call_index(14)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_min_allowed_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            min_allowed_weights: u16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::MinAllowedWeights,
                min_allowed_weights,
                set_min_allowed_weights::<T>,
                MinAllowedWeightSet,
            )
        }

        /// Sets the seats `netuid` has.
        #[pallet::call_index(15)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_max_allowed_uids(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_allowed_uids: u16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::MaxAllowedUids,
                max_allowed_uids,
                set_max_allowed_uids::<T>,
                MaxAllowedUidsSet,
            )
        }

        /// Sets the share of stake that makes a consensus on `netuid`, of 65535.
        #[pallet::call_index(16)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_kappa(origin: OriginFor<T>, netuid: NetUid, kappa: u16) -> DispatchResult {
            Self::change(origin, netuid, P::Kappa, kappa, set_kappa::<T>, KappaSet)
        }

        /// Sets a value of `netuid` kept for clients; the epoch does not read it.
        #[pallet::call_index(17)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_rho(origin: OriginFor<T>, netuid: NetUid, rho: u16) -> DispatchResult {
            Self::change(origin, netuid, P::Rho, rho, set_rho::<T>, RhoSet)
        }

        /// Sets a value of `netuid` kept for clients; a factor of the tempo took its place.
        #[pallet::call_index(18)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_activity_cutoff(origin: OriginFor<T>, netuid: NetUid, activity_cutoff: u16) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::ActivityCutoff,
                activity_cutoff,
                set_activity_cutoff::<T>,
                ActivityCutoffSet,
            )
        }

        /// Opens or closes `netuid` to new neurons.
        #[pallet::call_index(19)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_network_registration_allowed(
            origin: OriginFor<T>,
            netuid: NetUid,
            registration_allowed: bool,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::RegistrationAllowed,
                registration_allowed,
                set_registration_allowed::<T>,
                RegistrationAllowed,
            )
        }

        /// Always fails: there is no proof of work.
        #[pallet::call_index(20)]
        #[pallet::weight(T::DbWeight::get().reads(1))]
        pub fn sudo_set_network_pow_registration_allowed(
            _origin: OriginFor<T>,
            _netuid: NetUid,
            _registration_allowed: bool,
        ) -> DispatchResult {
            Err(Error::<T>::POWRegistrationDisabled.into())
        }

        /// Sets a third of the registrations `netuid` takes per interval; only root heeds it.
        #[pallet::call_index(21)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_target_registrations_per_interval(
            origin: OriginFor<T>,
            netuid: NetUid,
            target_registrations_per_interval: u16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::TargetRegistrations,
                target_registrations_per_interval,
                set_target_registrations::<T>,
                RegistrationPerIntervalSet,
            )
        }

        /// Sets the lowest price of a seat on `netuid`.
        #[pallet::call_index(22)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_min_burn(origin: OriginFor<T>, netuid: NetUid, min_burn: Tao) -> DispatchResult {
            Self::change(origin, netuid, P::MinBurn, min_burn, set_min_burn::<T>, MinBurnSet)
        }

        /// Sets the highest price of a seat on `netuid`.
        #[pallet::call_index(23)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_max_burn(origin: OriginFor<T>, netuid: NetUid, max_burn: Tao) -> DispatchResult {
            Self::change(origin, netuid, P::MaxBurn, max_burn, set_max_burn::<T>, MaxBurnSet)
        }

        /// Sets a value of `netuid` kept for clients; there is no proof of work.
        #[pallet::call_index(24)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_difficulty(origin: OriginFor<T>, netuid: NetUid, difficulty: u64) -> DispatchResult {
            Self::change(origin, netuid, P::Difficulty, difficulty, set_difficulty::<T>, DifficultySet)
        }

        /// Sets the seats of `netuid` that may hold a validator permit.
        #[pallet::call_index(25)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_max_allowed_validators(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_allowed_validators: u16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::MaxAllowedValidators,
                max_allowed_validators,
                set_max_allowed_validators::<T>,
                MaxAllowedValidatorsSet,
            )
        }

        /// Sets the weight of old bonds in their moving average on `netuid`, in millionths.
        #[pallet::call_index(26)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_bonds_moving_average(
            origin: OriginFor<T>,
            netuid: NetUid,
            bonds_moving_average: u64,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::BondsMovingAverage,
                bonds_moving_average,
                set_bonds_moving_average::<T>,
                BondsMovingAverageSet,
            )
        }

        /// Sets the registrations `netuid` takes per block; only root heeds it.
        #[pallet::call_index(27)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_max_registrations_per_block(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_registrations_per_block: u16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::MaxRegistrationsPerBlock,
                max_registrations_per_block,
                set_max_registrations_per_block::<T>,
                MaxRegistrationsPerBlockSet,
            )
        }

        /// Sets the owners' share of their subnets' alpha, of 65535.
        #[pallet::call_index(28)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_subnet_owner_cut(origin: OriginFor<T>, subnet_owner_cut: u16) -> DispatchResult {
            Self::change_network(
                origin,
                P::SubnetOwnerCut,
                subnet_owner_cut,
                set_subnet_owner_cut::<T>,
                SubnetOwnerCutSet,
            )
        }

        /// Sets the blocks between two new subnets.
        #[pallet::call_index(29)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_network_rate_limit(origin: OriginFor<T>, rate_limit: u64) -> DispatchResult {
            Self::change_network(
                origin,
                P::NetworkRateLimit,
                rate_limit,
                set_network_rate_limit::<T>,
                NetworkRateLimitSet,
            )
        }

        /// Sets the blocks between two epochs of `netuid` and starts its cycle anew.
        #[pallet::call_index(30)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
            Self::change(origin, netuid, P::Tempo, tempo, restart_with_tempo::<T>, TempoSet)
        }

        /// Always fails: what exists is counted, not set.
        #[pallet::call_index(33)]
        #[pallet::weight(T::DbWeight::get().reads(1))]
        pub fn sudo_set_total_issuance(_origin: OriginFor<T>, _total_issuance: Tao) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// Sets the blocks during which a new subnet is not replaced.
        #[pallet::call_index(35)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_network_immunity_period(origin: OriginFor<T>, immunity_period: u64) -> DispatchResult {
            Self::change_network(
                origin,
                P::NetworkImmunityPeriod,
                immunity_period,
                set_network_immunity_period::<T>,
                NetworkImmunityPeriodSet,
            )
        }

        /// Sets the least price of a new subnet.
        #[pallet::call_index(36)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_network_min_lock_cost(origin: OriginFor<T>, lock_cost: Tao) -> DispatchResult {
            Self::change_network(
                origin,
                P::NetworkMinLockCost,
                lock_cost,
                set_network_min_lock_cost::<T>,
                NetworkMinLockCostSet,
            )
        }

        /// Sets the subnets there may be before a new one takes an old one's place.
        #[pallet::call_index(37)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_subnet_limit(origin: OriginFor<T>, max_subnets: u16) -> DispatchResult {
            Self::change_network(origin, P::SubnetLimit, max_subnets, set_subnet_limit::<T>, SubnetLimitSet)
        }

        /// Sets the blocks in which the price of a subnet falls back to what was last paid.
        #[pallet::call_index(38)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_lock_reduction_interval(origin: OriginFor<T>, interval: u64) -> DispatchResult {
            Self::change_network(
                origin,
                P::LockReductionInterval,
                interval,
                set_lock_reduction_interval::<T>,
                NetworkLockCostReductionIntervalSet,
            )
        }

        /// Sets the least stake weight with which a seat may set weights and hold a permit.
        #[pallet::call_index(42)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_stake_threshold(origin: OriginFor<T>, min_stake: u64) -> DispatchResult {
            Self::change_network(origin, P::StakeThreshold, min_stake, set_stake_threshold::<T>, StakeThresholdSet)
        }

        /// Sets the least nomination, in millionths of 2 000 000 rao.
        #[pallet::call_index(43)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_nominator_min_required_stake(origin: OriginFor<T>, min_stake: u64) -> DispatchResult {
            Self::change_network_quietly(
                origin,
                P::NominatorMinRequiredStake,
                min_stake,
                set_nominator_min_required_stake::<T>,
            )
        }

        /// Sets the blocks between two raises of a delegate's take.
        #[pallet::call_index(45)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_tx_delegate_take_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            Self::change_network(
                origin,
                P::TxDelegateTakeRateLimit,
                tx_rate_limit,
                set_tx_delegate_take_rate_limit::<T>,
                TxDelegateTakeRateLimitSet,
            )
        }

        /// Sets the lowest take of a delegate, of 65535.
        #[pallet::call_index(46)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_min_delegate_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            Self::change_network(origin, P::MinDelegateTake, take, set_min_delegate_take::<T>, MinDelegateTakeSet)
        }

        /// Sets whether weights on `netuid` must be committed before they are shown.
        #[pallet::call_index(49)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_commit_reveal_weights_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::change(origin, netuid, P::CommitReveal, enabled, set_commit_reveal::<T>, CommitRevealEnabled)
        }

        /// Sets whether the moving average of bonds on `netuid` adapts to each pair.
        #[pallet::call_index(50)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_liquid_alpha_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::change_quietly(origin, netuid, P::LiquidAlpha, enabled, set_liquid_alpha::<T>)
        }

        /// Sets the lowest and the highest adaptive rate of bonds on `netuid`, of 65535.
        #[pallet::call_index(51)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_alpha_values(
            origin: OriginFor<T>,
            netuid: NetUid,
            alpha_low: u16,
            alpha_high: u16,
        ) -> DispatchResult {
            let values = (alpha_low, alpha_high);
            Self::change_quietly(origin, netuid, P::AlphaValues, values, set_alpha_values::<T>)
        }

        /// Sets the epochs between commit and reveal on `netuid`.
        #[pallet::call_index(57)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_commit_reveal_weights_interval(
            origin: OriginFor<T>,
            netuid: NetUid,
            interval: u64,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::RevealPeriodEpochs,
                interval,
                set_reveal_period::<T>,
                CommitRevealPeriodsSet,
            )
        }

        /// Sets how far a weight above consensus is cut before it forms bonds on `netuid`.
        #[pallet::call_index(60)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_bonds_penalty(origin: OriginFor<T>, netuid: NetUid, bonds_penalty: u16) -> DispatchResult {
            Self::change(origin, netuid, P::BondsPenalty, bonds_penalty, set_bonds_penalty::<T>, BondsPenaltySet)
        }

        /// Sets whether stake on `netuid` may change its coldkey.
        #[pallet::call_index(61)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_toggle_transfer(origin: OriginFor<T>, netuid: NetUid, toggle: bool) -> DispatchResult {
            Self::change(origin, netuid, P::TransferToggle, toggle, set_transfer_toggle::<T>, TransferToggle)
        }

        /// Sets the largest weight of the present in the moving prices.
        #[pallet::call_index(63)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_subnet_moving_alpha(origin: OriginFor<T>, alpha: StoredI96F32) -> DispatchResult {
            Self::change_network_quietly(origin, P::SubnetMovingAlpha, alpha, set_subnet_moving_alpha::<T>)
        }

        /// Sets the hotkey that stands for the owner of `netuid`, under its older name.
        #[pallet::call_index(64)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_subnet_owner_hotkey(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: AccountId32,
        ) -> DispatchResult {
            Self::change_owner_hotkey(origin, netuid, hotkey)
        }

        /// Sets the blocks over which the moving price of `netuid` learns to weigh the present fully.
        #[pallet::call_index(65)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_ema_price_halving_period(
            origin: OriginFor<T>,
            netuid: NetUid,
            ema_halving: u64,
        ) -> DispatchResult {
            Self::change_quietly(
                origin,
                netuid,
                P::EmaPriceHalvingBlocks,
                ema_halving,
                set_ema_price_halving_blocks::<T>,
            )
        }

        /// Sets whether the alpha of `netuid` can be traded.
        #[pallet::call_index(66)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_subtoken_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            subtoken_enabled: bool,
        ) -> DispatchResult {
            Self::change_quietly(origin, netuid, P::Subtoken, subtoken_enabled, set_subtoken::<T>)
        }

        /// Sets the hotkey that stands for the owner of `netuid`.
        #[pallet::call_index(67)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_sn_owner_hotkey(origin: OriginFor<T>, netuid: NetUid, hotkey: AccountId32) -> DispatchResult {
            Self::change_owner_hotkey(origin, netuid, hotkey)
        }

        /// Sets how sharply the adaptive rate of bonds on `netuid` answers to a difference.
        #[pallet::call_index(68)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_alpha_sigmoid_steepness(
            origin: OriginFor<T>,
            netuid: NetUid,
            steepness: i16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::AlphaSigmoidSteepness,
                steepness,
                set_alpha_sigmoid_steepness::<T>,
                AlphaSigmoidSteepnessSet,
            )
        }

        /// Sets whether bonds on `netuid` are kept per validator.
        #[pallet::call_index(69)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_yuma3_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::change(origin, netuid, P::Yuma3, enabled, set_yuma3::<T>, |netuid, enabled| {
                Event::<T>::Yuma3EnableToggled { netuid, enabled }
            })
        }

        /// Sets whether miners of `netuid` may ask for bonds toward them to be forgotten.
        #[pallet::call_index(70)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_bonds_reset_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::change(origin, netuid, P::BondsReset, enabled, set_bonds_reset::<T>, |netuid, enabled| {
                Event::<T>::BondsResetToggled { netuid, enabled }
            })
        }

        /// Sets the version of timelocked commits the chain accepts.
        #[pallet::call_index(71)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_commit_reveal_version(origin: OriginFor<T>, version: u16) -> DispatchResult {
            Self::change_network(
                origin,
                P::CommitRevealVersion,
                version,
                set_commit_reveal_version::<T>,
                CommitRevealVersionSet,
            )
        }

        /// Sets how many seats of the owner of `netuid` are never replaced.
        #[pallet::call_index(72)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_owner_immune_neuron_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            immune_neurons: u16,
        ) -> DispatchResult {
            Self::change_quietly(
                origin,
                netuid,
                P::ImmuneOwnerUidsLimit,
                immune_neurons,
                set_immune_owner_uids_limit::<T>,
            )
        }

        /// Sets the share of a parent's dividend that is destroyed, of 2^64-1.
        #[pallet::call_index(73)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_ck_burn(origin: OriginFor<T>, burn: u64) -> DispatchResult {
            Self::change_network_quietly(origin, P::ChildkeyBurn, burn, set_ck_burn::<T>)
        }

        /// Sets the blocks before an epoch in which hyperparameters cannot change.
        #[pallet::call_index(74)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_admin_freeze_window(origin: OriginFor<T>, window: u16) -> DispatchResult {
            Self::change_network(
                origin,
                P::AdminFreezeWindow,
                window,
                set_admin_freeze_window::<T>,
                AdminFreezeWindowSet,
            )
        }

        /// Sets the tempos an owner waits between two changes of one hyperparameter.
        #[pallet::call_index(75)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_owner_hparam_rate_limit(origin: OriginFor<T>, epochs: u16) -> DispatchResult {
            Self::change_network(
                origin,
                P::OwnerHyperparamRateLimit,
                epochs,
                set_owner_hyperparam_rate_limit::<T>,
                OwnerHyperparamRateLimitSet,
            )
        }

        /// Sets the weight games `netuid` runs side by side.
        #[pallet::call_index(76)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_mechanism_count(
            origin: OriginFor<T>,
            netuid: NetUid,
            mechanism_count: MechId,
        ) -> DispatchResult {
            Self::change_quietly(origin, netuid, P::MechanismCount, mechanism_count, set_mechanism_count::<T>)
        }

        /// Sets the shares of the mechanisms in the emission of `netuid`, of 65535; none is even.
        #[pallet::call_index(77)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_mechanism_emission_split(
            origin: OriginFor<T>,
            netuid: NetUid,
            maybe_split: Option<Vec<u16>>,
        ) -> DispatchResult {
            Self::change_split(origin, netuid, maybe_split)
        }

        /// Leaves `netuid` `max_n` seats, taking them from the lowest earners.
        #[pallet::call_index(78)]
        #[pallet::weight(cost_of_trim::<T>(*netuid))]
        pub fn sudo_trim_to_max_allowed_uids(origin: OriginFor<T>, netuid: NetUid, max_n: u16) -> DispatchResult {
            Self::change_trim(origin, netuid, max_n)
        }

        /// Sets the fewest seats `netuid` can be cut down to.
        #[pallet::call_index(79)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_min_allowed_uids(
            origin: OriginFor<T>,
            netuid: NetUid,
            min_allowed_uids: u16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::MinAllowedUids,
                min_allowed_uids,
                set_min_allowed_uids::<T>,
                MinAllowedUidsSet,
            )
        }

        /// Sets what becomes of incentive earned by the own miners of the owner of `netuid`.
        #[pallet::call_index(80)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_recycle_or_burn(
            origin: OriginFor<T>,
            netuid: NetUid,
            recycle_or_burn: RecycleOrBurnEnum,
        ) -> DispatchResult {
            Self::change_quietly(origin, netuid, P::RecycleOrBurn, recycle_or_burn, set_recycle_or_burn::<T>)
        }

        /// Sets the seats of `netuid` out of immunity that remain before an immune one is replaced.
        #[pallet::call_index(84)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_min_non_immune_uids(origin: OriginFor<T>, netuid: NetUid, min: u16) -> DispatchResult {
            Self::change(origin, netuid, P::MinNonImmuneUids, min, set_min_non_immune_uids::<T>, MinNonImmuneUidsSet)
        }

        /// Sets the blocks between creating a subnet and starting it.
        #[pallet::call_index(85)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_start_call_delay(origin: OriginFor<T>, delay: u64) -> DispatchResult {
            Self::change_network(origin, P::StartCallDelay, delay, set_start_call_delay::<T>, StartCallDelaySet)
        }

        /// Sets how many blocks an announced swap of a coldkey waits.
        #[pallet::call_index(86)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_coldkey_swap_announcement_delay(origin: OriginFor<T>, duration: u32) -> DispatchResult {
            Self::change_network(
                origin,
                P::ColdkeySwapDelay,
                duration,
                set_coldkey_swap_delay::<T>,
                ColdkeySwapAnnouncementDelaySet,
            )
        }

        /// Sets how many blocks later the swap of a coldkey may be announced anew.
        #[pallet::call_index(87)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_coldkey_swap_reannouncement_delay(origin: OriginFor<T>, duration: u32) -> DispatchResult {
            Self::change_network(
                origin,
                P::ColdkeySwapReannouncementDelay,
                duration,
                set_coldkey_swap_reannouncement_delay::<T>,
                ColdkeySwapReannouncementDelaySet,
            )
        }

        /// Sets the most weight games a subnet may run.
        #[pallet::call_index(88)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_max_mechanism_count(origin: OriginFor<T>, max_mechanism_count: MechId) -> DispatchResult {
            Self::change_network_quietly(
                origin,
                P::MaxMechanismCount,
                max_mechanism_count,
                set_max_mechanism_count::<T>,
            )
        }

        /// Sets the blocks in which the price of a seat on `netuid` halves.
        #[pallet::call_index(89)]
        #[pallet::weight((cost_of_set::<T>(), DispatchClass::Operational))]
        pub fn sudo_set_burn_half_life(origin: OriginFor<T>, netuid: NetUid, burn_half_life: u16) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::BurnHalfLife,
                burn_half_life,
                set_burn_half_life::<T>,
                |netuid, burn_half_life| Event::<T>::BurnHalfLifeSet { netuid, burn_half_life },
            )
        }

        /// Sets the factor by which a registration on `netuid` raises the price of the next.
        #[pallet::call_index(90)]
        #[pallet::weight((cost_of_set::<T>(), DispatchClass::Operational))]
        pub fn sudo_set_burn_increase_mult(
            origin: OriginFor<T>,
            netuid: NetUid,
            burn_increase_mult: StoredU64F64,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::BurnIncreaseMult,
                burn_increase_mult,
                set_burn_increase_mult::<T>,
                |netuid, burn_increase_mult| Event::<T>::BurnIncreaseMultSet { netuid, burn_increase_mult },
            )
        }

        /// Sets whether the owner of `netuid` receives a share of its alpha.
        #[pallet::call_index(92)]
        #[pallet::weight((cost_of_set::<T>(), DispatchClass::Operational))]
        pub fn sudo_set_owner_cut_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::change_quietly(origin, netuid, P::OwnerCutEnabled, enabled, set_owner_cut::<T>)
        }

        /// Sets the lowest take of a child on `netuid`, of 65535.
        #[pallet::call_index(93)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_min_childkey_take_per_subnet(
            origin: OriginFor<T>,
            netuid: NetUid,
            take: u16,
        ) -> DispatchResult {
            Self::change(
                origin,
                netuid,
                P::MinChildkeyTakePerSubnet,
                take,
                set_min_childkey_take_per_subnet::<T>,
                MinChildKeyTakePerSubnetSet,
            )
        }

        /// Sets whether `netuid` takes part in the emission of TAO.
        #[pallet::call_index(94)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_subnet_emission_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::change(origin, netuid, P::SubnetEmission, enabled, set_subnet_emission::<T>, |netuid, enabled| {
                Event::<T>::SubnetEmissionEnabledSet { netuid, enabled }
            })
        }

        /// Sets how many epochs may run in one block; the rest wait for the next.
        #[pallet::call_index(96)]
        #[pallet::weight(cost_of_set::<T>())]
        pub fn sudo_set_max_epochs_per_block(origin: OriginFor<T>, max_epochs_per_block: u8) -> DispatchResult {
            Self::change_network(
                origin,
                P::MaxEpochsPerBlock,
                max_epochs_per_block,
                set_max_epochs_per_block::<T>,
                MaxEpochsPerBlockSet,
            )
        }
    }
}
