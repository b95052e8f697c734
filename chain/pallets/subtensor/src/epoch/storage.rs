//! Storage the `epoch` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod epoch_storage {
    /// Block of the last epoch slot.
    #[pallet::storage]
    pub type LastEpochBlock<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Block from which an epoch is due out of turn; 0 when none is.
    #[pallet::storage]
    pub type PendingEpochAt<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Epoch slots passed since the subnet began.
    #[pallet::storage]
    pub type SubnetEpochIndex<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Blocks since the pending emission was last drained.
    #[pallet::storage]
    pub type BlocksSinceLastStep<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Block of the last epoch that ran.
    #[pallet::storage]
    #[pallet::storage_prefix = "LastMechansimStepBlock"] // the wire's spelling, kept for its keys
    pub type LastMechanismStepBlock<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Which seats set weights recently enough.
    #[pallet::storage]
    pub type Active<T: Config> = StorageMap<_, Identity, NetUid, Vec<bool>, ValueQuery>;

    /// The consensus weight of each seat, of 65535.
    #[pallet::storage]
    pub type Consensus<T: Config> = StorageMap<_, Identity, NetUid, Vec<u16>, ValueQuery>;

    /// Each miner's share by mechanism, of 65535.
    #[pallet::storage]
    pub type Incentive<T: Config> = StorageMap<_, Identity, StorageIndex, Vec<u16>, ValueQuery>;

    /// Each validator's share, of 65535.
    #[pallet::storage]
    pub type Dividends<T: Config> = StorageMap<_, Identity, NetUid, Vec<u16>, ValueQuery>;

    /// Alpha each seat earned in the last epoch.
    #[pallet::storage]
    pub type Emission<T: Config> = StorageMap<_, Identity, NetUid, Vec<Alpha>, ValueQuery>;

    /// How much of each validator's weights the consensus kept, of 65535.
    #[pallet::storage]
    pub type ValidatorTrust<T: Config> = StorageMap<_, Identity, NetUid, Vec<u16>, ValueQuery>;

    /// Which seats' weights count from the next epoch on.
    #[pallet::storage]
    pub type ValidatorPermit<T: Config> = StorageMap<_, Identity, NetUid, Vec<bool>, ValueQuery>;

    /// Each seat's share of stake, of 65535.
    #[pallet::storage]
    pub type StakeWeight<T: Config> = StorageMap<_, Identity, NetUid, Vec<u16>, ValueQuery>;

    /// The bonds of a validator toward miners, by uid.
    #[pallet::storage]
    pub type Bonds<T: Config> = StorageDoubleMap<_, Identity, StorageIndex, Identity, Uid, Vec<(u16, u16)>, ValueQuery>;
}
