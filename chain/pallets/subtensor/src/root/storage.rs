//! Storage the `root` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod root_storage {
    /// Alpha per TAO on root that a hotkey has earned on each subnet since ever.
    #[pallet::storage]
    pub type RootClaimable<T: Config> =
        StorageMap<_, Blake2_128Concat, AccountId32, BTreeMap<NetUid, StoredI96F32>, ValueQuery>;

    /// Alpha already paid out, or never owed, to a coldkey.
    #[pallet::storage]
    pub type RootClaimed<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, AccountId32>, NMapKey<Blake2_128Concat, AccountId32>),
        u128,
        ValueQuery,
    >;

    /// Least alpha worth paying out.
    #[pallet::storage]
    pub type RootClaimableThreshold<T: Config> =
        StorageMap<_, Blake2_128Concat, NetUid, StoredI96F32, ValueQuery, DefaultRootClaimableThreshold>;

    /// What a coldkey wants its root dividends as.
    #[pallet::storage]
    pub type RootClaimType<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, RootClaimTypeEnum, ValueQuery>;

    /// Coldkeys with stake on root, numbered.
    #[pallet::storage]
    pub type StakingColdkeysByIndex<T: Config> = StorageMap<_, Identity, u64, AccountId32, OptionQuery>;

    /// The number of a coldkey with stake on root.
    #[pallet::storage]
    pub type StakingColdkeys<T: Config> = StorageMap<_, Identity, AccountId32, u64, OptionQuery>;

    /// How many coldkeys have stake on root.
    #[pallet::storage]
    pub type NumStakingColdkeys<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Coldkeys paid out in each block.
    #[pallet::storage]
    pub type NumRootClaim<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<5>>;
}
