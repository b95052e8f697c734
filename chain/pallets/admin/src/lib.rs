//! Administration: the calls that set hyperparameters, for owners of subnets and for root.
//!
//! Owns nothing: values live in the pallet that uses them, and what each may be, who may set it and
//! how often stands in the table of hyperparameters. A call names its row; `change` does the rest,
//! always in the same order: who asks, how often, when, what, and only then the write.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod calls;
mod change;
mod guard;
mod rules;

pub use pallet::*;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::frame_support::pallet_macros::import_section;
use scale_info::TypeInfo;

/// The contracts that a machine of the reference chain brings along, as one event names them. There
/// is no such machine here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum PrecompileEnum {
    BalanceTransfer,
    Staking,
    Subnet,
    Metagraph,
    Neuron,
    UidLookup,
    Alpha,
    Crowdloan,
    Proxy,
    Leasing,
    AddressMapping,
    VotingPower,
}

#[import_section(calls::calls)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use crate::{change::restart_with_tempo, PrecompileEnum};
    use alloc::vec::Vec;
    use myelin_primitives::{
        fixed_point::{StoredI96F32, StoredU64F64},
        hyperparameters::Parameter as P,
        MechId, NetUid, Tao,
    };
    use pallet_subtensor::{neurons::cost_of_trim, params::*, subnets::set_subtoken, Event::*};
    use polkadot_sdk::{frame_support::pallet_prelude::*, frame_system::pallet_prelude::*, sp_runtime::AccountId32};

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> + pallet_subtensor::Config
    {
    }

    #[pallet::event]
    pub enum Event<T: Config> {
        /// Kept for its index; there is no EVM here.
        #[codec(index = 0)]
        PrecompileUpdated { precompile_id: PrecompileEnum, enabled: bool },
        /// Bonds of `netuid` are, or are no longer, kept per validator.
        #[codec(index = 1)]
        Yuma3EnableToggled { netuid: NetUid, enabled: bool },
        /// Miners of `netuid` may, or may no longer, ask for bonds toward them to be forgotten.
        #[codec(index = 2)]
        BondsResetToggled { netuid: NetUid, enabled: bool },
        /// The price of a seat on `netuid` now halves in this many blocks.
        #[codec(index = 3)]
        BurnHalfLifeSet { netuid: NetUid, burn_half_life: u16 },
        /// A registration on `netuid` now raises the price of the next by this factor.
        #[codec(index = 4)]
        BurnIncreaseMultSet { netuid: NetUid, burn_increase_mult: StoredU64F64 },
        /// `netuid` takes part, or no longer takes part, in the emission of TAO.
        #[codec(index = 5)]
        SubnetEmissionEnabledSet { netuid: NetUid, enabled: bool },
    }

    #[pallet::error]
    #[derive(PartialEq)]
    pub enum Error<T> {
        /// There is no such subnet; choose one that exists.
        #[codec(index = 0)]
        SubnetDoesNotExist,
        /// More validators than seats; raise the seats first.
        #[codec(index = 1)]
        MaxValidatorsLargerThanMaxUIds,
        /// Fewer seats than are taken; trim the subnet instead.
        #[codec(index = 2)]
        MaxAllowedUIdsLessThanCurrentUIds,
        /// Above what an owner may choose; stay at or below 975 000.
        #[codec(index = 3)]
        BondsMovingAverageMaxReached,
        /// Only root may choose a negative steepness; choose zero or more.
        #[codec(index = 4)]
        NegativeSigmoidSteepness,
        /// The value is out of bounds; see the table of hyperparameters.
        #[codec(index = 5)]
        ValueNotInBounds,
        /// As many seats are taken as the subnet would need to keep, or fewer; choose less.
        #[codec(index = 6)]
        MinAllowedUidsGreaterThanCurrentUids,
        /// Not below the most seats the subnet may have; choose less.
        #[codec(index = 7)]
        MinAllowedUidsGreaterThanMaxAllowedUids,
        /// Below the fewest seats the subnet may have; choose more.
        #[codec(index = 8)]
        MaxAllowedUidsLessThanMinAllowedUids,
        /// More seats than any subnet may have; choose 256 at most.
        #[codec(index = 9)]
        MaxAllowedUidsGreaterThanDefaultMaxAllowedUids,
        /// The value makes no sense; choose another.
        #[codec(index = 10)]
        InvalidValue,
        /// The root network has no such hyperparameter; choose another subnet.
        #[codec(index = 11)]
        NotPermittedOnRootSubnet,
        /// There is no proof of work to turn on; seats are bought.
        #[codec(index = 12)]
        POWRegistrationDisabled,
        /// The call is kept for its index and does nothing any more.
        #[codec(index = 13)]
        Deprecated,
    }
}
