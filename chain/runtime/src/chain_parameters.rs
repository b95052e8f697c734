//! What a chain is told once, at genesis: how long a slot lasts and whether it is a development chain.
//! Owns `SlotDuration` and `Development`; nothing writes them after genesis.
//! They are values in storage, so that one binary serves chains of every speed under the same rules.

pub use pallet::*;
use polkadot_sdk::*;

/// Slot length of a chain whose genesis does not say otherwise, in milliseconds.
pub const DEFAULT_SLOT_DURATION_MS: u64 = 12_000;

#[frame_support::pallet]
pub mod pallet {
    use super::DEFAULT_SLOT_DURATION_MS;
    use core::marker::PhantomData;
    use polkadot_sdk::{
        frame_support::{pallet_prelude::*, traits::BuildGenesisConfig},
        *,
    };

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config {}

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::type_value]
    pub fn DefaultSlotDuration<T: Config>() -> u64 {
        DEFAULT_SLOT_DURATION_MS
    }

    /// Length of a slot in milliseconds; never below two, so that its half is a valid period.
    #[pallet::storage]
    pub type SlotDuration<T> = StorageValue<_, u64, ValueQuery, DefaultSlotDuration<T>>;

    /// Whether the genesis declares a development chain: only there do development verbs exist.
    #[pallet::storage]
    pub type Development<T> = StorageValue<_, bool, ValueQuery>;

    #[pallet::genesis_config]
    #[derive(frame_support::DebugNoBound)]
    pub struct GenesisConfig<T: Config> {
        pub slot_duration_ms: u64,
        pub development: bool,
        #[serde(skip)]
        pub _runtime: PhantomData<T>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self { slot_duration_ms: DEFAULT_SLOT_DURATION_MS, development: false, _runtime: PhantomData }
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            SlotDuration::<T>::put(self.slot_duration_ms.max(2));
            Development::<T>::put(self.development);
        }
    }
}

/// The chain's slot length, for pallets that take it as a parameter.
pub struct SlotDurationMs<T>(core::marker::PhantomData<T>);

impl<T: Config> frame_support::traits::Get<u64> for SlotDurationMs<T> {
    fn get() -> u64 {
        pallet::SlotDuration::<T>::get()
    }
}

/// Half a slot: the least time between two blocks, as consensus expects it.
pub struct HalfSlotMs<T>(core::marker::PhantomData<T>);

impl<T: Config> frame_support::traits::Get<u64> for HalfSlotMs<T> {
    fn get() -> u64 {
        pallet::SlotDuration::<T>::get().saturating_div(2)
    }
}
