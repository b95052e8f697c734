//! What subnets cost, how they begin, and what a chain begins with.

use crate::{
    market::hotkey,
    world::{person, refused, story, tao, World},
};
use myelin_primitives::{fixed_point::U64F64, Alpha, NetUid, Tao, Uid};
use myelin_runtime::{Runtime, System};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{
    self as subtensor, neurons,
    params::{self, RateLimitKey},
    pool, subnets, Error,
};
use polkadot_sdk::sp_runtime::{DispatchError, DispatchResult};

/// Asks for a subnet without any of the fixture's help.
fn ask_for_subnet(world: &mut World, name: &str) -> DispatchResult {
    world.call(&person(name), subtensor::Call::register_network { hotkey: hotkey(name) })
}

/// Lets a subnet be created in every block.
pub fn hurry(world: &mut World) {
    world.as_root(Admin::sudo_set_network_rate_limit { rate_limit: 0 }).unwrap();
}

/// Sets the reserves of a subnet to one TAO and this many alpha.
fn set_price(netuid: NetUid, alpha_per_tao: u64) {
    subtensor::SubnetTAO::<Runtime>::insert(netuid, tao(1));
    subtensor::SubnetAlphaIn::<Runtime>::insert(netuid, Alpha::whole(alpha_per_tao));
}

#[test]
fn a_chain_begins_with_root_and_one_subnet_to_try() {
    story(|_| {
        assert_eq!(subnets::all::<Runtime>(), [NetUid::ROOT, NetUid(1)]);
        assert_eq!(subtensor::TotalNetworks::<Runtime>::get(), 2);
        let seats = |netuid| (neurons::count::<Runtime>(netuid), subtensor::MaxAllowedUids::<Runtime>::get(netuid));
        assert_eq!((seats(NetUid::ROOT), seats(NetUid(1))), ((0, 64), (1, 256)));
        assert!(!subnets::is_dynamic::<Runtime>(NetUid::ROOT) && subnets::is_dynamic::<Runtime>(NetUid(1)));
        assert!(subnets::is_started::<Runtime>(NetUid::ROOT) && !subnets::is_started::<Runtime>(NetUid(1)));
        assert_eq!(pool::reserves::<Runtime>(NetUid(1)), (tao(10), Alpha::whole(10)));
        assert_eq!(pool::outstanding::<Runtime>(NetUid(1)), Alpha::whole(1));
        for netuid in [NetUid::ROOT, NetUid(1)] {
            assert_eq!(subtensor::Tempo::<Runtime>::get(netuid), 100);
            assert_eq!(subtensor::MaxAllowedValidators::<Runtime>::get(netuid), 64);
            assert_eq!(subtensor::MinAllowedWeights::<Runtime>::get(netuid), 0);
        }
    });
}

#[test]
fn the_lock_becomes_the_pool() {
    story(|world| {
        world.fund(&person("owner"), tao(1_500));
        assert_eq!(subnets::lock_cost::<Runtime>(), tao(1_000));
        assert_eq!(ask_for_subnet(world, "owner"), Ok(()));
        let netuid = NetUid(2);
        assert_eq!(world.balance(&person("owner")), tao(500));
        assert_eq!(world.balance(&pool::account::<Runtime>(netuid)), tao(1_000));
        assert_eq!(
            pool::reserves::<Runtime>(netuid),
            (tao(1_000), Alpha::whole(1_000)),
            "the other subnet's price is 1"
        );
        assert_eq!(pool::outstanding::<Runtime>(netuid), Alpha::ZERO);
        assert_eq!(subtensor::SubnetLocked::<Runtime>::get(netuid), tao(1_000));
        assert_eq!(subnets::lock_cost::<Runtime>(), tao(2_000), "the next one costs twice as much");
    });
}

#[test]
fn a_new_subnet_has_the_values_of_a_new_subnet() {
    story(|world| {
        world.pass_to(500);
        world.fund(&person("owner"), tao(1_500));
        ask_for_subnet(world, "owner").unwrap();
        let netuid = NetUid(2);
        assert_eq!(subnets::owner::<Runtime>(netuid), Some(person("owner")));
        assert_eq!(subnets::owner_hotkey::<Runtime>(netuid), Some(hotkey("owner")));
        assert_eq!(neurons::hotkey_at::<Runtime>(netuid, Uid(0)), Some(hotkey("owner")));
        assert_eq!(neurons::price::<Runtime>(netuid), tao(1));
        assert_eq!(subnets::registered_at::<Runtime>(netuid), 500);
        assert_eq!(subtensor::LastEpochBlock::<Runtime>::get(netuid), 498, "staggered by its id");
        assert_eq!(subtensor::Tempo::<Runtime>::get(netuid), 360);
        assert_eq!(subtensor::MaxAllowedValidators::<Runtime>::get(netuid), 64);
        assert_eq!(subtensor::MinAllowedWeights::<Runtime>::get(netuid), 1);
        assert_eq!(subtensor::ImmunityPeriod::<Runtime>::get(netuid), 5_000);
        assert!(subtensor::Yuma3On::<Runtime>::get(netuid));
        assert!(!subtensor::SubnetEmissionEnabled::<Runtime>::get(netuid), "root turns emission on");
        assert!(!subnets::is_started::<Runtime>(netuid));
        let symbol = |netuid| subtensor::TokenSymbol::<Runtime>::get(netuid);
        assert!(symbol(netuid) != symbol(NetUid(1)) && symbol(netuid) != symbol(NetUid::ROOT));
    });
}

#[test]
fn a_new_pool_opens_at_the_median_price() {
    story(|world| {
        hurry(world);
        let (second, third) = (world.create_subnet("anna", 1), world.create_subnet("boris", 1));
        set_price(NetUid(1), 10);
        subtensor::SubnetTAO::<Runtime>::insert(second, tao(3));
        subtensor::SubnetAlphaIn::<Runtime>::insert(second, Alpha::whole(10));
        set_price(third, 5);
        subtensor::NetworkLastLockCost::<Runtime>::put(tao(500));
        let fourth = world.create_subnet("clara", 1);
        assert_eq!(pool::reserves::<Runtime>(fourth), (tao(1_000), Alpha::whole(5_000)), "of 0.1, 0.3 and 0.2: 0.2");
        assert_eq!(pallet_swap::price::<Runtime>(fourth), U64F64::from_num(1) / 5);
    });
}

#[test]
fn between_two_prices_a_new_pool_opens_half_way() {
    story(|world| {
        hurry(world);
        let second = world.create_subnet("anna", 1);
        set_price(NetUid(1), 10);
        subtensor::SubnetTAO::<Runtime>::insert(second, tao(3));
        subtensor::SubnetAlphaIn::<Runtime>::insert(second, Alpha::whole(10));
        subtensor::NetworkLastLockCost::<Runtime>::put(tao(500));
        let third = world.create_subnet("boris", 1);
        assert_eq!(pool::reserves::<Runtime>(third), (tao(1_000), Alpha::whole(5_000)), "of 0.1 and 0.3: 0.2");
    });
}

#[test]
fn the_price_of_a_subnet_falls_as_the_emission_halves() {
    story(|world| {
        let sold_at = world.now();
        let issued = subtensor::TotalIssuance::<Runtime>::get();
        subtensor::NetworkLastLockCost::<Runtime>::put(tao(2_000));
        params::note::<Runtime>(RateLimitKey::NetworkLastRegistered, sold_at);
        assert_eq!(subnets::lock_cost::<Runtime>(), tao(4_000));

        subtensor::TotalIssuance::<Runtime>::put(Tao(10_500_000_000_000_000));
        let expected = [(7_200, 3_714_285_719_200), (25_200, 3_000_000_017_200), (50_400, 2_000_000_034_400)];
        for (blocks, cost) in expected {
            System::set_block_number((sold_at + blocks) as u32);
            assert_eq!(subnets::lock_cost::<Runtime>(), Tao(cost), "{blocks} blocks later");
        }
        System::set_block_number(sold_at as u32);
        subtensor::TotalIssuance::<Runtime>::put(issued);
    });
}

#[test]
fn the_first_subnet_costs_the_minimum() {
    story(|world| {
        world.pass_to(10);
        assert_eq!(subnets::lock_cost::<Runtime>(), tao(1_000));
    });
}

#[test]
fn a_subnet_that_cannot_be_is_refused() {
    story(|world| {
        world.fund(&person("poor"), tao(999));
        assert_eq!(ask_for_subnet(world, "poor"), refused(Error::CannotAffordLockCost));
        world.fund(&person("owner"), tao(5_000));
        world.call(&person("poor"), subtensor::Call::try_associate_hotkey { hotkey: hotkey("owner") }).unwrap();
        assert_eq!(ask_for_subnet(world, "owner"), refused(Error::NonAssociatedColdKey));
        let call = subtensor::Call::register_network { hotkey: pool::account::<Runtime>(NetUid(1)) };
        assert_eq!(world.call(&person("owner"), call), refused(Error::CannotUseSystemAccount));

        let call = subtensor::Call::register_network { hotkey: hotkey("owner's other") };
        assert_eq!(world.call(&person("owner"), call), Ok(()));
        world.pass(10);
        let call = subtensor::Call::register_network { hotkey: hotkey("owner's third") };
        assert_eq!(world.call(&person("owner"), call), refused(Error::NetworkTxRateLimitExceeded));
        assert_eq!(subnets::all::<Runtime>().len(), 3);
    });
}

#[test]
fn a_subnet_is_started_once_and_by_its_owner() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.as_root(Admin::sudo_set_start_call_delay { delay: 5 }).unwrap();
        let start = || subtensor::Call::start_call { netuid };
        let stake = subtensor::Call::add_stake { hotkey: hotkey("owner"), netuid, amount_staked: tao(1) };
        assert_eq!(world.call(&person("owner"), stake.clone()), refused(Error::SubtokenDisabled));

        assert_eq!(world.call(&person("owner"), start()), refused(Error::NeedWaitingMoreBlocksToStarCall));
        world.pass(5);
        assert_eq!(world.call(&person("stranger"), start()), Err(DispatchError::BadOrigin));
        assert_eq!(world.call(&person("owner"), start()), Ok(()));
        assert_eq!(subnets::first_emission_block::<Runtime>(netuid), Some(world.now() + 1));
        assert_eq!(world.call(&person("owner"), start()), refused(Error::FirstEmissionBlockNumberAlreadySet));
        assert_eq!(world.call(&person("owner"), stake), Ok(()));

        let nowhere = subtensor::Call::start_call { netuid: NetUid(77) };
        assert_eq!(world.call(&person("owner"), nowhere), refused(Error::SubnetNotExists));
    });
}

#[test]
fn a_full_network_makes_room_for_whoever_pays() {
    story(|world| {
        hurry(world);
        let cheap = world.create_subnet("cheap", 1);
        let dear = world.create_subnet("dear", 1);
        world.as_root(Admin::sudo_set_subnet_limit { max_subnets: 3 }).unwrap();
        world.fund(&person("newcomer"), tao(100_000));
        assert_eq!(ask_for_subnet(world, "newcomer"), refused(Error::SubnetLimitReached), "all are immune");

        world.as_root(Admin::sudo_set_network_immunity_period { immunity_period: 5 }).unwrap();
        world.pass(10);
        use myelin_primitives::fixed_point::StoredI96F32;
        for (netuid, price) in [(NetUid(1), 3), (cheap, 1), (dear, 2)] {
            subtensor::SubnetMovingPrice::<Runtime>::insert(netuid, StoredI96F32::from_bits(price));
        }
        assert_eq!(ask_for_subnet(world, "newcomer"), Ok(()));
        assert_eq!(subnets::owner::<Runtime>(cheap), Some(person("newcomer")));
        assert_eq!(subnets::owner::<Runtime>(dear), Some(person("dear")));
        assert_eq!(subtensor::RegisteredSubnetCounter::<Runtime>::get(cheap), 2);
        assert_eq!(neurons::hotkeys::<Runtime>(cheap), [hotkey("newcomer")]);
        assert_eq!(subnets::all::<Runtime>().len(), 4);
    });
}
