//! Storage the `emission` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod emission_storage {
    /// What the last look at the emission curve gave; alpha looks at it too.
    #[pallet::storage]
    pub type BlockEmission<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<1000000000>>;

    /// Moving average of a subnet's price, in TAO per alpha.
    #[pallet::storage]
    pub type SubnetMovingPrice<T: Config> = StorageMap<_, Identity, NetUid, StoredI96F32, ValueQuery>;

    /// TAO the chain put into the pool in this block.
    #[pallet::storage]
    pub type SubnetTaoInEmission<T: Config> = StorageMap<_, Identity, NetUid, Tao, ValueQuery>;

    /// Alpha the chain put into the pool in this block.
    #[pallet::storage]
    pub type SubnetAlphaInEmission<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// Alpha the chain handed out in this block.
    #[pallet::storage]
    pub type SubnetAlphaOutEmission<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// TAO the chain spent on alpha in this block.
    #[pallet::storage]
    pub type SubnetExcessTao<T: Config> = StorageMap<_, Identity, NetUid, Tao, ValueQuery>;

    /// Alpha waiting for miners.
    #[pallet::storage]
    pub type PendingServerEmission<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// Alpha waiting for validators.
    #[pallet::storage]
    pub type PendingValidatorEmission<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// Alpha waiting for those who stake on root.
    #[pallet::storage]
    pub type PendingRootAlphaDivs<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// Alpha waiting for the owner.
    #[pallet::storage]
    pub type PendingOwnerCut<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// Root's part in a subnet's dividends.
    #[pallet::storage]
    pub type RootProp<T: Config> = StorageMap<_, Identity, NetUid, StoredU96F32, ValueQuery>;

    /// Part of the last tempo's incentive that went to the owner's own miners.
    #[pallet::storage]
    pub type MinerBurned<T: Config> = StorageMap<_, Identity, NetUid, StoredU96F32, ValueQuery>;

    /// Ours, not the wire's: alpha that burned between parents and children and was paid all the
    /// same, for the books.
    #[pallet::storage]
    pub type AlphaBurnedBetweenFamilies<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// Alpha a hotkey's nominators earned in the last epoch.
    #[pallet::storage]
    pub type AlphaDividendsPerSubnet<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, AccountId32, Alpha, ValueQuery>;

    /// Alpha a hotkey earned in the last epoch for its stake on root.
    #[pallet::storage]
    pub type RootAlphaDividendsPerSubnet<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, AccountId32, Alpha, ValueQuery>;

    /// Kept for clients: the moving average of a subnet's flow, and its block.
    #[pallet::storage]
    pub type SubnetEmaTaoFlow<T: Config> = StorageMap<_, Identity, NetUid, (u64, StoredI64F64), OptionQuery>;

    /// Kept for clients: the same of what the chain itself put in.
    #[pallet::storage]
    pub type SubnetEmaProtocolFlow<T: Config> = StorageMap<_, Identity, NetUid, (u64, StoredI64F64), OptionQuery>;

    /// Kept for clients; the dividends above say more.
    #[pallet::storage]
    pub type LastHotkeyEmissionOnNetuid<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Alpha, ValueQuery>;
}
