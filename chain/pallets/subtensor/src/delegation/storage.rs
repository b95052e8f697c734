//! Storage the `delegation` room owns. Nobody else writes it.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod delegation_storage {
    /// A hotkey's take of its nominators' dividends, of 65535.
    #[pallet::storage]
    pub type Delegates<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, u16, ValueQuery, ConstU16<11796>>;

    /// To whom a hotkey lends its stake on a subnet, and which proportion (of 2^64-1).
    #[pallet::storage]
    pub type ChildKeys<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Vec<(u64, AccountId32)>, ValueQuery>;

    /// Who lends its stake to a hotkey on a subnet, and which proportion.
    #[pallet::storage]
    pub type ParentKeys<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, Vec<(u64, AccountId32)>, ValueQuery>;

    /// Children to be set, and the block after which they are.
    #[pallet::storage]
    pub type PendingChildKeys<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        AccountId32,
        (Vec<(u64, AccountId32)>, u64),
        ValueQuery,
    >;

    /// A child's take of its parents' dividends, of 65535.
    #[pallet::storage]
    pub type ChildkeyTake<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, AccountId32, Identity, NetUid, u16, ValueQuery>;

    /// Blocks between asking for children and having them.
    #[pallet::storage]
    pub type PendingChildKeyCooldown<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<7200>>;

    /// Whether a validator on root lends its stake to the owner of each new subnet.
    #[pallet::storage]
    pub type AutoParentDelegationEnabled<T: Config> =
        StorageMap<_, Blake2_128Concat, AccountId32, bool, ValueQuery, ConstBool<true>>;
}
