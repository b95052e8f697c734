//! The subnets a chain begins with: root, and one for whoever wants to try something.

use super::{set_subtoken, symbols, DYNAMIC};
use crate::{
    delegation, epoch, neurons, params, pool, stake, Config, GenesisConfig, NetworksAdded, SubnetMechanism,
    SubnetOwner, SubnetOwnerHotkey, TokenSymbol, TotalNetworks,
};
use myelin_primitives::{Alpha, NetUid, Tao};
use polkadot_sdk::sp_runtime::AccountId32;

/// Blocks between two epochs of the first subnets.
const TEMPO: u16 = 100;

/// Seats on root, all of which may validate.
const ROOT_SEATS: u16 = 64;

/// Writes the first subnets, after the balances.
pub fn build<T: Config>(genesis: &GenesisConfig<T>) {
    pool::begin::<T>();
    set_delays::<T>(genesis);
    build_root::<T>();
    if let Some((coldkey, hotkey)) = &genesis.root_owner {
        SubnetOwner::<T>::insert(NetUid::ROOT, coldkey);
        SubnetOwnerHotkey::<T>::insert(NetUid::ROOT, hotkey);
    }
    build_first::<T>();
}

/// Writes the delays that are not the default ones.
fn set_delays<T: Config>(genesis: &GenesisConfig<T>) {
    if let Some(blocks) = genesis.start_call_delay {
        params::set_start_call_delay::<T>(blocks);
    }
    if let Some(blocks) = genesis.childkey_take_rate_limit {
        params::set_tx_childkey_take_rate_limit::<T>(blocks);
    }
    if let Some(blocks) = genesis.pending_childkey_cooldown {
        delegation::set_cooldown::<T>(blocks);
    }
    if let Some(blocks) = genesis.coldkey_swap_delay {
        params::set_coldkey_swap_delay::<T>(blocks);
    }
    if let Some(blocks) = genesis.coldkey_swap_reannouncement_delay {
        params::set_coldkey_swap_reannouncement_delay::<T>(blocks);
    }
    if let Some(epochs) = genesis.max_epochs_per_block {
        params::set_max_epochs_per_block::<T>(epochs);
    }
}

fn build_root<T: Config>() {
    let root = NetUid::ROOT;
    add::<T>(root, ROOT_SEATS);
    params::set_target_registrations::<T>(root, 1);
    // TAO is staked there from the first block on.
    set_subtoken::<T>(root, true);
}

/// Its pool is a figure on paper: nobody paid for it, and its account is empty.
fn build_first<T: Config>() {
    let (netuid, nobody) = (NetUid(1), AccountId32::new([0; 32]));
    add::<T>(netuid, 256);
    SubnetMechanism::<T>::insert(netuid, DYNAMIC);
    crate::emission::standing_changed::<T>();
    TokenSymbol::<T>::insert(netuid, symbols::free_for::<T>(netuid));
    pool::open::<T>(netuid, Tao::whole(10), Alpha::whole(10));
    pool::hand_out::<T>(netuid, Alpha::whole(1));
    stake::credit::<T>(&nobody, &nobody, netuid, Alpha::whole(1));
    // The first seat of an empty subnet is there, so this cannot fail.
    let _ = neurons::append::<T>(netuid, &nobody);
}

fn add<T: Config>(netuid: NetUid, seats: u16) {
    NetworksAdded::<T>::insert(netuid, true);
    TotalNetworks::<T>::mutate(|count| *count = count.saturating_add(1));
    params::set_tempo::<T>(netuid, TEMPO);
    params::set_registration_allowed::<T>(netuid, true);
    params::set_max_allowed_uids::<T>(netuid, seats);
    params::set_max_allowed_validators::<T>(netuid, 64);
    params::set_min_allowed_weights::<T>(netuid, 0);
    epoch::open::<T>(netuid, 0);
}
