//! Neurons: the seats of a subnet, who sits on them, what the next one costs, and where each serves.
//! Owns the seats, their prices and the announcements; nobody else writes them.
//! Always: seats are numbered without gaps, every seat has one hotkey and every hotkey at most one
//! seat a subnet, and only a seated hotkey has announcements (see `checks`).

pub mod checks;
mod price;
mod prune;
mod register;
mod seat;
mod serve;
pub(crate) mod storage;
mod swapped;
mod trim;

pub use price::{decay_prices, price};
pub use register::{cost_of_register, cost_of_register_on_root, note_registration, register, registrations};
pub use seat::{append, forget_subnet, open, replace, seat};
pub use serve::{check_axon, check_prometheus, cost_of_serve, serve_axon, serve_axon_tls, serve_prometheus};
pub use swapped::hotkey_swapped;
pub(crate) use trim::SPARED_PERCENT;
pub use trim::{cost_of_trim, trim, Renumbering};

use crate::{BlockAtRegistration, Config, IsNetworkMember, Keys, SubnetworkN, Uids};
use alloc::vec::Vec;
use myelin_primitives::{NetUid, Uid};
use polkadot_sdk::sp_runtime::AccountId32;

/// Seats taken on the subnet.
pub fn count<T: Config>(netuid: NetUid) -> u16 {
    SubnetworkN::<T>::get(netuid)
}

/// The hotkey on a seat.
pub fn hotkey_at<T: Config>(netuid: NetUid, uid: Uid) -> Option<AccountId32> {
    Keys::<T>::try_get(netuid, uid).ok()
}

/// The seat of a hotkey.
pub fn uid_of<T: Config>(netuid: NetUid, hotkey: &AccountId32) -> Option<Uid> {
    Uids::<T>::get(netuid, hotkey)
}

/// The subnets on which the hotkey has a seat.
pub fn seats_of<T: Config>(hotkey: &AccountId32) -> Vec<NetUid> {
    IsNetworkMember::<T>::iter_prefix(hotkey).filter(|(_, is_seated)| *is_seated).map(|(netuid, _)| netuid).collect()
}

/// Block in which the hotkey on the seat took it.
pub fn registered_at<T: Config>(netuid: NetUid, uid: Uid) -> u64 {
    BlockAtRegistration::<T>::get(netuid, uid)
}

/// The hotkeys of the subnet by seat.
pub fn hotkeys<T: Config>(netuid: NetUid) -> Vec<AccountId32> {
    (0..count::<T>(netuid)).filter_map(|uid| hotkey_at::<T>(netuid, Uid(uid))).collect()
}
