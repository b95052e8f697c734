//! What is refused before it enters a block, and by which number.

use crate::{
    commit_reveal::{self, pass_epoch, reveal_all, Secret},
    market::hotkey,
    world::{person, story, World},
};
use codec::Compact;
use myelin_primitives::{MechId, NetUid};
use myelin_runtime::{AccountId, Runtime};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{
    guard::{check, CustomTransactionError as Refusal},
    weights::Ciphertext,
    Call,
};
use polkadot_sdk::sp_core::H256;

fn verdict(who: &AccountId, call: Call<Runtime>) -> Result<(), Refusal> {
    check::<Runtime>(who, &call)
}

fn weights(netuid: NetUid) -> Call<Runtime> {
    Call::set_weights { netuid, dests: vec![1], weights: vec![1], version_key: 0 }
}

fn axon(netuid: NetUid, ip: u128, ip_type: u8, port: u16) -> Call<Runtime> {
    Call::serve_axon { netuid, version: 1, ip, port, ip_type, protocol: 4, placeholder1: 0, placeholder2: 0 }
}

fn subnet(world: &mut World) -> NetUid {
    let netuid = world.create_subnet("owner", 3);
    world.register(netuid, "ada");
    netuid
}

#[test]
fn refusals_have_the_numbers_clients_know() {
    let known = [
        (Refusal::ColdkeyInSwapSchedule, 0),
        (Refusal::StakeAmountTooLow, 1),
        (Refusal::RateLimitExceeded, 6),
        (Refusal::HotKeyNotRegisteredInNetwork, 10),
        (Refusal::InvalidIpAddress, 11),
        (Refusal::ServingRateLimitExceeded, 12),
        (Refusal::InvalidPort, 13),
        (Refusal::CommitNotFound, 16),
        (Refusal::CommitBlockNotInRevealRange, 17),
        (Refusal::InputLengthsUnequal, 18),
        (Refusal::ColdkeySwapDisputed, 21),
        (Refusal::NonAssociatedColdKey, 25),
        (Refusal::DelegateTakeTooLow, 26),
        (Refusal::DelegateTakeTooHigh, 27),
        (Refusal::BadRequest, 255),
    ];
    for (refusal, number) in known {
        assert_eq!(u8::from(refusal), number, "{refusal:?}");
    }
}

#[test]
fn weights_wait_for_stake_and_for_the_rate_limit() {
    story(|world| {
        let netuid = subnet(world);
        assert_eq!(verdict(&hotkey("owner"), weights(netuid)), Err(Refusal::RateLimitExceeded));
        world.pass(100);
        assert_eq!(verdict(&hotkey("owner"), weights(netuid)), Ok(()));
        world.as_root(Admin::sudo_set_stake_threshold { min_stake: 1 }).unwrap();
        assert_eq!(verdict(&hotkey("ada"), weights(netuid)), Err(Refusal::StakeAmountTooLow));
        assert_eq!(verdict(&hotkey("owner"), weights(netuid)), Ok(()), "the owner needs no stake");
    });
}

#[test]
fn where_weights_are_committed_the_call_itself_says_so() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: true }).unwrap();
        assert_eq!(verdict(&hotkey("owner"), weights(netuid)), Ok(()));
    });
}

#[test]
fn an_uneven_batch_of_weights_does_not_enter() {
    story(|world| {
        let netuid = subnet(world);
        let batch = |count: usize| Call::batch_set_weights {
            netuids: vec![Compact(netuid)],
            weights: vec![vec![(Compact(1), Compact(1))]; count],
            version_keys: vec![Compact(0)],
        };
        world.pass(100);
        assert_eq!(verdict(&hotkey("owner"), batch(2)), Err(Refusal::InputLengthsUnequal));
        assert_eq!(verdict(&hotkey("owner"), batch(1)), Ok(()));
    });
}

#[test]
fn commits_wait_for_stake_and_for_the_rate_limit() {
    story(|world| {
        let netuid = commit_reveal::subnet(world);
        let (mecid, commit_hash, reveal_round) = (MechId::MAIN, H256([1; 32]), 1_000);
        let commit = Ciphertext::default();
        let commits: [Call<Runtime>; 6] = [
            Call::commit_weights { netuid, commit_hash },
            Call::commit_mechanism_weights { netuid, mecid, commit_hash },
            Call::batch_commit_weights { netuids: vec![Compact(netuid)], commit_hashes: vec![commit_hash] },
            Call::commit_crv3_mechanism_weights { netuid, mecid, commit: commit.clone(), reveal_round },
            Call::commit_timelocked_weights { netuid, commit: commit.clone(), reveal_round, commit_reveal_version: 4 },
            Call::commit_timelocked_mechanism_weights { netuid, mecid, commit, reveal_round, commit_reveal_version: 4 },
        ];
        world.call(&hotkey("ada"), commits[0].clone()).unwrap();
        for call in commits {
            assert_eq!(verdict(&hotkey("ada"), call.clone()), Ok(()), "{call:?}");
            world.as_root(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 2 }).unwrap();
            assert_eq!(verdict(&hotkey("ada"), call.clone()), Err(Refusal::RateLimitExceeded), "{call:?}");
            world.as_root(Admin::sudo_set_stake_threshold { min_stake: 1 }).unwrap();
            assert_eq!(verdict(&hotkey("ada"), call.clone()), Err(Refusal::StakeAmountTooLow), "{call:?}");
            world.as_root(Admin::sudo_set_stake_threshold { min_stake: 0 }).unwrap();
            world.as_root(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 0 }).unwrap();
        }
        let uneven = Call::batch_commit_weights { netuids: vec![], commit_hashes: vec![commit_hash] };
        assert_eq!(verdict(&hotkey("ada"), uneven), Err(Refusal::InputLengthsUnequal));
    });
}

#[test]
fn only_what_was_promised_enters_and_only_in_its_epoch() {
    story(|world| {
        let netuid = commit_reveal::subnet(world);
        let secret = Secret::of(netuid, 1);
        let owner = hotkey("owner");
        assert_eq!(verdict(&owner, secret.reveal_call()), Err(Refusal::CommitNotFound));
        secret.commit(world).unwrap();
        assert_eq!(verdict(&owner, secret.reveal_call()), Err(Refusal::CommitBlockNotInRevealRange), "too early");
        assert_eq!(verdict(&owner, Secret::of(netuid, 2).reveal_call()), Err(Refusal::CommitNotFound));
        pass_epoch(world, netuid);
        assert_eq!(verdict(&owner, secret.reveal_call()), Ok(()));
        assert_eq!(verdict(&hotkey("ada"), secret.reveal_call()), Err(Refusal::CommitNotFound), "another's promise");
        pass_epoch(world, netuid);
        assert_eq!(verdict(&owner, secret.reveal_call()), Err(Refusal::CommitBlockNotInRevealRange), "too late");
    });
}

#[test]
fn of_a_batch_of_reveals_every_one_must_be_due() {
    story(|world| {
        let netuid = commit_reveal::subnet(world);
        let (one, other) = (Secret::of(netuid, 1), Secret::of(netuid, 2));
        one.commit(world).unwrap();
        other.commit(world).unwrap();
        let owner = hotkey("owner");
        assert_eq!(verdict(&owner, reveal_all(&[&one])), Err(Refusal::CommitBlockNotInRevealRange));
        pass_epoch(world, netuid);
        assert_eq!(verdict(&owner, reveal_all(&[&one, &other])), Ok(()));
        assert_eq!(verdict(&owner, reveal_all(&[&one, &Secret::of(netuid, 3)])), Err(Refusal::CommitNotFound));
        assert_eq!(verdict(&owner, reveal_all(&[&one; 3])), Err(Refusal::CommitNotFound), "more than were promised");
        let (uids_list, values_list, salts_list) = (vec![vec![1]], vec![], vec![vec![1]]);
        let uneven = Call::batch_reveal_weights { netuid, uids_list, values_list, salts_list, version_keys: vec![0] };
        assert_eq!(verdict(&owner, uneven), Err(Refusal::InputLengthsUnequal));
    });
}

#[test]
fn subnets_are_created_one_at_a_time() {
    story(|world| {
        world.as_root(Admin::sudo_set_network_rate_limit { rate_limit: 20 }).unwrap();
        let call = || Call::register_network { hotkey: hotkey("later") };
        assert_eq!(verdict(&person("later"), call()), Ok(()));
        world.create_subnet("owner", 3);
        assert_eq!(verdict(&person("later"), call()), Err(Refusal::RateLimitExceeded));
        world.pass(19);
        assert_eq!(verdict(&person("later"), call()), Err(Refusal::RateLimitExceeded));
        world.pass(1);
        assert_eq!(verdict(&person("later"), call()), Ok(()));
    });
}

#[test]
fn a_take_stays_within_its_bounds_and_is_set_by_the_owner() {
    story(|world| {
        subnet(world);
        let raise = |take| Call::increase_take { hotkey: hotkey("ada"), take };
        let lower = |take| Call::decrease_take { hotkey: hotkey("ada"), take };
        assert_eq!(verdict(&person("ada"), raise(11_797)), Err(Refusal::DelegateTakeTooHigh));
        assert_eq!(verdict(&person("ada"), lower(11_797)), Err(Refusal::DelegateTakeTooHigh));
        assert_eq!(verdict(&person("owner"), lower(100)), Err(Refusal::NonAssociatedColdKey));
        assert_eq!(verdict(&person("ada"), lower(100)), Ok(()));
    });
}

#[test]
fn an_endpoint_must_be_reachable_and_not_announced_too_often() {
    story(|world| {
        let netuid = subnet(world);
        let ada = hotkey("ada");
        let home = 0x7f00_0001;
        assert_eq!(verdict(&hotkey("nobody"), axon(netuid, 1, 4, 80)), Err(Refusal::HotKeyNotRegisteredInNetwork));
        assert_eq!(verdict(&ada, axon(netuid, home, 4, 80)), Err(Refusal::InvalidIpAddress));
        assert_eq!(verdict(&ada, axon(netuid, 1, 5, 80)), Err(Refusal::InvalidIpAddress));
        assert_eq!(verdict(&ada, axon(netuid, 1, 4, 0)), Err(Refusal::InvalidPort));
        assert_eq!(verdict(&ada, axon(netuid, 1, 4, 80)), Ok(()));
        let served = pallet_subtensor::Axons::<Runtime>::get(netuid, &ada);
        assert_eq!(served, None, "asking announces nothing");

        world.call(&ada, axon(netuid, 1, 4, 80)).unwrap();
        world.pass(49);
        assert_eq!(verdict(&ada, axon(netuid, 1, 4, 80)), Err(Refusal::ServingRateLimitExceeded));
        world.pass(1);
        assert_eq!(verdict(&ada, axon(netuid, 1, 4, 80)), Ok(()));
        let secured = Call::serve_axon_tls {
            netuid,
            version: 1,
            ip: home,
            port: 80,
            ip_type: 4,
            protocol: 4,
            placeholder1: 0,
            placeholder2: 0,
            certificate: vec![],
        };
        assert_eq!(verdict(&ada, secured), Err(Refusal::InvalidIpAddress));
        let metrics = Call::serve_prometheus { netuid, version: 1, ip: 0, port: 80, ip_type: 4 };
        assert_eq!(verdict(&ada, metrics), Err(Refusal::InvalidIpAddress));
    });
}
