//! Alpha assets: what was ever minted, burned and recycled of each subnet's alpha.
//!
//! Owns `TotalAlphaIssuance`, `AlphaBurned`, `AlphaRecycled`. A ledger for people to read: emission
//! counts what the pool and the stakers hold instead. It follows what the coinbase mints and what
//! is destroyed on purpose; pool trades and the alpha bought by registrations never pass here.
//! Always: burned alpha stays in the issuance, recycled alpha has left it.
#![cfg_attr(not(feature = "std"), no_std)]

pub use pallet::*;

use myelin_primitives::{Alpha, NetUid};

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use myelin_primitives::{Alpha, NetUid};
    use polkadot_sdk::frame_support::pallet_prelude::*;

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config {}

    /// Alpha minted by the coinbase and not recycled since.
    #[pallet::storage]
    pub type TotalAlphaIssuance<T> = StorageMap<_, Twox64Concat, NetUid, Alpha, ValueQuery>;

    /// Alpha made unspendable while still counting as issued.
    #[pallet::storage]
    pub type AlphaBurned<T> = StorageMap<_, Twox64Concat, NetUid, Alpha, ValueQuery>;

    /// Alpha taken out of the issuance, free to be minted again.
    #[pallet::storage]
    pub type AlphaRecycled<T> = StorageMap<_, Twox64Concat, NetUid, Alpha, ValueQuery>;
}

/// Records alpha the coinbase has created. Saturates: the supply limit lies far below.
pub fn mint<T: Config>(netuid: NetUid, amount: Alpha) {
    TotalAlphaIssuance::<T>::mutate(netuid, |issued| *issued = issued.saturating_add(amount));
}

/// Records alpha that leaves the issuance.
pub fn recycle<T: Config>(netuid: NetUid, amount: Alpha) {
    TotalAlphaIssuance::<T>::mutate(netuid, |issued| *issued = issued.saturating_sub(amount));
    AlphaRecycled::<T>::mutate(netuid, |recycled| *recycled = recycled.saturating_add(amount));
}

/// Records alpha nobody can spend any more; the issuance keeps counting it.
pub fn burn<T: Config>(netuid: NetUid, amount: Alpha) {
    AlphaBurned::<T>::mutate(netuid, |burned| *burned = burned.saturating_add(amount));
}

/// Forgets a subnet that is gone, so that the next one under its number starts from nothing.
pub fn clear<T: Config>(netuid: NetUid) {
    TotalAlphaIssuance::<T>::remove(netuid);
    AlphaBurned::<T>::remove(netuid);
    AlphaRecycled::<T>::remove(netuid);
}
