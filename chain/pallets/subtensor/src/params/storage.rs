//! Storage the `params` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod params_storage {
    /// Blocks between two epochs of a subnet.
    #[pallet::storage]
    pub type Tempo<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<360>>;

    /// Epochs that may run in one block; the rest wait for the next.
    #[pallet::storage]
    pub type MaxEpochsPerBlock<T: Config> = StorageValue<_, u8, ValueQuery, ConstU8<2>>;

    /// Blocks before an epoch in which hyperparameters cannot change.
    #[pallet::storage]
    pub type AdminFreezeWindow<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<10>>;

    /// Tempos an owner waits between two changes of one hyperparameter.
    #[pallet::storage]
    pub type OwnerHyperparamRateLimit<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<2>>;

    /// Lowest version of validator software a subnet accepts; 0 accepts all.
    #[pallet::storage]
    pub type WeightsVersionKey<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Tempos an owner waits between two changes of the version key.
    #[pallet::storage]
    pub type WeightsVersionKeyRateLimit<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<5>>;

    /// Blocks between two weight sets of one seat.
    #[pallet::storage]
    pub type WeightsSetRateLimit<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<100>>;

    /// Fewest entries a weight vector may have.
    #[pallet::storage]
    pub type MinAllowedWeights<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1024>>;

    /// Largest single weight; kept at its maximum, never binding.
    #[pallet::storage]
    pub type MaxWeightsLimit<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<65535>>;

    /// Seats that may hold a validator permit.
    #[pallet::storage]
    pub type MaxAllowedValidators<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<128>>;

    /// Share of stake that makes a consensus, of 65535.
    #[pallet::storage]
    pub type Kappa<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<32767>>;

    /// Kept for clients; nothing reads it.
    #[pallet::storage]
    pub type Rho<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<10>>;

    /// Kept for clients; the epoch reads the factor below.
    #[pallet::storage]
    pub type ActivityCutoff<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<5000>>;

    /// Thousandths of a tempo after which a silent validator is inactive.
    #[pallet::storage]
    pub type ActivityCutoffFactorMilli<T: Config> = StorageMap<_, Identity, NetUid, u32, ValueQuery, ConstU32<13889>>;

    /// Weight of the old bonds in their moving average, in millionths.
    #[pallet::storage]
    pub type BondsMovingAverage<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<900000>>;

    /// How much of a weight above consensus still forms bonds, of 65535: 65535 means none.
    #[pallet::storage]
    pub type BondsPenalty<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<65535>>;

    /// Whether miners may ask for their bonds to be forgotten.
    #[pallet::storage]
    pub type BondsResetOn<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// Whether bonds are per validator (Yuma3) instead of per column (classic).
    #[pallet::storage]
    pub type Yuma3On<T: Config> = StorageMap<_, Blake2_128Concat, NetUid, bool, ValueQuery>;

    /// Whether the bonds' moving average adapts to each pair.
    #[pallet::storage]
    pub type LiquidAlphaOn<T: Config> = StorageMap<_, Blake2_128Concat, NetUid, bool, ValueQuery>;

    /// Lowest and highest adaptive rate of bonds, of 65535.
    #[pallet::storage]
    pub type AlphaValues<T: Config> = StorageMap<_, Identity, NetUid, (u16, u16), ValueQuery, DefaultAlphaValues>;

    /// How sharply the adaptive rate answers to a difference, in hundredths.
    #[pallet::storage]
    pub type AlphaSigmoidSteepness<T: Config> = StorageMap<_, Identity, NetUid, i16, ValueQuery, DefaultSteepness>;

    /// Blocks between two announcements of an endpoint.
    #[pallet::storage]
    pub type ServingRateLimit<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<50>>;

    /// Whether weights must be committed before they are revealed.
    #[pallet::storage]
    pub type CommitRevealWeightsEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Version of timelocked commits the chain accepts.
    #[pallet::storage]
    pub type CommitRevealWeightsVersion<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<4>>;

    /// Epochs between commit and reveal.
    #[pallet::storage]
    pub type RevealPeriodEpochs<T: Config> = StorageMap<_, Twox64Concat, NetUid, u64, ValueQuery, ConstU64<1>>;

    /// Blocks during which a new seat is spared.
    #[pallet::storage]
    pub type ImmunityPeriod<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<4096>>;

    /// Fewest seats a subnet can be trimmed to.
    #[pallet::storage]
    pub type MinAllowedUids<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<64>>;

    /// Seats a subnet has.
    #[pallet::storage]
    pub type MaxAllowedUids<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<256>>;

    /// Seats of the owner that are never replaced.
    #[pallet::storage]
    pub type ImmuneOwnerUidsLimit<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

    /// Seats out of immunity that must remain before an immune one is replaced.
    #[pallet::storage]
    pub type MinNonImmuneUids<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<10>>;

    /// Whether neurons may register.
    #[pallet::storage]
    pub type NetworkRegistrationAllowed<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Kept for clients; there is no proof of work.
    #[pallet::storage]
    pub type NetworkPowRegistrationAllowed<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Registrations per block on the root network.
    #[pallet::storage]
    pub type MaxRegistrationsPerBlock<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

    /// A third of the root network's registrations per interval.
    #[pallet::storage]
    pub type TargetRegistrationsPerInterval<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<2>>;

    /// Lowest price of a seat.
    #[pallet::storage]
    pub type MinBurn<T: Config> = StorageMap<_, Identity, NetUid, Tao, ValueQuery, ConstTao<500000>>;

    /// Highest price of a seat.
    #[pallet::storage]
    pub type MaxBurn<T: Config> = StorageMap<_, Identity, NetUid, Tao, ValueQuery, ConstTao<100000000000>>;

    /// Blocks in which the price of a seat halves.
    #[pallet::storage]
    pub type BurnHalfLife<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<360>>;

    /// Factor by which a registration raises the price of the next.
    #[pallet::storage]
    pub type BurnIncreaseMult<T: Config> =
        StorageMap<_, Identity, NetUid, StoredU64F64, ValueQuery, DefaultBurnIncreaseMult>;

    /// Kept for clients; there is no proof of work.
    #[pallet::storage]
    pub type Difficulty<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<10000000>>;

    /// Kept for clients; there is no proof of work.
    #[pallet::storage]
    pub type MinDifficulty<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<10000000>>;

    /// Kept for clients; there is no proof of work.
    #[pallet::storage]
    pub type MaxDifficulty<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<4611686018427387903>>;

    /// Kept for clients; prices move every block.
    #[pallet::storage]
    pub type AdjustmentInterval<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<100>>;

    /// Kept for clients; prices move every block.
    #[pallet::storage]
    pub type AdjustmentAlpha<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Whether stake of this subnet may change its coldkey.
    #[pallet::storage]
    pub type TransferToggle<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Whether the owner receives a share of the emission.
    #[pallet::storage]
    pub type OwnerCutEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// The owner's share of a subnet's alpha, of 65535.
    #[pallet::storage]
    pub type SubnetOwnerCut<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<11796>>;

    /// Whether the subnet takes part in the emission of TAO.
    #[pallet::storage]
    pub type SubnetEmissionEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// What becomes of incentive earned by the owner's own miners.
    #[pallet::storage]
    pub type RecycleOrBurn<T: Config> = StorageMap<_, Identity, NetUid, RecycleOrBurnEnum, ValueQuery>;

    /// Blocks after which the moving price weighs the present half as much as it ever will.
    #[pallet::storage]
    pub type EMAPriceHalvingBlocks<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<201600>>;

    /// Largest weight of the present in the moving price.
    #[pallet::storage]
    pub type SubnetMovingAlpha<T: Config> = StorageValue<_, StoredI96F32, ValueQuery, DefaultSubnetMovingAlpha>;

    /// How much a TAO on the root network counts beside an alpha, of 2^64-1.
    #[pallet::storage]
    pub type TaoWeight<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<971718665099567868>>;

    /// Share of a parent's dividend that is destroyed, of 2^64-1.
    #[pallet::storage]
    pub type CKBurn<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Least stake weight with which a seat counts.
    #[pallet::storage]
    pub type StakeThreshold<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Factor of the least nomination, in millionths of 2 000 000 rao.
    #[pallet::storage]
    pub type NominatorMinRequiredStake<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Highest take of a delegate, of 65535.
    #[pallet::storage]
    pub type MaxDelegateTake<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<11796>>;

    /// Lowest take of a delegate, of 65535.
    #[pallet::storage]
    pub type MinDelegateTake<T: Config> = StorageValue<_, u16, ValueQuery>;

    /// Highest take of a child, of 65535.
    #[pallet::storage]
    pub type MaxChildkeyTake<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<11796>>;

    /// Lowest take of a child, of 65535.
    #[pallet::storage]
    pub type MinChildkeyTake<T: Config> = StorageValue<_, u16, ValueQuery>;

    /// Lowest take of a child on this subnet, of 65535.
    #[pallet::storage]
    pub type MinChildkeyTakePerSubnet<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Blocks between two swaps of a coldkey's hotkeys.
    #[pallet::storage]
    pub type TxRateLimit<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<1000>>;

    /// Blocks between two raises of a delegate's take.
    #[pallet::storage]
    pub type TxDelegateTakeRateLimit<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<216000>>;

    /// Blocks between two raises of a child's take.
    #[pallet::storage]
    pub type TxChildkeyTakeRateLimit<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<216000>>;

    /// Subnets beside root before a new one replaces an old one.
    #[pallet::storage]
    pub type SubnetLimit<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<128>>;

    /// Least price of a new subnet.
    #[pallet::storage]
    pub type NetworkMinLockCost<T: Config> = StorageValue<_, Tao, ValueQuery, ConstTao<1000000000000>>;

    /// Blocks in which the price of a subnet falls back to what was last paid.
    #[pallet::storage]
    pub type NetworkLockReductionInterval<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<100800>>;

    /// Blocks between two new subnets.
    #[pallet::storage]
    pub type NetworkRateLimit<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<7200>>;

    /// Blocks during which a new subnet is not replaced.
    #[pallet::storage]
    pub type NetworkImmunityPeriod<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<1296000>>;

    /// First block at which subnets may be created.
    #[pallet::storage]
    pub type NetworkRegistrationStartBlock<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Blocks between creating a subnet and starting it.
    #[pallet::storage]
    pub type StartCallDelay<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Weight games a subnet runs side by side.
    #[pallet::storage]
    pub type MechanismCountCurrent<T: Config> = StorageMap<_, Twox64Concat, NetUid, MechId, ValueQuery, ConstMechId<1>>;

    /// Most weight games a subnet may run.
    #[pallet::storage]
    pub type MaxMechanismCount<T: Config> = StorageValue<_, MechId, ValueQuery, ConstMechId<2>>;

    /// Shares of the mechanisms in a subnet's emission, of 65535; even when absent.
    #[pallet::storage]
    pub type MechanismEmissionSplit<T: Config> = StorageMap<_, Twox64Concat, NetUid, Vec<u16>, OptionQuery>;

    /// Block of the last action of each rate-limited kind.
    #[pallet::storage]
    pub type LastRateLimitedBlock<T: Config> = StorageMap<_, Identity, RateLimitKey, u64, ValueQuery>;

    /// Block of the last rate-limited call of a hotkey on a subnet, by kind.
    #[pallet::storage]
    pub type TransactionKeyLastBlock<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, AccountId32>, NMapKey<Identity, NetUid>, NMapKey<Identity, u16>),
        u64,
        ValueQuery,
    >;

    /// Least activity cutoff an owner may choose.
    #[pallet::storage]
    pub type MinActivityCutoff<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<360>>;

    /// Kept for clients; validators are not pruned.
    #[pallet::storage]
    pub type ValidatorPruneLen<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<1>>;

    /// Kept for clients; nothing is scaled by it.
    #[pallet::storage]
    pub type ScalingLawPower<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<50>>;

    /// Kept for clients; subnets dissolve at once.
    #[pallet::storage]
    pub type DissolveNetworkScheduleDuration<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<36000>>;

    /// Blocks between announcing the swap of a coldkey and making it.
    #[pallet::storage]
    pub type ColdkeySwapAnnouncementDelay<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<36000>>;

    /// Blocks after that before the swap may be announced anew or called off.
    #[pallet::storage]
    pub type ColdkeySwapReannouncementDelay<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<7200>>;

    /// Kept for clients; emission looks at prices, not at flows.
    #[pallet::storage]
    pub type NetTaoFlowEnabled<T: Config> = StorageValue<_, bool, ValueQuery, ConstBool<true>>;

    /// Kept for clients: the flow below which a subnet would count as having none.
    #[pallet::storage]
    pub type TaoFlowCutoff<T: Config> = StorageValue<_, StoredI64F64, ValueQuery>;

    /// Kept for clients: the power to which flows would be raised.
    #[pallet::storage]
    pub type FlowNormExponent<T: Config> = StorageValue<_, StoredU64F64, ValueQuery, DefaultFlowNormExponent>;

    /// Kept for clients: the weight of the present in the moving average of flows.
    #[pallet::storage]
    pub type FlowEmaSmoothingFactor<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<29597889189277>>;
}
