//! Buying and selling stake: the numbers, and every reason to refuse.

use crate::{
    market::hotkey,
    world::{person, refused, story, tao, World},
};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::{AccountId, Runtime};
use pallet_subtensor::{self as subtensor, Error};
use polkadot_sdk::{sp_keyring::Sr25519Keyring, sp_runtime::DispatchResult};

/// A started subnet with a pool of 1000 TAO and 1000 alpha, and one registered neuron.
fn pool(world: &mut World) -> NetUid {
    let netuid = world.create_subnet("owner", 1);
    world.register(netuid, "anna");
    world.call(&person("owner"), subtensor::Call::start_call { netuid }).expect("the owner may start");
    netuid
}

fn add(world: &mut World, who: &str, netuid: NetUid, amount: Tao) -> DispatchResult {
    let call = subtensor::Call::add_stake { hotkey: hotkey("anna"), netuid, amount_staked: amount };
    world.call(&person(who), call)
}

fn remove(world: &mut World, who: &str, netuid: NetUid, amount: Alpha) -> DispatchResult {
    let call = subtensor::Call::remove_stake { hotkey: hotkey("anna"), netuid, amount_unstaked: amount };
    world.call(&person(who), call)
}

/// Whoever writes the blocks of a story.
fn author() -> AccountId {
    Sr25519Keyring::Alice.to_account_id()
}

#[test]
fn a_purchase_moves_each_rao_where_it_belongs() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.call(&person("owner"), subtensor::Call::start_call { netuid }).expect("the owner may start");
        world.fund(&person("boris"), tao(10));
        let stake_before = subtensor::TotalStake::<Runtime>::get();
        let author_before = world.balance(&author());

        let call = subtensor::Call::add_stake { hotkey: hotkey("owner"), netuid, amount_staked: tao(1) };
        world.call(&person("boris"), call).expect("the pool sells");

        assert_eq!(world.balance(&person("boris")), tao(9));
        assert_eq!(world.balance(&author()).rao() - author_before.rao(), 503_547, "the fee");
        assert_eq!(subtensor::SubnetTAO::<Runtime>::get(netuid), Tao(1_000_999_496_453));
        assert_eq!(subtensor::SubnetAlphaIn::<Runtime>::get(netuid), Alpha(999_001_501_543));
        assert_eq!(subtensor::SubnetAlphaOut::<Runtime>::get(netuid), Alpha(998_498_457));
        assert_eq!(world.stake(&hotkey("owner"), &person("boris"), netuid), Alpha(998_498_457));
        assert_eq!(subtensor::TotalStake::<Runtime>::get().rao() - stake_before.rao(), tao(1).rao(), "fee included");
        assert_eq!(subtensor::SubnetVolume::<Runtime>::get(netuid), u128::from(tao(1).rao()));
        assert_eq!(subtensor::SubnetTaoFlow::<Runtime>::get(netuid), 999_496_453);
    });
}

#[test]
fn the_least_purchase_is_what_enters_the_pool() {
    story(|world| {
        let netuid = pool(world);
        assert_eq!(add(world, "anna", netuid, Tao(1_999_999)), refused(Error::AmountTooLow));
        assert_eq!(add(world, "anna", netuid, Tao(2_000_000)), refused(Error::AmountTooLow), "the fee comes on top");
        assert_eq!(add(world, "anna", netuid, Tao(2_001_007)), Ok(()));
    });
}

#[test]
fn a_purchase_that_cannot_be_is_refused_and_costs_nothing() {
    story(|world| {
        let closed = world.create_subnet("late", 1);
        world.pass(7_200);
        let netuid = pool(world);
        world.fund(&person("boris"), tao(5));

        assert_eq!(add(world, "boris", NetUid(77), tao(1)), refused(Error::SubnetNotExists));
        assert_eq!(add(world, "boris", closed, tao(1)), refused(Error::SubtokenDisabled));
        assert_eq!(add(world, "boris", netuid, tao(6)), refused(Error::NotEnoughBalanceToStake));
        assert_eq!(add(world, "boris", netuid, tao(2_000_000)), refused(Error::InsufficientLiquidity));
        let unknown = subtensor::Call::add_stake { hotkey: hotkey("nobody"), netuid, amount_staked: tao(1) };
        assert_eq!(world.call(&person("boris"), unknown), refused(Error::HotKeyAccountNotExists));
        assert_eq!(world.balance(&person("boris")), tao(5));
    });
}

#[test]
fn a_sale_leaves_enough_or_nothing() {
    story(|world| {
        let netuid = pool(world);
        add(world, "anna", netuid, tao(1)).expect("the pool sells");
        let held = world.stake(&hotkey("anna"), &person("anna"), netuid);

        assert_eq!(remove(world, "anna", netuid, Alpha(1_000)), refused(Error::AmountTooLow));
        assert_eq!(remove(world, "anna", netuid, Alpha::ZERO), refused(Error::AmountTooLow));
        assert_eq!(remove(world, "anna", netuid, held), Ok(()), "all of it has no minimum");
        assert!(world.stake(&hotkey("anna"), &person("anna"), netuid) <= Alpha(1));
    });
}

#[test]
fn asking_for_more_than_is_held_sells_what_is_held() {
    story(|world| {
        let netuid = pool(world);
        add(world, "anna", netuid, tao(1)).expect("the pool sells");
        remove(world, "anna", netuid, Alpha::MAX).expect("the pool buys");
        assert!(world.stake(&hotkey("anna"), &person("anna"), netuid) <= Alpha(1));
        assert_eq!(
            remove(world, "boris", netuid, Alpha(5)),
            refused(Error::AmountTooLow),
            "who holds nothing sells nothing"
        );
    });
}

#[test]
fn a_round_trip_costs_its_fees_and_no_more() {
    story(|world| {
        let netuid = pool(world);
        let before = world.balance(&person("anna"));
        add(world, "anna", netuid, tao(10)).expect("the pool sells");
        remove(world, "anna", netuid, Alpha::MAX).expect("the pool buys");
        let lost = before.rao() - world.balance(&person("anna")).rao();
        let fees = 2 * 10_000_000_000 * 33 / 65_535;
        assert!(lost > 0 && lost <= fees + 10, "{lost} of at most {fees}");
    });
}

#[test]
fn stake_on_root_is_tao_as_it_is() {
    story(|world| {
        let netuid = pool(world);
        world.call(&person("anna"), subtensor::Call::root_register { hotkey: hotkey("anna") }).expect("root has room");
        let weight = |netuid| subtensor::stake::weight_of::<Runtime>(&hotkey("anna"), netuid).to_num::<u64>();
        let before = weight(netuid);

        add(world, "anna", NetUid::ROOT, tao(100)).expect("root takes TAO");
        assert_eq!(world.stake(&hotkey("anna"), &person("anna"), NetUid::ROOT), Alpha(tao(100).rao()), "no fee");
        assert_eq!(weight(netuid) - before, 5_267_697_433, "100 TAO at the weight of TAO");

        let balance = world.balance(&person("anna"));
        remove(world, "anna", NetUid::ROOT, Alpha(tao(40).rao())).expect("root gives TAO back");
        assert_eq!(world.balance(&person("anna")).rao() - balance.rao(), tao(40).rao());
    });
}

#[test]
fn a_seat_on_root_is_taken_once_and_one_in_a_block() {
    story(|world| {
        let netuid = pool(world);
        let take = |world: &mut World, name: &str| {
            world.call(&person(name), subtensor::Call::root_register { hotkey: hotkey(name) })
        };
        take(world, "anna").expect("root has room");
        world.register(netuid, "boris");
        assert_eq!(take(world, "boris"), refused(Error::TooManyRegistrationsThisBlock));
        world.pass(1);
        assert_eq!(take(world, "anna"), refused(Error::HotKeyAlreadyRegisteredInSubNet));
        assert_eq!(take(world, "boris"), Ok(()));
    });
}
