//! Storage the `stake` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod stake_storage {
    /// A coldkey's share of a hotkey's alpha on a subnet.
    #[pallet::storage]
    pub type AlphaV2<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, AccountId32>, NMapKey<Blake2_128Concat, AccountId32>, NMapKey<Identity, NetUid>),
        SafeFloat,
        ValueQuery,
    >;

    /// All shares of a hotkey's alpha on a subnet.
    #[pallet::storage]
    pub type TotalHotkeySharesV2<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, SafeFloat, ValueQuery>;

    /// A hotkey's alpha on a subnet, all holders together.
    #[pallet::storage]
    pub type TotalHotkeyAlpha<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Alpha, ValueQuery>;

    /// The same as the last epoch left it.
    #[pallet::storage]
    pub type TotalHotkeyAlphaLastEpoch<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Alpha, ValueQuery>;

    /// The hotkeys a coldkey ever staked to, oldest first.
    #[pallet::storage]
    pub type StakingHotkeys<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Vec<AccountId32>, ValueQuery>;

    /// Block in which a coldkey last staked to a hotkey.
    #[pallet::storage]
    pub type LastColdkeyHotkeyStakeBlock<T: Config> =
        StorageDoubleMap<_, Twox64Concat, AccountId32, Twox64Concat, AccountId32, u64, OptionQuery>;

    /// The hotkey on which a coldkey's mined alpha of a subnet is staked.
    #[pallet::storage]
    pub type AutoStakeDestination<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, AccountId32, OptionQuery>;

    /// The coldkeys whose mined alpha of a subnet goes to a hotkey.
    #[pallet::storage]
    pub type AutoStakeDestinationColdkeys<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Vec<AccountId32>, ValueQuery>;

    /// What a coldkey locked on a subnet, and for which hotkey. Kept for clients, as all that follows:
    /// nothing here locks stake, so nobody has a lock, a conviction or a part in one.
    #[pallet::storage]
    pub type Lock<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, AccountId32>, NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, AccountId32>),
        LockState,
        OptionQuery,
    >;

    /// The same by subnet and hotkey.
    #[pallet::storage]
    pub type LockingColdkeys<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, AccountId32>, NMapKey<Blake2_128Concat, AccountId32>),
        (),
        OptionQuery,
    >;

    /// What lasting locks give a hotkey.
    #[pallet::storage]
    pub type HotkeyLock<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, AccountId32, LockState, OptionQuery>;

    /// What fading locks give a hotkey.
    #[pallet::storage]
    pub type DecayingHotkeyLock<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, AccountId32, LockState, OptionQuery>;

    /// What lasting locks give a subnet's owner.
    #[pallet::storage]
    pub type OwnerLock<T: Config> = StorageMap<_, Identity, NetUid, LockState, OptionQuery>;

    /// What fading locks give a subnet's owner.
    #[pallet::storage]
    pub type DecayingOwnerLock<T: Config> = StorageMap<_, Identity, NetUid, LockState, OptionQuery>;

    /// Whether a coldkey's lock fades.
    #[pallet::storage]
    pub type DecayingLock<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, bool, OptionQuery>;

    /// Whether what an owner earns is locked at once.
    #[pallet::storage]
    pub type OwnerCutAutoLockEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// Blocks in which conviction comes to 63 % of what is locked.
    #[pallet::storage]
    pub type MaturityRate<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<934_866>>;

    /// Blocks in which a fading lock shrinks to 37 %.
    #[pallet::storage]
    pub type UnlockRate<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<934_866>>;
}
