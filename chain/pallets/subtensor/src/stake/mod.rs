//! Stake: how much of a subnet's alpha each coldkey holds through each hotkey.
//! Owns the shares, the hotkeys' totals and the lists of who stakes to whom; nobody else writes
//! them. Always: a hotkey's holders together are worth at most its total, and a total without
//! shares is zero (see `checks`).

mod add;
pub mod checks;
mod coldkey;
mod cost;
mod destination;
mod payroll;
mod remove;
mod remove_all;
mod shares;
mod shift;
mod sink;
pub(crate) mod storage;
mod swapped;
mod weight;

pub use add::{add, add_limit};
pub use coldkey::coldkey_swapped;
pub use cost::{
    cost_of_add, cost_of_add_and_burn, cost_of_destroying, cost_of_remove, cost_of_remove_all, cost_of_removed,
    cost_of_shift,
};
pub use destination::{cost_of_set_destination, destination_swapped, set_destination};
pub use payroll::Payroll;
pub use remove::{remove, remove_full, remove_limit};
pub use remove_all::{remove_all, remove_all_alpha};
pub use shares::{can_credit, credit, credit_holders, debit, forget_subnet, holders, of, of_hotkey, share_of};
pub use shift::{move_to, swap, transfer, Limit, Place};
pub use sink::{add_and_burn, burn, recycle};
pub use swapped::hotkey_swapped;
pub use weight::{counted, is_worth, value_of_hotkey, weight_of, weights_of, Counted, Looked};

use crate::{AutoStakeDestination, Config, StakingHotkeys, TotalHotkeyAlphaLastEpoch};
use alloc::vec::Vec;
use myelin_primitives::{Alpha, NetUid, Tao};
use polkadot_sdk::sp_runtime::AccountId32;

/// Least TAO that a trade of stake may be worth.
pub const MIN_STAKE: Tao = Tao(2_000_000);

/// The hotkeys a coldkey ever staked to, oldest first.
pub fn hotkeys_of<T: Config>(coldkey: &AccountId32) -> Vec<AccountId32> {
    StakingHotkeys::<T>::get(coldkey)
}

/// The hotkey on which alpha mined by `hotkey` is staked: its owner's choice for the subnet, else
/// the hotkey itself.
pub fn destination_of_mined<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid) -> AccountId32 {
    AutoStakeDestination::<T>::get(coldkey, netuid).unwrap_or_else(|| hotkey.clone())
}

/// Notes what a hotkey holds at the end of an epoch.
pub fn note_epoch_total<T: Config>(hotkey: &AccountId32, netuid: NetUid, total: Alpha) {
    TotalHotkeyAlphaLastEpoch::<T>::insert(hotkey, netuid, total);
}
