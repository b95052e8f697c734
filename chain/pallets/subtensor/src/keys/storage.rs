//! Storage the `keys` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod keys_storage {
    /// The coldkey of a hotkey; zero when nobody claimed it.
    #[pallet::storage]
    pub type Owner<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, AccountId32, ValueQuery, ZeroAccount>;

    /// The hotkeys of a coldkey, oldest first.
    #[pallet::storage]
    pub type OwnedHotkeys<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Vec<AccountId32>, ValueQuery>;

    /// What the owner of a coldkey tells about itself.
    #[pallet::storage]
    pub type IdentitiesV2<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, ChainIdentityV2, OptionQuery>;

    /// Block in which a coldkey last swapped a hotkey on a subnet.
    #[pallet::storage]
    pub type LastHotkeySwapOnNetuid<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, AccountId32, u64, ValueQuery>;

    /// The swap a coldkey announced: from which block it can be made, and the hash of the new key.
    #[pallet::storage]
    pub type ColdkeySwapAnnouncements<T: Config> = StorageMap<_, Twox64Concat, AccountId32, (u32, H256), OptionQuery>;

    /// Coldkeys that do nothing until root decides, and since which block.
    #[pallet::storage]
    pub type ColdkeySwapDisputes<T: Config> = StorageMap<_, Twox64Concat, AccountId32, u32, OptionQuery>;

    /// What a coldkey refuses, one bit each. Kept for clients; nothing here can be refused this way.
    #[pallet::storage]
    pub type AccountFlags<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, u128, ValueQuery>;

    /// The EVM key linked to a seat, and in which block. Kept for clients; no such key can be linked here.
    #[pallet::storage]
    pub type AssociatedEvmAddress<T: Config> =
        StorageDoubleMap<_, Twox64Concat, NetUid, Twox64Concat, Uid, (H160, u64), OptionQuery>;
}
