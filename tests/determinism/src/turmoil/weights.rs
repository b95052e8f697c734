//! Judging: at once, or promised first and told later.

use super::Turmoil;
use crate::{actors::Who, plot::Intent};
use codec::Compact;
use myelin_primitives::{MechId, NetUid, StorageIndex};
use myelin_runtime::{Runtime, RuntimeCall};
use pallet_subtensor::{neurons, weights::Revealed, Call as Subtensor, CommitRevealWeightsEnabled};

/// Weights that were committed to.
#[derive(Clone)]
pub struct Promise {
    hotkey: Who,
    netuid: NetUid,
    mechanism: MechId,
    uids: Vec<u16>,
    values: Vec<u16>,
    salt: Vec<u16>,
}

/// Older ones are forgotten: they have expired.
const REMEMBERED: usize = 60;

impl Turmoil {
    pub(super) fn judge(&mut self) -> Intent {
        let netuid = self.subnet();
        if self.once_in(25) {
            return self.judge_on_several();
        }
        if CommitRevealWeightsEnabled::<Runtime>::get(netuid) != self.once_in(15) {
            return if self.once_in(2) { self.promise(netuid) } else { self.keep_promise() };
        }
        let (hotkey, mecid) = (self.seated(netuid), self.mechanism());
        let (dests, weights) = self.row(netuid);
        let version_key = 0;
        let call = if mecid == MechId::MAIN && self.once_in(2) {
            Subtensor::set_weights { netuid, dests, weights, version_key }
        } else {
            Subtensor::set_mechanism_weights { netuid, mecid, dests, weights, version_key }
        };
        (hotkey, call.into())
    }

    fn judge_on_several(&mut self) -> Intent {
        let netuids = [self.subnet(), self.dynamic()];
        let hotkey = self.seated(netuids[0]);
        let weights = netuids.map(|netuid| {
            let (dests, weights) = self.row(netuid);
            dests.into_iter().map(Compact).zip(weights.into_iter().map(Compact)).collect()
        });
        let call = Subtensor::batch_set_weights {
            netuids: netuids.map(Compact).to_vec(),
            weights: weights.to_vec(),
            version_keys: vec![Compact(0), Compact(0)],
        };
        (hotkey, call.into())
    }

    fn promise(&mut self, netuid: NetUid) -> Intent {
        let (hotkey, mechanism) = (self.seated(netuid), self.mechanism());
        if self.once_in(10) {
            let commit = vec![7; 1 + self.below(100)].try_into().unwrap();
            let call = Subtensor::commit_timelocked_weights {
                netuid,
                commit,
                reveal_round: self.amount(),
                commit_reveal_version: 4,
            };
            return (hotkey, call.into());
        }
        let (uids, values) = self.row(netuid);
        let promise = Promise { hotkey, netuid, mechanism, uids, values, salt: vec![self.below(1 << 16) as u16] };
        let commit_hash = promise.told().hash(&hotkey.account(), StorageIndex::of(netuid, mechanism));
        if self.promises.len() >= REMEMBERED {
            self.promises.remove(0);
        }
        self.promises.push(promise);
        let call = match mechanism {
            MechId::MAIN if self.once_in(4) => {
                Subtensor::batch_commit_weights { netuids: vec![Compact(netuid)], commit_hashes: vec![commit_hash] }
            }
            MechId::MAIN if self.once_in(2) => Subtensor::commit_weights { netuid, commit_hash },
            mecid => Subtensor::commit_mechanism_weights { netuid, mecid, commit_hash },
        };
        (hotkey, call.into())
    }

    fn keep_promise(&mut self) -> Intent {
        let Some(promise) = self.pick(&self.promises.clone()) else {
            let netuid = self.subnet();
            return self.promise(netuid);
        };
        let Promise { hotkey, netuid, mechanism, uids, values, salt } = promise;
        let call: RuntimeCall = match mechanism {
            MechId::MAIN if self.once_in(4) => Subtensor::batch_reveal_weights {
                netuid,
                uids_list: vec![uids],
                values_list: vec![values],
                salts_list: vec![salt],
                version_keys: vec![0],
            }
            .into(),
            MechId::MAIN if self.once_in(2) => {
                Subtensor::reveal_weights { netuid, uids, values, salt, version_key: 0 }.into()
            }
            mecid => Subtensor::reveal_mechanism_weights { netuid, mecid, uids, values, salt, version_key: 0 }.into(),
        };
        (hotkey, call)
    }

    fn mechanism(&mut self) -> MechId {
        MechId(u8::from(self.once_in(3)))
    }

    /// Random weights on some seats; seldom on one that is not there.
    fn row(&mut self, netuid: NetUid) -> (Vec<u16>, Vec<u16>) {
        let seats = neurons::count::<Runtime>(netuid) + u16::from(self.once_in(30));
        let some: Vec<u16> = (0..seats).filter(|_| !self.once_in(3)).collect();
        let weights = some.iter().map(|_| self.below(1 << 16) as u16).collect();
        (some, weights)
    }
}

impl Promise {
    fn told(&self) -> Revealed<'_> {
        Revealed { uids: &self.uids, values: &self.values, salt: &self.salt, version_key: 0 }
    }
}
