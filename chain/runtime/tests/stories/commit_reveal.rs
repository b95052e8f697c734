//! Weights that are promised by their hash first, and shown in a later epoch.

use crate::{
    market::{hotkey, usual},
    world::{person, refused, story, World},
};
use codec::Compact;
use myelin_primitives::{Alpha, MechId, NetUid, StorageIndex, Uid};
use myelin_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{self as subtensor, weights::Revealed, Call, Error, Event, SubnetEpochIndex, WeightCommits};
use polkadot_sdk::{
    frame_support::dispatch::{GetDispatchInfo, Pays},
    sp_core::H256,
    sp_keyring::Sr25519Keyring,
    sp_runtime::DispatchResult,
};

const TEMPO: u64 = 30;

/// A subnet where weights are committed first, with short epochs, three miners and no waiting.
pub fn subnet(world: &mut World) -> NetUid {
    let netuid = world.create_subnet("owner", 3);
    for name in ["ada", "ben", "cem"] {
        world.register(netuid, name);
    }
    world.as_root(Admin::sudo_set_tempo { netuid, tempo: TEMPO as u16 }).unwrap();
    world.as_root(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 0 }).unwrap();
    world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: true }).unwrap();
    pass_epoch(world, netuid);
    netuid
}

/// Passes blocks until the subnet's next epoch has run.
pub fn pass_epoch(world: &mut World, netuid: NetUid) {
    let index = epoch(netuid);
    while epoch(netuid) == index {
        world.pass(1);
    }
}

pub fn epoch(netuid: NetUid) -> u64 {
    SubnetEpochIndex::<Runtime>::get(netuid)
}

fn row(index: impl Into<StorageIndex>, uid: u16) -> Vec<(u16, u16)> {
    subtensor::weights::row::<Runtime>(index.into(), Uid(uid))
}

fn waiting(index: impl Into<StorageIndex>, name: &str) -> Vec<(H256, u64, u64, u64)> {
    WeightCommits::<Runtime>::get(index.into(), hotkey(name)).unwrap_or_default().into()
}

/// Weights somebody keeps to itself until the time has come.
#[derive(Clone, PartialEq, Debug)]
pub struct Secret {
    by: &'static str,
    netuid: NetUid,
    mechanism: MechId,
    uids: Vec<u16>,
    values: Vec<u16>,
    salt: Vec<u16>,
    version_key: u64,
}

impl Secret {
    /// The owner's secret weight of one miner.
    pub fn of(netuid: NetUid, uid: u16) -> Self {
        let (mechanism, salt) = (MechId::MAIN, vec![uid, 7, 7]);
        Self { by: "owner", netuid, mechanism, uids: vec![uid], values: vec![9], salt, version_key: 0 }
    }

    fn index(&self) -> StorageIndex {
        StorageIndex::of(self.netuid, self.mechanism)
    }

    pub fn hash(&self) -> H256 {
        let Self { uids, values, salt, version_key, .. } = self;
        Revealed { uids, values, salt, version_key: *version_key }.hash(&hotkey(self.by), self.index())
    }

    pub fn commit(&self, world: &mut World) -> DispatchResult {
        let (netuid, mecid, commit_hash) = (self.netuid, self.mechanism, self.hash());
        world.call(&hotkey(self.by), Call::commit_mechanism_weights { netuid, mecid, commit_hash })
    }

    pub fn reveal_call(&self) -> Call<Runtime> {
        let Self { netuid, mechanism: mecid, uids, values, salt, version_key, .. } = self.clone();
        Call::reveal_mechanism_weights { netuid, mecid, uids, values, salt, version_key }
    }

    pub fn reveal(&self, world: &mut World) -> DispatchResult {
        world.call(&hotkey(self.by), self.reveal_call())
    }
}

/// Shows several secrets of one hotkey and subnet at once.
pub fn reveal_all(secrets: &[&Secret]) -> Call<Runtime> {
    Call::batch_reveal_weights {
        netuid: secrets[0].netuid,
        uids_list: secrets.iter().map(|secret| secret.uids.clone()).collect(),
        values_list: secrets.iter().map(|secret| secret.values.clone()).collect(),
        salts_list: secrets.iter().map(|secret| secret.salt.clone()).collect(),
        version_keys: secrets.iter().map(|secret| secret.version_key).collect(),
    }
}

#[test]
fn the_hash_is_the_one_official_clients_compute() {
    let recorded = include_str!("../../../../tests/conformance/vectors/commit_hashes.json");
    let recorded: serde_json::Value = serde_json::from_str(recorded).unwrap();
    let cases = recorded["commit_hash"].as_array().unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let list = |name: &str| -> Vec<u16> { serde_json::from_value(case[name].clone()).unwrap() };
        let (uids, values, salt) = (list("uids"), list("values"), list("salt"));
        let version_key = case["version_key"].as_str().unwrap().parse().unwrap();
        assert_eq!(case["hotkey_uri"], "//Alice");
        let netuid = NetUid(case["netuid"].as_u64().unwrap() as u16);
        let index = StorageIndex::of(netuid, MechId(case["mechid"].as_u64().unwrap() as u8));
        assert_eq!(u64::from(index.0), case["storage_index"].as_u64().unwrap());
        let revealed = Revealed { uids: &uids, values: &values, salt: &salt, version_key };
        let hash = revealed.hash(&Sr25519Keyring::Alice.to_account_id(), index);
        assert_eq!(format!("{hash:?}"), case["hash"].as_str().unwrap(), "netuid {netuid}");
    }
}

#[test]
fn what_was_promised_is_shown_in_the_next_epoch() {
    story(|world| {
        let netuid = subnet(world);
        let secret = Secret { values: vec![3, 1], uids: vec![2, 1], ..Secret::of(netuid, 1) };
        let commit_hash = secret.hash();
        assert_eq!(world.call(&hotkey("owner"), Call::commit_weights { netuid, commit_hash }), Ok(()));
        let committed = world.now();
        assert_eq!(waiting(netuid, "owner"), [(commit_hash, epoch(netuid), committed, 0)]);
        assert_eq!(subtensor::weights::last_update::<Runtime>(netuid.into())[0], committed);
        let told = Event::WeightsCommitted(hotkey("owner"), netuid.into(), commit_hash);
        assert!(world.events().contains(&RuntimeEvent::SubtensorModule(told)));
        assert_eq!(secret.reveal(world), refused(Error::RevealTooEarly));

        pass_epoch(world, netuid);
        let Secret { uids, values, salt, version_key, .. } = secret;
        assert_eq!(
            world.call(&hotkey("owner"), Call::reveal_weights { netuid, uids, values, salt, version_key }),
            Ok(())
        );
        assert_eq!(row(netuid, 0), [(2, 65_535), (1, 21_845)]);
        assert_eq!(waiting(netuid, "owner"), []);
        assert!(!WeightCommits::<Runtime>::contains_key(StorageIndex::from(netuid), hotkey("owner")));
        let updated = subtensor::weights::last_update::<Runtime>(netuid.into())[0];
        assert_eq!(updated, committed, "the commit was the update");
        let told = Event::WeightsRevealed(hotkey("owner"), netuid.into(), commit_hash);
        assert!(world.events().contains(&RuntimeEvent::SubtensorModule(told)));
    });
}

#[test]
fn a_promise_is_kept_in_one_epoch_neither_before_nor_after() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_commit_reveal_weights_interval { netuid, interval: 2 }).unwrap();
        let (kept, missed) = (Secret::of(netuid, 1), Secret::of(netuid, 2));
        assert_eq!(missed.reveal(world), refused(Error::NoWeightsCommitFound));
        kept.commit(world).unwrap();
        missed.commit(world).unwrap();
        assert_eq!(kept.reveal(world), refused(Error::RevealTooEarly));
        pass_epoch(world, netuid);
        assert_eq!(kept.reveal(world), refused(Error::RevealTooEarly));
        pass_epoch(world, netuid);
        assert_eq!(kept.reveal(world), Ok(()));
        pass_epoch(world, netuid);
        assert_eq!(missed.reveal(world), refused(Error::ExpiredWeightCommit));
        assert_eq!(Secret::of(netuid, 3).reveal(world), refused(Error::NoWeightsCommitFound), "all have expired");
    });
}

#[test]
fn other_weights_than_the_promised_are_refused() {
    story(|world| {
        let netuid = subnet(world);
        let secret = Secret::of(netuid, 1);
        secret.commit(world).unwrap();
        pass_epoch(world, netuid);
        let lies = [
            Secret { uids: vec![2], ..secret.clone() },
            Secret { values: vec![8], ..secret.clone() },
            Secret { salt: vec![], ..secret.clone() },
            Secret { version_key: 1, ..secret.clone() },
        ];
        for lie in lies {
            assert_eq!(lie.reveal(world), refused(Error::InvalidRevealCommitHashNotMatch), "{lie:?}");
        }
        let elsewhere = Secret { mechanism: MechId(1), ..secret.clone() };
        assert_eq!(elsewhere.reveal(world), refused(Error::NoWeightsCommitFound));
        let copied = Secret { by: "ada", ..secret };
        assert_eq!(copied.reveal(world), refused(Error::NoWeightsCommitFound));
    });
}

#[test]
fn showing_one_forgets_what_was_promised_before_it_and_nothing_else() {
    story(|world| {
        let netuid = subnet(world);
        let [first, second, third] = [1, 2, 3].map(|uid| Secret::of(netuid, uid));
        for secret in [&first, &second, &third] {
            secret.commit(world).unwrap();
        }
        pass_epoch(world, netuid);
        assert_eq!(second.reveal(world), Ok(()));
        assert_eq!(waiting(netuid, "owner").iter().map(|commit| commit.0).collect::<Vec<_>>(), [third.hash()]);
        assert_eq!(first.reveal(world), refused(Error::InvalidRevealCommitHashNotMatch));
        assert_eq!(third.reveal(world), Ok(()));
        assert_eq!(row(netuid, 0), [(3, 65_535)]);
    });
}

#[test]
fn ten_promises_may_wait_and_expired_ones_make_room() {
    story(|world| {
        let netuid = subnet(world);
        let secrets: Vec<Secret> = (0..11).map(|salt| Secret { salt: vec![salt], ..Secret::of(netuid, 1) }).collect();
        for secret in &secrets[..10] {
            assert_eq!(secret.commit(world), Ok(()));
        }
        assert_eq!(secrets[10].commit(world), refused(Error::TooManyUnrevealedCommits));
        pass_epoch(world, netuid);
        assert_eq!(secrets[10].commit(world), refused(Error::TooManyUnrevealedCommits), "they can still be shown");
        pass_epoch(world, netuid);
        assert_eq!(secrets[10].commit(world), Ok(()));
        assert_eq!(waiting(netuid, "owner").len(), 1);
    });
}

#[test]
fn a_commit_with_every_fault_is_refused_for_one_after_the_other() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: false }).unwrap();
        let secret = Secret { by: "stranger", mechanism: MechId(1), ..Secret::of(netuid, 1) };
        assert_eq!(secret.commit(world), refused(Error::MechanismDoesNotExist));
        let nowhere = Secret { netuid: NetUid(99), ..Secret::of(netuid, 1) };
        assert_eq!(nowhere.commit(world), refused(Error::MechanismDoesNotExist));
        let secret = Secret { mechanism: MechId::MAIN, ..secret };
        assert_eq!(secret.commit(world), refused(Error::CommitRevealDisabled));
        assert_eq!(secret.reveal(world), refused(Error::CommitRevealDisabled));
        world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: true }).unwrap();
        assert_eq!(secret.commit(world), refused(Error::HotKeyNotRegisteredInSubNet));
        let secret = Secret { by: "ada", ..secret };
        assert_eq!(secret.commit(world), Ok(()));
        world.as_root(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 5 }).unwrap();
        world.pass(4);
        assert_eq!(secret.commit(world), refused(Error::CommittingWeightsTooFast));
        world.pass(1);
        assert_eq!(secret.commit(world), Ok(()));
    });
}

#[test]
fn weights_that_may_not_be_set_stay_promised() {
    story(|world| {
        let netuid = subnet(world);
        let twice = Secret { uids: vec![1, 1], values: vec![1, 2], ..Secret::of(netuid, 1) };
        let unjust = Secret { by: "ada", ..Secret::of(netuid, 2) };
        twice.commit(world).unwrap();
        unjust.commit(world).unwrap();
        pass_epoch(world, netuid);
        world.as_root(Admin::sudo_set_min_allowed_weights { netuid, min_allowed_weights: 1 }).unwrap();
        let before = waiting(netuid, "owner");
        assert_eq!(twice.reveal(world), refused(Error::DuplicateUids));
        assert_eq!(waiting(netuid, "owner"), before, "nothing happened");
        world.as_root(Admin::sudo_set_stake_threshold { min_stake: 1 }).unwrap();
        assert_eq!(unjust.reveal(world), refused(Error::NotEnoughStakeToSetWeights));
        assert_eq!(row(netuid, 0), []);
    });
}

#[test]
fn in_a_batch_of_commits_the_failure_of_one_leaves_the_others_standing() {
    story(|world| {
        let netuid = subnet(world);
        let secret = Secret::of(netuid, 1);
        let netuids = vec![Compact(NetUid(99)), Compact(netuid)];
        let call = Call::batch_commit_weights { netuids: netuids.clone(), commit_hashes: vec![secret.hash(); 2] };
        assert_eq!(world.call(&hotkey("owner"), call), Ok(()));
        let told = [
            Event::BatchWeightItemFailed(NetUid(99), Error::<Runtime>::MechanismDoesNotExist.into()),
            Event::WeightsCommitted(hotkey("owner"), netuid.into(), secret.hash()),
            Event::BatchCompletedWithErrors,
            Event::BatchWeightsCompleted(netuids.clone(), hotkey("owner")),
        ];
        let events = world.events();
        assert!(events.ends_with(&told.map(RuntimeEvent::SubtensorModule)), "{events:?}");

        let uneven = Call::batch_commit_weights { netuids, commit_hashes: vec![secret.hash()] };
        assert_eq!(world.call(&hotkey("owner"), uneven), refused(Error::InputLengthsUnequal));
        pass_epoch(world, netuid);
        assert_eq!(secret.reveal(world), Ok(()));
    });
}

#[test]
fn a_batch_shows_all_it_names_and_nothing_between() {
    story(|world| {
        let netuid = subnet(world);
        let [first, second, third] = [1, 2, 3].map(|uid| Secret::of(netuid, uid));
        for secret in [&first, &second, &third] {
            secret.commit(world).unwrap();
        }
        let owner = hotkey("owner");
        assert_eq!(world.call(&owner, reveal_all(&[&first, &third])), refused(Error::RevealTooEarly));
        pass_epoch(world, netuid);
        let unknown = Secret { salt: vec![], ..first.clone() };
        for batch in [[&first, &unknown], [&first, &first]] {
            let outcome = world.call(&owner, reveal_all(&batch));
            assert_eq!(outcome, refused(Error::InvalidRevealCommitHashNotMatch), "{batch:?}");
        }
        assert_eq!(waiting(netuid, "owner").len(), 3, "a batch is shown whole or not at all");

        assert_eq!(world.call(&owner, reveal_all(&[&first, &third])), Ok(()));
        assert_eq!(row(netuid, 0), [(3, 65_535)], "the last one stands");
        let hashes = vec![first.hash(), third.hash()];
        let told = Event::WeightsBatchRevealed(hotkey("owner"), netuid, hashes);
        assert!(world.events().contains(&RuntimeEvent::SubtensorModule(told)));
        assert_eq!(second.reveal(world), Ok(()));

        let (uids_list, values_list, salts_list) = (vec![vec![1]], vec![vec![1]], vec![]);
        let uneven = Call::batch_reveal_weights { netuid, uids_list, values_list, salts_list, version_keys: vec![0] };
        assert_eq!(world.call(&owner, uneven), refused(Error::InputLengthsUnequal));
    });
}

#[test]
fn each_mechanism_has_promises_of_its_own() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 128 }).unwrap();
        world.as_root(Admin::sudo_set_mechanism_count { netuid, mechanism_count: MechId(2) }).unwrap();
        let index = StorageIndex::of(netuid, MechId(1));
        let main = Secret::of(netuid, 1);
        let second = Secret { mechanism: MechId(1), ..Secret::of(netuid, 2) };
        main.commit(world).unwrap();
        second.commit(world).unwrap();
        assert_ne!(main.hash(), Secret { mechanism: MechId(1), ..main.clone() }.hash());
        pass_epoch(world, netuid);
        assert_eq!(second.reveal(world), Ok(()));
        assert_eq!((row(netuid, 0), row(index, 0)), (vec![], vec![(2, 65_535)]));

        second.commit(world).unwrap();
        world.as_root(Admin::sudo_set_mechanism_count { netuid, mechanism_count: MechId(1) }).unwrap();
        assert_eq!(waiting(index, "owner"), [], "a mechanism takes its promises with it");
        assert_eq!(main.reveal(world), Ok(()));
    });
}

#[test]
fn a_promise_from_before_a_miner_came_keeps_the_miner_out_of_the_epoch() {
    let earned_by_latecomer = |is_promised: bool| {
        story(|world| {
            let mut market = usual(world);
            let netuid = market.netuid;
            let switch = |world: &mut World, enabled| {
                world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled }).unwrap();
            };
            world.as_root(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 0 }).unwrap();
            switch(world, true);
            if is_promised {
                for by in ["anna", "boris", "clara"] {
                    Secret { by, ..Secret::of(netuid, 4) }.commit(world).unwrap();
                }
            }
            world.pass(1);
            let late = world.register(netuid, "late");
            world.pass(1);
            switch(world, false);
            for by in ["anna", "boris", "clara"] {
                world.set_weights(by, netuid, &[(Uid(4), 1), (late, 1)]).unwrap();
            }
            switch(world, true);
            market.pass_tempo(world, &[]);
            let good = market.emission("good");
            assert_ne!(good, Alpha::ZERO);
            (good, subtensor::epoch::emission_of::<Runtime>(netuid, late))
        })
    };
    let (good, late) = earned_by_latecomer(false);
    assert_eq!(good, late);
    let (good, late) = earned_by_latecomer(true);
    assert_ne!(good, late);
    assert_eq!(late, Alpha::ZERO, "what was promised could not know it");
}

#[test]
fn only_promises_that_can_still_be_kept_are_pending() {
    story(|world| {
        let netuid = subnet(world);
        let seats = [(hotkey("owner"), true), (hotkey("ada"), true), (hotkey("ben"), false), (hotkey("cem"), true)];
        let pending = || {
            let seats = seats.iter().map(|(hotkey, has_permit)| (hotkey, *has_permit));
            subtensor::weights::earliest_commits::<Runtime>(netuid.into(), seats)
        };
        assert_eq!(pending(), Some(vec![u64::MAX; 4]));
        Secret::of(netuid, 1).commit(world).unwrap();
        let first = world.now();
        Secret { by: "ben", ..Secret::of(netuid, 1) }.commit(world).unwrap();
        pass_epoch(world, netuid);
        Secret::of(netuid, 2).commit(world).unwrap();
        let second = world.now();
        let encrypted = Call::commit_timelocked_weights {
            netuid,
            commit: Default::default(),
            reveal_round: 1,
            commit_reveal_version: 4,
        };
        for name in ["owner", "ada"] {
            world.call(&hotkey(name), encrypted.clone()).unwrap();
        }
        assert_eq!(pending(), Some(vec![first, second, u64::MAX, u64::MAX]));
        pass_epoch(world, netuid);
        assert_eq!(pending(), Some(vec![second, second, u64::MAX, u64::MAX]));
        pass_epoch(world, netuid);
        assert_eq!(pending(), Some(vec![u64::MAX; 4]));
        world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: false }).unwrap();
        assert_eq!(pending(), None, "where weights are set openly nothing is pending");
    });
}

#[test]
fn promises_follow_their_hotkey_and_end_with_their_subnet() {
    story(|world| {
        let netuid = subnet(world);
        let secret = Secret { by: "ada", ..Secret::of(netuid, 1) };
        secret.commit(world).unwrap();
        Secret { by: "ben", ..Secret::of(netuid, 1) }.commit(world).unwrap();
        let (before, of_ben) = (waiting(netuid, "ada"), waiting(netuid, "ben"));
        let (old, new_hotkey) = (hotkey("ben"), hotkey("eve"));
        let swap = Call::swap_hotkey_v2 { hotkey: old, new_hotkey, netuid: None, keep_stake: false };
        world.call(&person("ben"), swap).unwrap();
        assert_eq!((waiting(netuid, "ben"), waiting(netuid, "eve")), (vec![], of_ben));

        // Who loses its seat keeps its promises, and cannot keep them without one.
        let now = world.now();
        subtensor::neurons::replace::<Runtime>(netuid, Uid(1), &person("newcomer"), now).unwrap();
        assert_eq!(waiting(netuid, "ada"), before);
        pass_epoch(world, netuid);
        assert_eq!(secret.reveal(world), refused(Error::HotKeyNotRegisteredInSubNet));
        let of_eve = Secret { by: "eve", ..Secret::of(netuid, 1) };
        let why = Error::InvalidRevealCommitHashNotMatch;
        assert_eq!(of_eve.reveal(world), refused(why), "the old hotkey stands in the hash");
        world.as_root(Call::root_dissolve_network { netuid }).unwrap();
        assert_eq!(WeightCommits::<Runtime>::iter().count(), 0);
    });
}

#[test]
fn promising_and_showing_costs_nothing() {
    let netuid = NetUid(1);
    let secret = Secret::of(netuid, 1);
    let free: [Call<Runtime>; 5] = [
        Call::commit_weights { netuid, commit_hash: secret.hash() },
        Call::commit_mechanism_weights { netuid, mecid: MechId(1), commit_hash: secret.hash() },
        Call::batch_commit_weights { netuids: vec![Compact(netuid)], commit_hashes: vec![secret.hash()] },
        Call::reveal_weights { netuid, uids: vec![], values: vec![], salt: vec![], version_key: 0 },
        secret.reveal_call(),
    ];
    for call in free {
        let call = RuntimeCall::from(call);
        assert_eq!(call.get_dispatch_info().pays_fee, Pays::No, "{call:?}");
    }
}
