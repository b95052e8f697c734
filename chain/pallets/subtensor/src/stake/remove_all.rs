//! Selling everything a coldkey has at a hotkey.

use super::{add, of, remove};
use crate::{keys, subnets, Config, Error};
use myelin_economy::pool::{NO_CEILING, NO_FLOOR};
use myelin_primitives::{NetUid, Tao};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchError, DispatchResult},
};

/// Sells every position on a started subnet, root included; those that cannot be sold are left.
pub fn remove_all<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> DispatchResult {
    sell_all::<T>(coldkey, hotkey, subnets::all::<T>()).map(|_| ())
}

/// Sells every position but that on root, and stakes the TAO on root at the same hotkey.
pub fn remove_all_alpha<T: Config>(coldkey: &AccountId32, hotkey: &AccountId32) -> DispatchResult {
    let alpha = subnets::all::<T>().into_iter().filter(|netuid| !netuid.is_root());
    let fetched = sell_all::<T>(coldkey, hotkey, alpha)?;
    ensure!(!fetched.is_zero(), Error::<T>::AmountTooLow);
    add::buy_for::<T>(coldkey, hotkey, NetUid::ROOT, fetched, NO_CEILING, true)?;
    Ok(())
}

fn sell_all<T: Config>(
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    netuids: impl IntoIterator<Item = NetUid>,
) -> Result<Tao, DispatchError> {
    ensure!(keys::exists::<T>(hotkey), Error::<T>::HotKeyAccountNotExists);
    let mut fetched = Tao::ZERO;
    for netuid in netuids {
        let all = of::<T>(hotkey, coldkey, netuid);
        let may = subnets::is_started::<T>(netuid)
            && remove::ensure_possible::<T>(coldkey, hotkey, netuid, all, None).is_ok();
        if may {
            let out = remove::sell_and_tidy::<T>(coldkey, hotkey, netuid, all, NO_FLOOR)?;
            fetched = fetched.saturating_add(out);
        }
    }
    Ok(fetched)
}

/// A look at every subnet, and a sale on each where there is something to sell.
pub fn cost_of_remove_all<T: Config>() -> Weight {
    super::cost_of_remove::<T>().saturating_mul(subnets::all::<T>().len() as u64)
}
