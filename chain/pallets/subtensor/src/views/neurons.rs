//! Neurons, one by one or all of a subnet.

use super::table::{at, axon_of, coldkey_of, prometheus_of, Table};
use crate::{neurons as seats, stake, subnets, weights, Bonds, Config};
use alloc::{vec, vec::Vec};
use codec::Compact;
use myelin_primitives::{NetUid, StorageIndex, Uid};
use myelin_views::compact;
use polkadot_sdk::sp_runtime::AccountId32;

type NeuronInfo = myelin_views::NeuronInfo<AccountId32>;
type NeuronInfoLite = myelin_views::NeuronInfoLite<AccountId32>;

/// Every neuron of a subnet, with weights and bonds.
pub fn neurons<T: Config>(netuid: NetUid) -> Vec<NeuronInfo> {
    neurons_lite::<T>(netuid).into_iter().map(with_rows::<T>).collect()
}

/// One neuron, with weights and bonds.
pub fn neuron<T: Config>(netuid: NetUid, uid: Uid) -> Option<NeuronInfo> {
    neuron_lite::<T>(netuid, uid).map(with_rows::<T>)
}

/// Every neuron of a subnet.
pub fn neurons_lite<T: Config>(netuid: NetUid) -> Vec<NeuronInfoLite> {
    if !subnets::exists::<T>(netuid) {
        return Vec::new();
    }
    let table = Table::read::<T>(StorageIndex::from(netuid));
    let seats = (0..=u16::MAX).map(Uid).zip(&table.hotkeys);
    seats.map(|(uid, hotkey)| seat::<T>(&table, uid, hotkey)).collect()
}

/// One neuron.
pub fn neuron_lite<T: Config>(netuid: NetUid, uid: Uid) -> Option<NeuronInfoLite> {
    let hotkey = seats::hotkey_at::<T>(netuid, uid)?;
    let table = Table::read::<T>(StorageIndex::from(netuid));
    Some(seat::<T>(&table, uid, &hotkey))
}

fn seat<T: Config>(table: &Table, uid: Uid, hotkey: &AccountId32) -> NeuronInfoLite {
    let coldkey = coldkey_of::<T>(hotkey);
    let stake = vec![(coldkey.clone(), Compact(stake::of_hotkey::<T>(hotkey, table.netuid)))];
    NeuronInfoLite {
        hotkey: hotkey.clone(),
        coldkey,
        uid: uid.0,
        netuid: table.netuid,
        active: at(&table.active, uid),
        axon_info: axon_of::<T>(table.netuid, hotkey),
        prometheus_info: prometheus_of::<T>(table.netuid, hotkey),
        stake,
        rank: 0,
        emission: at(&table.emission, uid),
        incentive: at(&table.incentives, uid),
        consensus: at(&table.consensus, uid),
        trust: 0,
        validator_trust: at(&table.validator_trust, uid),
        dividends: at(&table.dividends, uid),
        last_update: at(&table.last_update, uid),
        validator_permit: at(&table.validator_permit, uid),
        pruning_score: u16::MAX,
    }
}

fn with_rows<T: Config>(lite: NeuronInfoLite) -> NeuronInfo {
    let (index, uid) = (StorageIndex::from(lite.netuid), Uid(lite.uid));
    let said_something = |row: Vec<(u16, u16)>| compact::pairs(row.into_iter().filter(|(_, value)| *value != 0));
    let given = said_something(weights::row::<T>(index, uid));
    let bonds = said_something(Bonds::<T>::get(index, uid));
    NeuronInfo::of(lite, given, bonds)
}
