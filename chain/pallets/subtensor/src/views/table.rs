//! The seats of a subnet as the last epoch left them, read once for a whole answer.

use crate::{
    emission, neurons, weights, Active, Axons, Config, Consensus, Dividends, Emission, Incentive, Prometheus,
    ValidatorPermit, ValidatorTrust,
};
use alloc::vec::Vec;
use myelin_primitives::{
    records::{AxonInfo, PrometheusInfo},
    Alpha, NetUid, StorageIndex, Tao, Uid,
};
use polkadot_sdk::sp_runtime::AccountId32;

/// Each trait of the seats by uid. A vector may be shorter than the subnet has seats: what is
/// missing was never computed.
pub struct Table {
    pub netuid: NetUid,
    pub index: StorageIndex,
    pub hotkeys: Vec<AccountId32>,
    pub active: Vec<bool>,
    pub consensus: Vec<u16>,
    pub dividends: Vec<u16>,
    pub emission: Vec<Alpha>,
    pub incentives: Vec<u16>,
    pub last_update: Vec<u64>,
    pub validator_permit: Vec<bool>,
    pub validator_trust: Vec<u16>,
}

/// What the stake of the seats counts for, by uid.
#[derive(Default)]
pub struct StakeTable {
    pub alpha: Vec<Alpha>,
    pub tao: Vec<Tao>,
    pub total: Vec<Tao>,
}

impl Table {
    /// Reads the seats as one mechanism sees them.
    pub fn read<T: Config>(index: StorageIndex) -> Self {
        let netuid = index.netuid();
        Self {
            netuid,
            index,
            hotkeys: neurons::hotkeys::<T>(netuid),
            active: Active::<T>::get(netuid),
            consensus: Consensus::<T>::get(netuid),
            dividends: Dividends::<T>::get(netuid),
            emission: Emission::<T>::get(netuid),
            incentives: Incentive::<T>::get(index),
            last_update: weights::last_update::<T>(index),
            validator_permit: ValidatorPermit::<T>::get(netuid),
            validator_trust: ValidatorTrust::<T>::get(netuid),
        }
    }

    /// The coldkey of each seat's hotkey.
    pub fn coldkeys<T: Config>(&self) -> Vec<AccountId32> {
        self.hotkeys.iter().map(coldkey_of::<T>).collect()
    }

    /// Where each seat serves.
    pub fn axons<T: Config>(&self) -> Vec<AxonInfo> {
        self.hotkeys.iter().map(|hotkey| axon_of::<T>(self.netuid, hotkey)).collect()
    }

    /// Block in which each seat was taken.
    pub fn registered_at<T: Config>(&self) -> impl Iterator<Item = u64> + '_ {
        self.uids().map(|uid| neurons::registered_at::<T>(self.netuid, uid))
    }

    /// What each seat's stake counts for.
    pub fn stakes<T: Config>(&self) -> StakeTable {
        let mut table = StakeTable::default();
        for hotkey in &self.hotkeys {
            let counted = crate::stake::counted::<T>(hotkey, self.netuid);
            table.alpha.push(counted.alpha);
            table.tao.push(counted.root);
            table.total.push(Tao(counted.weight.saturating_to_num()));
        }
        table
    }

    /// Alpha that the nominators of each seat's hotkey earned on `netuid` in its last epoch.
    pub fn earned_on<'a, T: Config>(&'a self, netuid: NetUid) -> impl Iterator<Item = Alpha> + 'a {
        self.hotkeys.iter().map(move |hotkey| emission::last_dividend::<T>(hotkey, netuid))
    }

    fn uids(&self) -> impl Iterator<Item = Uid> {
        (0..=u16::MAX).take(self.hotkeys.len()).map(Uid)
    }
}

/// One seat's entry of a trait.
pub fn at<V: Copy + Default>(values: &[V], uid: Uid) -> V {
    values.get(uid.index()).copied().unwrap_or_default()
}

/// The owner of a hotkey, or nobody's account.
pub fn coldkey_of<T: Config>(hotkey: &AccountId32) -> AccountId32 {
    crate::keys::owner_of::<T>(hotkey).unwrap_or_else(|| AccountId32::new([0; 32]))
}

/// Where a hotkey serves, or a record of zeros.
pub fn axon_of<T: Config>(netuid: NetUid, hotkey: &AccountId32) -> AxonInfo {
    Axons::<T>::get(netuid, hotkey).unwrap_or_default()
}

/// Where a hotkey shows its metrics, or a record of zeros.
pub fn prometheus_of<T: Config>(netuid: NetUid, hotkey: &AccountId32) -> PrometheusInfo {
    Prometheus::<T>::get(netuid, hotkey).unwrap_or_default()
}
