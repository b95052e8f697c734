//! Selling everything a coldkey has at a hotkey.

use super::{add, of, remove};
use crate::{keys, subnets, Config, Error};
use myelin_economy::pool::{NO_CEILING, NO_FLOOR};
use myelin_primitives::{NetUid, Tao};
use polkadot_sdk::{
    frame_support::ensure,
    sp_runtime::{AccountId32, DispatchError},
};

/// Sells every position on a started subnet, root included, and says how many; those that cannot
/// be sold are left.
pub fn remove_all<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> Result<u64, DispatchError> {
    sell_all::<T>(coldkey, hotkey, subnets::all::<T>()).map(|(_, sold)| sold)
}

/// Sells every position but that on root, stakes the TAO on root at the same hotkey, and says how
/// many it sold.
pub fn remove_all_alpha<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> Result<u64, DispatchError> {
    let alpha = subnets::all::<T>().into_iter().filter(|netuid| !netuid.is_root());
    let (fetched, sold) = sell_all::<T>(coldkey, hotkey, alpha)?;
    ensure!(!fetched.is_zero(), Error::<T>::AmountTooLow);
    add::buy_for::<T>(coldkey, hotkey, NetUid::ROOT, fetched, NO_CEILING, true)?;
    Ok(sold)
}

/// Sells what can be sold, and says what it fetched and how many positions that were.
fn sell_all<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuids: impl IntoIterator<Item = NetUid>,
) -> Result<(Tao, u64), DispatchError> {
    ensure!(keys::exists::<T>(hotkey), Error::<T>::HotKeyAccountNotExists);
    let (mut fetched, mut sold) = (Tao::ZERO, 0u64);
    for netuid in netuids {
        let all = of::<T>(hotkey, coldkey, netuid);
        let may = subnets::is_started::<T>(netuid)
            && remove::ensure_possible::<T>(coldkey, hotkey, netuid, all, None).is_ok();
        if may {
            let out = remove::sell_and_clear::<T>(coldkey, hotkey, netuid, all, NO_FLOOR)?;
            fetched = fetched.saturating_add(out);
            sold = sold.saturating_add(1);
        }
    }
    // Sales only ever lower what a hotkey is worth, so that one look after the last of them is enough.
    if sold > 0 {
        remove::cancel_children_of_small::<T>(hotkey);
    }
    Ok((fetched, sold))
}
