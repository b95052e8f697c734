//! Storage the `pool` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod pool_storage {
    /// TAO in existence, as the emission counts it.
    #[pallet::storage]
    pub type TotalIssuance<T: Config> = StorageValue<_, Tao, ValueQuery>;

    /// TAO that went into pools and root stake, fees included.
    #[pallet::storage]
    pub type TotalStake<T: Config> = StorageValue<_, Tao, ValueQuery>;

    /// TAO in the pool (on root: all TAO staked there).
    #[pallet::storage]
    pub type SubnetTAO<T: Config> = StorageMap<_, Identity, NetUid, Tao, ValueQuery>;

    /// Alpha in the pool.
    #[pallet::storage]
    pub type SubnetAlphaIn<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// Alpha outside the pool.
    #[pallet::storage]
    pub type SubnetAlphaOut<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// Alpha the chain itself bought.
    #[pallet::storage]
    pub type SubnetProtocolAlpha<T: Config> = StorageMap<_, Identity, NetUid, Alpha, ValueQuery>;

    /// TAO traded since the subnet began.
    #[pallet::storage]
    pub type SubnetVolume<T: Config> = StorageMap<_, Identity, NetUid, u128, ValueQuery>;

    /// TAO that users moved in, less what they took out, since last averaged.
    #[pallet::storage]
    pub type SubnetTaoFlow<T: Config> = StorageMap<_, Identity, NetUid, i64, ValueQuery>;

    /// TAO that the chain moved in, less what claims took out, since last averaged.
    #[pallet::storage]
    pub type SubnetProtocolFlow<T: Config> = StorageMap<_, Identity, NetUid, i64, ValueQuery>;

    /// TAO paid out to root claims in this block.
    #[pallet::storage]
    pub type SubnetRootSellTao<T: Config> = StorageMap<_, Identity, NetUid, Tao, ValueQuery>;
}
