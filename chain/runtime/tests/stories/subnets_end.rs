//! What becomes of a subnet's TAO when it ends.

use crate::{
    market::hotkey,
    subnets::hurry,
    world::{person, refused, story, tao, World},
};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::{Balances, Runtime};
use pallet_subtensor::{self as subtensor, neurons, pool, subnets, Error};
use polkadot_sdk::sp_runtime::DispatchError;

/// A started subnet where each of these staked that much to the owner's hotkey.
fn with_stakers(world: &mut World, stakers: &[(&str, u64)]) -> NetUid {
    let netuid = world.create_subnet("owner", 1);
    world.call(&person("owner"), subtensor::Call::start_call { netuid }).unwrap();
    for (name, amount) in stakers {
        world.fund(&person(name), tao(amount + 1));
        world.add_stake(name, "owner", netuid, tao(*amount));
    }
    netuid
}

fn dissolve(world: &mut World, netuid: NetUid) -> Result<(), DispatchError> {
    world.as_root(subtensor::Call::root_dissolve_network { netuid })
}

#[test]
fn stakers_are_paid_out_of_the_pool() {
    story(|world| {
        let netuid = with_stakers(world, &[("anna", 300), ("boris", 100)]);
        let (pot, in_pool) = pool::reserves::<Runtime>(netuid);
        let held = |name: &str| world.stake(&hotkey("owner"), &person(name), netuid).rao();
        let (anna, boris) = (held("anna"), held("boris"));
        let all = u128::from(anna) + u128::from(boris) + u128::from(in_pool.rao());
        let part = |alpha: u64| (u128::from(pot.rao()) * u128::from(alpha) / all) as u64;
        let before = (world.balance(&person("anna")).rao(), world.balance(&person("boris")).rao());

        assert_eq!(dissolve(world, netuid), Ok(()));
        let paid = (world.balance(&person("anna")).rao() - before.0, world.balance(&person("boris")).rao() - before.1);
        assert!(paid.0 - part(anna) <= 1 && paid.1 - part(boris) <= 1, "down to the rao that rounding left");
        assert!(paid.0 > 2 * paid.1);
    });
}

#[test]
fn what_nobody_is_owed_is_destroyed() {
    story(|world| {
        let netuid = with_stakers(world, &[("anna", 300)]);
        let account = pool::account::<Runtime>(netuid);
        let (on_account, issued) = (world.balance(&account).rao(), Balances::total_issuance());
        let before = world.balance(&person("anna")).rao();
        dissolve(world, netuid).unwrap();
        let paid = world.balance(&person("anna")).rao() - before;
        assert_eq!(world.balance(&account), Tao(500), "enough to keep the account");
        assert_eq!(issued - Balances::total_issuance(), on_account - paid - 500);
    });
}

#[test]
fn nothing_is_left_of_a_dissolved_subnet() {
    story(|world| {
        let netuid = with_stakers(world, &[("anna", 300)]);
        world.register(netuid, "miner");
        let locked_up = subtensor::TotalStake::<Runtime>::get();
        let (pot, _) = pool::reserves::<Runtime>(netuid);
        dissolve(world, netuid).unwrap();

        assert!(!subnets::exists::<Runtime>(netuid));
        assert_eq!(subtensor::TotalNetworks::<Runtime>::get(), 2);
        assert_eq!(subtensor::TotalStake::<Runtime>::get(), locked_up.saturating_sub(pot));
        assert_eq!(pool::reserves::<Runtime>(netuid), (Tao::ZERO, Alpha::ZERO));
        assert_eq!(pool::outstanding::<Runtime>(netuid), Alpha::ZERO);
        assert_eq!(neurons::count::<Runtime>(netuid), 0);
        assert_eq!(world.stake(&hotkey("owner"), &person("anna"), netuid), Alpha::ZERO);
        assert!(subnets::owner::<Runtime>(netuid).is_none());
        assert_eq!(dissolve(world, netuid), refused(Error::SubnetNotExists));
        world.pass(400);
    });
}

#[test]
fn an_id_is_used_again_and_starts_afresh() {
    story(|world| {
        hurry(world);
        let netuid = with_stakers(world, &[("anna", 300)]);
        dissolve(world, netuid).unwrap();
        world.pass(1);
        assert_eq!(world.create_subnet("heir", 1), netuid, "the smallest free id");
        assert_eq!(subnets::owner::<Runtime>(netuid), Some(person("heir")));
        assert_eq!(neurons::hotkeys::<Runtime>(netuid), [hotkey("heir")]);
        assert!(!subnets::is_started::<Runtime>(netuid));
        assert_eq!(subtensor::RegisteredSubnetCounter::<Runtime>::get(netuid), 2);
        world.call(&person("heir"), subtensor::Call::start_call { netuid }).expect("it was not started before");
        world.pass(400);
    });
}

#[test]
fn only_root_dissolves_and_never_root() {
    story(|world| {
        let netuid = with_stakers(world, &[]);
        let call = subtensor::Call::root_dissolve_network { netuid };
        assert_eq!(world.call(&person("owner"), call), Err(DispatchError::BadOrigin));
        assert!(dissolve(world, NetUid::ROOT).is_err());
        let old_form = subtensor::Call::dissolve_network { coldkey: person("anyone"), netuid };
        assert_eq!(world.as_root(old_form), Ok(()));
    });
}

#[test]
fn the_subnet_nobody_paid_for_pays_nobody() {
    story(|world| {
        let issued = Balances::total_issuance();
        assert_eq!(dissolve(world, NetUid(1)), Ok(()));
        assert_eq!(Balances::total_issuance(), issued);
        world.pass(2);
    });
}
