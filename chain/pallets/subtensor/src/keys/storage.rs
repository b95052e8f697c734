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
}
