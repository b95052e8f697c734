//! Several calls in one transaction, and calls as somebody else: the wire's `Utility`.
//!
//! Not the SDK's pallet of that name, because a batch is free here when all that is in it is free,
//! and because one error more is on the wire. Owns no storage. Prices are those of the SDK's
//! pallet. [`run`] holds what the calls do.

mod run;

pub use pallet::*;
pub use run::derived_account;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::run::{self, Failure};
    use alloc::{boxed::Box, vec::Vec};
    use polkadot_sdk::{
        frame_support::{
            dispatch::{GetDispatchInfo, PostDispatchInfo},
            pallet_prelude::*,
            traits::{IsSubType, OriginTrait, UnfilteredDispatchable},
        },
        frame_system::pallet_prelude::*,
        pallet_utility::WeightInfo,
        sp_runtime::traits::Dispatchable,
        *,
    };

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event>> {
        /// What can be batched: every call of the chain.
        type RuntimeCall: Parameter
            + Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
            + GetDispatchInfo
            + UnfilteredDispatchable<RuntimeOrigin = Self::RuntimeOrigin>
            + IsSubType<Call<Self>>
            + IsType<<Self as frame_system::Config>::RuntimeCall>;

        /// As whom root may call.
        type PalletsOrigin: Parameter
            + Into<<Self as frame_system::Config>::RuntimeOrigin>
            + IsType<<<Self as frame_system::Config>::RuntimeOrigin as OriginTrait>::PalletsOrigin>;

        type WeightInfo: WeightInfo;
    }

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event {
        /// A batch stopped at a call that failed.
        #[codec(index = 0)]
        BatchInterrupted { index: u32, error: DispatchError },
        /// Every call of a batch was made.
        #[codec(index = 1)]
        BatchCompleted,
        /// A batch came to its end; some of its calls failed.
        #[codec(index = 2)]
        BatchCompletedWithErrors,
        /// A call of a batch was made.
        #[codec(index = 3)]
        ItemCompleted,
        /// A call of a batch failed.
        #[codec(index = 4)]
        ItemFailed { error: DispatchError },
        /// Root made a call as somebody else.
        #[codec(index = 5)]
        DispatchedAs { result: DispatchResult },
        /// The first of two calls was made; the second was not needed.
        #[codec(index = 6)]
        IfElseMainSuccess,
        /// The first of two calls failed, the second was made.
        #[codec(index = 7)]
        IfElseFallbackCalled { main_error: DispatchError },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// More calls than a batch may hold; make several batches.
        #[codec(index = 0)]
        TooManyCalls,
        /// No account follows from this one and the index; choose another index.
        #[codec(index = 1)]
        InvalidDerivedAccount,
    }

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// Most calls of one batch.
        fn batched_calls_limit() -> u32 {
            run::MOST_CALLS
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Makes calls until one fails; those made stay made.
        #[pallet::call_index(0)]
        #[pallet::weight(run::price::<T>(calls, T::WeightInfo::batch))]
        pub fn batch(origin: OriginFor<T>, calls: Vec<<T as Config>::RuntimeCall>) -> DispatchResultWithPostInfo {
            run::batch::<T>(origin, calls, Failure::Stops, T::WeightInfo::batch)
        }

        /// Makes a call from an account derived from the caller's.
        #[pallet::call_index(1)]
        #[pallet::weight(run::price_of_one::<T>(call, run::cost_of_derivative::<T>()))]
        pub fn as_derivative(
            origin: OriginFor<T>,
            index: u16,
            call: Box<<T as Config>::RuntimeCall>,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin.clone())?;
            run::as_derivative::<T>(origin, who, index, *call)
        }

        /// Makes all calls, or none if one fails.
        #[pallet::call_index(2)]
        #[pallet::weight(run::price::<T>(calls, T::WeightInfo::batch_all))]
        pub fn batch_all(origin: OriginFor<T>, calls: Vec<<T as Config>::RuntimeCall>) -> DispatchResultWithPostInfo {
            run::batch::<T>(origin, calls, Failure::Undoes, T::WeightInfo::batch_all)
        }

        /// Makes a call as somebody else, and says what came of it.
        #[pallet::call_index(3)]
        #[pallet::weight(run::price_of_one::<T>(call, T::WeightInfo::dispatch_as()))]
        pub fn dispatch_as(
            origin: OriginFor<T>,
            as_origin: Box<T::PalletsOrigin>,
            call: Box<<T as Config>::RuntimeCall>,
        ) -> DispatchResult {
            ensure_root(origin)?;
            let made = call.dispatch_bypass_filter((*as_origin).into());
            Self::deposit_event(Event::DispatchedAs { result: made.map(|_| ()).map_err(|failed| failed.error) });
            Ok(())
        }

        /// Makes all calls, whichever of them fail.
        #[pallet::call_index(4)]
        #[pallet::weight(run::price::<T>(calls, T::WeightInfo::force_batch))]
        pub fn force_batch(origin: OriginFor<T>, calls: Vec<<T as Config>::RuntimeCall>) -> DispatchResultWithPostInfo {
            run::batch::<T>(origin, calls, Failure::Passes, T::WeightInfo::force_batch)
        }

        /// Makes a call as root, at a price root names.
        #[pallet::call_index(5)]
        #[pallet::weight((*weight, call.get_dispatch_info().class))]
        pub fn with_weight(
            origin: OriginFor<T>,
            call: Box<<T as Config>::RuntimeCall>,
            weight: Weight,
        ) -> DispatchResult {
            ensure_root(origin)?;
            let _named = weight;
            let made = call.dispatch_bypass_filter(frame_system::RawOrigin::Root.into());
            made.map(|_| ()).map_err(|failed| failed.error)
        }

        /// Makes a call, and if it fails another.
        #[pallet::call_index(6)]
        #[pallet::weight(run::price_of_two::<T>(main, fallback))]
        pub fn if_else(
            origin: OriginFor<T>,
            main: Box<<T as Config>::RuntimeCall>,
            fallback: Box<<T as Config>::RuntimeCall>,
        ) -> DispatchResultWithPostInfo {
            run::if_else::<T>(origin, *main, *fallback)
        }

        /// Makes a call as somebody else, and fails if it does.
        #[pallet::call_index(7)]
        #[pallet::weight(run::price_of_one::<T>(call, T::WeightInfo::dispatch_as_fallible()))]
        pub fn dispatch_as_fallible(
            origin: OriginFor<T>,
            as_origin: Box<T::PalletsOrigin>,
            call: Box<<T as Config>::RuntimeCall>,
        ) -> DispatchResult {
            ensure_root(origin)?;
            call.dispatch_bypass_filter((*as_origin).into()).map_err(|failed| failed.error)?;
            Self::deposit_event(Event::DispatchedAs { result: Ok(()) });
            Ok(())
        }
    }
}
