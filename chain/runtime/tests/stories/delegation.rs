//! Takes of delegates, and parents who lend their stake to children.

use crate::{
    market::hotkey,
    world::{person, refused, story, tao, World},
};
use myelin_primitives::NetUid;
use myelin_runtime::Runtime;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{self as subtensor, delegation, Error};

fn increase(world: &mut World, name: &str, take: u16) -> Result<(), polkadot_sdk::sp_runtime::DispatchError> {
    world.call(&person(name), subtensor::Call::increase_take { hotkey: hotkey(name), take })
}

fn decrease(world: &mut World, name: &str, take: u16) -> Result<(), polkadot_sdk::sp_runtime::DispatchError> {
    world.call(&person(name), subtensor::Call::decrease_take { hotkey: hotkey(name), take })
}

/// A validator on root with the usual take.
fn delegate(world: &mut World, name: &str) {
    world.fund(&person(name), tao(10));
    world.call(&person(name), subtensor::Call::root_register { hotkey: hotkey(name) }).expect("root has room");
}

#[test]
fn a_validator_on_root_is_a_delegate() {
    story(|world| {
        assert!(!delegation::is_delegate::<Runtime>(&hotkey("anna")));
        delegate(world, "anna");
        assert!(delegation::is_delegate::<Runtime>(&hotkey("anna")));
        assert_eq!(delegation::take_of::<Runtime>(&hotkey("anna")), 11_796);
    });
}

#[test]
fn a_take_falls_at_once_and_rises_after_a_wait() {
    story(|world| {
        delegate(world, "anna");
        world.as_root(Admin::sudo_set_tx_delegate_take_rate_limit { tx_rate_limit: 20 }).unwrap();
        world.pass_to(10);
        assert_eq!(decrease(world, "anna", 1_000), Ok(()));
        assert_eq!(decrease(world, "anna", 999), Ok(()), "lowering does not wait");
        world.pass_to(30);
        assert_eq!(
            increase(world, "anna", 2_000),
            refused(Error::DelegateTxRateLimitExceeded),
            "20 blocks are not enough"
        );
        world.pass(1);
        assert_eq!(increase(world, "anna", 2_000), Ok(()));
        assert_eq!(delegation::take_of::<Runtime>(&hotkey("anna")), 2_000);
    });
}

#[test]
fn a_take_moves_in_its_own_direction_and_within_bounds() {
    story(|world| {
        delegate(world, "anna");
        assert_eq!(increase(world, "anna", 11_796), refused(Error::DelegateTakeTooLow), "not above the present one");
        assert_eq!(increase(world, "anna", 11_797), refused(Error::DelegateTakeTooHigh), "above the highest");
        assert!(decrease(world, "anna", 11_796).is_err(), "not below the present one");
        world.as_root(Admin::sudo_set_min_delegate_take { take: 500 }).unwrap();
        assert_eq!(decrease(world, "anna", 499), refused(Error::DelegateTakeTooLow));
        assert_eq!(delegation::take_of::<Runtime>(&hotkey("anna")), 11_796);
    });
}

#[test]
fn only_the_owner_sets_a_take() {
    story(|world| {
        delegate(world, "anna");
        let call = subtensor::Call::decrease_take { hotkey: hotkey("anna"), take: 0 };
        assert_eq!(world.call(&person("boris"), call), refused(Error::NonAssociatedColdKey));
    });
}

#[test]
fn validators_on_root_lend_their_stake_to_a_new_owner() {
    story(|world| {
        delegate(world, "anna");
        world.pass(1);
        delegate(world, "boris");
        let netuid = world.create_subnet("owner", 1);
        let all = |name: &str| (u64::MAX, hotkey(name));
        assert_eq!(delegation::parents_of::<Runtime>(&hotkey("owner"), netuid), [all("anna"), all("boris")]);
        assert_eq!(delegation::children_of::<Runtime>(&hotkey("anna"), netuid), [all("owner")]);
        assert!(delegation::children_of::<Runtime>(&hotkey("anna"), NetUid(1)).is_empty());
    });
}

#[test]
fn an_owner_on_root_is_not_its_own_parent() {
    story(|world| {
        delegate(world, "owner");
        let netuid = world.create_subnet("owner", 1);
        assert!(delegation::parents_of::<Runtime>(&hotkey("owner"), netuid).is_empty());
    });
}

#[test]
fn children_wait_for_the_epoch_after_their_cooldown() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.call(&person("owner"), subtensor::Call::start_call { netuid }).unwrap();
        let epoch = subtensor::LastEpochBlock::<Runtime>::get(netuid) + 360;
        let (parent, child) = (hotkey("parent"), hotkey("child"));
        // What the call that schedules writes.
        let schedule = (vec![(u64::MAX / 2, child.clone())], epoch);
        subtensor::PendingChildKeys::<Runtime>::insert(netuid, &parent, schedule);

        world.pass_to(epoch);
        assert!(delegation::children_of::<Runtime>(&parent, netuid).is_empty(), "its block is too early");
        world.pass_to(epoch + 360);
        assert_eq!(delegation::children_of::<Runtime>(&parent, netuid), [(u64::MAX / 2, child.clone())]);
        assert_eq!(delegation::parents_of::<Runtime>(&child, netuid), [(u64::MAX / 2, parent.clone())]);
        assert!(!subtensor::PendingChildKeys::<Runtime>::contains_key(netuid, &parent));
    });
}

#[test]
fn new_children_replace_the_old_and_both_sides_know() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let parent = hotkey("parent");
        let mut children = ["one", "two", "three"].map(hotkey).to_vec();
        children.sort();
        let link = |list: Vec<_>| {
            subtensor::PendingChildKeys::<Runtime>::insert(netuid, &parent, (list, 0));
            delegation::apply_due_children::<Runtime>(netuid);
        };
        link(vec![(20, children[1].clone()), (10, children[0].clone())]);
        let stored = delegation::children_of::<Runtime>(&parent, netuid);
        assert_eq!(stored, [(10, children[0].clone()), (20, children[1].clone())], "in the order of their bytes");

        link(vec![(30, children[1].clone()), (40, children[2].clone())]);
        assert!(delegation::parents_of::<Runtime>(&children[0], netuid).is_empty());
        assert_eq!(delegation::parents_of::<Runtime>(&children[1], netuid), [(30, parent.clone())]);
        assert_eq!(delegation::parents_of::<Runtime>(&children[2], netuid), [(40, parent.clone())]);

        link(vec![(1, parent.clone())]);
        assert_eq!(delegation::children_of::<Runtime>(&parent, netuid).len(), 2, "nonsense is dropped");
        link(vec![]);
        assert!(delegation::children_of::<Runtime>(&parent, netuid).is_empty());
        world.check();
    });
}

#[test]
fn a_child_keeps_at_least_what_its_subnet_demands() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let child = hotkey("child");
        assert_eq!(delegation::childkey_take_of::<Runtime>(&child, netuid), 0);
        world.as_root(Admin::sudo_set_min_childkey_take_per_subnet { netuid, take: 700 }).unwrap();
        assert_eq!(delegation::childkey_take_of::<Runtime>(&child, netuid), 700);
        subtensor::ChildkeyTake::<Runtime>::insert(&child, netuid, 900);
        assert_eq!(delegation::childkey_take_of::<Runtime>(&child, netuid), 900);
    });
}

fn keep(
    world: &mut World,
    name: &str,
    netuid: NetUid,
    take: u16,
) -> Result<(), polkadot_sdk::sp_runtime::DispatchError> {
    world.call(&person(name), subtensor::Call::set_childkey_take { hotkey: hotkey(name), netuid, take })
}

#[test]
fn a_childs_take_falls_at_once_and_rises_after_a_wait() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        world.as_root(subtensor::Call::sudo_set_tx_childkey_take_rate_limit { tx_rate_limit: 20 }).unwrap();
        assert_eq!(keep(world, "anna", netuid, 1_000), Ok(()), "the first time nobody waits");
        let told = subtensor::Event::ChildKeyTakeSet(hotkey("anna"), 1_000);
        assert!(world.events().contains(&myelin_runtime::RuntimeEvent::SubtensorModule(told)));
        assert_eq!(keep(world, "anna", netuid, 900), Ok(()));
        world.pass(19);
        assert_eq!(keep(world, "anna", netuid, 901), refused(Error::TxChildkeyTakeRateLimitExceeded));
        world.pass(1);
        assert_eq!(keep(world, "anna", netuid, 901), Ok(()));
        assert_eq!(delegation::childkey_take_of::<Runtime>(&hotkey("anna"), netuid), 901);
    });
}

#[test]
fn a_childs_take_has_bounds_and_an_owner() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        assert_eq!(keep(world, "anna", netuid, 11_797), refused(Error::InvalidChildkeyTake));
        world.as_root(subtensor::Call::sudo_set_max_childkey_take { take: 5_000 }).unwrap();
        world.as_root(subtensor::Call::sudo_set_min_childkey_take { take: 100 }).unwrap();
        world.as_root(Admin::sudo_set_min_childkey_take_per_subnet { netuid, take: 200 }).unwrap();
        assert_eq!(keep(world, "anna", netuid, 5_001), refused(Error::InvalidChildkeyTake));
        assert_eq!(keep(world, "anna", netuid, 199), refused(Error::InvalidChildkeyTake));
        assert_eq!(keep(world, "anna", NetUid(77), 200), refused(Error::SubnetNotExists));
        let of_anna = subtensor::Call::set_childkey_take { hotkey: hotkey("anna"), netuid, take: 300 };
        assert_eq!(world.call(&person("boris"), of_anna), refused(Error::NonAssociatedColdKey));
        assert_eq!(keep(world, "anna", netuid, 200), Ok(()));
        let by_anna = subtensor::Call::sudo_set_max_childkey_take { take: 1 };
        let refused_to = world.call(&person("anna"), by_anna);
        assert_eq!(refused_to, Err(polkadot_sdk::sp_runtime::DispatchError::BadOrigin));
    });
}

#[test]
fn a_validator_on_root_may_keep_its_stake_from_new_owners() {
    story(|world| {
        delegate(world, "anna");
        let set =
            |name: &str, enabled| subtensor::Call::set_auto_parent_delegation_enabled { hotkey: hotkey(name), enabled };
        assert_eq!(world.call(&person("boris"), set("anna", false)), refused(Error::NonAssociatedColdKey));
        let off_root = subtensor::Call::try_associate_hotkey { hotkey: hotkey("boris") };
        world.call(&person("boris"), off_root).unwrap();
        assert_eq!(world.call(&person("boris"), set("boris", false)), refused(Error::HotKeyNotRegisteredInSubNet));
        assert_eq!(world.call(&person("anna"), set("anna", false)), Ok(()));
        let netuid = world.create_subnet("owner", 1);
        assert!(delegation::parents_of::<Runtime>(&hotkey("owner"), netuid).is_empty());
    });
}

#[test]
fn root_sets_how_long_children_wait() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        world.call(&person("owner"), subtensor::Call::start_call { netuid }).unwrap();
        world.as_root(subtensor::Call::set_pending_childkey_cooldown { cooldown: 15 }).unwrap();
        let call =
            subtensor::Call::set_children { hotkey: hotkey("anna"), netuid, children: vec![(1, hotkey("owner"))] };
        world.call(&person("anna"), call).unwrap();
        let (_, from) = subtensor::PendingChildKeys::<Runtime>::get(netuid, hotkey("anna"));
        assert_eq!(from, world.now() + 15);
    });
}
