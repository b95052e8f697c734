//! Subnets, neurons, stake, weights, epochs and emission: everything the wire calls
//! `SubtensorModule`. This file is the shell; the rules live in the rooms, one folder each.
//!
//! Rooms, lower ones first: `params`, `pool`, `keys`, `delegation`, `stake`, `root`, `neurons`,
//! `roll`, `weights`, `subnets`, `epoch`, `emission`, `views`. A room writes its own storage and asks the
//! others through their functions.
#![cfg_attr(not(feature = "std"), no_std)]
// Sections are pasted into this crate alone, and calls have the arguments the wire gives them.
#![allow(clippy::crate_in_macro_def, clippy::too_many_arguments)]

extern crate alloc;

pub mod delegation;
pub mod emission;
pub mod epoch;
pub mod keys;
pub mod neurons;
pub mod params;
pub mod pool;
pub mod roll;
pub mod root;
pub mod stake;
pub mod subnets;
pub mod views;
pub mod weights;

mod calls;
pub mod checks;
mod constants;
pub mod cost;
mod defaults;
mod errors;
mod events;
pub mod guard;

pub use pallet::*;

use polkadot_sdk::frame_support::pallet_macros::import_section;

#[import_section(calls::calls)]
#[import_section(constants::constants)]
#[import_section(delegation::storage::delegation_storage)]
#[import_section(emission::storage::emission_storage)]
#[import_section(epoch::storage::epoch_storage)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(keys::storage::keys_storage)]
#[import_section(neurons::storage::neurons_storage)]
#[import_section(params::storage::params_storage)]
#[import_section(pool::storage::pool_storage)]
#[import_section(root::storage::root_storage)]
#[import_section(stake::storage::stake_storage)]
#[import_section(subnets::storage::subnets_storage)]
#[import_section(weights::storage::weights_storage)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use crate::cost::spent;
    use crate::defaults::*;
    use crate::params::{RateLimitKey, RecycleOrBurnEnum};
    use crate::root::RootClaimTypeEnum;
    use alloc::{
        collections::{BTreeMap, BTreeSet, VecDeque},
        vec::Vec,
    };
    use myelin_economy::shares::SafeFloat;
    use myelin_primitives::{
        fixed_point::{StoredI64F64, StoredI96F32, StoredU64F64, StoredU96F32},
        records::{AxonInfo, ChainIdentityV2, LockState, NeuronCertificate, PrometheusInfo, SubnetIdentityV3},
        Alpha, MechId, NetUid, StorageIndex, Tao, Uid,
    };
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{fungible, ConstBool, ConstU16, ConstU32, ConstU64, ConstU8},
            PalletId,
        },
        frame_system::pallet_prelude::*,
        sp_core::{H160, H256},
        sp_runtime::{AccountId32, Percent},
    };

    #[pallet::pallet]
    #[pallet::without_storage_info]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>, AccountId = AccountId32>
        + pallet_swap::Config
        + pallet_alpha_assets::Config
        + pallet_commitments::Config
    {
        /// TAO as accounts hold it.
        type Currency: fungible::Mutate<AccountId32, Balance = u64> + fungible::Balanced<AccountId32, Balance = u64>;

        /// Whoever is paid for this block, if known.
        type BlockAuthor: Get<Option<AccountId32>>;

        /// Blocks between two epochs of a subnet that was just created.
        type TempoOfNewSubnets: Get<u16>;

        /// Blocks between two swaps of a coldkey's hotkeys on one subnet.
        type BlocksBetweenHotkeySwaps: Get<u64>;

        /// Blocks between two changes of a subnet's weight games, or of their shares, by its owner.
        type BlocksBetweenMechanismChanges: Get<u64>;

        /// Blocks between two trimmings of a subnet's seats by its owner.
        type BlocksBetweenTrimmings: Get<u64>;
    }

    #[pallet::genesis_config]
    #[derive(polkadot_sdk::frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Blocks between creating a subnet and starting it, when not the default.
        pub start_call_delay: Option<u64>,
        /// The coldkey and the hotkey root belongs to, if it belongs to anybody.
        pub root_owner: Option<(AccountId32, AccountId32)>,
        /// Blocks between two rises of a childkey's take, when not the default.
        pub childkey_take_rate_limit: Option<u64>,
        /// Blocks a change of children waits, when not the default.
        pub pending_childkey_cooldown: Option<u64>,
        /// Blocks between announcing a coldkey's swap and doing it, when not the default.
        pub coldkey_swap_delay: Option<u32>,
        /// Blocks before such a swap can be announced anew, when not the default.
        pub coldkey_swap_reannouncement_delay: Option<u32>,
        /// Epochs that may run in one block, when not the default.
        pub max_epochs_per_block: Option<u8>,
        #[serde(skip)]
        pub _config: core::marker::PhantomData<T>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            crate::subnets::genesis::build::<T>(self);
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_now: BlockNumberFor<T>) -> Weight {
            crate::emission::block_step::<T>()
        }
    }
}

/// The prefixes of what this pallet keeps beside the wire's items: copies of them, made anew when
/// they are gone. Whoever writes raw storage has to remove them.
pub fn copies<T: Config>() -> alloc::vec::Vec<[u8; 32]> {
    roll::keys::<T>().into_iter().chain(emission::copies::<T>()).collect()
}

/// The present block as the pallet's storage counts it.
pub fn now<T: Config>() -> u64 {
    use polkadot_sdk::sp_runtime::traits::UniqueSaturatedInto;
    polkadot_sdk::frame_system::Pallet::<T>::block_number().unique_saturated_into()
}
