//! Accounts that act for others: the wire's `Proxy`.
//!
//! Not the SDK's pallet of that name, because the wire keeps what came of the last call made for an
//! account, lets that account pay the fees of its delegate, and has other errors and events. Owns
//! `Proxies`, `Announcements`, `LastCallResult` and `RealPaysFee`. Prices are those of the SDK's
//! pallet. What a kind of proxy may do is in [`crate::proxy_types`], who is charged in [`fee`].

mod announced;
mod delegates;
pub mod fee;
mod pure;

pub use delegates::find;
pub use pallet::*;
pub use pure::account as pure_account;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A call that a delegate means to make, as its hash.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Announcement<AccountId, Hash, BlockNumber> {
    pub real: AccountId,
    pub call_hash: Hash,
    /// The block of the announcement.
    pub height: BlockNumber,
}

/// Locked for every account that has proxies, in rao, and for each of them.
pub const PROXY_DEPOSIT: (u64, u64) = (60_000_000, 33_000_000);
/// Locked for every account that has announcements, in rao, and for each of them.
pub const ANNOUNCEMENT_DEPOSIT: (u64, u64) = (36_000_000, 68_000_000);
/// Most delegates of one account.
pub const MOST_PROXIES: u32 = 20;
/// Most announcements of one delegate.
pub const MOST_PENDING: u32 = 75;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::{
        announced, delegates, pure, Announcement, ANNOUNCEMENT_DEPOSIT, MOST_PENDING, MOST_PROXIES, PROXY_DEPOSIT,
    };
    use alloc::boxed::Box;
    use polkadot_sdk::{
        frame_support::{
            dispatch::GetDispatchInfo,
            pallet_prelude::*,
            traits::{InstanceFilter, IsSubType, ReservableCurrency},
        },
        frame_system::pallet_prelude::*,
        pallet_proxy::{DepositKind, ProxyDefinition, WeightInfo},
        sp_runtime::traits::{Dispatchable, StaticLookup},
        *,
    };

    type Lookup<T> = <<T as frame_system::Config>::Lookup as StaticLookup>::Source;
    pub(super) type Definition<T> =
        ProxyDefinition<<T as frame_system::Config>::AccountId, <T as Config>::ProxyType, BlockNumberFor<T>>;
    pub(super) type AnnouncementOf<T> =
        Announcement<<T as frame_system::Config>::AccountId, <T as frame_system::Config>::Hash, BlockNumberFor<T>>;
    pub(super) type Definitions<T> = BoundedVec<Definition<T>, ConstU32<MOST_PROXIES>>;
    pub(super) type Pending<T> = BoundedVec<AnnouncementOf<T>, ConstU32<MOST_PENDING>>;

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// The frame's weights reckon with a smaller trie than a chain with subnets has.
    const PATH_IN_PROOF: Weight = Weight::from_parts(0, 4_096);

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// What can be done for others: every call of the chain.
        type RuntimeCall: Parameter
            + Dispatchable<RuntimeOrigin = Self::RuntimeOrigin>
            + GetDispatchInfo
            + IsSubType<Call<Self>>
            + IsType<<Self as frame_system::Config>::RuntimeCall>;

        /// Holds the deposits.
        type Currency: ReservableCurrency<Self::AccountId, Balance = u64>;

        /// What a delegate may do; the default may do everything.
        type ProxyType: Parameter
            + Member
            + Ord
            + Default
            + MaxEncodedLen
            + InstanceFilter<<Self as Config>::RuntimeCall>;

        type WeightInfo: WeightInfo;
    }

    /// Who may act for an account, and what is locked for that. The delegates are sorted.
    #[pallet::storage]
    pub type Proxies<T: Config> = StorageMap<_, Twox64Concat, T::AccountId, (Definitions<T>, u64), ValueQuery>;

    /// What a delegate announced, and what is locked for that.
    #[pallet::storage]
    pub type Announcements<T: Config> = StorageMap<_, Twox64Concat, T::AccountId, (Pending<T>, u64), ValueQuery>;

    /// What came of the last call made for an account.
    #[pallet::storage]
    pub type LastCallResult<T: Config> = StorageMap<_, Twox64Concat, T::AccountId, DispatchResult>;

    /// Whether an account pays the fees of a delegate.
    #[pallet::storage]
    pub type RealPaysFee<T: Config> = StorageDoubleMap<_, Twox64Concat, T::AccountId, Twox64Concat, T::AccountId, ()>;

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A delegate's call was made.
        #[codec(index = 0)]
        ProxyExecuted { result: DispatchResult },
        /// An account without a key came to be.
        #[codec(index = 1)]
        PureCreated { pure: T::AccountId, who: T::AccountId, proxy_type: T::ProxyType, disambiguation_index: u16 },
        /// An account without a key was given up.
        #[codec(index = 2)]
        PureKilled { pure: T::AccountId, spawner: T::AccountId, proxy_type: T::ProxyType, disambiguation_index: u16 },
        /// A delegate announced a call.
        #[codec(index = 3)]
        Announced { real: T::AccountId, proxy: T::AccountId, call_hash: T::Hash },
        /// An account took a delegate.
        #[codec(index = 4)]
        ProxyAdded {
            delegator: T::AccountId,
            delegatee: T::AccountId,
            proxy_type: T::ProxyType,
            delay: BlockNumberFor<T>,
        },
        /// An account dismissed a delegate.
        #[codec(index = 5)]
        ProxyRemoved {
            delegator: T::AccountId,
            delegatee: T::AccountId,
            proxy_type: T::ProxyType,
            delay: BlockNumberFor<T>,
        },
        /// A deposit was brought up to date.
        #[codec(index = 6)]
        DepositPoked { who: T::AccountId, kind: DepositKind, old_deposit: u64, new_deposit: u64 },
        /// An account pays, or no longer pays, the fees of a delegate.
        #[codec(index = 7)]
        RealPaysFeeSet { real: T::AccountId, delegate: T::AccountId, pays_fee: bool },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// As many as may be; remove one first.
        #[codec(index = 0)]
        TooMany,
        /// There is no such delegate or announcement; look at what there is.
        #[codec(index = 1)]
        NotFound,
        /// The caller may not act for this account, or not as this kind; ask it to be added.
        #[codec(index = 2)]
        NotProxy,
        /// This kind of delegate may not make this call; use another kind.
        #[codec(index = 3)]
        Unproxyable,
        /// It is there already.
        #[codec(index = 4)]
        Duplicate,
        /// The caller is not the account these describe; give those it was made with.
        #[codec(index = 5)]
        NoPermission,
        /// The call was not announced, or not long enough ago; announce it and wait.
        #[codec(index = 6)]
        Unannounced,
        /// Nobody is their own delegate; choose another account.
        #[codec(index = 7)]
        NoSelfProxy,
        /// There are announcements and nothing would be locked for them; report this.
        #[codec(index = 8)]
        AnnouncementDepositInvariantViolated,
        /// No account follows from these; choose another index.
        #[codec(index = 9)]
        InvalidDerivedAccountId,
    }

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// Locked for an account that has delegates, in rao.
        #[pallet::constant_name(ProxyDepositBase)]
        fn proxy_deposit_base() -> u64 {
            PROXY_DEPOSIT.0
        }

        /// Locked for each delegate beside that, in rao.
        #[pallet::constant_name(ProxyDepositFactor)]
        fn proxy_deposit_factor() -> u64 {
            PROXY_DEPOSIT.1
        }

        /// Most delegates of one account.
        #[pallet::constant_name(MaxProxies)]
        fn max_proxies() -> u32 {
            MOST_PROXIES
        }

        /// Most announcements of one delegate.
        #[pallet::constant_name(MaxPending)]
        fn max_pending() -> u32 {
            MOST_PENDING
        }

        /// Locked for a delegate that has announcements, in rao.
        #[pallet::constant_name(AnnouncementDepositBase)]
        fn announcement_deposit_base() -> u64 {
            ANNOUNCEMENT_DEPOSIT.0
        }

        /// Locked for each announcement beside that, in rao.
        #[pallet::constant_name(AnnouncementDepositFactor)]
        fn announcement_deposit_factor() -> u64 {
            ANNOUNCEMENT_DEPOSIT.1
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Makes a call for `real`, whose delegate the caller is.
        #[pallet::call_index(0)]
        #[pallet::weight({
            let info = call.get_dispatch_info();
            (delegates::price::<T>(info.call_weight), info.class, info.pays_fee)
        })]
        pub fn proxy(
            origin: OriginFor<T>,
            real: Lookup<T>,
            force_proxy_type: Option<T::ProxyType>,
            call: Box<<T as Config>::RuntimeCall>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            delegates::act::<T>(&who, T::Lookup::lookup(real)?, force_proxy_type, *call)
        }

        /// Lets `delegate` act for the caller; with a delay, only after announcing each call.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::add_proxy(MOST_PROXIES).saturating_add(PATH_IN_PROOF))]
        pub fn add_proxy(
            origin: OriginFor<T>,
            delegate: Lookup<T>,
            proxy_type: T::ProxyType,
            delay: BlockNumberFor<T>,
        ) -> DispatchResult {
            let real = ensure_signed(origin)?;
            delegates::add::<T>(&real, Definition::<T> { delegate: T::Lookup::lookup(delegate)?, proxy_type, delay })
        }

        /// Lets `delegate` no longer act for the caller.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::remove_proxy(MOST_PROXIES))]
        pub fn remove_proxy(
            origin: OriginFor<T>,
            delegate: Lookup<T>,
            proxy_type: T::ProxyType,
            delay: BlockNumberFor<T>,
        ) -> DispatchResult {
            let real = ensure_signed(origin)?;
            delegates::remove::<T>(&real, Definition::<T> { delegate: T::Lookup::lookup(delegate)?, proxy_type, delay })
        }

        /// Lets nobody act for the caller any more. An account without a key is lost by this.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::remove_proxies(MOST_PROXIES))]
        pub fn remove_proxies(origin: OriginFor<T>) -> DispatchResult {
            delegates::remove_all::<T>(&ensure_signed(origin)?);
            Ok(())
        }

        /// Makes an account without a key, for which the caller may act.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::create_pure(MOST_PROXIES))]
        pub fn create_pure(
            origin: OriginFor<T>,
            proxy_type: T::ProxyType,
            delay: BlockNumberFor<T>,
            index: u16,
        ) -> DispatchResult {
            pure::create::<T>(ensure_signed(origin)?, proxy_type, delay, index)
        }

        /// Gives up the account without a key that is calling; what it holds is lost.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::kill_pure(MOST_PROXIES))]
        pub fn kill_pure(
            origin: OriginFor<T>,
            spawner: Lookup<T>,
            proxy_type: T::ProxyType,
            index: u16,
            #[pallet::compact] height: BlockNumberFor<T>,
            #[pallet::compact] ext_index: u32,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            pure::kill::<T>(who, T::Lookup::lookup(spawner)?, proxy_type, index, (height, ext_index))
        }

        /// Announces a call that the caller means to make for `real`.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::announce(MOST_PENDING, MOST_PROXIES))]
        pub fn announce(origin: OriginFor<T>, real: Lookup<T>, call_hash: T::Hash) -> DispatchResult {
            let who = ensure_signed(origin)?;
            announced::announce::<T>(who, T::Lookup::lookup(real)?, call_hash)
        }

        /// Takes back what the caller announced.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::remove_announcement(MOST_PENDING, MOST_PROXIES))]
        pub fn remove_announcement(origin: OriginFor<T>, real: Lookup<T>, call_hash: T::Hash) -> DispatchResult {
            let who = ensure_signed(origin)?;
            announced::withdraw::<T>(&who, &T::Lookup::lookup(real)?, call_hash)
        }

        /// Refuses what `delegate` announced for the caller.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::reject_announcement(MOST_PENDING, MOST_PROXIES))]
        pub fn reject_announcement(origin: OriginFor<T>, delegate: Lookup<T>, call_hash: T::Hash) -> DispatchResult {
            let real = ensure_signed(origin)?;
            announced::withdraw::<T>(&T::Lookup::lookup(delegate)?, &real, call_hash)
        }

        /// Makes a call for `real` that `delegate` announced long enough ago.
        #[pallet::call_index(9)]
        #[pallet::weight({
            let info = call.get_dispatch_info();
            (announced::price::<T>(info.call_weight), info.class)
        })]
        pub fn proxy_announced(
            origin: OriginFor<T>,
            delegate: Lookup<T>,
            real: Lookup<T>,
            force_proxy_type: Option<T::ProxyType>,
            call: Box<<T as Config>::RuntimeCall>,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            let (delegate, real) = (T::Lookup::lookup(delegate)?, T::Lookup::lookup(real)?);
            announced::act::<T>(&delegate, real, force_proxy_type, *call)
        }

        /// Brings the caller's deposits up to date; free if that changes one.
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::poke_deposit())]
        pub fn poke_deposit(origin: OriginFor<T>) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let have_changed = delegates::poke::<T>(&who)? | announced::poke::<T>(&who)?;
            Ok(if have_changed { Pays::No.into() } else { Pays::Yes.into() })
        }

        /// Lets the caller pay, or no longer pay, what its delegate's calls for it cost.
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::add_proxy(MOST_PROXIES))]
        pub fn set_real_pays_fee(origin: OriginFor<T>, delegate: Lookup<T>, pays_fee: bool) -> DispatchResult {
            let real = ensure_signed(origin)?;
            delegates::set_pays_fee::<T>(real, T::Lookup::lookup(delegate)?, pays_fee)
        }
    }
}
