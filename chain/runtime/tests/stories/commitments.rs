//! What neurons publish about themselves.

use crate::{
    market::{self, hotkey},
    world::{story, World},
};
use myelin_primitives::{
    commitments::{CommitmentInfo, Data},
    NetUid, StorageIndex, Tao, Uid,
};
use myelin_runtime::{transaction_extensions, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System};
use pallet_commitments::{Call, CommitmentOf, Error, Event, LastBondsReset, TimelockedIndex, UsedSpaceOf};
use pallet_subtensor as subtensor;
use polkadot_sdk::{
    frame_support::dispatch::{GetDispatchInfo, Pays},
    sp_runtime::{
        generic::Era, traits::DispatchTransaction, transaction_validity::TransactionValidityError, DispatchError,
        DispatchResult,
    },
};

const ROOT_OF_TREE: [u8; 32] = [0xab; 32];

fn root_of_tree() -> CommitmentInfo {
    CommitmentInfo::of(Data::BlakeTwo256(ROOT_OF_TREE))
}

fn bytes(count: usize) -> CommitmentInfo {
    CommitmentInfo::of(Data::raw(&vec![7; count]).unwrap())
}

fn encrypted() -> CommitmentInfo {
    let encrypted = vec![1, 2, 3].try_into().unwrap();
    CommitmentInfo::of(Data::TimelockEncrypted { encrypted, reveal_round: 1_000 })
}

fn publish(world: &mut World, name: &str, netuid: NetUid, info: CommitmentInfo) -> DispatchResult {
    world.call(&hotkey(name), Call::set_commitment { netuid, info })
}

fn refused(error: Error<Runtime>) -> DispatchResult {
    Err(DispatchError::from(error))
}

/// A subnet where `ada` has a seat.
fn subnet(world: &mut World) -> NetUid {
    let netuid = world.create_subnet("owner", 1);
    world.register(netuid, "ada");
    netuid
}

#[test]
fn a_validator_publishes_a_root_and_everybody_can_read_it() {
    story(|world| {
        let netuid = subnet(world);
        world.pass(5);
        assert_eq!(publish(world, "ada", netuid, root_of_tree()), Ok(()));
        let event = Event::Commitment { netuid, who: hotkey("ada") };
        assert!(world.events().contains(&RuntimeEvent::Commitments(event)));
        world.pass(3);
        let read = CommitmentOf::<Runtime>::get(netuid, hotkey("ada")).unwrap();
        assert_eq!((read.deposit, u64::from(read.block)), (Tao::ZERO, world.now() - 3));
        assert_eq!(read.info.fields.as_slice(), [Data::BlakeTwo256(ROOT_OF_TREE)]);

        publish(world, "ada", netuid, bytes(9)).unwrap();
        let read = CommitmentOf::<Runtime>::get(netuid, hotkey("ada")).unwrap();
        assert_eq!(read.info, bytes(9), "only the latest stands");
    });
}

#[test]
fn a_stranger_publishes_nothing() {
    story(|world| {
        let netuid = subnet(world);
        assert_eq!(publish(world, "stranger", netuid, root_of_tree()), refused(Error::AccountNotAllowedCommit));
        let elsewhere = NetUid(77);
        assert_eq!(publish(world, "ada", elsewhere, root_of_tree()), refused(Error::AccountNotAllowedCommit));
        assert_eq!(CommitmentOf::<Runtime>::iter().count(), 0);
    });
}

/// What the extensions say to a hotkey that sends a commitment as its first transaction.
fn at_the_door(name: &str, netuid: NetUid) -> Result<(), TransactionValidityError> {
    let call = RuntimeCall::from(Call::set_commitment { netuid, info: root_of_tree() });
    let info = call.get_dispatch_info();
    assert_eq!(info.pays_fee, Pays::No);
    let origin = RuntimeOrigin::signed(hotkey(name));
    transaction_extensions(Era::Immortal, 0, 0).validate_and_prepare(origin, &call, &info, 200, 0).map(|_| ())
}

#[test]
fn a_neuron_without_any_balance_publishes_for_free() {
    story(|world| {
        let netuid = subnet(world);
        assert_eq!(world.balance(&hotkey("ada")), Tao::ZERO);
        assert_eq!(at_the_door("ada", netuid), Ok(()));
        assert_eq!(System::account_nonce(hotkey("ada")), 1);
        assert_eq!(at_the_door("stranger", netuid), Ok(()), "the block tells it why not");
    });
}

#[test]
fn an_epoch_has_room_for_so_many_bytes_and_the_next_has_as_many_again() {
    story(|world| {
        let netuid = subnet(world);
        for _ in 0..6 {
            publish(world, "ada", netuid, bytes(500)).unwrap();
        }
        assert_eq!(publish(world, "ada", netuid, bytes(101)), refused(Error::SpaceLimitExceeded));
        assert_eq!(publish(world, "ada", netuid, bytes(1)), Ok(()), "a hundred were left, and one counts as many");
        assert_eq!(publish(world, "ada", netuid, bytes(1)), refused(Error::SpaceLimitExceeded));
        assert_eq!(publish(world, "owner", netuid, bytes(500)), Ok(()), "others have room of their own");

        world.as_root(Call::set_max_space { new_limit: 3_200 }).unwrap();
        assert_eq!(publish(world, "ada", netuid, bytes(1)), Ok(()));
        assert!(world.call(&hotkey("ada"), Call::set_max_space { new_limit: u32::MAX }).is_err());

        let tempo = u64::from(subtensor::Tempo::<Runtime>::get(netuid));
        world.pass_to(subtensor::LastEpochBlock::<Runtime>::get(netuid) + tempo);
        assert_eq!(publish(world, "ada", netuid, bytes(500)), Ok(()));
        assert_eq!(UsedSpaceOf::<Runtime>::get(netuid, hotkey("ada")).unwrap().used_space, 500);
    });
}

#[test]
fn what_is_encrypted_waits_for_the_beacon_until_something_else_is_published() {
    story(|world| {
        let netuid = subnet(world);
        publish(world, "ada", netuid, encrypted()).unwrap();
        let event = Event::TimelockCommitment { netuid, who: hotkey("ada"), reveal_round: 1_000 };
        assert!(world.events().contains(&RuntimeEvent::Commitments(event)));
        assert!(TimelockedIndex::<Runtime>::get().contains(&(netuid, hotkey("ada"))));
        world.check();
        publish(world, "ada", netuid, root_of_tree()).unwrap();
        assert!(TimelockedIndex::<Runtime>::get().is_empty());
    });
}

#[test]
fn a_miner_has_bonds_toward_it_forgotten_where_the_subnet_allows_it() {
    story(|world| {
        let mut market = market::usual(world);
        let opinions: [market::Opinion; 3] = [("anna", &[8, 4, 1]), ("boris", &[8, 4, 1]), ("clara", &[8, 4, 1])];
        market.pass_tempo(world, &opinions);
        let netuid = market.netuid;
        let holders = |of: Uid| {
            let rows = subtensor::Bonds::<Runtime>::iter_prefix(StorageIndex::from(netuid));
            rows.filter(|(_, row)| row.iter().any(|(seat, _)| *seat == of.0)).count()
        };
        let (good, fair) = (market.uid("good"), market.uid("fair"));
        assert_eq!((holders(good), holders(fair)), (3, 3));

        let flag = CommitmentInfo::of(Data::ResetBondsFlag);
        publish(world, "good", netuid, flag.clone()).unwrap();
        assert_eq!(holders(good), 3, "this subnet does not allow it yet");
        assert_eq!(LastBondsReset::<Runtime>::get(netuid, hotkey("good")).map(u64::from), Some(world.now()));

        let call = pallet_admin_utils::Call::sudo_set_bonds_reset_enabled { netuid, enabled: true };
        world.as_root(call).unwrap();
        publish(world, "good", netuid, flag).unwrap();
        assert_eq!((holders(good), holders(fair)), (0, 3));
    });
}

#[test]
fn nothing_published_outlives_its_subnet() {
    story(|world| {
        let netuid = subnet(world);
        publish(world, "ada", netuid, encrypted()).unwrap();
        publish(world, "owner", netuid, root_of_tree()).unwrap();
        world.as_root(subtensor::Call::root_dissolve_network { netuid }).unwrap();
        assert_eq!(CommitmentOf::<Runtime>::iter().count(), 0);
        assert_eq!(UsedSpaceOf::<Runtime>::iter().count(), 0);
        assert!(TimelockedIndex::<Runtime>::get().is_empty());
    });
}
