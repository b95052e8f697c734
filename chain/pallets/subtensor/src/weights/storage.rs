//! Storage the `weights` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod weights_storage {
    /// The weights a seat gave, by uid, as submitted and scaled to 65535.
    #[pallet::storage]
    pub type Weights<T: Config> = StorageDoubleMap<_, Identity, StorageIndex, Identity, Uid, Vec<(u16, u16)>, ValueQuery>;

    /// Block in which each seat last set or committed weights.
    #[pallet::storage]
    pub type LastUpdate<T: Config> = StorageMap<_, Identity, StorageIndex, Vec<u64>, ValueQuery>;
}
