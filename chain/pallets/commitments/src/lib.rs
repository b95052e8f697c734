//! Commitments: what a neuron publishes on the chain about what it does elsewhere, so that others
//! can hold it to that.
//!
//! Owns every commitment, how much each account has published, and which commitments wait for the
//! randomness beacon. Until this chain has a beacon they keep waiting: nothing reveals them.
//! Always: an account is listed as waiting exactly when its commitment has an encrypted field, and
//! every commitment has its block on record (see `checks`).
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod checks;
mod publish;

pub use pallet::*;
pub use publish::{clear, cost_of_publish};

use myelin_primitives::NetUid;

/// What this pallet asks of the one that knows who sits where.
pub trait Seats<AccountId> {
    /// Whether the hotkey has a seat on the subnet.
    fn is_seated(netuid: NetUid, hotkey: &AccountId) -> bool;
    /// How many epochs the subnet has begun; what an account may publish counts from one to the next.
    fn epoch_index(netuid: NetUid) -> u64;
    /// Forgets what others bonded to the hotkey's seat, where the subnet lets it ask for that.
    fn forget_bonds_toward(netuid: NetUid, hotkey: &AccountId);
}

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::Seats;
    use alloc::{collections::BTreeSet, vec::Vec};
    use myelin_primitives::{
        commitments::{CommitmentInfo, Registration, UsageTracker, MAX_FIELDS},
        NetUid, Tao,
    };
    use polkadot_sdk::{
        frame_support::{pallet_prelude::*, traits::ConstU32},
        frame_system::pallet_prelude::*,
    };

    #[pallet::pallet]
    #[pallet::without_storage_info]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// Whoever knows the seats.
        type Seats: Seats<Self::AccountId>;
    }

    /// Accounts whose commitment has a field that waits for the beacon.
    #[pallet::storage]
    pub type TimelockedIndex<T: Config> = StorageValue<_, BTreeSet<(NetUid, T::AccountId)>, ValueQuery>;

    /// What a neuron has published last.
    #[pallet::storage]
    pub type CommitmentOf<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, Registration, OptionQuery>;

    /// The block in which it did.
    #[pallet::storage]
    pub type LastCommitment<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, BlockNumberFor<T>, OptionQuery>;

    /// The block in which it last asked for bonds to be forgotten.
    #[pallet::storage]
    pub type LastBondsReset<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, BlockNumberFor<T>, OptionQuery>;

    /// What was encrypted and can be read by now, with the block since when.
    #[pallet::storage]
    pub type RevealedCommitments<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, Vec<(Vec<u8>, u64)>, OptionQuery>;

    /// How much an account has published in the epoch it last did.
    #[pallet::storage]
    pub type UsedSpaceOf<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, UsageTracker, OptionQuery>;

    /// Bytes an account may publish on a subnet in one epoch.
    #[pallet::storage]
    pub type MaxSpace<T> = StorageValue<_, u32, ValueQuery, ConstU32<3100>>;

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// Fields a commitment has at most.
        #[pallet::constant_name(MaxFields)]
        fn max_fields() -> u32 {
            MAX_FIELDS as u32
        }

        /// Kept for clients; commitments need no deposit.
        #[pallet::constant_name(InitialDeposit)]
        fn initial_deposit() -> Tao {
            Tao::ZERO
        }

        /// Kept for clients; neither do their fields.
        #[pallet::constant_name(FieldDeposit)]
        fn field_deposit() -> Tao {
            Tao::ZERO
        }
    }

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// `who` has published a commitment on `netuid`.
        #[codec(index = 0)]
        Commitment { netuid: NetUid, who: T::AccountId },
        /// `who` has published one on `netuid` that can be read after the beacon's `reveal_round`.
        #[codec(index = 1)]
        TimelockCommitment { netuid: NetUid, who: T::AccountId, reveal_round: u64 },
        /// What `who` had encrypted on `netuid` can be read.
        #[codec(index = 2)]
        CommitmentRevealed { netuid: NetUid, who: T::AccountId },
    }

    #[pallet::error]
    #[derive(PartialEq)]
    pub enum Error<T> {
        /// The commitment has too many fields; put several things into one.
        #[codec(index = 0)]
        TooManyFieldsInCommitmentInfo,
        /// The caller has no seat on the subnet; register the hotkey first, and sign with it.
        #[codec(index = 1)]
        AccountNotAllowedCommit,
        /// The caller has published too much in this epoch; wait for the next, or publish a hash.
        #[codec(index = 2)]
        SpaceLimitExceeded,
        /// A deposit could not be given back in full; kept for clients, there are no deposits.
        #[codec(index = 3)]
        UnexpectedUnreserveLeftover,
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Publishes `info` as the calling neuron's commitment on `netuid`, in place of its last.
        #[pallet::call_index(0)]
        #[pallet::weight((crate::cost_of_publish::<T>(info), DispatchClass::Normal, Pays::No))]
        pub fn set_commitment(origin: OriginFor<T>, netuid: NetUid, info: CommitmentInfo) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            crate::publish::publish::<T>(&hotkey, netuid, info)
        }

        /// Sets how many bytes an account may publish on a subnet in one epoch; root only.
        #[pallet::call_index(2)]
        #[pallet::weight(T::DbWeight::get().writes(1))]
        pub fn set_max_space(origin: OriginFor<T>, new_limit: u32) -> DispatchResult {
            ensure_root(origin)?;
            MaxSpace::<T>::put(new_limit);
            Ok(())
        }
    }
}
