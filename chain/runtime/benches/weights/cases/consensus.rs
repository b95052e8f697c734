//! Weights, set openly or promised first, and what neurons announce.

use super::case;
use crate::{
    scene::{miner, signed, validator, Made, FULL, NET, NOW, WIDE},
    Case,
};
use codec::Compact;
use myelin_primitives::{MechId, NetUid, StorageIndex};
use myelin_runtime::{AccountId, Runtime};
use pallet_subtensor::{
    weights::{Ciphertext, Revealed},
    Call, CommitRevealWeightsEnabled, SubnetEpochIndex, TimelockedWeightCommits, WeightCommits,
};
use polkadot_sdk::sp_core::H256;

/// The most promises a hotkey may have open.
const MOST_PROMISES: usize = 10;

pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for uids in [1, 64, 256] {
        cases.push(case(format!("set_weights/{uids}"), FULL, move || {
            let (dests, weights) = row(uids);
            by_validator(Call::set_weights { netuid: NET, dests, weights, version_key: 0 })
        }));
    }
    cases.push(case("set_mechanism_weights/256", FULL, || {
        let (dests, weights) = row(256);
        by_validator(Call::set_mechanism_weights { netuid: NET, mecid: MechId(0), dests, weights, version_key: 0 })
    }));
    for rows in [1, 16] {
        cases.push(case(format!("batch_set_weights/{rows}x256"), FULL, move || {
            let row: Vec<_> = (0..256).map(|uid| (Compact(uid), Compact(u16::MAX - uid))).collect();
            by_validator(Call::batch_set_weights {
                netuids: vec![Compact(NET); rows],
                weights: vec![row; rows],
                version_keys: vec![Compact(0); rows],
            })
        }));
    }
    cases.push(case("batch_set_weights/128x1", WIDE, || {
        by_validator(Call::batch_set_weights {
            netuids: (1..=128).map(|netuid| Compact(NetUid(netuid))).collect(),
            weights: vec![vec![(Compact(2), Compact(u16::MAX))]; 128],
            version_keys: vec![Compact(0); 128],
        })
    }));
    cases.extend(promises());
    cases.extend(announcements());
    cases
}

fn promises() -> Vec<Case> {
    let mut cases = vec![case("commit_weights", FULL, || {
        promise(MOST_PROMISES - 1);
        by_validator(Call::commit_weights { netuid: NET, commit_hash: H256::zero() })
    })];
    cases.push(case("commit_mechanism_weights", FULL, || {
        promise(MOST_PROMISES - 1);
        by_validator(Call::commit_mechanism_weights { netuid: NET, mecid: MechId(0), commit_hash: H256::zero() })
    }));
    for hashes in [1, 128] {
        cases.push(case(format!("batch_commit_weights/{hashes}"), WIDE, move || {
            promise(0);
            let netuids = (1..=hashes).map(|netuid| Compact(NetUid(netuid))).collect();
            by_validator(Call::batch_commit_weights { netuids, commit_hashes: vec![H256::zero(); hashes.into()] })
        }));
    }
    for uids in [1, 256] {
        cases.push(case(format!("reveal_weights/{uids}"), FULL, move || {
            promise(MOST_PROMISES);
            let (uids, values) = row(uids);
            let salt = salt(0);
            keep(&[(&uids, &values, &salt)]);
            by_validator(Call::reveal_weights { netuid: NET, uids, values, salt, version_key: 0 })
        }));
    }
    cases.push(case("reveal_mechanism_weights/256", FULL, || {
        promise(MOST_PROMISES);
        let (uids, values) = row(256);
        let salt = salt(0);
        keep(&[(&uids, &values, &salt)]);
        by_validator(Call::reveal_mechanism_weights {
            netuid: NET,
            mecid: MechId(0),
            uids,
            values,
            salt,
            version_key: 0,
        })
    }));
    cases.push(case("batch_reveal_weights/10x256", FULL, || {
        promise(MOST_PROMISES);
        let (uids, values) = row(256);
        let salts: Vec<Vec<u16>> = (0..10).map(salt).collect();
        keep(&salts.iter().map(|salt| (&uids[..], &values[..], &salt[..])).collect::<Vec<_>>());
        by_validator(Call::batch_reveal_weights {
            netuid: NET,
            uids_list: vec![uids; 10],
            values_list: vec![values; 10],
            salts_list: salts,
            version_keys: vec![0; 10],
        })
    }));
    for (bytes, others) in [(300, 0), (5_000, 63)] {
        cases.push(case(format!("commit_timelocked_weights/{bytes}B/{others} wait"), FULL, move || {
            promise(0);
            let commit = ciphertext(bytes);
            let waiting = (1..=others).map(|number| (validator(1, number).hotkey, 1, ciphertext(512), 1)).collect();
            let epoch = SubnetEpochIndex::<Runtime>::get(NET);
            TimelockedWeightCommits::<Runtime>::insert(StorageIndex::from(NET), epoch, waiting_list(waiting));
            by_validator(Call::commit_timelocked_weights {
                netuid: NET,
                commit,
                reveal_round: 1,
                commit_reveal_version: 4,
            })
        }));
    }
    cases
}

type Waiting = (AccountId, u64, Ciphertext, u64);

fn waiting_list(waiting: Vec<Waiting>) -> std::collections::VecDeque<Waiting> {
    waiting.into()
}

fn announcements() -> Vec<Case> {
    let axon = || Call::serve_axon {
        netuid: NET,
        version: 1,
        ip: 0x0808_0808,
        port: 8091,
        ip_type: 4,
        protocol: 4,
        placeholder1: 0,
        placeholder2: 0,
    };
    let secured = || Call::serve_axon_tls {
        netuid: NET,
        version: 1,
        ip: 0x0808_0808,
        port: 8091,
        ip_type: 4,
        protocol: 4,
        placeholder1: 0,
        placeholder2: 0,
        certificate: vec![1; 65],
    };
    let prometheus = || Call::serve_prometheus { netuid: NET, version: 1, ip: 0x0808_0808, port: 8091, ip_type: 4 };
    vec![
        case("serve_axon", FULL, move || (signed(&miner(1, 70).hotkey), axon().into())),
        case("serve_axon_tls", FULL, move || (signed(&miner(1, 70).hotkey), secured().into())),
        case("serve_prometheus", FULL, move || (signed(&miner(1, 70).hotkey), prometheus().into())),
    ]
}

fn by_validator(call: Call<Runtime>) -> Made {
    (signed(&validator(1, 0).hotkey), call.into())
}

/// An opinion of so many seats.
fn row(uids: u16) -> (Vec<u16>, Vec<u16>) {
    // The first validator's own seat is 1: on itself alone it may always put a weight.
    if uids == 1 {
        return (vec![1], vec![u16::MAX]);
    }
    (0..uids).map(|uid| (uid, u16::MAX - uid)).unzip()
}

fn salt(number: u16) -> Vec<u16> {
    (0..8).map(|place| number * 8 + place).collect()
}

fn ciphertext(bytes: usize) -> Ciphertext {
    vec![7; bytes].try_into().unwrap()
}

/// From now on weights are committed to first; the first validator has so many promises open.
fn promise(open: usize) {
    for netuid in (1..=128).map(NetUid) {
        CommitRevealWeightsEnabled::<Runtime>::insert(netuid, true);
    }
    let waiting = (0..open).map(|number| (H256::repeat_byte(number as u8), 7, u64::from(NOW) - 300, 0)).collect();
    put(waiting);
}

/// The promises were these, the last of all in the place of others, and it is time to keep them.
fn keep(revealed: &[(&[u16], &[u16], &[u16])]) {
    let hotkey = validator(1, 0).hotkey;
    let mut waiting: Vec<_> = WeightCommits::<Runtime>::get(StorageIndex::from(NET), &hotkey).unwrap().into();
    let places = waiting.len() - revealed.len();
    for (place, (uids, values, salt)) in waiting[places..].iter_mut().zip(revealed) {
        place.0 = Revealed { uids, values, salt, version_key: 0 }.hash(&hotkey, NET.into());
    }
    put(waiting);
    SubnetEpochIndex::<Runtime>::insert(NET, 8);
}

fn put(waiting: Vec<(H256, u64, u64, u64)>) {
    SubnetEpochIndex::<Runtime>::insert(NET, 7);
    let hotkey = validator(1, 0).hotkey;
    WeightCommits::<Runtime>::insert(StorageIndex::from(NET), hotkey, std::collections::VecDeque::from(waiting));
}
