//! Storage the `weights` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod weights_storage {
    /// The weights a seat gave, by uid, as submitted and scaled to 65535.
    #[pallet::storage]
    pub type Weights<T: Config> =
        StorageDoubleMap<_, Identity, StorageIndex, Identity, Uid, Vec<(u16, u16)>, ValueQuery>;

    /// Block in which each seat last set or committed weights.
    #[pallet::storage]
    pub type LastUpdate<T: Config> = StorageMap<_, Identity, StorageIndex, Vec<u64>, ValueQuery>;

    /// Hashes of weights that a hotkey has still to reveal, oldest first: hash, epoch, block, 0.
    #[pallet::storage]
    pub type WeightCommits<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        StorageIndex,
        Twox64Concat,
        AccountId32,
        VecDeque<crate::weights::Commit>,
        OptionQuery,
    >;

    /// Encrypted weights by the epoch they were committed in: hotkey, block, ciphertext, round.
    #[pallet::storage]
    pub type TimelockedWeightCommits<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        StorageIndex,
        Twox64Concat,
        u64,
        VecDeque<crate::weights::Timelocked>,
        ValueQuery,
    >;
}
