//! Who may set weights, when, how they must look, and what is kept of them.

use crate::{
    market::{hotkey, usual},
    world::{person, refused, story, World},
};
use codec::Compact;
use myelin_primitives::{MechId, NetUid, StorageIndex, Uid};
use myelin_runtime::{Runtime, RuntimeEvent};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{self as subtensor, Error, Event};
use polkadot_sdk::sp_runtime::DispatchResult;

/// A subnet of `owner` with three miners on seats 1 to 3, long enough after the last registration
/// that nobody has to wait.
fn subnet(world: &mut World) -> NetUid {
    let netuid = world.create_subnet("owner", 3);
    for name in ["ada", "ben", "cem"] {
        world.register(netuid, name);
    }
    world.pass(100);
    netuid
}

fn row(netuid: NetUid, uid: u16) -> Vec<(u16, u16)> {
    subtensor::weights::row::<Runtime>(netuid.into(), Uid(uid))
}

fn last_update(netuid: NetUid) -> Vec<u64> {
    subtensor::weights::last_update::<Runtime>(netuid.into())
}

/// A vector as some hotkey sends it.
struct Sent<'a> {
    by: &'a str,
    netuid: NetUid,
    mechanism: MechId,
    dests: Vec<u16>,
    weights: Vec<u16>,
    version_key: u64,
}

impl<'a> Sent<'a> {
    fn new(by: &'a str, netuid: NetUid, dests: &[u16]) -> Self {
        let weights = vec![1; dests.len()];
        Self { by, netuid, mechanism: MechId::MAIN, dests: dests.to_vec(), weights, version_key: 0 }
    }

    fn send(&self, world: &mut World) -> DispatchResult {
        let call = subtensor::Call::set_mechanism_weights {
            netuid: self.netuid,
            mecid: self.mechanism,
            dests: self.dests.clone(),
            weights: self.weights.clone(),
            version_key: self.version_key,
        };
        world.call(&hotkey(self.by), call)
    }
}

#[test]
fn weights_are_scaled_to_the_full_range_and_keep_their_order() {
    story(|world| {
        let netuid = subnet(world);
        world.set_weights("owner", netuid, &[(Uid(3), 1), (Uid(1), 2), (Uid(2), 3)]).unwrap();
        assert_eq!(row(netuid, 0), [(3, 21_845), (1, 43_690), (2, 65_535)]);
        assert_eq!(last_update(netuid)[0], world.now());
        let event = RuntimeEvent::SubtensorModule(Event::WeightsSet(netuid.into(), 0));
        assert!(world.events().contains(&event));

        world.pass(100);
        world.set_weights("owner", netuid, &[(Uid(1), 40_000), (Uid(2), 20_000), (Uid(3), 1)]).unwrap();
        assert_eq!(row(netuid, 0), [(1, 65_535), (2, 32_767), (3, 2)]);
    });
}

#[test]
fn weights_of_zero_are_kept() {
    story(|world| {
        let netuid = subnet(world);
        world.set_weights("owner", netuid, &[(Uid(1), 0), (Uid(2), 0)]).unwrap();
        assert_eq!(row(netuid, 0), [(1, 0), (2, 0)]);
    });
}

#[test]
fn the_plain_call_sets_the_main_mechanism() {
    story(|world| {
        let netuid = subnet(world);
        let call = subtensor::Call::set_weights { netuid, dests: vec![1], weights: vec![9], version_key: 0 };
        assert_eq!(world.call(&hotkey("owner"), call), Ok(()));
        assert_eq!(row(netuid, 0), [(1, 65_535)]);
    });
}

#[test]
fn where_weights_are_committed_they_cannot_be_set() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: true }).unwrap();
        assert_eq!(Sent::new("owner", netuid, &[1]).send(world), refused(Error::CommitRevealEnabled));
        // A subnet that does not exist reads as a new one, and new ones commit.
        assert_eq!(Sent::new("owner", NetUid(99), &[1]).send(world), refused(Error::CommitRevealEnabled));
    });
}

#[test]
fn root_has_no_weights() {
    story(|world| {
        let netuid = NetUid::ROOT;
        world.as_root(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: false }).unwrap();
        assert_eq!(Sent::new("owner", netuid, &[0]).send(world), refused(Error::CanNotSetRootNetworkWeights));
    });
}

#[test]
fn a_mechanism_that_does_not_exist_takes_no_weights() {
    story(|world| {
        let netuid = subnet(world);
        let sent = Sent { mechanism: MechId(1), ..Sent::new("owner", netuid, &[1]) };
        assert_eq!(sent.send(world), refused(Error::MechanismDoesNotExist));
    });
}

#[test]
fn a_vector_with_every_fault_is_refused_for_one_after_the_other() {
    story(|world| {
        let netuid = usual(world).netuid;
        world.pass(100);
        world.as_root(Admin::sudo_set_stake_threshold { min_stake: u64::MAX }).unwrap();
        world.as_root(Admin::sudo_set_weights_version_key { netuid, weights_version_key: 7 }).unwrap();
        world.as_root(Admin::sudo_set_min_allowed_weights { netuid, min_allowed_weights: 4 }).unwrap();

        // Seven seats: owner 0, validators 1 to 3, miners 4 to 6.
        let mut sent = Sent {
            mechanism: MechId(1),
            dests: vec![9, 9, 1, 2, 3, 4, 5, 6],
            weights: vec![1; 7],
            ..Sent::new("nobody", netuid, &[])
        };
        assert_eq!(sent.send(world), refused(Error::WeightVecNotEqualSize));
        sent.weights.push(1);
        assert_eq!(sent.send(world), refused(Error::MechanismDoesNotExist));
        sent.mechanism = MechId::MAIN;
        assert_eq!(sent.send(world), refused(Error::UidsLengthExceedUidsInSubNet));
        sent.dests = vec![9, 9];
        sent.weights = vec![1, 1];
        assert_eq!(sent.send(world), refused(Error::HotKeyNotRegisteredInSubNet));
        sent.by = "good";
        assert_eq!(sent.send(world), refused(Error::NotEnoughStakeToSetWeights));
        world.as_root(Admin::sudo_set_stake_threshold { min_stake: 0 }).unwrap();
        assert_eq!(sent.send(world), refused(Error::IncorrectWeightVersionKey));
        sent.version_key = 7;
        world.as_root(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: u64::MAX }).unwrap();
        assert_eq!(sent.send(world), refused(Error::SettingWeightsTooFast));
        world.as_root(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 100 }).unwrap();
        assert_eq!(sent.send(world), refused(Error::NeuronNoValidatorPermit));
        sent.by = "anna";
        assert_eq!(sent.send(world), refused(Error::DuplicateUids));
        sent.dests = vec![9, 4];
        assert_eq!(sent.send(world), refused(Error::UidVecContainInvalidOne));
        sent.dests = vec![5, 4];
        assert_eq!(sent.send(world), refused(Error::WeightVecLengthIsLow));
        world.as_root(Admin::sudo_set_min_allowed_weights { netuid, min_allowed_weights: 2 }).unwrap();
        assert_eq!(sent.send(world), Ok(()));
    });
}

#[test]
fn a_seat_waits_out_the_rate_limit_from_its_registration_on() {
    story(|world| {
        let netuid = world.create_subnet("owner", 3);
        world.register(netuid, "ada");
        world.pass(99);
        let sent = Sent::new("owner", netuid, &[1]);
        assert_eq!(sent.send(world), refused(Error::SettingWeightsTooFast));
        world.pass(1);
        assert_eq!(sent.send(world), Ok(()));
        assert_eq!(sent.send(world), refused(Error::SettingWeightsTooFast));
        world.pass(99);
        assert_eq!(sent.send(world), refused(Error::SettingWeightsTooFast));
        world.pass(1);
        assert_eq!(sent.send(world), Ok(()));
    });
}

#[test]
fn anybody_on_a_seat_may_weigh_itself() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_min_allowed_weights { netuid, min_allowed_weights: 3 }).unwrap();
        assert_eq!(Sent::new("ada", netuid, &[2]).send(world), refused(Error::NeuronNoValidatorPermit));
        assert_eq!(Sent::new("ada", netuid, &[1]).send(world), Ok(()));
    });
}

#[test]
fn the_owner_needs_neither_stake_nor_permit() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_stake_threshold { min_stake: u64::MAX }).unwrap();
        assert_eq!(Sent::new("owner", netuid, &[1]).send(world), Ok(()));
        assert_eq!(Sent::new("ada", netuid, &[1]).send(world), refused(Error::NotEnoughStakeToSetWeights));
    });
}

#[test]
fn fewer_seats_than_the_minimum_ask_for_as_many_weights_as_there_are_seats() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_min_allowed_weights { netuid, min_allowed_weights: 100 }).unwrap();
        assert_eq!(Sent::new("owner", netuid, &[1, 2, 3]).send(world), refused(Error::WeightVecLengthIsLow));
        assert_eq!(Sent::new("owner", netuid, &[0, 1, 2, 3]).send(world), Ok(()));
    });
}

#[test]
fn in_a_batch_the_failure_of_one_subnet_leaves_the_others_standing() {
    story(|world| {
        let netuid = subnet(world);
        let netuids = vec![Compact(NetUid(99)), Compact(netuid)];
        let one = vec![(Compact(2), Compact(5))];
        let call = subtensor::Call::batch_set_weights {
            netuids: netuids.clone(),
            weights: vec![one.clone(), one.clone()],
            version_keys: vec![Compact(0), Compact(0)],
        };
        assert_eq!(world.call(&hotkey("owner"), call), Ok(()));
        assert_eq!(row(netuid, 0), [(2, 65_535)]);
        let told = [
            Event::BatchWeightItemFailed(NetUid(99), Error::<Runtime>::CommitRevealEnabled.into()),
            Event::WeightsSet(netuid.into(), 0),
            Event::BatchCompletedWithErrors,
            Event::BatchWeightsCompleted(netuids.clone(), hotkey("owner")),
        ];
        let events = world.events();
        assert!(events.ends_with(&told.map(RuntimeEvent::SubtensorModule)), "{events:?}");

        let uneven = subtensor::Call::batch_set_weights { netuids, weights: vec![one], version_keys: vec![Compact(0)] };
        assert_eq!(world.call(&hotkey("owner"), uneven), refused(Error::InputLengthsUnequal));
    });
}

#[test]
fn a_replaced_seat_weighs_nothing_and_nobody() {
    story(|world| {
        let netuid = subnet(world);
        world.set_weights("owner", netuid, &[(Uid(1), 1), (Uid(2), 1)]).unwrap();
        world.set_weights("ada", netuid, &[(Uid(1), 1)]).unwrap();
        world.pass(1);
        let now = world.now();
        subtensor::neurons::replace::<Runtime>(netuid, Uid(1), &person("newcomer"), now).unwrap();
        assert_eq!(row(netuid, 0), [(1, 0), (2, 65_535)]);
        assert_eq!(row(netuid, 1), []);
        assert_eq!(last_update(netuid), [now - 1, now, last_update(netuid)[2], last_update(netuid)[3]]);
    });
}

#[test]
fn each_mechanism_has_weights_and_a_rate_limit_of_its_own() {
    story(|world| {
        let netuid = subnet(world);
        world.as_root(Admin::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 128 }).unwrap();
        world.as_root(Admin::sudo_set_mechanism_count { netuid, mechanism_count: MechId(2) }).unwrap();
        let second = StorageIndex::of(netuid, MechId(1));
        let sent = Sent { mechanism: MechId(1), ..Sent::new("owner", netuid, &[2]) };
        assert_eq!(sent.send(world), Ok(()));
        assert_eq!(sent.send(world), refused(Error::SettingWeightsTooFast));
        assert_eq!(Sent::new("owner", netuid, &[1]).send(world), Ok(()));
        assert_eq!(row(netuid, 0), [(1, 65_535)]);
        assert_eq!(subtensor::weights::row::<Runtime>(second, Uid(0)), [(2, 65_535)]);

        // A newcomer has its place under both, the older seats under the second never updated.
        world.register(netuid, "dan");
        let now = world.now();
        assert_eq!(subtensor::weights::last_update::<Runtime>(second), [now, 0, 0, 0, now]);

        world.as_root(Admin::sudo_set_mechanism_count { netuid, mechanism_count: MechId(1) }).unwrap();
        assert_eq!(subtensor::weights::row::<Runtime>(second, Uid(0)), []);
        assert_eq!(row(netuid, 0), [(1, 65_535)]);
    });
}
