//! What a chain is told once, at genesis: how long a slot lasts and whether it is a development chain.
//! Owns `SlotDuration`, `Development` and the delays the wire knows as constants; nothing writes them
//! after genesis.
//! They are values in storage, so that one binary serves chains of every speed under the same rules.

pub use pallet::*;
use polkadot_sdk::*;

/// Slot length of a chain whose genesis does not say otherwise, in milliseconds.
pub const DEFAULT_SLOT_DURATION_MS: u64 = 12_000;

/// Delays that other chains of this kind fix when they are compiled, in blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Delays {
    pub tempo_of_new_subnets: u16,
    pub between_hotkey_swaps: u64,
    pub between_mechanism_changes: u64,
    pub between_trimmings: u64,
}

impl Delays {
    /// What a chain people rely on has: about an hour, a day, a day and a month.
    pub const USUAL: Self = Self {
        tempo_of_new_subnets: 360,
        between_hotkey_swaps: 7_200,
        between_mechanism_changes: 7_200,
        between_trimmings: 216_000,
    };

    /// What a chain for trying things out may have, where nobody wants to wait.
    pub const SHORT: Self =
        Self { tempo_of_new_subnets: 10, between_hotkey_swaps: 1, between_mechanism_changes: 1, between_trimmings: 1 };
}

#[frame_support::pallet]
pub mod pallet {
    use super::{Delays, DEFAULT_SLOT_DURATION_MS};
    use core::marker::PhantomData;
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{BuildGenesisConfig, ConstU16, ConstU64},
        },
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

    /// Blocks between two epochs of a subnet that was just created.
    #[pallet::storage]
    pub type TempoOfNewSubnets<T> = StorageValue<_, u16, ValueQuery, ConstU16<{ Delays::USUAL.tempo_of_new_subnets }>>;

    /// Blocks between two swaps of a coldkey's hotkeys on one subnet.
    #[pallet::storage]
    pub type BlocksBetweenHotkeySwaps<T> =
        StorageValue<_, u64, ValueQuery, ConstU64<{ Delays::USUAL.between_hotkey_swaps }>>;

    /// Blocks between two changes of a subnet's weight games by its owner.
    #[pallet::storage]
    pub type BlocksBetweenMechanismChanges<T> =
        StorageValue<_, u64, ValueQuery, ConstU64<{ Delays::USUAL.between_mechanism_changes }>>;

    /// Blocks between two trimmings of a subnet's seats by its owner.
    #[pallet::storage]
    pub type BlocksBetweenTrimmings<T> =
        StorageValue<_, u64, ValueQuery, ConstU64<{ Delays::USUAL.between_trimmings }>>;

    #[pallet::genesis_config]
    #[derive(frame_support::DebugNoBound)]
    pub struct GenesisConfig<T: Config> {
        pub slot_duration_ms: u64,
        pub development: bool,
        /// Delays other than the usual ones.
        pub delays: Option<Delays>,
        #[serde(skip)]
        pub _runtime: PhantomData<T>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self { slot_duration_ms: DEFAULT_SLOT_DURATION_MS, development: false, delays: None, _runtime: PhantomData }
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            SlotDuration::<T>::put(self.slot_duration_ms.max(2));
            Development::<T>::put(self.development);
            // A chain that has the usual delays holds none.
            if let Some(delays) = self.delays {
                TempoOfNewSubnets::<T>::put(delays.tempo_of_new_subnets);
                BlocksBetweenHotkeySwaps::<T>::put(delays.between_hotkey_swaps);
                BlocksBetweenMechanismChanges::<T>::put(delays.between_mechanism_changes);
                BlocksBetweenTrimmings::<T>::put(delays.between_trimmings);
            }
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

/// A value of storage, for pallets that take it as a parameter.
pub struct FromGenesis<Item>(core::marker::PhantomData<Item>);

impl<Value, Item> frame_support::traits::Get<Value> for FromGenesis<Item>
where
    Value: codec::FullCodec,
    Item: frame_support::StorageValue<Value, Query = Value>,
{
    fn get() -> Value {
        Item::get()
    }
}
