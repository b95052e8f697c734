//! Swap: what alpha costs in TAO, and what a trade against a subnet's pool comes to.
//!
//! Owns `FeeRate`, `SwapBalancer`, `PalSwapInitialized`, `ScrapReservoirAlpha`. The reserves belong
//! to the pallet that holds the stake ([`PoolReserves`]): here a trade is quoted, there it happens.
//! Always: both sides of a pool weigh at least a hundredth, and no fee exceeds its maximum (see
//! `checks`).
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod checks;
mod liquidity;
mod quotes;
mod types;

pub use liquidity::{accept_liquidity, clear, initialise};
pub use pallet::*;
pub use quotes::{dynamic_market, fee_on, market, max_add, max_remove, max_swap, price, quote_buy, quote_sell};
pub use types::{Balancer, PositionId, TickIndex};

use myelin_primitives::{Alpha, NetUid, Tao};

/// Sets what trades on a subnet cost, as a part of 65535.
pub fn set_fee_rate<T: Config>(netuid: NetUid, rate: u16) {
    FeeRate::<T>::insert(netuid, rate);
}

/// What this pallet asks of the one that holds the reserves.
pub trait PoolReserves {
    /// TAO and alpha in the pool of `netuid`.
    fn reserves(netuid: NetUid) -> (Tao, Alpha);
    /// Whether the subnet trades through its pool; otherwise its alpha is worth one TAO.
    fn is_dynamic(netuid: NetUid) -> bool;
    /// Whether there is such a subnet.
    fn exists(netuid: NetUid) -> bool;
}

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::{Balancer, PoolReserves, PositionId, TickIndex};
    use myelin_economy::pool;
    use myelin_primitives::{
        hyperparameters::{Parameter, Value},
        Alpha, NetUid,
    };
    use polkadot_sdk::{
        frame_support::{pallet_prelude::*, traits::ConstU16, PalletId},
        frame_system::pallet_prelude::*,
    };

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// Whoever holds the reserves.
        type Pools: PoolReserves;
    }

    /// Part of a trade kept for the block's author, of 65535.
    #[pallet::storage]
    pub type FeeRate<T> = StorageMap<_, Twox64Concat, NetUid, u16, ValueQuery, ConstU16<{ pool::FeeRate::DEFAULT.0 }>>;

    /// How much each side of the pool weighs.
    #[pallet::storage]
    pub type SwapBalancer<T> = StorageMap<_, Twox64Concat, NetUid, Balancer, ValueQuery>;

    /// Whether the pool's weights were set.
    #[pallet::storage]
    pub type PalSwapInitialized<T> = StorageMap<_, Twox64Concat, NetUid, bool, ValueQuery>;

    /// Kept for clients; nothing collects here.
    #[pallet::storage]
    pub type ScrapReservoirAlpha<T> = StorageMap<_, Twox64Concat, NetUid, Alpha, ValueQuery>;

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// Names the pallet's own account.
        #[pallet::constant_name(ProtocolId)]
        fn protocol_id() -> PalletId {
            PalletId(*b"ten/swap")
        }

        /// The most a subnet may charge, of 65535.
        #[pallet::constant_name(MaxFeeRate)]
        fn max_fee_rate() -> u16 {
            pool::FeeRate::LARGEST.0
        }

        /// Kept for clients; nobody but the chain provides liquidity.
        #[pallet::constant_name(MinimumLiquidity)]
        fn minimum_liquidity() -> u64 {
            1_000
        }

        /// Least rao in the reserve that pays.
        #[pallet::constant_name(MinimumReserve)]
        fn minimum_reserve() -> u64 {
            pool::LEAST_RESERVE
        }
    }

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// Trades on `netuid` now cost `rate` of 65535.
        #[codec(index = 0)]
        FeeRateSet { netuid: NetUid, rate: u16 },
    }

    #[pallet::error]
    #[derive(PartialEq)]
    pub enum Error<T> {
        /// The fee is above its maximum; choose a lower one.
        #[codec(index = 0)]
        FeeRateTooHigh,
        /// Less came in than the trade needs; offer more.
        #[codec(index = 1)]
        InsufficientInputAmount,
        /// The pool holds less than the trade would pay out; trade less.
        #[codec(index = 2)]
        InsufficientLiquidity,
        /// The price is at or past the limit already; move the limit.
        #[codec(index = 3)]
        PriceLimitExceeded,
        /// The account holds less; ask for less.
        #[codec(index = 4)]
        InsufficientBalance,
        /// The range is empty; widen it.
        #[codec(index = 5)]
        InvalidTickRange,
        /// No such amount of liquidity; choose another.
        #[codec(index = 6)]
        InvalidLiquidityValue,
        /// A reserve is nearly empty, or the input too small to be paid for; trade more, or elsewhere.
        #[codec(index = 7)]
        ReservesTooLow,
        /// There is no such subnet; choose one that exists.
        #[codec(index = 8)]
        MechanismDoesNotExist,
        /// The subnet has not started; wait for its owner.
        #[codec(index = 9)]
        SubtokenDisabled,
        /// One side of the pool would weigh too little; add less of it.
        #[codec(index = 10)]
        ReservesOutOfBalance,
        /// The input is more than a thousand times the reserve; trade less.
        #[codec(index = 11)]
        SwapInputTooLarge,
        /// The call is kept for its index and does nothing any more.
        #[codec(index = 12)]
        Deprecated,
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets what trades on `netuid` cost, as a part of 65535; root only.
        #[pallet::call_index(0)]
        #[pallet::weight(Weight::from_parts(10_000_000, 14_336).saturating_add(T::DbWeight::get().reads_writes(7, 1)))]
        pub fn set_fee_rate(origin: OriginFor<T>, netuid: NetUid, rate: u16) -> DispatchResult {
            ensure_root(origin)?;
            ensure!(T::Pools::exists(netuid), Error::<T>::MechanismDoesNotExist);
            ensure!(Parameter::FeeRate.row().admits(Value::U16(rate)), Error::<T>::FeeRateTooHigh);
            super::set_fee_rate::<T>(netuid, rate);
            Self::deposit_event(Event::FeeRateSet { netuid, rate });
            Ok(())
        }

        /// Always fails: pools have no positions.
        #[pallet::call_index(1)]
        #[pallet::weight(T::DbWeight::get().reads(1))]
        pub fn add_liquidity(
            _origin: OriginFor<T>,
            _hotkey: T::AccountId,
            _netuid: NetUid,
            _tick_low: TickIndex,
            _tick_high: TickIndex,
            _liquidity: u64,
        ) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// Always fails: pools have no positions.
        #[pallet::call_index(2)]
        #[pallet::weight(T::DbWeight::get().reads(1))]
        pub fn remove_liquidity(
            _origin: OriginFor<T>,
            _hotkey: T::AccountId,
            _netuid: NetUid,
            _position_id: PositionId,
        ) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// Always fails: pools have no positions.
        #[pallet::call_index(3)]
        #[pallet::weight(T::DbWeight::get().reads(1))]
        pub fn modify_position(
            _origin: OriginFor<T>,
            _hotkey: T::AccountId,
            _netuid: NetUid,
            _position_id: PositionId,
            _liquidity_delta: i64,
        ) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// Always fails: pools have no positions.
        #[pallet::call_index(4)]
        #[pallet::weight(T::DbWeight::get().reads(1))]
        pub fn toggle_user_liquidity(_origin: OriginFor<T>, _netuid: NetUid, _enable: bool) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// Always fails: pools have no positions.
        #[pallet::call_index(5)]
        #[pallet::weight(T::DbWeight::get().reads(1))]
        pub fn disable_lp(_origin: OriginFor<T>) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }
    }
}
