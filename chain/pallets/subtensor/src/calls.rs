//! The calls, in the wire's order. Each turns its origin into an account and hands over.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod calls {
    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets the caller's weights on the main mechanism of `netuid`.
        #[pallet::call_index(0)]
        #[pallet::weight((crate::weights::cost_of_set::<T>(dests.len()), DispatchClass::Normal, Pays::No))]
        pub fn set_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            dests: Vec<u16>,
            weights: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            crate::weights::set::<T>(&hotkey, netuid, MechId::MAIN, dests, weights, version_key)
        }

        /// Spends `amount_staked` of the caller's TAO on alpha of `netuid`, staked to `hotkey`.
        #[pallet::call_index(2)]
        #[pallet::weight(crate::stake::cost_of_add::<T>(hotkey, *netuid))]
        pub fn add_stake(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            netuid: NetUid,
            amount_staked: Tao,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::add::<T>(&coldkey, &hotkey, netuid, amount_staked)
        }

        /// Takes `amount_unstaked` of the caller's alpha out of `hotkey` and pays the caller the
        /// TAO it fetches.
        #[pallet::call_index(3)]
        #[pallet::weight(crate::stake::cost_of_remove::<T>(hotkey, *netuid))]
        pub fn remove_stake(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            netuid: NetUid,
            amount_unstaked: Alpha,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::remove::<T>(&coldkey, &hotkey, netuid, amount_unstaked)
        }

        /// Announces where the calling neuron serves.
        #[pallet::call_index(4)]
        #[pallet::weight((crate::neurons::cost_of_serve::<T>(), DispatchClass::Normal, Pays::No))]
        pub fn serve_axon(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
            protocol: u8,
            placeholder1: u8,
            placeholder2: u8,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let axon = AxonInfo { block: 0, version, ip, port, ip_type, protocol, placeholder1, placeholder2 };
            crate::neurons::serve_axon::<T>(&hotkey, netuid, axon)
        }

        /// Announces where the calling neuron shows its metrics.
        #[pallet::call_index(5)]
        #[pallet::weight((crate::neurons::cost_of_serve::<T>(), DispatchClass::Normal, Pays::No))]
        pub fn serve_prometheus(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let prometheus = PrometheusInfo { block: 0, version, ip, port, ip_type };
            crate::neurons::serve_prometheus::<T>(&hotkey, netuid, prometheus)
        }

        /// Buys `hotkey` a seat on `netuid`; the work fields are remains of a time when seats were
        /// mined, and are ignored.
        #[pallet::call_index(6)]
        #[pallet::weight(crate::neurons::cost_of_register::<T>(*netuid))]
        pub fn register(
            origin: OriginFor<T>,
            netuid: NetUid,
            _block_number: u64,
            _nonce: u64,
            _work: Vec<u8>,
            hotkey: AccountId32,
            _coldkey: AccountId32,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Ok(spent(crate::neurons::register::<T>(&coldkey, &hotkey, netuid, None)?))
        }

        /// Buys `hotkey` a seat on `netuid` at the current price, which is destroyed.
        #[pallet::call_index(7)]
        #[pallet::weight(crate::neurons::cost_of_register::<T>(*netuid))]
        pub fn burned_register(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: AccountId32,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Ok(spent(crate::neurons::register::<T>(&coldkey, &hotkey, netuid, None)?))
        }

        /// Announces where the calling neuron serves, and the key its connections are secured with.
        #[pallet::call_index(40)]
        #[pallet::weight((crate::neurons::cost_of_serve::<T>(), DispatchClass::Normal, Pays::No))]
        pub fn serve_axon_tls(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
            protocol: u8,
            placeholder1: u8,
            placeholder2: u8,
            certificate: Vec<u8>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let axon = AxonInfo { block: 0, version, ip, port, ip_type, protocol, placeholder1, placeholder2 };
            crate::neurons::serve_axon_tls::<T>(&hotkey, netuid, axon, certificate)
        }

        /// Creates a subnet owned by the caller, with `hotkey` on its first seat, for the lock cost.
        #[pallet::call_index(59)]
        #[pallet::weight(crate::subnets::cost_of_create::<T>())]
        pub fn register_network(origin: OriginFor<T>, hotkey: AccountId32) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Ok(spent(crate::subnets::create::<T>(&coldkey, &hotkey, None)?))
        }

        /// Dissolves `netuid` and pays its stakers out of its pool.
        #[pallet::call_index(61)]
        #[pallet::weight(crate::subnets::cost_of_dissolve::<T>(*netuid))]
        pub fn dissolve_network(
            origin: OriginFor<T>,
            _coldkey: AccountId32,
            netuid: NetUid,
        ) -> DispatchResultWithPostInfo {
            ensure_root(origin)?;
            Ok(spent(crate::subnets::dissolve::<T>(netuid)?))
        }

        /// Takes a seat on the root network for `hotkey`.
        #[pallet::call_index(62)]
        #[pallet::weight(crate::neurons::cost_of_register_on_root::<T>())]
        pub fn root_register(origin: OriginFor<T>, hotkey: AccountId32) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::root::register::<T>(&coldkey, &hotkey)
        }

        /// Lowers the take of the caller's delegate `hotkey`.
        #[pallet::call_index(65)]
        #[pallet::weight((crate::delegation::cost_of_take::<T>(), DispatchClass::Normal, Pays::No))]
        pub fn decrease_take(origin: OriginFor<T>, hotkey: AccountId32, take: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::delegation::decrease_take::<T>(&coldkey, &hotkey, take)
        }

        /// Raises the take of the caller's delegate `hotkey`.
        #[pallet::call_index(66)]
        #[pallet::weight((crate::delegation::cost_of_take::<T>(), DispatchClass::Normal, Pays::No))]
        pub fn increase_take(origin: OriginFor<T>, hotkey: AccountId32, take: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::delegation::increase_take::<T>(&coldkey, &hotkey, take)
        }

        /// Lends the stake of the caller's `hotkey` on `netuid` to other hotkeys, by proportion.
        #[pallet::call_index(67)]
        #[pallet::weight(crate::delegation::cost_of_set_children::<T>(children.len()))]
        pub fn set_children(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            netuid: NetUid,
            children: Vec<(u64, AccountId32)>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::delegation::set_children::<T>(&coldkey, &hotkey, netuid, children)
        }

        /// Tells the world about the caller's coldkey; one of its hotkeys must have a seat.
        #[pallet::call_index(68)]
        #[pallet::weight(crate::keys::cost_of_set_identity::<T>())]
        pub fn set_identity(
            origin: OriginFor<T>,
            name: Vec<u8>,
            url: Vec<u8>,
            github_repo: Vec<u8>,
            image: Vec<u8>,
            discord: Vec<u8>,
            description: Vec<u8>,
            additional: Vec<u8>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let identity = ChainIdentityV2 { name, url, github_repo, image, discord, description, additional };
            crate::keys::set_identity::<T>(&coldkey, identity)
        }

        /// Sets how many blocks lie between two raises of a child's take; root only.
        #[pallet::call_index(69)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn sudo_set_tx_childkey_take_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            ensure_root(origin)?;
            crate::params::set_tx_childkey_take_rate_limit::<T>(tx_rate_limit);
            Self::deposit_event(Event::TxChildKeyTakeRateLimitSet(tx_rate_limit));
            Ok(())
        }

        /// Puts `new_hotkey` in the place of the caller's `hotkey`, with all it has on one subnet or,
        /// without `netuid`, everywhere.
        #[pallet::call_index(70)]
        #[pallet::weight(crate::keys::cost_of_swap::<T>(*netuid))]
        pub fn swap_hotkey(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            new_hotkey: AccountId32,
            netuid: Option<NetUid>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let swap = crate::keys::Swap { old: &hotkey, new: &new_hotkey, netuid, keeps_stake: false };
            Ok(spent(crate::keys::swap_hotkey::<T>(&coldkey, swap)?))
        }

        /// Puts one coldkey in the place of another, for `swap_cost` of its TAO; root only.
        #[pallet::call_index(71)]
        #[pallet::weight(crate::keys::cost_of_swap_coldkey::<T>())]
        pub fn swap_coldkey(
            origin: OriginFor<T>,
            old_coldkey: AccountId32,
            new_coldkey: AccountId32,
            swap_cost: Tao,
        ) -> DispatchResultWithPostInfo {
            ensure_root(origin)?;
            Ok(spent(crate::keys::swap_by_root::<T>(&old_coldkey, &new_coldkey, swap_cost)?))
        }

        /// The same, and with `keep_stake` the stake remains at `hotkey`.
        #[pallet::call_index(72)]
        #[pallet::weight(crate::keys::cost_of_swap::<T>(*netuid))]
        pub fn swap_hotkey_v2(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            new_hotkey: AccountId32,
            netuid: Option<NetUid>,
            keep_stake: bool,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let swap = crate::keys::Swap { old: &hotkey, new: &new_hotkey, netuid, keeps_stake: keep_stake };
            Ok(spent(crate::keys::swap_hotkey::<T>(&coldkey, swap)?))
        }

        /// Sets what the caller's `hotkey` keeps of its parents' dividends on `netuid`.
        #[pallet::call_index(75)]
        #[pallet::weight(crate::delegation::cost_of_set_childkey_take::<T>())]
        pub fn set_childkey_take(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            netuid: NetUid,
            take: u16,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::delegation::set_childkey_take::<T>(&coldkey, &hotkey, netuid, take)
        }

        /// Sets the lowest take of a child; root only.
        #[pallet::call_index(76)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn sudo_set_min_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            crate::params::set_min_childkey_take::<T>(take);
            Self::deposit_event(Event::MinChildKeyTakeSet(take));
            Ok(())
        }

        /// Sets the highest take of a child; root only.
        #[pallet::call_index(77)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn sudo_set_max_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            crate::params::set_max_childkey_take::<T>(take);
            Self::deposit_event(Event::MaxChildKeyTakeSet(take));
            Ok(())
        }

        /// Tells the world about the caller's subnet.
        #[pallet::call_index(78)]
        #[pallet::weight(crate::subnets::cost_of_set_identity::<T>())]
        pub fn set_subnet_identity(
            origin: OriginFor<T>,
            netuid: NetUid,
            subnet_name: Vec<u8>,
            github_repo: Vec<u8>,
            subnet_contact: Vec<u8>,
            subnet_url: Vec<u8>,
            discord: Vec<u8>,
            description: Vec<u8>,
            logo_url: Vec<u8>,
            additional: Vec<u8>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let identity = SubnetIdentityV3 {
                subnet_name,
                github_repo,
                subnet_contact,
                subnet_url,
                discord,
                description,
                logo_url,
                additional,
            };
            crate::subnets::set_identity::<T>(&coldkey, netuid, identity)
        }

        /// Creates a subnet as `register_network` does, and tells the world about it.
        #[pallet::call_index(79)]
        #[pallet::weight(crate::subnets::cost_of_create::<T>())]
        pub fn register_network_with_identity(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            identity: Option<SubnetIdentityV3>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Ok(spent(crate::subnets::create::<T>(&coldkey, &hotkey, identity)?))
        }

        /// Sets the caller's weights on several subnets; one that fails leaves the others standing.
        #[pallet::call_index(80)]
        #[pallet::weight((crate::weights::cost_of_batch::<T>(weights), DispatchClass::Normal, Pays::No))]
        pub fn batch_set_weights(
            origin: OriginFor<T>,
            netuids: Vec<codec::Compact<NetUid>>,
            weights: Vec<Vec<(codec::Compact<u16>, codec::Compact<u16>)>>,
            version_keys: Vec<codec::Compact<u64>>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            crate::weights::set_batch::<T>(&hotkey, netuids, weights, version_keys)
        }

        /// Sells all the caller's alpha at `hotkey`, on every subnet.
        #[pallet::call_index(83)]
        #[pallet::weight(crate::stake::cost_of_remove_all::<T>(hotkey))]
        pub fn unstake_all(origin: OriginFor<T>, hotkey: AccountId32) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let sold = crate::stake::remove_all::<T>(&coldkey, &hotkey)?;
            Ok(spent(crate::stake::cost_of_removed::<T>(&hotkey, sold)))
        }

        /// Sells all the caller's alpha at `hotkey` and stakes the TAO on root.
        #[pallet::call_index(84)]
        #[pallet::weight(crate::stake::cost_of_remove_all::<T>(hotkey))]
        pub fn unstake_all_alpha(origin: OriginFor<T>, hotkey: AccountId32) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let sold = crate::stake::remove_all_alpha::<T>(&coldkey, &hotkey)?;
            Ok(spent(crate::stake::cost_of_removed::<T>(&hotkey, sold)))
        }

        /// Moves the caller's stake to another hotkey, another subnet, or both.
        #[pallet::call_index(85)]
        #[pallet::weight(crate::stake::cost_of_shift::<T>((origin_hotkey, *origin_netuid), (destination_hotkey, *destination_netuid)))]
        pub fn move_stake(
            origin: OriginFor<T>,
            origin_hotkey: AccountId32,
            destination_hotkey: AccountId32,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: Alpha,
        ) -> DispatchResult {
            let coldkey = &ensure_signed(origin)?;
            let from = crate::stake::Place { coldkey, hotkey: &origin_hotkey, netuid: origin_netuid };
            let onto = crate::stake::Place { coldkey, hotkey: &destination_hotkey, netuid: destination_netuid };
            crate::stake::move_to::<T>(from, onto, alpha_amount)
        }

        /// Gives the caller's stake to another coldkey, at the same hotkey.
        #[pallet::call_index(86)]
        #[pallet::weight(crate::stake::cost_of_shift::<T>((hotkey, *origin_netuid), (hotkey, *destination_netuid)))]
        pub fn transfer_stake(
            origin: OriginFor<T>,
            destination_coldkey: AccountId32,
            hotkey: AccountId32,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: Alpha,
        ) -> DispatchResult {
            let coldkey = &ensure_signed(origin)?;
            let from = crate::stake::Place { coldkey, hotkey: &hotkey, netuid: origin_netuid };
            let onto = crate::stake::Place { coldkey: &destination_coldkey, netuid: destination_netuid, ..from };
            crate::stake::transfer::<T>(from, onto, alpha_amount)
        }

        /// Exchanges the caller's stake on one subnet for stake on another, at the same hotkey.
        #[pallet::call_index(87)]
        #[pallet::weight(crate::stake::cost_of_shift::<T>((hotkey, *origin_netuid), (hotkey, *destination_netuid)))]
        pub fn swap_stake(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: Alpha,
        ) -> DispatchResult {
            let coldkey = &ensure_signed(origin)?;
            let from = crate::stake::Place { coldkey, hotkey: &hotkey, netuid: origin_netuid };
            let onto = crate::stake::Place { netuid: destination_netuid, ..from };
            crate::stake::swap::<T>(from, onto, alpha_amount, None)
        }

        /// Spends the caller's TAO on alpha while its price stays at `limit_price` or under it.
        #[pallet::call_index(88)]
        #[pallet::weight(crate::stake::cost_of_add::<T>(hotkey, *netuid))]
        pub fn add_stake_limit(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            netuid: NetUid,
            amount_staked: Tao,
            limit_price: Tao,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::add_limit::<T>(&coldkey, &hotkey, netuid, amount_staked, limit_price, allow_partial)
                .map(|_| ())
        }

        /// Sells the caller's alpha while its price stays at `limit_price` or above it.
        #[pallet::call_index(89)]
        #[pallet::weight(crate::stake::cost_of_remove::<T>(hotkey, *netuid))]
        pub fn remove_stake_limit(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            netuid: NetUid,
            amount_unstaked: Alpha,
            limit_price: Tao,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::remove_limit::<T>(&coldkey, &hotkey, netuid, amount_unstaked, limit_price, allow_partial)
        }

        /// Exchanges stake while the ratio of the two prices stays at `limit_price` or above it.
        #[pallet::call_index(90)]
        #[pallet::weight(crate::stake::cost_of_shift::<T>((hotkey, *origin_netuid), (hotkey, *destination_netuid)))]
        pub fn swap_stake_limit(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: Alpha,
            limit_price: Tao,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = &ensure_signed(origin)?;
            let from = crate::stake::Place { coldkey, hotkey: &hotkey, netuid: origin_netuid };
            let onto = crate::stake::Place { netuid: destination_netuid, ..from };
            let limit = crate::stake::Limit { ratio: limit_price, allow_partial };
            crate::stake::swap::<T>(from, onto, alpha_amount, Some(limit))
        }

        /// Makes the caller the owner of `hotkey`, if nobody is.
        #[pallet::call_index(91)]
        #[pallet::weight(crate::keys::cost_of_associate::<T>())]
        pub fn try_associate_hotkey(origin: OriginFor<T>, hotkey: AccountId32) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::keys::try_associate::<T>(&coldkey, &hotkey)
        }

        /// Starts the caller's subnet: its alpha can be traded, and emission begins with the next
        /// block.
        #[pallet::call_index(92)]
        #[pallet::weight(crate::subnets::cost_of_start::<T>())]
        pub fn start_call(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::subnets::start::<T>(&coldkey, netuid)
        }

        /// Promises weights on the main mechanism of `netuid` by their hash.
        #[pallet::call_index(96)]
        #[pallet::weight((crate::weights::cost_of_commit::<T>(), DispatchClass::Normal, Pays::No))]
        pub fn commit_weights(origin: OriginFor<T>, netuid: NetUid, commit_hash: H256) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            crate::weights::commit::<T>(&hotkey, netuid, MechId::MAIN, commit_hash)
        }

        /// Shows the weights the caller promised on the main mechanism of `netuid`, and sets them.
        #[pallet::call_index(97)]
        #[pallet::weight((crate::weights::cost_of_reveal::<T>(uids.len(), salt.len()), DispatchClass::Normal, Pays::No))]
        pub fn reveal_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            uids: Vec<u16>,
            values: Vec<u16>,
            salt: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let revealed = crate::weights::Revealed { uids: &uids, values: &values, salt: &salt, version_key };
            crate::weights::reveal::<T>(&hotkey, netuid, MechId::MAIN, revealed)
        }

        /// Shows several weights the caller promised on the main mechanism of `netuid`, and sets them in
        /// turn.
        #[pallet::call_index(98)]
        #[pallet::weight((crate::weights::cost_of_reveal_batch::<T>(uids_list, salts_list), DispatchClass::Normal, Pays::No))]
        pub fn batch_reveal_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            uids_list: Vec<Vec<u16>>,
            values_list: Vec<Vec<u16>>,
            salts_list: Vec<Vec<u16>>,
            version_keys: Vec<u64>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            crate::weights::reveal_batch::<T>(&hotkey, netuid, &uids_list, &values_list, &salts_list, &version_keys)
        }

        /// Promises weights on the main mechanism of each subnet; an entry that fails is told in an
        /// event.
        #[pallet::call_index(100)]
        #[pallet::weight((crate::weights::cost_of_commit_batch::<T>(netuids.len()), DispatchClass::Normal, Pays::No))]
        pub fn batch_commit_weights(
            origin: OriginFor<T>,
            netuids: Vec<codec::Compact<NetUid>>,
            commit_hashes: Vec<H256>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            crate::weights::commit_batch::<T>(&hotkey, netuids, commit_hashes)
        }

        /// Destroys the caller's alpha; less is outstanding.
        #[pallet::call_index(101)]
        #[pallet::weight(crate::stake::cost_of_destroying::<T>())]
        pub fn recycle_alpha(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            amount: Alpha,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::recycle::<T>(&coldkey, &hotkey, netuid, amount)
        }

        /// Destroys the caller's alpha; what is outstanding stays the same.
        #[pallet::call_index(102)]
        #[pallet::weight(crate::stake::cost_of_destroying::<T>())]
        pub fn burn_alpha(origin: OriginFor<T>, hotkey: AccountId32, amount: Alpha, netuid: NetUid) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::burn::<T>(&coldkey, &hotkey, netuid, amount)
        }

        /// Sells all the caller's alpha at `hotkey` on `netuid`, if its price stays at the limit or
        /// above it.
        #[pallet::call_index(103)]
        #[pallet::weight(crate::stake::cost_of_remove::<T>(hotkey, *netuid))]
        pub fn remove_stake_full_limit(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            netuid: NetUid,
            limit_price: Option<Tao>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::remove_full::<T>(&coldkey, &hotkey, netuid, limit_price)
        }

        /// Sets how many blocks a change of children waits; root only.
        #[pallet::call_index(109)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn set_pending_childkey_cooldown(origin: OriginFor<T>, cooldown: u64) -> DispatchResult {
            ensure_root(origin)?;
            crate::delegation::set_cooldown::<T>(cooldown);
            Ok(())
        }

        /// Gives `netuid` another symbol for its alpha, for its owner or root.
        #[pallet::call_index(112)]
        #[pallet::weight(crate::subnets::cost_of_update::<T>())]
        pub fn update_symbol(origin: OriginFor<T>, netuid: NetUid, symbol: Vec<u8>) -> DispatchResult {
            let caller = ensure_signed_or_root(origin)?;
            crate::subnets::ensure_owner_or_root::<T>(caller.as_ref(), netuid)?;
            crate::subnets::update_symbol::<T>(netuid, symbol)
        }

        /// Promises weights on the main mechanism of `netuid`, encrypted until the beacon comes to
        /// `reveal_round`.
        #[pallet::call_index(113)]
        #[pallet::weight((crate::weights::cost_of_commit_timelocked::<T>(commit.len()), DispatchClass::Normal, Pays::No))]
        pub fn commit_timelocked_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            commit: crate::weights::Ciphertext,
            reveal_round: u64,
            commit_reveal_version: u16,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let (mechanism, version) = (MechId::MAIN, commit_reveal_version);
            crate::weights::commit_timelocked::<T>(&hotkey, netuid, mechanism, commit, reveal_round, version)
        }

        /// Stakes what the caller's hotkeys mine on `netuid` to `hotkey` from now on.
        #[pallet::call_index(114)]
        #[pallet::weight(crate::stake::cost_of_set_destination::<T>())]
        pub fn set_coldkey_auto_stake_hotkey(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: AccountId32,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::set_destination::<T>(&coldkey, netuid, &hotkey)
        }

        /// Promises weights on one mechanism of `netuid` by their hash.
        #[pallet::call_index(115)]
        #[pallet::weight((crate::weights::cost_of_commit::<T>(), DispatchClass::Normal, Pays::No))]
        pub fn commit_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            commit_hash: H256,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            crate::weights::commit::<T>(&hotkey, netuid, mecid, commit_hash)
        }

        /// Shows the weights the caller promised on one mechanism of `netuid`, and sets them.
        #[pallet::call_index(116)]
        #[pallet::weight((crate::weights::cost_of_reveal::<T>(uids.len(), salt.len()), DispatchClass::Normal, Pays::No))]
        pub fn reveal_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            uids: Vec<u16>,
            values: Vec<u16>,
            salt: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let revealed = crate::weights::Revealed { uids: &uids, values: &values, salt: &salt, version_key };
            crate::weights::reveal::<T>(&hotkey, netuid, mecid, revealed)
        }

        /// Promises weights on one mechanism of `netuid`, encrypted as version 4 has it.
        #[pallet::call_index(117)]
        #[pallet::weight((crate::weights::cost_of_commit_timelocked::<T>(commit.len()), DispatchClass::Normal, Pays::No))]
        pub fn commit_crv3_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            commit: crate::weights::Ciphertext,
            reveal_round: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let version = crate::weights::UNNAMED_VERSION;
            crate::weights::commit_timelocked::<T>(&hotkey, netuid, mecid, commit, reveal_round, version)
        }

        /// Promises weights on one mechanism of `netuid`, encrypted until the beacon comes to
        /// `reveal_round`.
        #[pallet::call_index(118)]
        #[pallet::weight((crate::weights::cost_of_commit_timelocked::<T>(commit.len()), DispatchClass::Normal, Pays::No))]
        pub fn commit_timelocked_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            commit: crate::weights::Ciphertext,
            reveal_round: u64,
            commit_reveal_version: u16,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let version = commit_reveal_version;
            crate::weights::commit_timelocked::<T>(&hotkey, netuid, mecid, commit, reveal_round, version)
        }

        /// Sets the caller's weights on one mechanism of `netuid`.
        #[pallet::call_index(119)]
        #[pallet::weight((crate::weights::cost_of_set::<T>(dests.len()), DispatchClass::Normal, Pays::No))]
        pub fn set_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            dests: Vec<u16>,
            weights: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            crate::weights::set::<T>(&hotkey, netuid, mecid, dests, weights, version_key)
        }

        /// Dissolves `netuid` and pays its stakers out of its pool.
        #[pallet::call_index(120)]
        #[pallet::weight(crate::subnets::cost_of_dissolve::<T>(*netuid))]
        pub fn root_dissolve_network(origin: OriginFor<T>, netuid: NetUid) -> DispatchResultWithPostInfo {
            ensure_root(origin)?;
            Ok(spent(crate::subnets::dissolve::<T>(netuid)?))
        }

        /// Pays out the caller's root dividends on up to five subnets.
        #[pallet::call_index(121)]
        #[pallet::weight(crate::root::cost_of_claim::<T>(subnets))]
        pub fn claim_root(origin: OriginFor<T>, subnets: BTreeSet<NetUid>) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let made = crate::root::claim_on::<T>(&coldkey, &subnets)?;
            Ok(spent(made.work().weight::<T>()))
        }

        /// Chooses what the caller's root dividends are paid out as.
        #[pallet::call_index(122)]
        #[pallet::weight(crate::root::cost_of_choosing::<T>())]
        pub fn set_root_claim_type(origin: OriginFor<T>, new_root_claim_type: RootClaimTypeEnum) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::root::set_claim_type::<T>(&coldkey, new_root_claim_type)
        }

        /// Sets for how many coldkeys a block claims root dividends; root only.
        #[pallet::call_index(123)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn sudo_set_num_root_claims(origin: OriginFor<T>, new_value: u64) -> DispatchResult {
            ensure_root(origin)?;
            crate::root::set_claims_per_block::<T>(new_value)
        }

        /// Sets the least alpha worth claiming on `netuid`, for its owner or root.
        #[pallet::call_index(124)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn sudo_set_root_claim_threshold(origin: OriginFor<T>, netuid: NetUid, new_value: u64) -> DispatchResult {
            let caller = ensure_signed_or_root(origin)?;
            crate::subnets::ensure_owner_or_root::<T>(caller.as_ref(), netuid)?;
            crate::root::set_threshold::<T>(netuid, new_value)
        }

        /// Announces that the caller will be swapped for the coldkey with this hash. Until then it can
        /// do nothing else.
        #[pallet::call_index(125)]
        #[pallet::weight(crate::keys::cost_of_announce::<T>())]
        pub fn announce_coldkey_swap(origin: OriginFor<T>, new_coldkey_hash: H256) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::keys::announce_swap::<T>(&coldkey, new_coldkey_hash)
        }

        /// Puts `new_coldkey` in the caller's place, as announced.
        #[pallet::call_index(126)]
        #[pallet::weight(crate::keys::cost_of_swap_coldkey::<T>())]
        pub fn swap_coldkey_announced(origin: OriginFor<T>, new_coldkey: AccountId32) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Ok(spent(crate::keys::swap_announced::<T>(&coldkey, &new_coldkey)?))
        }

        /// Disputes the caller's announced swap: its coldkey does nothing more until root decides.
        #[pallet::call_index(127)]
        #[pallet::weight(crate::keys::cost_of_announce::<T>())]
        pub fn dispute_coldkey_swap(origin: OriginFor<T>) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::keys::dispute_swap::<T>(&coldkey)
        }

        /// Sets a coldkey free of its announced or disputed swap; root only.
        #[pallet::call_index(128)]
        #[pallet::weight(crate::keys::cost_of_announce::<T>())]
        pub fn reset_coldkey_swap(origin: OriginFor<T>, coldkey: AccountId32) -> DispatchResult {
            ensure_root(origin)?;
            crate::keys::reset_swap::<T>(&coldkey);
            Ok(())
        }

        /// Buys alpha for the caller's TAO and burns it.
        #[pallet::call_index(132)]
        #[pallet::weight(crate::stake::cost_of_add_and_burn::<T>(hotkey, *netuid))]
        pub fn add_stake_burn(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            netuid: NetUid,
            amount: Tao,
            limit: Option<Tao>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::stake::add_and_burn::<T>(&coldkey, &hotkey, netuid, amount, limit)
        }

        /// Calls the caller's announced swap off.
        #[pallet::call_index(133)]
        #[pallet::weight(crate::keys::cost_of_announce::<T>())]
        pub fn clear_coldkey_swap_announcement(origin: OriginFor<T>) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::keys::clear_announcement::<T>(&coldkey)
        }

        /// Buys `hotkey` a seat on `netuid` unless it costs more than `limit_price`.
        #[pallet::call_index(134)]
        #[pallet::weight(crate::neurons::cost_of_register::<T>(*netuid))]
        pub fn register_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: AccountId32,
            limit_price: u64,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let limit = Some(Tao(limit_price));
            Ok(spent(crate::neurons::register::<T>(&coldkey, &hotkey, netuid, limit)?))
        }

        /// Lends the stake of the caller's validator on root to owners of new subnets, or no more.
        #[pallet::call_index(135)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn set_auto_parent_delegation_enabled(
            origin: OriginFor<T>,
            hotkey: AccountId32,
            enabled: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::delegation::set_auto_parent::<T>(&coldkey, &hotkey, enabled)
        }

        /// Sets the tempo of the caller's subnet and starts its cycle anew.
        #[pallet::call_index(139)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::epoch::owner_set_tempo::<T>(&coldkey, netuid, tempo)
        }

        /// Sets after how many thousandths of a tempo a silent validator of `netuid` is inactive, for
        /// its owner or root.
        #[pallet::call_index(140)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn set_activity_cutoff_factor(origin: OriginFor<T>, netuid: NetUid, factor_milli: u32) -> DispatchResult {
            let caller = ensure_signed_or_root(origin)?;
            crate::params::change_activity_cutoff_factor::<T>(caller.as_ref(), netuid, factor_milli)
        }

        /// Asks for an epoch of the caller's subnet out of turn.
        #[pallet::call_index(141)]
        #[pallet::weight(crate::params::cost_of_set::<T>())]
        pub fn trigger_epoch(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            crate::epoch::trigger::<T>(&coldkey, netuid)
        }
    }
}
