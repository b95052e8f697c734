//! Weights that are encrypted until a randomness beacon comes to their round. This chain has no
//! beacon: they wait as long as they could be revealed, and are dropped then.

use crate::{
    commit_reveal::{epoch, pass_epoch, subnet},
    market::hotkey,
    world::{refused, story, World},
};
use codec::{Decode, Encode};
use myelin_primitives::{MechId, NetUid, StorageIndex};
use myelin_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{self as subtensor, weights::Ciphertext, Call, Error, Event, TimelockedWeightCommits};
use polkadot_sdk::{
    frame_support::dispatch::{GetDispatchInfo, Pays},
    sp_core::H256,
    sp_io::hashing::blake2_256,
    sp_runtime::DispatchResult,
};

const ROUND: u64 = 1_000;

fn ciphertext(bytes: usize) -> Ciphertext {
    vec![5; bytes].try_into().unwrap()
}

/// A commit on the main mechanism of the usual length, for a version and a round.
fn commit(world: &mut World, name: &str, netuid: NetUid, version: u16) -> DispatchResult {
    let (commit, reveal_round) = (ciphertext(291), ROUND);
    let call = Call::commit_timelocked_weights { netuid, commit, reveal_round, commit_reveal_version: version };
    world.call(&hotkey(name), call)
}

/// Whose commits of an epoch wait, and since when.
fn waiting(index: impl Into<StorageIndex>, epoch: u64) -> Vec<(myelin_runtime::AccountId, u64)> {
    let waiting = TimelockedWeightCommits::<Runtime>::get(index.into(), epoch);
    waiting.into_iter().map(|(hotkey, block, _, _)| (hotkey, block)).collect()
}

#[test]
fn an_encrypted_commit_waits_in_its_epoch() {
    story(|world| {
        let netuid = subnet(world);
        world.pass(3);
        assert_eq!(commit(world, "ada", netuid, 4), Ok(()));
        let stored = TimelockedWeightCommits::<Runtime>::get(StorageIndex::from(netuid), epoch(netuid));
        assert_eq!(stored, [(hotkey("ada"), world.now(), ciphertext(291), ROUND)]);
        assert_eq!(subtensor::weights::last_update::<Runtime>(netuid.into())[1], world.now());
        let hash = H256(blake2_256(&[5; 291]));
        let told = Event::TimelockedWeightsCommitted(hotkey("ada"), netuid.into(), hash, ROUND);
        assert!(world.events().contains(&RuntimeEvent::SubtensorModule(told)));
    });
}

#[test]
fn each_call_reaches_its_mechanism() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 128 }).unwrap();
        world.as_root(Admin::sudo_set_mechanism_count { netuid, mechanism_count: MechId(2) }).unwrap();
        let (mecid, reveal_round, commit_reveal_version) = (MechId(1), ROUND, 4);
        let commit = ciphertext(10);
        let unnamed = Call::commit_crv3_mechanism_weights { netuid, mecid, commit: commit.clone(), reveal_round };
        let named =
            Call::commit_timelocked_mechanism_weights { netuid, mecid, commit, reveal_round, commit_reveal_version };
        assert_eq!(world.call(&hotkey("ada"), unnamed), Ok(()));
        assert_eq!(world.call(&hotkey("ben"), named), Ok(()));
        let second = StorageIndex::of(netuid, MechId(1));
        let now = world.now();
        assert_eq!(waiting(second, epoch(netuid)), [(hotkey("ada"), now), (hotkey("ben"), now)]);
        assert_eq!(waiting(netuid, epoch(netuid)), []);

        world.as_root(Admin::sudo_set_mechanism_count { netuid, mechanism_count: MechId(1) }).unwrap();
        assert_eq!(waiting(second, epoch(netuid)), [], "a mechanism takes its promises with it");
    });
}

#[test]
fn a_commit_of_another_version_is_refused_before_anything_else() {
    story(|world| {
        let netuid = subnet(world);
        assert_eq!(commit(world, "stranger", NetUid(99), 3), refused(Error::IncorrectCommitRevealVersion));
        assert_eq!(commit(world, "stranger", NetUid(99), 4), refused(Error::MechanismDoesNotExist));
        assert_eq!(commit(world, "stranger", netuid, 4), refused(Error::HotKeyNotRegisteredInSubNet));
        world.as_root(Admin::sudo_set_commit_reveal_version { version: 5 }).unwrap();
        assert_eq!(commit(world, "ada", netuid, 4), refused(Error::IncorrectCommitRevealVersion));
        assert_eq!(commit(world, "ada", netuid, 5), Ok(()));
        let unnamed = Call::commit_crv3_mechanism_weights {
            netuid,
            mecid: MechId::MAIN,
            commit: ciphertext(1),
            reveal_round: ROUND,
        };
        assert_eq!(world.call(&hotkey("ben"), unnamed), refused(Error::IncorrectCommitRevealVersion));

        world.as_root(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 5 }).unwrap();
        assert_eq!(commit(world, "ada", netuid, 5), refused(Error::CommittingWeightsTooFast));
        world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: false }).unwrap();
        assert_eq!(commit(world, "ada", netuid, 5), refused(Error::CommitRevealDisabled));
    });
}

#[test]
fn a_hotkey_commits_ten_times_an_epoch() {
    story(|world| {
        let netuid = subnet(world);
        for _ in 0..10 {
            assert_eq!(commit(world, "ada", netuid, 4), Ok(()));
        }
        assert_eq!(commit(world, "ada", netuid, 4), refused(Error::TooManyUnrevealedCommits));
        assert_eq!(commit(world, "ben", netuid, 4), Ok(()), "the others are not counted");
        pass_epoch(world, netuid);
        assert_eq!(commit(world, "ada", netuid, 4), Ok(()), "nor are other epochs");
    });
}

#[test]
fn what_no_beacon_opened_in_time_is_dropped() {
    story(|world| {
        let netuid = subnet(world);
        let first = epoch(netuid);
        commit(world, "ada", netuid, 4).unwrap();
        let since = world.now();
        pass_epoch(world, netuid);
        assert_eq!(waiting(netuid, first), [(hotkey("ada"), since)], "a beacon could still open it");
        commit(world, "ben", netuid, 4).unwrap();
        pass_epoch(world, netuid);
        assert_eq!(waiting(netuid, first), []);
        assert_eq!(waiting(netuid, first + 1).len(), 1);

        world.as_root(Call::root_dissolve_network { netuid }).unwrap();
        assert_eq!(TimelockedWeightCommits::<Runtime>::iter().count(), 0);
    });
}

#[test]
fn a_ciphertext_has_at_most_five_thousand_bytes_and_costs_nothing() {
    let call = |bytes: usize| {
        let reveal_round = ROUND;
        let fits = Call::<Runtime>::commit_timelocked_weights {
            netuid: NetUid(1),
            commit: ciphertext(bytes.min(5_000)),
            reveal_round,
            commit_reveal_version: 4,
        };
        let encoded = RuntimeCall::from(fits).encode();
        let (head, tail) = (&encoded[..4], &encoded[encoded.len() - 10..]);
        [head, &vec![5_u8; bytes].encode(), tail].concat()
    };
    let fits = RuntimeCall::decode(&mut &call(5_000)[..]).unwrap();
    assert_eq!(fits.get_dispatch_info().pays_fee, Pays::No);
    assert!(RuntimeCall::decode(&mut &call(5_001)[..]).is_err());
}
