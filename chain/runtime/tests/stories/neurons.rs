//! Buying seats, and losing them.

use crate::{
    market::hotkey,
    world::{person, refused, story, tao, World},
};
use myelin_primitives::{Alpha, NetUid, Tao, Uid};
use myelin_runtime::Runtime;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{self as subtensor, neurons, pool, Error};
use polkadot_sdk::sp_runtime::DispatchResult;

fn price(netuid: NetUid) -> u64 {
    neurons::price::<Runtime>(netuid).rao()
}

fn buy(world: &mut World, netuid: NetUid, name: &str) -> DispatchResult {
    world.call(&person(name), subtensor::Call::burned_register { netuid, hotkey: hotkey(name) })
}

fn seat_of(netuid: NetUid, name: &str) -> Option<Uid> {
    neurons::uid_of::<Runtime>(netuid, &hotkey(name))
}

/// Lets a subnet have as many seats as are taken.
fn close(world: &mut World, netuid: NetUid, spared_from_immune: u16) {
    let taken = neurons::count::<Runtime>(netuid);
    world.as_root(Admin::sudo_set_min_allowed_uids { netuid, min_allowed_uids: taken - 1 }).unwrap();
    world.as_root(Admin::sudo_set_max_allowed_uids { netuid, max_allowed_uids: taken }).unwrap();
    world.as_root(Admin::sudo_set_min_non_immune_uids { netuid, min: spared_from_immune }).unwrap();
    world.as_root(Admin::sudo_set_immunity_period { netuid, immunity_period: 20 }).unwrap();
}

#[test]
fn a_seat_costs_what_the_price_says_and_raises_the_next() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.fund(&person("anna"), tao(10));
        assert_eq!(buy(world, netuid, "anna"), Ok(()));
        assert_eq!(world.balance(&person("anna")), tao(9), "the first seat costs one TAO");
        assert_eq!(price(netuid), 1_260_000_000);

        world.fund(&person("boris"), tao(10));
        assert_eq!(buy(world, netuid, "boris"), Ok(()));
        assert_eq!(world.balance(&person("boris")), Tao(10_000_000_000 - 1_260_000_000));
        assert_eq!(price(netuid), 1_587_600_000);
        assert_eq!((seat_of(netuid, "anna"), seat_of(netuid, "boris")), (Some(Uid(1)), Some(Uid(2))));
        assert_eq!(neurons::registrations::<Runtime>(netuid).0, 2);
        assert_eq!(subtensor::RAORecycledForRegistration::<Runtime>::get(netuid), Tao(2_260_000_000));

        world.pass(1);
        assert_eq!(neurons::registrations::<Runtime>(netuid).0, 0, "counted by block");
    });
}

#[test]
fn a_price_falls_by_half_over_its_half_life() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        assert_eq!(price(netuid), 1_000_000_000);
        world.pass(1);
        assert_eq!(price(netuid), 998_076_443);
        world.pass(359);
        assert_eq!(price(netuid), 499_999_865);
    });
}

#[test]
fn a_seat_bought_a_block_after_the_subnet_began() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.pass(1);
        world.register(netuid, "anna");
        assert_eq!(price(netuid), 1_257_576_318);
    });
}

#[test]
fn a_price_stays_within_its_bounds() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.as_root(Admin::sudo_set_min_burn { netuid, min_burn: Tao(990_000_000) }).unwrap();
        world.as_root(Admin::sudo_set_max_burn { netuid, max_burn: Tao(1_100_000_000) }).unwrap();
        world.pass(10);
        assert_eq!(price(netuid), 990_000_000);
        world.register(netuid, "anna");
        assert_eq!(price(netuid), 1_100_000_000);
    });
}

#[test]
fn what_a_seat_costs_buys_alpha_that_nobody_gets() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let (tao_before, alpha_before) = pool::reserves::<Runtime>(netuid);
        let account = pool::account::<Runtime>(netuid);
        let held_before = world.balance(&account);
        world.register(netuid, "anna");

        let (tao_after, alpha_after) = pool::reserves::<Runtime>(netuid);
        let fee = 1_000_000_000 * 33 / 65_535;
        assert_eq!(tao_after.rao() - tao_before.rao(), 1_000_000_000 - fee);
        assert_eq!(world.balance(&account).rao() - held_before.rao(), 1_000_000_000, "the fee stays on the account");
        assert!(alpha_after < alpha_before, "the alpha left the pool");
        assert_eq!(pool::outstanding::<Runtime>(netuid), Alpha::ZERO, "and nobody has it");
        assert_eq!(world.stake(&hotkey("anna"), &person("anna"), netuid), Alpha::ZERO);
    });
}

#[test]
fn a_purchase_that_cannot_be_is_refused_and_changes_nothing() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        let before = price(netuid);
        world.fund(&person("poor"), Tao(before - 1));
        world.fund(&person("boris"), tao(10));

        assert_eq!(buy(world, NetUid::ROOT, "boris"), refused(Error::RegistrationNotPermittedOnRootSubnet));
        assert_eq!(buy(world, NetUid(77), "boris"), refused(Error::SubnetNotExists));
        assert_eq!(buy(world, netuid, "anna"), refused(Error::HotKeyAlreadyRegisteredInSubNet));
        assert_eq!(buy(world, netuid, "poor"), refused(Error::NotEnoughBalanceToStake));
        let another = subtensor::Call::try_associate_hotkey { hotkey: hotkey("hers") };
        world.call(&person("clara"), another).unwrap();
        let call = subtensor::Call::burned_register { netuid, hotkey: hotkey("hers") };
        assert_eq!(world.call(&person("boris"), call), refused(Error::NonAssociatedColdKey));
        let call = subtensor::Call::burned_register { netuid, hotkey: pool::account::<Runtime>(netuid) };
        assert_eq!(world.call(&person("boris"), call), refused(Error::CannotUseSystemAccount));

        world.as_root(Admin::sudo_set_network_registration_allowed { netuid, registration_allowed: false }).unwrap();
        assert_eq!(buy(world, netuid, "boris"), refused(Error::SubNetRegistrationDisabled));

        assert_eq!((price(netuid), neurons::count::<Runtime>(netuid)), (before, 2));
        assert_eq!(world.balance(&person("boris")), tao(10));
        assert!(!subtensor::keys::exists::<Runtime>(&hotkey("boris")), "not even the hotkey was claimed");
    });
}

#[test]
fn a_buyer_may_name_its_highest_price() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.fund(&person("anna"), tao(10));
        let mut offer = |limit_price| {
            let call = subtensor::Call::register_limit { netuid, hotkey: hotkey("anna"), limit_price };
            world.call(&person("anna"), call)
        };
        assert_eq!(offer(999_999_999), refused(Error::RegistrationPriceLimitExceeded));
        assert_eq!(offer(1_000_000_000), Ok(()));
    });
}

#[test]
fn the_old_form_of_registering_ignores_its_work() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.fund(&person("anna"), tao(10));
        let call = subtensor::Call::register {
            netuid,
            block_number: 999,
            nonce: 1,
            work: vec![0; 32],
            hotkey: hotkey("anna"),
            coldkey: person("boris"),
        };
        assert_eq!(world.call(&person("anna"), call), Ok(()));
        assert_eq!(world.balance(&person("anna")), tao(9));
        assert!(subtensor::keys::owns::<Runtime>(&person("anna"), &hotkey("anna")), "the caller pays and owns");
    });
}

#[test]
fn an_immune_seat_is_spared() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "old");
        world.register(netuid, "older by uid only");
        world.pass(30);
        world.register(netuid, "young");
        close(world, netuid, 0);

        assert_eq!(world.register(netuid, "newcomer"), Uid(1));
        assert_eq!(seat_of(netuid, "old"), None);
        assert!(seat_of(netuid, "young").is_some());
        assert_eq!(neurons::count::<Runtime>(netuid), 4);
    });
}

#[test]
fn with_ten_established_seats_a_newcomer_replaces_a_young_one() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        for number in 0..10 {
            world.register(netuid, &format!("established {number}"));
        }
        world.pass(30);
        let young = world.register(netuid, "young");
        world.register(netuid, "younger");
        close(world, netuid, 10);
        assert_eq!(world.register(netuid, "newcomer"), young);

        // All of them are established now, so the oldest makes way.
        world.pass(30);
        assert_eq!(world.register(netuid, "late"), Uid(1));
        assert!(seat_of(netuid, "newcomer").is_some());
    });
}

#[test]
fn who_earned_least_makes_way() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        for name in ["first", "second", "third"] {
            world.register(netuid, name);
        }
        world.pass(30);
        close(world, netuid, 0);
        // What an epoch would have written.
        subtensor::Emission::<Runtime>::insert(netuid, [0, 70, 50, 60].map(Alpha).to_vec());
        assert_eq!(world.register(netuid, "newcomer"), Uid(2));
        assert_eq!(subtensor::epoch::emission_of::<Runtime>(netuid, Uid(2)), Alpha::ZERO, "earnings are not inherited");
    });
}

#[test]
fn the_owner_keeps_its_seat() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.pass(30);
        world.as_root(Admin::sudo_set_immunity_period { netuid, immunity_period: 20 }).unwrap();
        world.as_root(Admin::sudo_set_min_allowed_uids { netuid, min_allowed_uids: 0 }).unwrap();
        world.as_root(Admin::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 1 }).unwrap();
        world.as_root(Admin::sudo_set_min_non_immune_uids { netuid, min: 0 }).unwrap();
        world.fund(&person("anna"), tao(10));
        assert_eq!(buy(world, netuid, "anna"), refused(Error::NoNeuronIdAvailable));
        assert_eq!(seat_of(netuid, "owner"), Some(Uid(0)));
        assert_eq!(world.balance(&person("anna")), tao(10));
    });
}

#[test]
fn a_seat_that_changes_hands_forgets_but_its_stake_stays_with_the_hotkey() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let uid = world.register(netuid, "old");
        world.call(&person("owner"), subtensor::Call::start_call { netuid }).unwrap();
        world.add_stake("old", "old", netuid, tao(5));
        let staked = world.stake(&hotkey("old"), &person("old"), netuid);
        let axon = subtensor::Call::serve_axon {
            netuid,
            version: 1,
            ip: 0x0A00_0001,
            port: 80,
            ip_type: 4,
            protocol: 0,
            placeholder1: 0,
            placeholder2: 0,
        };
        world.call(&hotkey("old"), axon).unwrap();
        world.pass(30);
        close(world, netuid, 0);

        assert_eq!(world.register(netuid, "newcomer"), uid);
        assert_eq!(neurons::hotkey_at::<Runtime>(netuid, uid), Some(hotkey("newcomer")));
        assert_eq!(neurons::registered_at::<Runtime>(netuid, uid), world.now());
        assert!(!subtensor::Axons::<Runtime>::contains_key(netuid, hotkey("old")));
        assert!(!subtensor::IsNetworkMember::<Runtime>::get(hotkey("old"), netuid));
        assert_eq!(world.stake(&hotkey("old"), &person("old"), netuid), staked);

        world.fund(&person("old"), tao(10));
        assert_eq!(world.register(netuid, "old"), Uid(1), "who lost a seat may buy another");
    });
}
