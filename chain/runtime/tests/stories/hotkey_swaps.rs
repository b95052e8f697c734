//! One hotkey in the place of another: on one subnet or everywhere, with its stake or without.

use crate::{
    market::{hotkey, usual, Market},
    world::{person, refused, story, tao, World},
};
use myelin_primitives::{
    commitments::{CommitmentInfo, Data},
    records::{AxonInfo, PrometheusInfo},
    Alpha, NetUid, StorageIndex, Tao, Uid,
};
use myelin_runtime::{AccountId, Runtime, RuntimeEvent, System};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{
    self as subtensor, delegation,
    keys::{self, COST_EVERYWHERE, COST_ON_ONE_SUBNET},
    neurons,
    params::{self, RateLimitKey, TransactionType},
    pool, root, stake, subnets, Call, Error, Event,
};
use polkadot_sdk::sp_runtime::DispatchResult;

fn fresh() -> AccountId {
    person("anna's new hotkey")
}

fn swap(world: &mut World, name: &str, new_hotkey: &AccountId, netuid: Option<NetUid>) -> DispatchResult {
    let call = Call::swap_hotkey { hotkey: hotkey(name), new_hotkey: new_hotkey.clone(), netuid };
    world.call(&person(name), call)
}

fn swap_seat(world: &mut World, name: &str, new_hotkey: &AccountId, netuid: Option<NetUid>) -> DispatchResult {
    let call = Call::swap_hotkey_v2 { hotkey: hotkey(name), new_hotkey: new_hotkey.clone(), netuid, keep_stake: true };
    world.call(&person(name), call)
}

/// Lends `parts` of the stake of `parent`, as a schedule that has come due.
fn lend(parent: &str, netuid: NetUid, children: &[(u64, AccountId)]) {
    subtensor::PendingChildKeys::<Runtime>::insert(netuid, hotkey(parent), (children.to_vec(), 0));
    delegation::apply_due_children::<Runtime>(netuid);
}

/// Enough blocks for a first swap on a single subnet.
fn wait_for_first_swap() {
    System::set_block_number(7_201);
}

/// A market in which anna has all that a hotkey can have: a seat on the subnet and one on root,
/// announcements, weights and bonds, stakers, a parent and a child, root dividends in part
/// claimed, a take, a commitment, and a miner whose alpha is staked to her.
fn full(world: &mut World) -> Market {
    let mut market = usual(world);
    let netuid = market.netuid;
    market.pass_tempo(world, &[("anna", &[3, 2, 1]), ("boris", &[3, 2, 0]), ("clara", &[2, 2, 1])]);
    let anna = hotkey("anna");
    world.fund(&person("saver"), tao(100));
    world.add_stake("saver", "boris", netuid, tao(3));
    world.add_stake("saver", "anna", netuid, tao(20));
    world.add_stake("saver", "anna", NetUid::ROOT, tao(30));
    world.call(&person("anna"), Call::root_register { hotkey: anna.clone() }).unwrap();
    world.call(&person("anna"), Call::decrease_take { hotkey: anna.clone(), take: 5_000 }).unwrap();
    let flag = Call::set_auto_parent_delegation_enabled { hotkey: anna.clone(), enabled: false };
    world.call(&person("anna"), flag).unwrap();
    let take = Call::set_childkey_take { hotkey: anna.clone(), netuid, take: 1_000 };
    world.call(&person("anna"), take).unwrap();

    let axon = Call::serve_axon {
        netuid,
        version: 1,
        ip: 0x0808_0808,
        port: 80,
        ip_type: 4,
        protocol: 4,
        placeholder1: 0,
        placeholder2: 0,
    };
    world.call(&anna, axon).unwrap();
    let metrics = Call::serve_prometheus { netuid, version: 1, ip: 0x0808_0808, port: 81, ip_type: 4 };
    world.call(&anna, metrics).unwrap();
    let info = CommitmentInfo::of(Data::raw(b"anna was here").unwrap());
    world.call(&anna, pallet_commitments::Call::set_commitment { netuid, info }).unwrap();
    let to_anna = Call::set_coldkey_auto_stake_hotkey { netuid, hotkey: anna.clone() };
    world.call(&person("good"), to_anna).unwrap();

    lend("anna", netuid, &[(1 << 60, hotkey("boris"))]);
    lend("clara", netuid, &[(1 << 61, anna.clone()), (1 << 60, hotkey("poor"))]);
    let promised = Call::set_children { hotkey: anna.clone(), netuid, children: vec![(7, hotkey("fair"))] };
    world.call(&person("anna"), promised).unwrap();
    world.pay_root_dividend(&anna, netuid, Alpha(1_000_000_000));
    world.call(&person("saver"), Call::claim_root { subnets: [netuid].into() }).unwrap();
    world.pay_root_dividend(&anna, netuid, Alpha(700_000_000));
    market
}

/// Everything that is known of one hotkey on the subnet, by what it means.
#[derive(Debug, PartialEq)]
struct Known {
    uid: Option<Uid>,
    axon: Option<AxonInfo>,
    prometheus: Option<PrometheusInfo>,
    children: Vec<(u64, AccountId)>,
    parents: Vec<(u64, AccountId)>,
    promised: (Vec<(u64, AccountId)>, u64),
    childkey_take: u16,
    chosen_by: Vec<AccountId>,
    stakes: [Alpha; 3],
    last_dividends: [Alpha; 2],
}

fn known(world: &World, key: &AccountId, netuid: NetUid) -> Known {
    Known {
        uid: neurons::uid_of::<Runtime>(netuid, key),
        axon: subtensor::Axons::<Runtime>::get(netuid, key),
        prometheus: subtensor::Prometheus::<Runtime>::get(netuid, key),
        children: delegation::children_of::<Runtime>(key, netuid),
        parents: delegation::parents_of::<Runtime>(key, netuid),
        promised: subtensor::PendingChildKeys::<Runtime>::get(netuid, key),
        childkey_take: subtensor::ChildkeyTake::<Runtime>::get(key, netuid),
        chosen_by: subtensor::AutoStakeDestinationColdkeys::<Runtime>::get(key, netuid),
        stakes: [
            stake::of_hotkey::<Runtime>(key, netuid),
            world.stake(key, &person("anna"), netuid),
            world.stake(key, &person("saver"), netuid),
        ],
        last_dividends: [
            subtensor::AlphaDividendsPerSubnet::<Runtime>::get(netuid, key),
            subtensor::RootAlphaDividendsPerSubnet::<Runtime>::get(netuid, key),
        ],
    }
}

fn nothing_known() -> Known {
    Known {
        uid: None,
        axon: None,
        prometheus: None,
        children: vec![],
        parents: vec![],
        promised: (vec![], 0),
        childkey_take: 0,
        chosen_by: vec![],
        stakes: [Alpha::ZERO; 3],
        last_dividends: [Alpha::ZERO; 2],
    }
}

/// What stands on a seat, whoever sits there.
fn on_seat(netuid: NetUid, uid: Uid) -> (Vec<(u16, u16)>, Vec<(u16, u16)>, u64, bool) {
    let index = StorageIndex::from(netuid);
    (
        subtensor::weights::row::<Runtime>(index, uid),
        subtensor::Bonds::<Runtime>::get(index, uid),
        neurons::registered_at::<Runtime>(netuid, uid),
        subtensor::epoch::has_permit::<Runtime>(netuid, uid),
    )
}

fn all_alpha(netuid: NetUid) -> u64 {
    subtensor::TotalHotkeyAlpha::<Runtime>::iter()
        .filter(|(_, on, _)| *on == netuid)
        .map(|(_, _, held)| held.rao())
        .sum()
}

#[test]
fn everywhere_means_everything() {
    story(|world| {
        let mut market = full(world);
        let (netuid, old, new) = (market.netuid, hotkey("anna"), fresh());
        let (before, seat) = (known(world, &old, netuid), on_seat(netuid, market.uid("anna")));
        assert!(
            !seat.0.is_empty() && !seat.1.is_empty() && before.last_dividends[0] > Alpha::ZERO,
            "there is something to lose"
        );
        let on_root = world.stake(&old, &person("saver"), NetUid::ROOT);
        let owed = root::owed::<Runtime>(&old, &person("saver"), netuid);
        let (funds, issued) = (world.balance(&person("anna")), subtensor::TotalIssuance::<Runtime>::get());
        let alpha = all_alpha(netuid);
        let root_seat = neurons::uid_of::<Runtime>(NetUid::ROOT, &old);
        assert!(owed > 0 && root_seat.is_some());

        assert_eq!(swap(world, "anna", &new, None), Ok(()));
        assert_eq!(known(world, &new, netuid), before);
        assert_eq!(known(world, &old, netuid), nothing_known());
        assert_eq!(on_seat(netuid, market.uid("anna")), seat);
        assert_eq!(all_alpha(netuid), alpha, "no alpha was made or lost");
        assert_eq!(delegation::parents_of::<Runtime>(&hotkey("boris"), netuid), [(1 << 60, new.clone())]);
        assert!(delegation::children_of::<Runtime>(&hotkey("clara"), netuid).contains(&(1 << 61, new.clone())));
        assert_eq!(subtensor::AutoStakeDestination::<Runtime>::get(person("good"), netuid), Some(new.clone()));

        assert_eq!(neurons::uid_of::<Runtime>(NetUid::ROOT, &new), root_seat);
        assert_eq!(world.stake(&new, &person("saver"), NetUid::ROOT), on_root);
        assert_eq!(root::owed::<Runtime>(&new, &person("saver"), netuid), owed);
        assert_eq!(root::owed::<Runtime>(&old, &person("saver"), netuid), 0);
        assert!(!subtensor::AutoParentDelegationEnabled::<Runtime>::get(&new));
        assert!(subtensor::AutoParentDelegationEnabled::<Runtime>::get(&old), "as of any key");

        assert_eq!(keys::owned_by::<Runtime>(&person("anna")), core::slice::from_ref(&new));
        assert!(!keys::exists::<Runtime>(&old));
        assert_eq!((delegation::take_of::<Runtime>(&new), delegation::is_delegate::<Runtime>(&old)), (5_000, false));
        assert_eq!(stake::hotkeys_of::<Runtime>(&person("saver")), [hotkey("boris"), new.clone()]);
        let published = pallet_commitments::CommitmentOf::<Runtime>::contains_key;
        assert!(published(netuid, &old) && !published(netuid, &new), "what was published stays where it was");
        assert_eq!(funds.saturating_sub(world.balance(&person("anna"))), COST_EVERYWHERE);
        assert_eq!(issued.saturating_sub(subtensor::TotalIssuance::<Runtime>::get()), COST_EVERYWHERE);
        let told = Event::HotkeySwapped { coldkey: person("anna"), old_hotkey: old, new_hotkey: new.clone() };
        assert!(world.events().contains(&RuntimeEvent::SubtensorModule(told)));
        world.check();

        world.pass_to(market.epoch + 110);
        let weights = Call::set_weights { netuid, dests: vec![4], weights: vec![1], version_key: 0 };
        assert_eq!(world.call(&new, weights), Ok(()), "the new key works in the old one's place");
        market.epoch += 360;
        world.pass_to(market.epoch);
        assert!(stake::of_hotkey::<Runtime>(&new, netuid) > before.stakes[0], "and earns");
    });
}

#[test]
fn on_one_subnet_the_rest_stays() {
    story(|world| {
        let market = full(world);
        let (netuid, old, new) = (market.netuid, hotkey("anna"), fresh());
        let before = known(world, &old, netuid);
        let on_root = world.stake(&old, &person("saver"), NetUid::ROOT);
        let owed = root::owed::<Runtime>(&old, &person("saver"), netuid);
        wait_for_first_swap();
        let funds = world.balance(&person("anna"));
        assert_eq!(swap(world, "anna", &new, Some(netuid)), Ok(()));

        assert_eq!(known(world, &new, netuid), before);
        assert_eq!(known(world, &old, netuid), nothing_known());
        assert_eq!(world.stake(&old, &person("saver"), NetUid::ROOT), on_root);
        assert_eq!(root::owed::<Runtime>(&old, &person("saver"), netuid), owed);
        assert!(neurons::uid_of::<Runtime>(NetUid::ROOT, &old).is_some());
        assert_eq!(keys::owned_by::<Runtime>(&person("anna")), [old.clone(), new.clone()], "both are anna's");
        assert_eq!((delegation::take_of::<Runtime>(&old), delegation::is_delegate::<Runtime>(&new)), (5_000, false));
        assert_eq!(stake::hotkeys_of::<Runtime>(&person("saver")), [hotkey("boris"), old.clone(), new.clone()]);
        assert_eq!(funds.saturating_sub(world.balance(&person("anna"))), COST_ON_ONE_SUBNET);
        let told = Event::HotkeySwappedOnSubnet { coldkey: person("anna"), old_hotkey: old, new_hotkey: new, netuid };
        assert!(world.events().contains(&RuntimeEvent::SubtensorModule(told)));
    });
}

#[test]
fn root_dividends_follow_the_stake_on_root() {
    story(|world| {
        let market = full(world);
        let (netuid, old, new) = (market.netuid, hotkey("anna"), fresh());
        let owed = root::owed::<Runtime>(&old, &person("saver"), netuid);
        let (on_root, on_subnet) =
            (world.stake(&old, &person("saver"), NetUid::ROOT), world.stake(&old, &person("saver"), netuid));
        wait_for_first_swap();
        assert_eq!(swap(world, "anna", &new, Some(NetUid::ROOT)), Ok(()));
        assert_eq!(world.stake(&new, &person("saver"), NetUid::ROOT), on_root);
        assert_eq!(world.stake(&old, &person("saver"), netuid), on_subnet);
        assert_eq!(root::owed::<Runtime>(&new, &person("saver"), netuid), owed);
        assert_eq!(world.call(&person("saver"), Call::claim_root { subnets: [netuid].into() }), Ok(()));
        assert!(root::owed::<Runtime>(&new, &person("saver"), netuid) < owed);
    });
}

#[test]
fn a_seat_can_go_over_and_leave_the_stake() {
    story(|world| {
        let market = full(world);
        let (netuid, old, new) = (market.netuid, hotkey("anna"), fresh());
        let before = known(world, &old, netuid);
        let owed = root::owed::<Runtime>(&old, &person("saver"), netuid);
        assert_eq!(swap_seat(world, "anna", &new, None), Ok(()));

        let (left, taken) = (known(world, &old, netuid), known(world, &new, netuid));
        assert_eq!((taken.uid, taken.axon, &taken.children), (before.uid, before.axon, &before.children));
        assert_eq!((left.uid, left.stakes, left.last_dividends), (None, before.stakes, before.last_dividends));
        assert_eq!(taken.stakes, [Alpha::ZERO; 3]);
        assert_eq!(root::owed::<Runtime>(&old, &person("saver"), netuid), owed);
        assert!(keys::owns::<Runtime>(&person("anna"), &old) && keys::owns::<Runtime>(&person("anna"), &new));
        world.check();
        let out = Call::remove_stake { hotkey: old, netuid, amount_unstaked: before.stakes[2] };
        assert_eq!(world.call(&person("saver"), out), Ok(()), "nobody is locked in");
    });
}

#[test]
fn stake_at_both_keys_is_added_up() {
    story(|world| {
        let market = full(world);
        let (netuid, old, new) = (market.netuid, hotkey("anna"), fresh());
        world.call(&person("anna"), Call::try_associate_hotkey { hotkey: new.clone() }).unwrap();
        for (name, amount) in [("saver", tao(2)), ("boris", tao(1))] {
            let call = Call::add_stake { hotkey: new.clone(), netuid, amount_staked: amount };
            world.call(&person(name), call).unwrap();
        }
        let both = |world: &World, name: &str| {
            world.stake(&old, &person(name), netuid).rao() + world.stake(&new, &person(name), netuid).rao()
        };
        let names = ["anna", "saver", "boris"];
        let (before, alpha) = (names.map(|name| both(world, name)), all_alpha(netuid));
        wait_for_first_swap();
        assert_eq!(swap(world, "anna", &new, Some(netuid)), Ok(()));
        for (name, before) in names.into_iter().zip(before) {
            let after = world.stake(&new, &person(name), netuid).rao();
            assert!(after.abs_diff(before) <= 2, "{name} had {before} and has {after}");
        }
        assert_eq!(all_alpha(netuid), alpha);
        assert_eq!(known(world, &old, netuid), nothing_known());
    });
}

#[test]
fn an_owner_keeps_its_subnet_with_a_new_hotkey() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let new = person("owner's new hotkey");
        assert_eq!(swap(world, "owner", &new, None), Ok(()));
        assert_eq!(subnets::owner_hotkey::<Runtime>(netuid), Some(new.clone()));
        assert_eq!(neurons::hotkey_at::<Runtime>(netuid, Uid(0)), Some(new));
    });
}

#[test]
fn a_swap_of_keys_that_are_not_ones_own_is_refused() {
    story(|world| {
        let netuid = world.create_subnet("owner", 2);
        for name in ["anna", "boris"] {
            world.register(netuid, name);
        }
        let by_boris = Call::swap_hotkey { hotkey: hotkey("anna"), new_hotkey: fresh(), netuid: None };
        assert_eq!(world.call(&person("boris"), by_boris), refused(Error::NonAssociatedColdKey));
        assert_eq!(swap(world, "anna", &hotkey("boris"), None), refused(Error::NonAssociatedColdKey));
        assert_eq!(swap(world, "anna", &hotkey("anna"), None), refused(Error::NewHotKeyIsSameWithOld));
        let of_chain = pool::account::<Runtime>(netuid);
        assert_eq!(swap(world, "anna", &of_chain, None), refused(Error::CannotUseSystemAccount));
        assert_eq!(swap(world, "anna", &fresh(), Some(NetUid(77))), refused(Error::SubnetNotExists));

        let second = Call::burned_register { netuid, hotkey: person("anna's second hotkey") };
        world.call(&person("anna"), second).unwrap();
        let seated = person("anna's second hotkey");
        assert_eq!(swap(world, "anna", &seated, None), refused(Error::HotKeyAlreadyRegisteredInSubNet));
        assert_eq!(swap(world, "anna", &seated, Some(netuid)), refused(Error::HotKeyAlreadyRegisteredInSubNet));
        assert!(neurons::uid_of::<Runtime>(netuid, &hotkey("anna")).is_some());
    });
}

#[test]
fn a_key_with_a_past_on_root_takes_over_nothing_there() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        world.call(&person("anna"), Call::try_associate_hotkey { hotkey: fresh() }).unwrap();
        let staked = Call::add_stake { hotkey: fresh(), netuid: NetUid::ROOT, amount_staked: tao(1) };
        world.call(&person("anna"), staked).unwrap();
        assert_eq!(swap(world, "anna", &fresh(), None), refused(Error::NewHotKeyNotCleanForRootSwap));
        assert_eq!(swap(world, "anna", &fresh(), Some(NetUid::ROOT)), refused(Error::NewHotKeyNotCleanForRootSwap));
        wait_for_first_swap();
        assert_eq!(swap(world, "anna", &fresh(), Some(netuid)), Ok(()), "elsewhere that does not matter");
    });
}

#[test]
fn a_swap_has_its_price() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        let spend = |world: &mut World, left: Tao| {
            let value = world.balance(&person("anna")).saturating_sub(left).rao();
            let call = polkadot_sdk::pallet_balances::Call::transfer_keep_alive { dest: person("sink").into(), value };
            world.call(&person("anna"), call).unwrap();
        };
        spend(world, Tao(COST_EVERYWHERE.rao() - 1));
        assert_eq!(swap(world, "anna", &fresh(), None), refused(Error::NotEnoughBalanceToPaySwapHotKey));
        spend(world, Tao(COST_ON_ONE_SUBNET.rao() - 1));
        wait_for_first_swap();
        assert_eq!(swap(world, "anna", &fresh(), Some(netuid)), refused(Error::NotEnoughBalanceToPaySwapHotKey));
        assert!(!keys::exists::<Runtime>(&fresh()));
    });
}

#[test]
fn on_one_subnet_swaps_lie_a_day_apart_from_the_first_block_on() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        System::set_block_number(7_200);
        assert_eq!(swap(world, "anna", &fresh(), Some(netuid)), refused(Error::HotKeySwapOnSubnetIntervalNotPassed));
        System::set_block_number(7_201);
        assert_eq!(swap(world, "anna", &fresh(), Some(netuid)), Ok(()));

        let back = Call::swap_hotkey { hotkey: fresh(), new_hotkey: hotkey("anna"), netuid: Some(netuid) };
        System::set_block_number(14_401);
        assert_eq!(world.call(&person("anna"), back.clone()), refused(Error::HotKeySwapOnSubnetIntervalNotPassed));
        let everywhere = Call::swap_hotkey { hotkey: fresh(), new_hotkey: person("third"), netuid: None };
        let early = world.call(&person("anna"), everywhere);
        assert_eq!(early, refused(Error::HotKeySwapOnSubnetIntervalNotPassed), "a swap everywhere heeds it too");
        System::set_block_number(14_402);
        assert_eq!(world.call(&person("anna"), back), Ok(()));
    });
}

#[test]
fn a_coldkey_swaps_one_hotkey_at_a_time() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        for name in ["one", "two"] {
            world.call(&person("anna"), Call::try_associate_hotkey { hotkey: person(name) }).unwrap();
        }
        world.as_root(Admin::sudo_set_tx_rate_limit { tx_rate_limit: 20 }).unwrap();
        let at = world.now();
        assert_eq!(swap(world, "anna", &fresh(), None), Ok(()));
        let another = || Call::swap_hotkey { hotkey: person("one"), new_hotkey: person("three"), netuid: None };
        world.pass_to(at + 20);
        assert_eq!(world.call(&person("anna"), another()), refused(Error::HotKeySetTxRateLimitExceeded));
        world.pass(1);
        assert_eq!(world.call(&person("anna"), another()), Ok(()), "another hotkey never sat anywhere");
        assert_eq!(keys::owned_by::<Runtime>(&person("anna")), [fresh(), person("three"), person("two")]);
    });
}

#[test]
fn limits_of_the_old_key_hold_for_the_new_one() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        world.pass(5);
        let now = world.now();
        world.call(&person("anna"), Call::decrease_take { hotkey: hotkey("anna"), take: 100 }).unwrap();
        let children = Call::set_children { hotkey: hotkey("anna"), netuid, children: vec![] };
        world.call(&person("anna"), children).unwrap();
        assert_eq!(swap(world, "anna", &fresh(), None), Ok(()));
        assert_eq!(params::last_of::<Runtime>(RateLimitKey::LastTxBlockDelegateTake(fresh())), now);
        assert!(!params::passes_rate_limit::<Runtime>(&fresh(), netuid, TransactionType::SetChildren));
        let raise = Call::increase_take { hotkey: fresh(), take: 200 };
        world.pass(1);
        assert_eq!(world.call(&person("anna"), raise), refused(Error::DelegateTxRateLimitExceeded));
    });
}

#[test]
fn a_child_does_not_take_its_parents_place() {
    story(|world| {
        let netuid = world.create_subnet("owner", 2);
        world.register(netuid, "anna");
        world.register(netuid, "boris");
        world.call(&person("anna"), Call::try_associate_hotkey { hotkey: fresh() }).unwrap();
        lend("anna", netuid, &[(5, fresh())]);
        assert_eq!(swap(world, "anna", &fresh(), None), refused(Error::ChildParentInconsistency));
        lend("anna", netuid, &[(5, hotkey("boris"))]);
        subtensor::PendingChildKeys::<Runtime>::insert(netuid, fresh(), (vec![(5, hotkey("anna"))], 0));
        delegation::apply_due_children::<Runtime>(netuid);
        assert_eq!(swap(world, "anna", &fresh(), None), refused(Error::ChildParentInconsistency), "nor the other way");

        subtensor::PendingChildKeys::<Runtime>::insert(netuid, fresh(), (vec![(7, hotkey("boris"))], 0));
        delegation::apply_due_children::<Runtime>(netuid);
        assert_eq!(swap(world, "anna", &fresh(), None), Ok(()));
        assert_eq!(delegation::parents_of::<Runtime>(&hotkey("boris"), netuid), [(12, fresh())], "both parts together");
        assert_eq!(delegation::children_of::<Runtime>(&fresh(), netuid), [(12, hotkey("boris"))]);
    });
}
