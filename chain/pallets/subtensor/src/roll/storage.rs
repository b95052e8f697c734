//! Storage the `roll` room owns. None of it is on the wire: the types are not in the metadata, and
//! nobody but this room can name them.

use super::Entry;
use crate::{Config, Pallet};
use alloc::vec::Vec;
use myelin_primitives::{Alpha, NetUid};
use polkadot_sdk::frame_support::{storage_alias, Identity};

/// What is known of each seat of a subnet, by uid.
#[storage_alias(pallet_name)]
pub(super) type MyelinSeats<T: Config> = StorageMap<Pallet<T>, Identity, NetUid, Vec<Entry>>;

/// The alpha of each of those hotkeys, apart because it changes with every trade.
#[storage_alias(pallet_name)]
pub(super) type MyelinSeatAlpha<T: Config> = StorageMap<Pallet<T>, Identity, NetUid, Vec<Alpha>>;
