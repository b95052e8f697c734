//! Storage the `subnets` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod subnets_storage {
    /// Which subnets exist.
    #[pallet::storage]
    pub type NetworksAdded<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// How many subnets exist, root included.
    #[pallet::storage]
    pub type TotalNetworks<T: Config> = StorageValue<_, u16, ValueQuery>;

    /// Block in which a subnet was created.
    #[pallet::storage]
    pub type NetworkRegisteredAt<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The coldkey that owns a subnet.
    #[pallet::storage]
    pub type SubnetOwner<T: Config> = StorageMap<_, Identity, NetUid, AccountId32, ValueQuery, ZeroAccount>;

    /// The hotkey the owner named for its subnet.
    #[pallet::storage]
    pub type SubnetOwnerHotkey<T: Config> = StorageMap<_, Identity, NetUid, AccountId32, ValueQuery, ZeroAccount>;

    /// 1 when alpha trades in a pool, 0 when it is worth one TAO.
    #[pallet::storage]
    pub type SubnetMechanism<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Whether a subnet's alpha can be bought and sold.
    #[pallet::storage]
    pub type SubtokenEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// First block of emission, set by the start call.
    #[pallet::storage]
    pub type FirstEmissionBlockNumber<T: Config> = StorageMap<_, Identity, NetUid, u64, OptionQuery>;

    /// What the last subnet cost.
    #[pallet::storage]
    pub type NetworkLastLockCost<T: Config> = StorageValue<_, Tao, ValueQuery, ConstTao<1000000000000>>;

    /// What this subnet cost.
    #[pallet::storage]
    pub type SubnetLocked<T: Config> = StorageMap<_, Identity, NetUid, Tao, ValueQuery>;

    /// How often this id was given to a subnet.
    #[pallet::storage]
    pub type RegisteredSubnetCounter<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The symbol of a subnet's alpha.
    #[pallet::storage]
    pub type TokenSymbol<T: Config> = StorageMap<_, Identity, NetUid, Vec<u8>, ValueQuery, DefaultTokenSymbol>;

    /// What the owner tells about a subnet.
    #[pallet::storage]
    pub type SubnetIdentitiesV3<T: Config> = StorageMap<_, Blake2_128Concat, NetUid, SubnetIdentityV3, OptionQuery>;

    /// Kept for clients; nobody bids for subnets.
    #[pallet::storage]
    pub type LargestLocked<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;
}
