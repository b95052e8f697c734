//! The Myelin runtime: which pallets make up the chain, under which index, and how they are set.
//!
//! The aggregate (`RuntimeCall`, `RuntimeEvent`, ...) stands here at the root of the crate on purpose:
//! clients recognise `<crate>::RuntimeEvent`, a path of exactly two segments.

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "256"]

extern crate alloc;

// The aggregate expands to a bare `Vec`, which only `std` brings along.
#[cfg(not(feature = "std"))]
use alloc::vec::Vec;

use polkadot_sdk::*;

pub mod acting;
mod apis;
pub mod chain_parameters;
#[cfg(feature = "std")]
pub mod checks;
pub mod configs;
#[cfg(feature = "std")]
pub mod editing;
pub mod extensions;
mod extrinsic;
pub mod genesis;
pub mod opaque;
pub mod proxy;
pub mod proxy_types;
pub mod utility;
pub mod version;

pub use apis::{api, RuntimeApi, RUNTIME_API_VERSIONS};
pub use extensions::{transaction_extensions, TransactionExtensions};
pub use extrinsic::{BoundedCall, UncheckedExtrinsic, MAX_DECODE_DEPTH};
pub use version::VERSION;

use sp_runtime::{
    generic,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
    MultiAddress, MultiSignature,
};

pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
pub type Address = MultiAddress<AccountId, ()>;
pub type Balance = u64;
pub type BlockNumber = u32;
pub type Hash = sp_core::H256;
pub type Nonce = u32;
pub type Signature = MultiSignature;

pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TransactionExtensions>;

pub type Executive =
    frame_executive::Executive<Runtime, Block, frame_system::ChainContext<Runtime>, Runtime, AllPalletsWithSystem>;

#[frame_support::runtime]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask
    )]
    pub struct Runtime;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;

    #[runtime::pallet_index(2)]
    pub type Timestamp = pallet_timestamp;

    #[runtime::pallet_index(3)]
    pub type Aura = pallet_aura;

    #[runtime::pallet_index(4)]
    pub type Grandpa = pallet_grandpa;

    #[runtime::pallet_index(5)]
    pub type Balances = pallet_balances;

    #[runtime::pallet_index(6)]
    pub type TransactionPayment = pallet_transaction_payment;

    #[runtime::pallet_index(7)]
    pub type SubtensorModule = pallet_subtensor;

    #[runtime::pallet_index(11)]
    pub type Utility = utility;

    #[runtime::pallet_index(12)]
    pub type Sudo = pallet_sudo;

    #[runtime::pallet_index(13)]
    pub type Multisig = pallet_multisig;

    #[runtime::pallet_index(14)]
    pub type Preimage = pallet_preimage;

    #[runtime::pallet_index(15)]
    pub type Scheduler = pallet_scheduler;

    #[runtime::pallet_index(16)]
    pub type Proxy = proxy;

    #[runtime::pallet_index(18)]
    pub type Commitments = pallet_commitments;

    #[runtime::pallet_index(19)]
    pub type AdminUtils = pallet_admin_utils;

    #[runtime::pallet_index(28)]
    pub type Swap = pallet_swap;

    #[runtime::pallet_index(31)]
    pub type AlphaAssets = pallet_alpha_assets;

    // Not on the wire: an index far from those the wire uses or may come to use.
    #[runtime::pallet_index(200)]
    pub type ChainParameters = chain_parameters;
}
