//! Storage the `stake` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod stake_storage {
    /// A coldkey's share of a hotkey's alpha on a subnet.
    #[pallet::storage]
    pub type AlphaV2<T: Config> = StorageNMap<_, (NMapKey<Blake2_128Concat, AccountId32>, NMapKey<Blake2_128Concat, AccountId32>, NMapKey<Identity, NetUid>), SafeFloat, ValueQuery>;

    /// All shares of a hotkey's alpha on a subnet.
    #[pallet::storage]
    pub type TotalHotkeySharesV2<T: Config> = StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, SafeFloat, ValueQuery>;

    /// A hotkey's alpha on a subnet, all holders together.
    #[pallet::storage]
    pub type TotalHotkeyAlpha<T: Config> = StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Alpha, ValueQuery>;

    /// The same as the last epoch left it.
    #[pallet::storage]
    pub type TotalHotkeyAlphaLastEpoch<T: Config> = StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Alpha, ValueQuery>;

    /// The hotkeys a coldkey ever staked to, oldest first.
    #[pallet::storage]
    pub type StakingHotkeys<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Vec<AccountId32>, ValueQuery>;

    /// Block in which a coldkey last staked to a hotkey.
    #[pallet::storage]
    pub type LastColdkeyHotkeyStakeBlock<T: Config> = StorageDoubleMap<_, Twox64Concat, AccountId32, Twox64Concat, AccountId32, u64, OptionQuery>;

    /// The hotkey on which a coldkey's mined alpha of a subnet is staked.
    #[pallet::storage]
    pub type AutoStakeDestination<T: Config> = StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, AccountId32, OptionQuery>;

    /// The coldkeys whose mined alpha of a subnet goes to a hotkey.
    #[pallet::storage]
    pub type AutoStakeDestinationColdkeys<T: Config> = StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Vec<AccountId32>, ValueQuery>;
}
