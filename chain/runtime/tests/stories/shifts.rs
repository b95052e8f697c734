//! Stake on the move: to other hotkeys, other people, other subnets, out of everything, or gone.

use crate::{
    market::hotkey,
    world::{person, refused, story, tao, World},
};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::Runtime;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{self as subtensor, delegation, root::RootClaimTypeEnum, Call, Error};
use polkadot_sdk::sp_runtime::DispatchResult;
use std::collections::BTreeSet;

/// A started subnet on which anna and boris have seats and anna has staked 10 TAO to herself.
fn pool(world: &mut World) -> NetUid {
    let netuid = world.create_subnet("owner", 2);
    world.register(netuid, "anna");
    world.register(netuid, "boris");
    world.call(&person("owner"), Call::start_call { netuid }).expect("the owner may start");
    world.add_stake("anna", "anna", netuid, tao(10));
    netuid
}

/// What `name` holds at the hotkey of `at`.
fn held(world: &World, at: &str, name: &str, netuid: NetUid) -> Alpha {
    world.stake(&hotkey(at), &person(name), netuid)
}

fn give(world: &mut World, to: &str, netuid: NetUid, amount: Alpha) -> DispatchResult {
    let call = Call::transfer_stake {
        destination_coldkey: person(to),
        hotkey: hotkey("anna"),
        origin_netuid: netuid,
        destination_netuid: netuid,
        alpha_amount: amount,
    };
    world.call(&person("anna"), call)
}

#[test]
fn on_one_subnet_stake_moves_whole_and_free() {
    story(|world| {
        let netuid = pool(world);
        let (before, price) = (held(world, "anna", "anna", netuid), pallet_swap::price::<Runtime>(netuid));
        let call = |amount| Call::move_stake {
            origin_hotkey: hotkey("anna"),
            destination_hotkey: hotkey("boris"),
            origin_netuid: netuid,
            destination_netuid: netuid,
            alpha_amount: amount,
        };
        assert_eq!(world.call(&person("anna"), call(Alpha(1_000))), refused(Error::AmountTooLow), "worth too little");
        assert_eq!(world.call(&person("anna"), call(Alpha(4_000_000_000))), Ok(()));

        assert_eq!(held(world, "boris", "anna", netuid), Alpha(4_000_000_000));
        assert_eq!(held(world, "anna", "anna", netuid).rao(), before.rao() - 4_000_000_000);
        assert_eq!(pallet_swap::price::<Runtime>(netuid), price, "nothing was traded");
    });
}

#[test]
fn stake_is_given_away_unless_the_subnet_forbids_it() {
    story(|world| {
        let netuid = pool(world);
        assert_eq!(give(world, "anna", netuid, Alpha(3_000_000_000)), refused(Error::SameNetuid), "to herself");
        assert_eq!(give(world, "boris", netuid, Alpha(3_000_000_000)), Ok(()));
        assert_eq!(held(world, "anna", "boris", netuid), Alpha(3_000_000_000), "boris now stakes to anna");

        world.as_root(Admin::sudo_set_toggle_transfer { netuid, toggle: false }).unwrap();
        assert_eq!(give(world, "boris", netuid, Alpha(3_000_000_000)), refused(Error::TransferDisallowed));
    });
}

#[test]
fn between_root_and_a_subnet_the_stake_is_traded() {
    story(|world| {
        let netuid = pool(world);
        let before = held(world, "anna", "anna", netuid);
        let swap = |from, onto, amount| Call::swap_stake {
            hotkey: hotkey("anna"),
            origin_netuid: from,
            destination_netuid: onto,
            alpha_amount: amount,
        };
        assert_eq!(world.call(&person("anna"), swap(netuid, NetUid::ROOT, Alpha(5_000_000_000))), Ok(()));
        assert_eq!(held(world, "anna", "anna", netuid).rao(), before.rao() - 5_000_000_000);
        let on_root = held(world, "anna", "anna", NetUid::ROOT);
        assert!(on_root > Alpha(4_900_000_000), "nearly one to one: the pool is a thousand times as large");

        assert_eq!(world.call(&person("anna"), swap(NetUid::ROOT, netuid, on_root)), Ok(()));
        let after = held(world, "anna", "anna", netuid);
        assert!(after < before && after.rao() > before.rao() / 1_000 * 997, "each way cost a fee");
    });
}

#[test]
fn a_limit_stops_a_trade_or_refuses_it() {
    story(|world| {
        let netuid = pool(world);
        let price = pallet_swap::price::<Runtime>(netuid).to_num::<f64>();
        let at_most = |part: bool| Call::add_stake_limit {
            hotkey: hotkey("anna"),
            netuid,
            amount_staked: tao(500),
            limit_price: Tao((price * 1.05 * 1e9) as u64),
            allow_partial: part,
        };
        assert_eq!(world.call(&person("anna"), at_most(false)), refused(Error::SlippageTooHigh));
        let before = world.balance(&person("anna"));
        assert_eq!(world.call(&person("anna"), at_most(true)), Ok(()));
        let spent = before.rao() - world.balance(&person("anna")).rao();
        assert!((tao(20).rao()..tao(30).rao()).contains(&spent), "five percent of the price, not 500 TAO: {spent}");

        let limit_price = Some(Tao((price * 2.0 * 1e9) as u64));
        let all = Call::remove_stake_full_limit { hotkey: hotkey("anna"), netuid, limit_price };
        assert_eq!(world.call(&person("anna"), all), refused(Error::SlippageTooHigh), "nobody pays twice the price");
        let all = Call::remove_stake_full_limit { hotkey: hotkey("anna"), netuid, limit_price: None };
        assert_eq!(world.call(&person("anna"), all), Ok(()));
        assert!(held(world, "anna", "anna", netuid) <= Alpha(1));
    });
}

#[test]
fn everything_is_sold_at_once_or_put_on_root() {
    story(|world| {
        let netuid = pool(world);
        let alpha = Call::unstake_all_alpha { hotkey: hotkey("anna") };
        assert_eq!(world.call(&person("anna"), alpha.clone()), Ok(()));
        assert!(held(world, "anna", "anna", netuid) <= Alpha(1));
        assert!(held(world, "anna", "anna", NetUid::ROOT) > Alpha(9_900_000_000));
        assert_eq!(world.call(&person("boris"), alpha), refused(Error::AmountTooLow), "boris has nothing there");

        assert_eq!(world.call(&person("anna"), Call::unstake_all { hotkey: hotkey("anna") }), Ok(()));
        assert!(held(world, "anna", "anna", NetUid::ROOT) <= Alpha(1));
        let stranger = Call::unstake_all { hotkey: hotkey("nobody") };
        assert_eq!(world.call(&person("anna"), stranger), refused(Error::HotKeyAccountNotExists));
    });
}

#[test]
fn recycled_alpha_leaves_what_is_outstanding_and_burned_alpha_does_not() {
    story(|world| {
        let netuid = pool(world);
        let (amount, out) = (Alpha(1_000_000_000), || subtensor::SubnetAlphaOut::<Runtime>::get(netuid).rao());
        let before = out();
        let recycle = |netuid| Call::recycle_alpha { hotkey: hotkey("anna"), amount, netuid };
        assert_eq!(world.call(&person("anna"), recycle(netuid)), Ok(()));
        assert_eq!(out(), before - amount.rao());
        assert_eq!(world.call(&person("anna"), Call::burn_alpha { hotkey: hotkey("anna"), amount, netuid }), Ok(()));
        assert_eq!(out(), before - amount.rao());
        assert_eq!(pallet_alpha_assets::AlphaBurned::<Runtime>::get(netuid), amount);
        let on_root = world.call(&person("anna"), recycle(NetUid::ROOT));
        assert_eq!(on_root, refused(Error::CannotBurnOrRecycleOnRootSubnet));

        let held_before = held(world, "anna", "anna", netuid);
        let bought = Call::add_stake_burn { hotkey: hotkey("anna"), netuid, amount: tao(1), limit: None };
        assert_eq!(world.call(&person("anna"), bought), Ok(()));
        assert_eq!(held(world, "anna", "anna", netuid), held_before, "what was bought is gone");
    });
}

#[test]
fn children_are_promised_before_they_are_lent_to() {
    story(|world| {
        let netuid = pool(world);
        let lend = |children: Vec<(u64, &str)>| Call::set_children {
            hotkey: hotkey("anna"),
            netuid,
            children: children.into_iter().map(|(part, name)| (part, hotkey(name))).collect(),
        };
        let twice = lend(vec![(1, "boris"), (1, "boris")]);
        assert_eq!(world.call(&person("anna"), twice), refused(Error::DuplicateChild));
        assert_eq!(world.call(&person("anna"), lend(vec![(1, "anna")])), refused(Error::InvalidChild));
        let over = lend(vec![(1 << 63, "boris"), (1 << 63, "owner")]);
        assert_eq!(world.call(&person("anna"), over), refused(Error::ProportionOverflow));
        let of_others = lend(vec![(1, "owner")]);
        assert_eq!(world.call(&person("boris"), of_others), refused(Error::NonAssociatedColdKey));

        assert_eq!(world.call(&person("anna"), lend(vec![(1 << 63, "boris")])), Ok(()));
        assert!(delegation::children_of::<Runtime>(&hotkey("anna"), netuid).is_empty(), "not before the wait");
        assert_eq!(world.call(&person("anna"), lend(vec![])), refused(Error::TxRateLimitExceeded), "and not anew");
        let (promised, _) = subtensor::PendingChildKeys::<Runtime>::get(netuid, hotkey("anna"));
        assert_eq!(promised, [(1 << 63, hotkey("boris"))]);
    });
}

#[test]
fn dividends_are_claimed_on_a_few_subnets_and_as_the_claimer_wants() {
    story(|world| {
        let netuid = pool(world);
        world.add_stake("anna", "anna", NetUid::ROOT, tao(5));
        let on = |netuids: BTreeSet<NetUid>| Call::claim_root { subnets: netuids };
        assert_eq!(world.call(&person("anna"), on(BTreeSet::new())), refused(Error::InvalidSubnetNumber));
        let six = (1..7).map(NetUid).collect();
        assert_eq!(world.call(&person("anna"), on(six)), refused(Error::InvalidSubnetNumber));

        let keep = Call::set_root_claim_type { new_root_claim_type: RootClaimTypeEnum::Keep };
        assert_eq!(world.call(&person("anna"), keep), Ok(()));
        world.pay_root_dividend(&hotkey("anna"), netuid, Alpha(1_000_000_000));
        let before = held(world, "anna", "anna", netuid);
        assert_eq!(world.call(&person("anna"), on([netuid].into())), Ok(()));
        let gained = held(world, "anna", "anna", netuid).rao() - before.rao();
        assert!((999_999_990..=1_000_000_000).contains(&gained), "all of it, as alpha: {gained}");

        let none = RootClaimTypeEnum::KeepSubnets { subnets: BTreeSet::new() };
        let keep_none = Call::set_root_claim_type { new_root_claim_type: none };
        assert_eq!(world.call(&person("anna"), keep_none), refused(Error::InvalidSubnetNumber));
    });
}

#[test]
fn root_says_what_is_worth_claiming_and_how_often_the_chain_claims() {
    story(|world| {
        let netuid = pool(world);
        assert_eq!(world.as_root(Call::sudo_set_num_root_claims { new_value: 50 }), Ok(()));
        let too_many = world.as_root(Call::sudo_set_num_root_claims { new_value: 51 });
        assert_eq!(too_many, refused(Error::InvalidNumRootClaim));
        assert_eq!(subtensor::NumRootClaim::<Runtime>::get(), 50);

        let threshold = |new_value| Call::sudo_set_root_claim_threshold { netuid, new_value };
        assert_eq!(world.call(&person("owner"), threshold(10_000_000)), Ok(()), "the owner may");
        assert_eq!(subtensor::RootClaimableThreshold::<Runtime>::get(netuid).get().to_num::<u64>(), 10_000_000);
        assert_eq!(world.as_root(threshold(10_000_001)), refused(Error::InvalidRootClaimThreshold));
        assert_eq!(world.call(&person("anna"), threshold(1)), Err(polkadot_sdk::sp_runtime::DispatchError::BadOrigin));
        let nowhere = Call::sudo_set_root_claim_threshold { netuid: NetUid(77), new_value: 1 };
        assert_eq!(world.as_root(nowhere), refused(Error::SubnetNotExists));
    });
}
